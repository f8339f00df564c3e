import { createLast, type ToeShape } from '../../src/pattern/last.ts'
import { flatten, STRAIN_LIMIT } from '../../src/pattern/flatten.ts'
import drafting from '../../models/shoes/drafting.ts'
import { feetOf } from '../../models/shoes/drafting/feet.ts'
import { sheetOf } from '../../models/shoes/piece.ts'
import { STYLES, type Style } from '../../models/shoes/shoe.ts'

/** Small, middling and large feet, narrow and wide. */
const FEET = [
  { size: 'mm-230', width: 'e' },
  { size: 'mm-265', width: 'g' },
  { size: 'mm-310', width: 'h' },
] as const
const CUTS: readonly (readonly [Style, ToeShape])[] = [
  ['sneaker', 'round'],
  ['sneaker', 'almond'],
  ['derby', 'round'],
  ['derby', 'chisel'],
]
const RINGS = [
  [0, 0],
  [2.4, 0],
] as const

/**
 * Lays the upper of three feet in four cuts flat and measures every panel again from its mesh: by triangle, how far the
 * flat one differs from the one on the last.
 */
export default async function flattenBench(
  _files: string[],
  print: (line: object) => void,
  note: (text: string) => void
): Promise<void> {
  const figure = (name: string, value: number, unit: string, reach: number | null, ok: boolean | null): void =>
    print({ name: `flatten.${name}`, value: Math.round(value * 10_000) / 10_000, unit, reach, ok })
  let [panels, area, flipped, reported, strained, asked, worst] = [0, 0, 0, 0, 0, 0, 0]
  for (const [style, toe] of CUTS)
    for (const foot of FEET) {
      const selection = { style, toe, ...foot, eyeletPairs: 'five' }
      const last = createLast(feetOf({}, selection).left)
      const draft = drafting.draft({ measurements: {}, selection })
      for (const { name, outline } of STYLES[style](last).pieces) {
        const { vertices, triangles } = sheetOf(last, outline, RINGS, 7)
        const points = vertices.flatMap(({ frame }) => [...frame.p])
        const sheet = { points, triangles: triangles.flat() }
        const flat = flatten(sheet)
        const own = measured(sheet, flat.points)
        panels++
        area = Math.max(area, Math.abs(own.areaError))
        flipped += own.flipped
        reported = Math.max(reported, Math.abs(own.strain95 - flat.strain95))
        const stated = draft.pieces.find((piece) => piece.name === name)?.strain
        if (!stated) continue
        worst = Math.max(worst, stated.p95)
        if (stated.p95 > STRAIN_LIMIT) strained++
        if (stated.seamed !== undefined) asked++
      }
    }
  note(`${panels} panels`)
  figure('area', area, '1', 0.005, area <= 0.005)
  figure('flipped', flipped, '1', 0, flipped === 0)
  figure('reported', reported, '1', 0.001, reported <= 0.001)
  figure('strain-p95', worst, '1', null, null)
  figure('strained', strained, '1', null, null)
  figure('seams-asked', asked, '1', strained, asked === strained)
}

/** From scratch: what `flatten` says of itself is not asked. */
function measured(
  { points, triangles }: { readonly points: readonly number[]; readonly triangles: readonly number[] },
  flat: Float64Array
): { readonly areaError: number; readonly flipped: number; readonly strain95: number } {
  const strains: { strain: number; area: number }[] = []
  let [space, plane, flipped] = [0, 0, 0]
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    const to = (i: number, k: number): number => points[3 * i + k]! - points[3 * a + k]!
    const [u, v] = [b, c].map((i) => [to(i, 0), to(i, 1), to(i, 2)]) as [number[], number[]]
    const inner = (p: readonly number[], q: readonly number[]): number => p.reduce((sum, part, k) => sum + part * q[k]!, 0)
    const [uu, uv, vv] = [inner(u, u), inner(u, v), inner(v, v)]
    const [p, q] = [b, c].map((i) => [flat[2 * i]! - flat[2 * a]!, flat[2 * i + 1]! - flat[2 * a + 1]!]) as [number[], number[]]
    const [pp, pq, qq] = [inner(p, p), inner(p, q), inner(q, q)]
    // Squares of the most and the least stretch are the eigenvalues of the flat metric in the one on the last.
    const det = uu * vv - uv * uv
    const trace = (pp * vv - 2 * pq * uv + qq * uu) / det
    const product = (pp * qq - pq * pq) / det
    const spread = Math.sqrt(Math.max(0, trace * trace - 4 * product))
    const [most, least] = [Math.sqrt((trace + spread) / 2), Math.sqrt(Math.max(0, (trace - spread) / 2))]
    const size = Math.sqrt(det) / 2
    // Flat pieces are drawn with y down, so a triangle that faces up turns the other way round.
    const turned = -(p[0]! * q[1]! - p[1]! * q[0]!) / 2
    if (turned <= 0) flipped++
    space += size
    plane += turned
    strains.push({ strain: Math.max(Math.abs(most - 1), Math.abs(least - 1)), area: size })
  }
  strains.sort((a, b) => a.strain - b.strain)
  let sum = 0
  const strain95 = strains.find(({ area }) => (sum += area) >= 0.95 * space)!.strain
  return { areaError: plane / space - 1, flipped, strain95 }
}
