import { describe, expect, it } from 'vitest'
import { openPage, openStill, shop, useBrowser, withElement } from './browser.ts'

useBrowser()

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' blob:; " +
  "worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; " +
  'trusted-types toile'

describe('the demo under its content security policy [threat 9]', () => {
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

  it('asks for scripts of its own and Trusted Types of one name, and opens every sheet and group without a violation', async () => {
    for (const directive of ["script-src 'self' 'wasm-unsafe-eval'", "require-trusted-types-for 'script'", 'trusted-types toile'])
      expect(POLICY.split('; ')).toContain(directive)
    const { page, violations, close } = await openStill('/jeans')
    await withElement(page, () => undefined)
    for (const sheet of ['Compare', 'Share', 'Keep', 'Privacy']) {
      await page.getByRole('button', { name: sheet, exact: true }).first().click()
      await page.locator('dialog[open]').waitFor()
      if (sheet === 'Privacy') await page.getByRole('button', { name: 'Yes, share my choices' }).click()
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
    const groups = page.getByRole('tab')
    for (let at = 0; at < (await groups.count()); at++) await groups.nth(at).click()
    await withElement(page, (element) => element.choose('fit', 'relaxed'))
    expect(await violations()).toEqual([])
    await close()
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
