import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { openPage, openStill, useBrowser, withElement } from './browser.ts'

useBrowser()

describe('a customer', () => {
  it('sees a poster in the first paint, and controls that answer before the 3D picture comes', async () => {
    const { page, requests, close } = await openPage('/jeans')
    await page.locator('main img').first().waitFor({ state: 'visible' })
    const { early, price } = await withElement(page, (element) => {
      const before = element.quote.total
      element.choose('cloth', 'raw-14')
      return { early: performance.getEntriesByType('resource').every(({ name }) => !name.endsWith('.glb')), price: element.quote.total > before }
    })
    expect(price).toBe(true)
    expect(early || requests.some(({ url }) => url.endsWith('.glb'))).toBe(true)
    await page.getByRole('group', { name: /^cloth/i }).first().waitFor()
    await close()
  })

  it('is never stuck: a blocked choice says why, one button frees it, and undo takes it back', async () => {
    const { page, close } = await openStill('/jeans')
    await withElement(page, (element) => element.choose('cloth', 'raw-14'))
    const faded = page.getByRole('radio', { name: /faded/i })
    expect(await faded.getAttribute('aria-disabled')).toBe('true')
    await faded.focus()
    await page.keyboard.press('Enter')
    const card = page.getByRole('dialog', { name: /does not go with your choices/ })
    await card.waitFor()
    expect((await card.innerText()).length).toBeGreaterThan(60)
    await card.getByRole('button', { name: /^change/i }).click()
    await card.waitFor({ state: 'detached' })
    expect(await withElement(page, (element) => element.design.selection.wash)).toBe('faded')
    await page.getByRole('button', { name: 'Undo' }).first().click()
    expect(await withElement(page, (element) => element.design.picks)).toEqual({ cloth: 'raw-14' })
    await close()
  })

  it('gets the discount from the third pair on, in words', async () => {
    const { page, close } = await openStill('/jeans')
    const totals = await withElement(page, (element) =>
      ['1', '2', '3', '4'].map((quantity) => {
        element.choose('quantity', quantity)
        return element.quote.total
      })
    )
    expect(totals[1]).toBe(2 * totals[0]!)
    expect(totals[2]).toBeLessThan(3 * totals[0]!)
    expect(totals[3]).toBeLessThan(4 * totals[0]!)
    await page.getByRole('button', { name: /show price lines/i }).click()
    expect(await page.getByRole('table', { name: /price lines/i }).innerText()).toMatch(/three or more/i)
    await close()
  })

  it('finds an implausible measurement questioned at its field, in the unit it was typed in', async () => {
    const { page, close } = await openStill('/jeans')
    await withElement(page, (element) => element.design)
    await page.getByRole('tab', { name: 'Fit' }).click()
    await page.getByRole('radio', { name: 'My measurements' }).check({ force: true })
    const height = page.getByRole('textbox', { name: /height/i }).first()
    await height.fill('178')
    await height.press('Tab')
    const waist = page.getByRole('textbox', { name: /waist/i }).first()
    await waist.fill('34')
    await waist.press('Tab')
    await page.getByText(/did you mean/i).first().waitFor()
    await close()
  })

  it('shares picks in the fragment, and the page that opens the link says what stayed behind', async () => {
    const first = await openStill('/jeans')
    await withElement(first.page, (element) => {
      element.choose('leg', 'bootcut')
      element.write('monogram', 'AB')
      element.measure({ waistGirth: 8642 })
    })
    await first.page.getByRole('button', { name: 'Share' }).click()
    const link = await first.page.getByRole('textbox', { name: /link to this design/i }).inputValue()
    expect(link).toContain('#')
    expect(link.split('#')[0]).not.toContain('?')
    // Not in the port before the path, which chance chose.
    expect(link.slice(new URL(link).origin.length)).not.toMatch(/8642|AB$/)
    await first.close()

    const second = await openStill(new URL(link).pathname + new URL(link).hash)
    expect(await withElement(second.page, (element) => element.design.picks)).toMatchObject({ leg: 'bootcut' })
    await second.page.getByText(/stay|left behind|not in the link/i).first().waitFor()
    await second.close()
  })

  it('opens a link that was cut short with the defaults and says so', async () => {
    const whole = await openStill('/jeans')
    const code = await withElement(whole.page, (element) => {
      element.choose('leg', 'bootcut')
      element.choose('hardware', 'brass')
      return element.designCode
    })
    await whole.close()
    const cut = await openStill(`/jeans#design=${code.slice(0, -3)}`)
    expect(await withElement(cut.page, (element) => element.design.valid)).toBe(true)
    await cut.page.getByText(/link/i).first().waitFor()
    await cut.close()
  })

  it('orders with one button, sees the number and downloads a card that other programs open', async () => {
    const { page, close } = await openPage('/jeans')
    await withElement(page, (element) => element.measure({ stature: 17800, waistGirth: 8600, hipGirth: 10200 }))
    await page.getByRole('button', { name: 'Order these jeans' }).click()
    const done = page.getByRole('dialog', { name: /ordered/i })
    await done.waitFor({ timeout: 60_000 })
    expect(await done.innerText()).toMatch(/\d/)
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      done.getByRole('button', { name: /card/i }).click(),
    ])
    const card = await readFile(await download.path())
    expect(card.subarray(0, 5).toString()).toBe('%PDF-')
    expect(card.subarray(-32).toString()).toContain('%%EOF')
    expect(card.length).toBeGreaterThan(5000)
    await close()
  })
})
