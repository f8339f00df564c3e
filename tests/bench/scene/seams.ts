import { readFile } from 'node:fs/promises'
import { liftOf, standingBody } from '../../../models/jeans/hang.ts'
import { SHAPES as LEGS } from '../../../models/jeans/cuts.ts'
import { REFERENCE } from '../../../models/swimsuits/body.ts'
import { SHAPES as SUITS } from '../../../models/swimsuits/cuts.ts'
import { formOf } from '../../../models/swimsuits/hang.ts'
import { readShape, shapeFigures, type BodyField, type ShapeFigures, type SewnShape } from '../../../src/drape/index.ts'
import { figure } from './products.ts'

/** Every baked shape as its file holds it: gaps in its seams, cloth in the body, cloth through cloth. */
export default async function seams(say: (line: object) => void): Promise<void> {
  const products = [
    ['jeans', LEGS, standingBody(), liftOf],
    ['swimsuits', SUITS, formOf(REFERENCE).grid, () => 0],
  ] as const satisfies readonly (readonly [string, readonly string[], BodyField, (shape: SewnShape) => number])[]
  for (const [id, names, body, lift] of products) {
    const folder = new URL(`../../../models/${id}/shapes/`, import.meta.url)
    const bytesOf = async (name: string) => new Uint8Array(await readFile(new URL(name, folder)))
    const worst = { seamGap95: 0, seamGapMost: 0, inBody: 0, inItself: 0 }
    for (const name of names) {
      const shape = await readShape(await bytesOf(`${name}.glb`), { beside: bytesOf })
      const figures: ShapeFigures = shapeFigures(shape, body, lift(shape))
      for (const key of Object.keys(worst) as (keyof typeof worst)[]) worst[key] = Math.max(worst[key], figures[key])
    }
    const round = (mm: number): number => Number(mm.toFixed(2))
    say(figure(`seamGap.p95.${id}`, round(worst.seamGap95), 'mm', 0.5))
    say(figure(`seamGap.most.${id}`, round(worst.seamGapMost), 'mm', 2))
    say(figure(`inBody.${id}`, round(worst.inBody), 'mm', 1))
    say(figure(`inItself.${id}`, round(worst.inItself), 'mm', 1))
  }
}
