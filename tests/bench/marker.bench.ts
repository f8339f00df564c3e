import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { seededRandom } from '../../src/ground/index.ts'
import { markerOf, type Cloth, type Marker, type Piece } from '../../src/pattern/index.ts'
import { chinos } from '../fixtures/chinos.ts'
import { leastClearance } from '../pattern/marker/clearance.ts'
import { calibrate } from './calibration.ts'
import { sizesLaid } from './marker/sizes.ts'

const CLOTH: Cloth = { width: 1500, oneWay: false, shrinkage: { warp: 0, weft: 0 }, gap: 3 }
const SHUFFLES = 3

/**
 * Lays the chinos that come with the tests (or the pieces of the given files: JSON with `pieces`, neutral pieces as in
 * tests/fixtures/chinos.json) on cloth 1.50 m wide, measures what lies there again from the outlines alone, and lays
 * the products' own sizes beside them.
 */
export default async function markerBench(
  files: string[],
  print: (line: object) => void,
  note: (text: string) => void
): Promise<void> {
  const figure = (name: string, value: number, unit: string, reach: number | null, ok: boolean | null = null): void =>
    print({ name: `marker.${name}`, value: Math.round(value * 10_000) / 10_000, unit, reach, ok })

  figure('calibration', calibrate(), 's', null)
  const given = files.map((file): readonly [string, readonly Piece[], number | null] => [
    basename(file, '.json'),
    (JSON.parse(readFileSync(file, 'utf8')) as { pieces: Piece[] }).pieces,
    null,
  ])
  const sets = given.length > 0 ? given : ([['charlie-38', chinos(), 1.26]] as const)
  for (const [name, pieces, reach] of sets) {
    note(name)
    const started = performance.now()
    const marker = markerOf(pieces, CLOTH, 1)
    const seconds = (performance.now() - started) / 1000
    const length = marker.length / 1000
    figure(`${name}.length`, length, 'm', reach, reach === null ? null : length <= reach)
    figure(`${name}.used`, marker.used, '1', null)
    figure(`${name}.seconds`, seconds, 's', 2, seconds <= 2)
    const oneWay = markerOf(pieces, { ...CLOTH, oneWay: true }, 1)
    const lengthOneWay = oneWay.length / 1000
    figure(`${name}.one-way.length`, lengthOneWay, 'm', reach, reach === null ? null : lengthOneWay <= reach)
    const turned = oneWay.placed.filter((laid) => laid.turned !== 0).length
    figure(`${name}.one-way`, turned, '1', 0, turned === 0)
    const off = offCloth(marker) + offCloth(oneWay)
    figure(`${name}.off-cloth`, off, '1', 0, off === 0)
    const gap = Math.min(...[marker, oneWay].map(({ placed }) => leastClearance(placed.map(outlineOf), 10)))
    figure(`${name}.overlaps`, gap < 0 ? 1 : 0, '1', 0, gap >= 0)
    figure(`${name}.gap`, gap, 'mm', CLOTH.gap, gap >= CLOTH.gap)
    const lengths = shuffles(pieces).map((shuffled) => markerOf(shuffled, CLOTH, 1).length)
    const spread = Math.max(...lengths.map((other) => Math.abs(other / marker.length - 1)))
    figure(`${name}.shuffle`, spread, '1', 0.03, spread <= 0.03)
  }
  if (given.length > 0) return

  for (const [product, system, material] of [
    ['jeans', 'EU women', 'cloth'],
    ['jeans', 'EU men', 'cloth'],
    ['swimsuits', 'EU women', 'cloth'],
  ] as const) {
    const laid = await sizesLaid(`models/${product}`, system, material)
    const name = `${product}.${system.split(' ')[1]}`
    for (const { label, length, bill, seconds } of laid) {
      figure(`${name}-${label}.length`, length, 'm', null)
      if (bill !== null) figure(`${name}-${label}.bill`, bill, 'm', null)
      figure(`${name}-${label}.seconds`, seconds, 's', 2, seconds <= 2)
    }
    // A larger size may need less where its pieces happen to lie better, but never much.
    const drop = Math.max(...laid.slice(1).map(({ length }, i) => 1 - length / laid[i]!.length))
    figure(`${name}.drop`, drop, '1', 0.01, drop <= 0.01)
  }
}

const outlineOf = ({ outline }: Marker['placed'][number]) => outline

const offCloth = ({ placed, length, width }: Marker): number =>
  placed.filter(({ outline }) =>
    outline.some(([x, y]) => x < -1e-6 || y < -1e-6 || x > length + 1e-6 || y > width + 1e-6)
  ).length

function shuffles(pieces: readonly Piece[]): Piece[][] {
  const random = seededRandom(5)
  return Array.from({ length: SHUFFLES }, () =>
    pieces
      .map((piece) => ({ piece, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ piece }) => piece)
  )
}
