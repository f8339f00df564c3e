import { describe, expect, it } from 'vitest'
import { openPage, shop, useBrowser, withElement } from './browser.ts'

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
