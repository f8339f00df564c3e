import type { Last, Place } from '../../../src/pattern/last.ts'
import { dot, minus } from '../../../src/pattern/space.ts'
import type { Mark, Point } from '../../../src/pattern/piece.ts'
import type { Design } from '../design.ts'
import { PAIRS } from '../laces.ts'
import type { Piece } from '../piece.ts'
import type { Flat } from './flatPiece.ts'

/** mm. */
const HOLE = 4

/** Which pieces carry eyelets, and on which side of the foot. */
const CARRIERS = [
  { outer: 'eyestayOuter', inner: 'eyestayInner' },
  { outer: 'quarterOuter', inner: 'quarterInner' },
] as const

/** Where holes are punched: on the facings, or on the quarters where a style has none. */
export function withEyelets(
  pieces: readonly { readonly drawn: Piece; readonly flat: Flat }[],
  last: Last,
  { eyes }: Design,
  selection: Readonly<Record<string, string>>
): Flat[] {
  const count = PAIRS[(selection['eyeletPairs'] ?? 'six') as keyof typeof PAIRS] ?? PAIRS.six
  const { outer, inner } = CARRIERS.find((one) => pieces.some(({ drawn }) => drawn.name === one.outer)) ?? CARRIERS[1]
  return pieces.map(({ drawn, flat }) => {
    if (drawn.name !== outer && drawn.name !== inner) return flat
    const side = drawn.name === outer ? 1 : -1
    const marks = Array.from({ length: count }, (_, i): Mark => {
      const t = i / (count - 1)
      const [x, y] = [0, 1].map((k) => eyes.first[k]! + (eyes.last[k]! - eyes.first[k]!) * t) as [number, number]
      const at = besideRim(last.across(x, side * y), drawn.outline, flat.rim, last)
      return { name: `eyelet${side > 0 ? 'Outer' : 'Inner'}${i + 1}`, kind: 'drill', at, size: HOLE }
    })
    return { ...flat, piece: { ...flat.piece, marks } }
  })
}

/** A place near the rim, found on the flat piece by how it lies to the nearest point of the rim. */
function besideRim(place: Place, { rim }: Piece['outline'], flat: readonly Point[], last: Last): Point {
  const p = last.point(place)
  const apart = (i: number): number => Math.hypot(...minus(rim[i]!.p, p))
  const i = rim.reduce((best, _, at) => (apart(at) < apart(best) ? at : best), 0)
  const [a, b] = [flat[(i + flat.length - 1) % flat.length]!, flat[(i + 1) % flat.length]!]
  const long = Math.hypot(b[0] - a[0], b[1] - a[1])
  const off = minus(p, rim[i]!.p)
  const [x, y] = [dot(off, rim[i]!.tangent), dot(off, rim[i]!.inward)]
  const [tx, ty] = [(b[0] - a[0]) / long, (b[1] - a[1]) / long]
  const area = flat.reduce((sum, [px, py], k) => {
    const [qx, qy] = flat[(k + 1) % flat.length]!
    return sum + px * qy - qx * py
  }, 0)
  const side = area > 0 ? 1 : -1
  return [flat[i]![0] + x * tx - side * y * ty, flat[i]![1] + x * ty + side * y * tx]
}
