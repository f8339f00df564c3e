import { describe, expect, it } from 'vitest'
import { productPage } from '../../demo/pages.ts'
import { CONTENT_POLICY, digestOf } from '../../src/ground/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { desk } from '../fixtures/desk.ts'
import { MARKUP } from '../fixtures/payloads.ts'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { shop, withElement } from './browser.ts'
import { openProfile, openWatched, withoutWebGl } from './watchedPage.ts'

/** As many payloads as a template's longest text takes. */
const LONGEST = 590
const CHUNKS: readonly string[] = MARKUP.reduce<string[]>((chunks, payload) => {
  const last = chunks.at(-1)
  if (last === undefined || last.length + payload.length > LONGEST) return [...chunks, payload]
  return [...chunks.slice(0, -1), `${last} ${payload}`]
}, [])

/** The desk with `words` in place of every text a customer can read, built as if it were meant so. */
function hostileDesk(words: string): CompiledTemplate {
  const template = JSON.parse(JSON.stringify(desk()), (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'en' in value && 'de' in value ? { en: words, de: words } : value
  ) as CompiledTemplate
  const sizes = template.sizes.map((size, i) => ({ ...size, system: words, label: `${i} ${words}` }))
  const { hash: _, ...rest } = { ...template, sizes }
  return { ...rest, hash: digestOf(rest) }
}

/** Reports what the strict policy forbids and forbids nothing: what would run, runs. */
const HEADERS = { 'Content-Security-Policy-Report-Only': CONTENT_POLICY.replace("; frame-ancestors 'self'", '') }

describe('markup in a template [threat 1]', () => {
  it('is two hundred different texts, each of which a browser would act upon', async () => {
    expect(new Set(MARKUP).size).toBe(200)
    expect(CHUNKS.join(' ')).toBe(MARKUP.join(' '))
  })

  it('is read as words in every text of a product, on its page and in its fitting room: nothing runs, nothing loads', async () => {
    const browser = await launchBrowser()
    const profile = await openProfile(browser)
    const dialogs: string[] = []
    const all = hostileDesk(MARKUP.join(' '))
    const page = productPage({
      template: all,
      products: [],
      language: 'en',
      currency: 'EUR',
      today: new Date('2026-11-21T11:00:00Z'),
      retentionDays: 180,
      address: 'http://shop.example/desk',
      live: false,
    })
      .replace('/models/desk/template.json', '/hostile/0.json')
      .replace(' intake="/"', '')
    const watched = await openWatched(profile, `${shop().address}/hostile`, [withoutWebGl], async (opened) => {
      opened.on('dialog', (dialog) => {
        dialogs.push(dialog.message())
        void dialog.dismiss()
      })
      await opened.route('**/hostile', (route) => route.fulfill({ body: page, contentType: 'text/html', headers: HEADERS }))
      await opened.route('**/hostile/*.json', (route) => {
        const nth = Number(/(\d+)\.json/.exec(route.request().url())![1])
        return route.fulfill({ json: hostileDesk(CHUNKS[nth]!) })
      })
    })
    const shown = await withElement(
      watched.page,
      async (element, chunks) => {
        const problems: string[] = []
        const root = element.shadowRoot!
        const settled = () => new Promise((settle) => setTimeout(settle, 30))
        const read = (chunk: string, where: string) => {
          if (!root.textContent!.includes(chunk)) problems.push(`not to be read: ${where}`)
          // Everything a text could have become; the widget itself has none of these.
          const made = 'script,iframe,object,embed,base,meta,link,style,math,template,video,form,noscript,a[href^="javascript"]'
          if (root.querySelector(made)) problems.push(`made of it: ${where}`)
        }
        for (const [nth, chunk] of chunks.entries()) {
          if (nth > 0) {
            element.setAttribute('template', `/hostile/${nth}.json`)
            await settled()
            await element.ready
          }
          for (const tab of root.querySelectorAll<HTMLElement>('[role=tab]')) {
            tab.click()
            await settled()
            read(chunk, `template ${nth}, a group`)
          }
          element.choose('drawer', 'plain')
          root.querySelector<HTMLElement>('[role=tab]')!.click()
          await settled()
          // Why it does not go: the designer's reason.
          root.querySelector<HTMLInputElement>('input[value="glass"]')?.click()
          await settled()
          read(chunk, `template ${nth}, why`)
          await element.order()
          await settled()
          read(chunk, `template ${nth}, ordered`)
          if (JSON.stringify(element.options).split(JSON.stringify(chunk).slice(1, -1)).length < 10)
            problems.push(`template ${nth}: not every text was replaced`)
        }
        return { problems, title: document.title, heading: document.querySelector('h1')!.textContent, scripts: document.scripts.length }
      },
      CHUNKS
    )
    const [violations, opened] = [await watched.violations(), [...dialogs]]
    // The same text in a sink, to know that it would have been seen.
    const sink = ['inner', 'HTML'].join('')
    await watched.page.evaluate(
      ([name, payload]) => void Object.assign(document.createElement('div'), { [name!]: payload }),
      [sink, MARKUP.find((payload) => payload.startsWith('<img'))!]
    )
    await expect.poll(() => dialogs.length - opened.length).toBe(1)
    expect((await watched.violations()).length).toBeGreaterThan(violations.length)
    await watched.page.close()
    await browser.close()
    expect(shown.problems).toEqual([])
    expect(shown.heading).toBe(MARKUP.join(' '))
    expect(shown.title).toContain(MARKUP[0])
    // The element's own, and the data for search engines, which no browser runs.
    expect(shown.scripts).toBe(2)
    expect(opened).toEqual([])
    expect(violations).toEqual([])
    expect(watched.requests.filter(({ url }) => !url.startsWith(shop().address) && !url.startsWith('data:'))).toEqual([])
  })
})
