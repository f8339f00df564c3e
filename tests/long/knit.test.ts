import { describe, expect, it } from 'vitest'
import { deltaE, hexOf, labOf, type Triple } from '../../src/ground/colour.ts'
import { withBundledPage } from '../scene/bundledPage.ts'

/** As mills give them: from nearly black to chalk, and strong ones between. */
const COLOURS: readonly Triple[] = [
  [14.2, 0.2, -0.9],
  [17.5, 2.5, -13.5],
  [29.8, -16.8, 4.6],
  [46.5, 57, 33.5],
  [52.4, -24.5, -13.8],
  [62.8, 43.5, 29.5],
  [79.2, 11.5, 61],
  [92.6, 0.1, 3.4],
]
/** Smooth and shining, and ribbed and dull. */
const SURFACES = [
  { wales: 21, courses: 28, roughness: 0.42, sheen: 0.5 },
  { wales: 9, courses: 22, roughness: 0.78, sheen: 0.55 },
]

interface Page {
  swatch(look: object, mm: number): number[]
}

describe('a flat swatch of knit in even light', () => {
  it('has its mill’s colour within a CIEDE2000 of 2, shine and sheen and stitches included', async () => {
    await withBundledPage(new URL('../scene/knit-page.ts', import.meta.url), async (page) => {
      for (const surface of SURFACES)
        for (const lab of COLOURS)
          // Stitches of several pixels each, and far below one.
          for (const mm of [6, 400]) {
            const knit = { ...surface, color: hexOf(lab) }
            const seen = await page.evaluate(
              ([look, across]) => (globalThis as unknown as Page).swatch(look, across),
              [{ knit }, mm] as const
            )
            expect(deltaE(labOf(seen as unknown as Triple), lab), `${knit.color} ${mm} mm across`).toBeLessThan(2)
          }
    })
  })
})
