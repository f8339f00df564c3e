import { describe, expect, it } from 'vitest'
import { openPage, openStill, shop, useBrowser, withElement } from './browser.ts'

useBrowser()

describe('without a yes', () => {
  it('five minutes of choosing cause no preference event, no storage and no request beyond the page’s own assets', async () => {
    const { page, requests, close } = await openPage('/jeans')
    await page.clock.install()
    await page.reload()
    const events = await page.evaluateHandle(() => {
      const seen: unknown[] = []
      document.addEventListener('toile-preference', (event) => seen.push((event as CustomEvent).detail))
      return seen
    })
    await withElement(page, (element) => {
      element.choose('cloth', 'raw-14')
      element.choose('fit', 'slim')
      element.measure({ stature: 17800, waistGirth: 8600 })
      element.write('monogram', 'AB')
    })
    for (let minute = 0; minute < 5; minute++) await page.clock.fastForward(60_000)
    const kept = await page.evaluate(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      cookies: document.cookie,
      databases: (await indexedDB.databases()).map(({ name }) => name),
    }))
    expect(await events.jsonValue()).toEqual([])
    expect(kept).toEqual({ local: [], session: [], cookies: '', databases: [] })
    const own = new URL(shop().address).origin
    const others = requests.filter(
      ({ method, url }) => method !== 'GET' || !(url.startsWith(own) || url.startsWith('blob:') || url.startsWith('data:'))
    )
    expect(others).toEqual([])
    const intimate = requests.filter(({ url }) => /17800|8600|178|[?&]/.test(url.replace(own, '')) && !url.startsWith('blob:'))
    expect(intimate).toEqual([])
    await close()
  })
})

describe('after a yes in the widget', () => {
  it('one snapshot leaves, then one event per pick, with template ids only; a second tap stops them at once', async () => {
    const { page, close } = await openStill('/jeans')
    const heard = await page.evaluateHandle(() => {
      const seen: Record<string, unknown>[] = []
      document.addEventListener('toile-preference', (event) => seen.push((event as CustomEvent).detail))
      return seen
    })
    const events = () => heard.jsonValue() as Promise<{ type: string; time: string; data: Record<string, unknown> }[]>
    await withElement(page, (element) => {
      element.choose('leg', 'wide')
      element.measure({ waistGirth: 8642 })
      element.write('monogram', 'QX')
    })
    await page.getByRole('button', { name: 'Privacy' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Yes, share my choices' }).click()
    await expect.poll(async () => (await events()).map(({ type }) => type)).toEqual([
      expect.stringContaining('design.snapshot'),
    ])
    await withElement(page, (element) => element.choose('hardware', 'brass'))
    await expect.poll(async () => (await events()).length).toBe(2)
    const [snapshot, pick] = await events()
    expect(pick).toMatchObject({ specversion: '1.0', purpose: 'preferences', data: { option: 'hardware', choice: 'brass' } })
    expect(pick!.time).toMatch(/T\d\d:\d\d:00Z$/)
    expect(JSON.stringify([snapshot, pick])).not.toMatch(/8642|QX|http:/)
    await page.getByRole('dialog').getByRole('button', { name: 'Stop sharing my choices' }).click()
    await withElement(page, (element) => element.choose('hardware', 'nickel'))
    await page.waitForTimeout(300)
    expect((await events()).filter(({ type }) => type.includes('choice'))).toHaveLength(1)
    await close()
  })

  it('a script that clicks for the customer is not a yes', async () => {
    const { page, close } = await openStill('/jeans')
    await page.getByRole('button', { name: 'Privacy' }).click()
    const yes = page.getByRole('dialog').getByRole('button', { name: 'Yes, share my choices' })
    await yes.evaluate((button) => (button as HTMLButtonElement).click())
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    await yes.waitFor()
    await close()
  })
})
