import { launchBrowser } from '../../../src/scene/compile/browser.ts'
import { heapGrowth } from '../../e2e/mounts.ts'
import { openShop } from '../../e2e/shop.ts'
import { openProfile, openWatched, withElement, withoutWebGl } from '../../e2e/watchedPage.ts'

const FIRST = 50
const MOUNTS = 500
/** Share of the heap after the first ones. */
const REACH = 0.05

/** What a page's heap has grown by after a widget was put up and taken down so many times. */
export default async function mounts(print: (line: object) => void, note: (text: string) => void): Promise<void> {
  const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
  try {
    const { page } = await openWatched(await openProfile(browser), `${shop.address}/jeans`, [withoutWebGl])
    await withElement(page, () => undefined)
    const { before, after, share } = await heapGrowth(page, { first: FIRST, times: MOUNTS })
    note(`mounts: ${before} bytes after ${FIRST}, ${after} after ${MOUNTS} more.`)
    const value = Math.round(share * 1000) / 1000
    print({ name: 'mounts', value, unit: 'share', reach: REACH, ok: share <= REACH })
  } finally {
    await browser.close()
    await shop.close()
  }
}
