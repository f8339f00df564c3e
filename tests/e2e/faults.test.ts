import { describe, expect, it } from 'vitest'
import type { ToileConfiguratorElement } from '../../src/embed/element.ts'
import { openPage, openStill, useBrowser, withElement } from './browser.ts'

useBrowser()

describe('when something goes wrong', () => {
  it('without WebGL the picture stays a picture; choices, price and order still work', async () => {
    const { page, close } = await openPage('/jeans')
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null
    })
    await page.reload()
    const seen = await withElement(page, async (element) => {
      const shown = await element.shown
      element.choose('leg', 'wide')
      element.measure({ stature: 17800, waistGirth: 8600, hipGirth: 10200 })
      return { shown, total: element.quote.total, order: await element.order() }
    })
    expect(seen.shown).toBe('poster')
    expect(seen.total).toBeGreaterThan(0)
    expect(seen.order).toMatchObject({ number: expect.any(String) })
    await close()
  })

  it('an answer lost on the way back is fetched by trying again: one order', async () => {
    const { page, close } = await openStill('/jeans')
    let answered: string | null = null
    let lose = true
    await page.route('**/orders', async (route) => {
      const response = await route.fetch()
      if (!lose) return route.fulfill({ response })
      lose = false
      answered = ((await response.json()) as { number: string }).number
      await route.abort('connectionreset')
    })
    const { failed, again } = await withElement(page, async (element) => {
      element.measure({ stature: 17800, waistGirth: 8600, hipGirth: 10200 })
      const failed = await element.order().catch((error: { code: string }) => error.code)
      return { failed, again: await element.order() }
    })
    expect(failed).toMatch(/^order\//)
    expect(again).toMatchObject({ number: answered })
    await close()
  })

  it('stands twice on a page, moves, leaves while loading and takes new attributes without losing its head', async () => {
    const watched = await openPage('/jeans')
    const seen = await withElement(watched.page, async (first) => {
      const make = () => {
        const element = document.createElement('toile-configurator') as ToileConfiguratorElement
        element.setAttribute('template', '/models/jeans/template.json')
        element.setAttribute('currency', 'EUR')
        return element
      }
      const main = document.querySelector('main')!
      const second = make()
      main.append(second)
      await second.ready
      second.choose('leg', 'wide')
      main.prepend(second)
      const gone = make()
      main.append(gone)
      gone.remove()
      first.setAttribute('currency', 'USD')
      first.setAttribute('lang', 'de')
      await new Promise((settle) => setTimeout(settle, 300))
      return {
        first: [first.quote.currency, first.options[0]!.label, first.design.picks],
        second: [second.quote.currency, second.design.picks],
      }
    })
    expect(seen.first).toEqual(['USD', 'Stoff', {}])
    expect(seen.second).toEqual(['EUR', { leg: 'wide' }])
    expect(watched.errors).toEqual([])
    await watched.close()
  })

  it('a template that is not there is said kindly, and the host hears the code', async () => {
    const { page, close } = await openStill('/jeans')
    await withElement(page, () => undefined)
    const code = await page.evaluate(async () => {
      const element = document.createElement('toile-configurator') as ToileConfiguratorElement
      element.setAttribute('template', '/models/nowhere/template.json')
      const heard = new Promise<string>((settle) =>
        element.addEventListener('toile-error', (event) => settle((event as CustomEvent<{ code: string }>).detail.code))
      )
      document.querySelector('main')!.replaceChildren(element)
      const rejected = await element.ready.then(
        () => 'resolved',
        (error: { code: string }) => error.code
      )
      return [await heard, rejected]
    })
    expect(code).toEqual(['template/not-found', 'template/not-found'])
    await page.getByText('This product cannot be shown just now').waitFor()
    await close()
  })

  it('a currency without a price book is said, and the old prices stay', async () => {
    const { page, close } = await openStill('/jeans')
    const seen = await withElement(page, async (element) => {
      const heard = new Promise<string>((settle) =>
        element.addEventListener('toile-error', (event) => settle((event as CustomEvent<{ code: string }>).detail.code), { once: true })
      )
      element.setAttribute('currency', 'XAU')
      return [await heard, element.quote.currency]
    })
    expect(seen).toEqual(['price/no-book', 'EUR'])
    await close()
  })

  it('blocked storage changes nothing but keeping', async () => {
    const watched = await openPage('/jeans')
    await watched.page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
    })
    await watched.page.reload()
    const total = await withElement(watched.page, (element) => {
      element.choose('leg', 'wide')
      return element.quote.total
    })
    expect(total).toBeGreaterThan(0)
    expect(watched.errors).toEqual([])
    await watched.close()
  })
})
