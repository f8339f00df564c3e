import { launchBrowser } from '../../../src/scene/compile/browser.ts'
import { PROOFS } from '../../e2e/bars/index.ts'
import { openFront } from '../../e2e/front.ts'
import { openShop } from '../../e2e/shop.ts'

const BARS = [1, 2, 3, 4, 5, 6, 7, 8] as const

/**
 * The eight bars as the browser tests prove them: 1 where every promise of a bar holds, 0 where one is broken, with the
 * promise and what was found said beside. `wanted`: numbers of bars, none for all.
 */
export default async function bars(
  wanted: readonly string[],
  print: (line: object) => void,
  note: (text: string) => void
): Promise<void> {
  const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
  const front = await openFront(shop.address)
  try {
    for (const bar of BARS) {
      if (wanted.length > 0 && !wanted.includes(String(bar))) continue
      const proofs = PROOFS.filter((proof) => proof.bar === bar)
      let kept = 0
      for (const { promise, prove } of proofs) {
        const started = performance.now()
        try {
          await prove({ browser, front })
          kept++
          note(`bar ${bar}: ${promise}: ${Math.round(performance.now() - started)} ms`)
        } catch (error) {
          note(`bar ${bar}: broken: ${promise}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
        }
      }
      const holds = proofs.length > 0 && kept === proofs.length
      print({ name: `bar ${bar}`, value: holds ? 1 : 0, unit: 'holds', reach: 1, ok: holds, promises: proofs.length })
    }
  } finally {
    await browser.close()
    await front.close()
    await shop.close()
  }
}
