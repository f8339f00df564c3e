import { describe, expect, it } from 'vitest'
import { openPage, shop, useBrowser, withElement } from './browser.ts'

useBrowser()

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' blob:; " +
  "worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; " +
  'trusted-types toile'

describe('the demo under its content security policy', () => {
  it('is served with the policy the README states', async () => {
    const answer = await fetch(`${shop().address}/jeans`)
    const directives = (text: string) => text.split(';').map((part) => part.trim()).filter(Boolean).sort()
    expect(directives(answer.headers.get('content-security-policy') ?? '')).toEqual(directives(POLICY))
  })

  it('shows, changes, measures, captures and orders without a violation or an error in the console', async () => {
    const watched = await openPage('/jeans')
    const shown = await withElement(watched.page, async (element) => {
      const shown = await element.shown
      element.choose('fit', 'relaxed')
      element.choose('backPockets', 'welt')
      element.measure({ stature: 17800, waistGirth: 8600, hipGirth: 10200 })
      const picture = await element.capture({ width: 160, height: 200 })
      await element.order()
      return { shown, bytes: picture.size, type: picture.type }
    })
    expect(shown.shown).toBe('scene')
    expect(shown.bytes).toBeGreaterThan(1000)
    expect(await watched.violations()).toEqual([])
    expect(watched.errors).toEqual([])
    await watched.close()
  })

  it('still shows name, picture, price from and product data with scripts off', async () => {
    const { page, close } = await openPage('/jeans', { javaScriptEnabled: false }).catch(async () => {
      throw new Error('The page must open without scripts.')
    })
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe('')
    expect(await page.getByRole('img').first().isVisible()).toBe(true)
    expect(await page.locator('main').innerText()).toMatch(/€\s?\d/)
    const answer = await (await fetch(`${shop().address}/jeans`)).text()
    const data = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(answer)
    expect(JSON.parse(data![1]!)).toMatchObject({ '@context': 'https://schema.org', '@type': expect.stringMatching(/Product/) })
    await close()
  })
})
