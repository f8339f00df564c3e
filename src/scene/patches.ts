import Delaunator from 'delaunator'
import type { Pair, Placement } from '../drape/shape.ts'
import { BEHIND, boxOf, depthOf, liftOf, type HalfHidden, type Opening } from './covers.ts'
import {
  apart,
  isInside,
  lengthOf,
  movedSideways,
  noise,
  resampled,
  sideOf,
  signedArea,
  smooth,
  type Line,
} from './lines.ts'
import { addTo, SELVEDGE, type Cloth, type Laid, type Sheet, type Spot } from './sheet.ts'

type Patch = Extract<Placement, { kind: 'patch' }>

/** Cloth of another part of the roll: its streaks do not run on from the cloth below, mm. */
const CUT_ELSEWHERE: Pair = [37.3, 61.7]

/** A piece laid on and sewn round, or on the layer behind an opening. */
export function patch(
  cloth: Cloth,
  sheet: Sheet,
  { panel, points, height, material }: Patch,
  hidden: HalfHidden | null
): void {
  const lift = liftOf(material, height)
  const isCloth = material === 'cloth'
  const edge = material === 'selvedge' ? longestSide(points) : null
  laidOn(
    cloth,
    sheet,
    panel,
    points,
    isCloth ? 5 : 4,
    ({ inset, along, spot, at }): Laid => {
      if (edge)
        return {
          height: inset <= 0 ? height * 0.7 : height,
          tone: SELVEDGE,
          fabric: [Math.abs(sideOf(edge, ...at, false)), at[1]],
        }
      const rub = isCloth
        ? 0.42 * (1 - smooth(Math.abs(inset - 0.8) / 1.8)) * (0.3 + 1.2 * noise(along * 0.11)) -
          0.07 * (1 - smooth(Math.abs(inset - 9) / 4))
        : 0
      const common = {
        wear: hidden ? rub / 2 : rub,
        tone: inset <= 0 ? -0.3 : hidden ? -0.05 : 0,
        ...(isCloth && { seam: [along, inset] as const, fabric: elsewhere(spot) }),
      }
      if (hidden) return { ...common, height: depthOf(spot.inset) + 0.15 + lift(inset) }
      return { ...common, height: inset <= 0 ? 0.05 : lift(inset) }
    },
    hidden?.isSeen ?? null
  )
}

/** The layer behind an opening: the same cloth, less worn, in the shade of the edge above it. */
export function facing(cloth: Cloth, sheet: Sheet, { panel, points }: Opening, isCut: boolean): void {
  if (!isCut) {
    const flush = ({ inset, spot }: Within): Laid => ({
      height: 0.45,
      wear: -0.1,
      tone: -0.1 - 0.3 * (1 - smooth(inset / 7)),
      fabric: elsewhere(spot),
    })
    laidOn(cloth, sheet, panel, points, 6, flush)
    return
  }
  const closed = resampled([...points, points[0]!], 60)
  const mouth = closed.filter(([x, y]) => cloth.at(panel, x, y)!.inset > 2)
  const fromMouth = ([x, y]: Pair): number => mouth.reduce((least, q) => Math.min(least, apart(q, [x, y])), 99)
  laidOn(cloth, sheet, panel, widened(cloth, panel, points), 6, ({ spot, at }) => {
    const isFree = isInside(points, ...at)
    const near = isFree ? fromMouth(at) : 0
    return {
      height: depthOf(spot.inset) + (spot.inset < 1 ? 0.05 : 0),
      wear: -0.06,
      tone: -0.09 - 0.38 * (1 - smooth(near / 11)),
      fabric: elsewhere(spot),
      seam: [at[1], Math.min(spot.inset, 99)],
    }
  })
}

/** An opening's outline, carried on under the cloth but not over the seams. */
export function widened(cloth: Cloth, panel: string, points: Line): Pair[] {
  const closed = resampled([...points, points[0]!], Math.round(lengthOf([...points, points[0]!]) / 4))
  const out = signedArea(points) > 0 ? -BEHIND : BEHIND
  const moved = movedSideways(closed, out)
  return closed.slice(0, -1).map((p, i): Pair => {
    const share = smooth((cloth.at(panel, ...p)!.inset - 0.5) / 6)
    const q = moved[i]!
    return [p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share]
  })
}

const elsewhere = ({ fabric }: Spot): Pair => [fabric[0] + CUT_ELSEWHERE[0], fabric[1] + CUT_ELSEWHERE[1]]

function longestSide(points: Line): Line {
  let best: Line = [points[0]!, points[1]!]
  points.forEach((p, i) => {
    const side: Line = [p, points[(i + 1) % points.length]!]
    if (lengthOf(side) > lengthOf(best) + 0.01) best = side
  })
  return best
}

/** Where a vertex of a laid piece lies: mm from its rim, and along the nearest of it. */
interface Within {
  readonly inset: number
  readonly along: number
  readonly spot: Spot
  readonly at: Pair
}

function laidOn(
  cloth: Cloth,
  sheet: Sheet,
  panel: string,
  polygon: Line,
  raster: number,
  layer: (within: Within) => Laid,
  isSeen: ((x: number, y: number) => boolean) | null = null
): void {
  const closed = [...polygon, polygon[0]!]
  const inward = signedArea(polygon) > 0 ? 1 : -1
  // Corners stay corners.
  const rim = polygon.flatMap((p, i) => {
    const side: Line = [p, polygon[(i + 1) % polygon.length]!]
    return resampled(side, Math.max(1, Math.round(lengthOf(side) / 4))).slice(0, -1)
  })
  const away = (p: Pair): number => Math.abs(sideOf(closed, p[0], p[1], false))
  const points: Pair[] = [...rim]
  for (const inset of [0.5, 1.3, 4])
    for (const p of movedSideways([...rim, rim[0]!], inset * inward).slice(0, -1))
      if (isInside(polygon, ...p) && away(p) > inset * 0.75) points.push(p)
  const [left, top, right, bottom] = boxOf(polygon, 0)
  for (let x = left + raster / 2; x < right; x += raster)
    for (let y = top + raster / 2; y < bottom; y += raster)
      if (isInside(polygon, x, y) && away([x, y]) > 6.5) points.push([x, y])

  const ids = points.map((p, i) => {
    const inset = i < rim.length ? 0 : away(p)
    const spot = cloth.at(panel, ...p)!
    return addTo(sheet, spot, layer({ inset, along: inset < 14 ? arcAt(rim, p) : 0, spot, at: p }))
  })
  const corners = Delaunator.from(points as [number, number][]).triangles
  const hand = cloth.handOf(panel)
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [corners[i]!, corners[i + 1]!, corners[i + 2]!]
    const [p, q, r] = [points[a]!, points[b]!, points[c]!]
    const [x, y] = [(p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3]
    if (!isInside(polygon, x, y) || (isSeen && !isSeen(x, y))) continue
    const clockwise = signedArea([p, q, r]) > 0
    if (clockwise === hand > 0) sheet.index.push(ids[a]!, ids[c]!, ids[b]!)
    else sheet.index.push(ids[a]!, ids[b]!, ids[c]!)
  }
}

/** mm along a rim of points 4 mm apart, where it is nearest. */
function arcAt(rim: Line, p: Pair): number {
  let [best, least] = [0, Infinity]
  rim.forEach((q, i) => {
    const far = apart(p, q)
    if (far < least) [best, least] = [i, far]
  })
  return best * 4
}
