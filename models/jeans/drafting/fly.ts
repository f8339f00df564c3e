import {
  bezier,
  directionAlong,
  joined,
  lengthOf,
  moved,
  offsetLine,
  partOf,
  pointAlong,
  projectedOn,
  reversed,
  rightOf,
  type InnerLine,
  type Mark,
  type Piece,
  type Point,
} from '../../../src/pattern/index.ts'
import { around, degreesOf, edge, fold, NARROW, notch, piece, SEAM, stitch, tack } from './build.ts'
import type { Panel, Panels } from './panels.ts'
import type { Style } from './style.ts'

/** Width of the stitched fly, and of the shield that lies behind it, mm. */
const FLY = 38
export const SHIELD = 42

/** How far down the rise the fly opens, mm: the curve below must stay closed. */
export const flyLengthOf = ({ rise }: Panel): number => Math.min(170, lengthOf(rise) * 0.66)

/** The J of topstitching, from the waist down and into the centre seam at the end of the fly. */
function jOf(front: Panel, width: number, length: number): Point[] {
  const upper = partOf(front.rise, 0, length)
  const beside = offsetLine(upper, -width)
  const turn = length * 0.58
  const start = pointAlong(front.waist, projectedOn(front.waist, beside[0]!))
  const straight = [start, ...partOf(beside, 6, turn)]
  const end = pointAlong(front.rise, length)
  const from = straight.at(-1)!
  const down = directionAlong(beside, turn)
  const across = rightOf(directionAlong(front.rise, length))
  const reach = (length - turn) * 0.62
  return joined(straight, bezier(from, moved(from, down, reach), moved(end, across, -width * 0.35), end, 20))
}

export function flyLines(front: Panel, style: Style, length: number): InnerLine[] {
  const node = `fly.${style.fly}`
  return [
    stitch(`${node}/topstitch`, jOf(front, FLY, length), [0, 6], 'L'),
    stitch(`${node}/edge`, reversed(partOf(front.rise, 0, length)), [2], 'L'),
  ]
}

export function flyMarks(front: Panel, style: Style, length: number): Mark[] {
  const node = `fly.${style.fly}`
  const j = jOf(front, FLY, length)
  const along = directionAlong(front.rise, length)
  return [
    tack(`${node}/end`, moved(pointAlong(front.rise, length), rightOf(along), -6), degreesOf(rightOf(along)), 'L'),
    tack(`${node}/curve`, pointAlong(j, lengthOf(j) * 0.66), degreesOf(directionAlong(j, lengthOf(j) * 0.66)), 'L'),
  ]
}

/** Facing of the left front, shield behind the right; a button fly has a stand with hidden buttonholes besides. */
export function flyPieces({ front }: Panels, style: Style): Piece[] {
  const length = flyLengthOf(front)
  const j = jOf(front, FLY + 7, length)
  const flyEdge = edge('fly', reversed(partOf(front.rise, 0, length)), SEAM)
  const top = partOf(front.waist, 0, projectedOn(front.waist, j[0]!))
  const waist = edge('waist', top, NARROW)
  const curve = edge('curve', joined([top.at(-1)!], j.slice(1)), 0)
  const grain = [
    moved(pointAlong(front.rise, 20), [1, 0], 18),
    moved(pointAlong(front.rise, length * 0.7), [1, 0], 18),
  ] as const
  const facing = piece({
    name: 'flyFacing',
    cut: 1,
    mirrored: false,
    edges: [waist, curve, flyEdge],
    grain,
    notches: [notch(flyEdge, 0, 'v')],
    marks:
      style.fly === 'zip'
        ? [{ name: 'zipStop', kind: 'drill', at: moved(pointAlong(front.rise, length - 12), [1, 0], 14), size: 2 }]
        : [],
  })
  return style.fly === 'zip' ? [facing, shield(length, style)] : [facing, stand(length), shield(length, style)]
}

/** The buttons of a button fly below the band's, evenly down the fly: distances from the waist. */
const buttonsAt = (length: number): number[] => {
  const count = length > 120 ? 3 : 2
  return Array.from({ length: count }, (_, i) => ((i + 0.75) * (length - 18)) / count)
}

/** Folded lengthwise: the edge that is sewn to the right front, the fold, and the layer behind. */
function shield(length: number, style: Style): Piece {
  const [w, h] = [SHIELD, length + 18]
  const button = (y: number, i: number): Mark => ({
    name: `flyButton/${i + 1}`,
    kind: 'button',
    at: [-w + 20, y],
    size: 14,
  })
  return piece({
    name: 'flyShield',
    cut: 1,
    mirrored: false,
    edges: around(
      ['waist', [-w, 0], NARROW],
      ['waistInner', [0, 0], NARROW],
      ['inner', [w, 0], SEAM],
      ['foot', [w, h], NARROW],
      ['below', [-w, h], SEAM],
      ['fly', [-w, length], SEAM]
    ),
    grain: upright(-w / 2, h),
    notches: [{ edge: 'fly', at: [-w, length], kind: 'v' }],
    lines: [fold([0, 0], [0, h])],
    marks: style.fly === 'button' ? buttonsAt(length).map(button) : [],
  })
}

/** Two layers of cloth behind the left front, open towards the centre, with the buttonholes. */
function stand(length: number): Piece {
  const w = 34
  const hole = (y: number, i: number): Mark => ({
    name: `flyButtonhole/${i + 1}`,
    kind: 'buttonhole',
    at: [16, y],
    angle: 0,
    size: 18,
  })
  return piece({
    name: 'flyButtonholeStand',
    cut: 1,
    mirrored: false,
    edges: around(
      ['waist', [-w, 0], NARROW],
      ['inner', [w, 0], NARROW],
      ['foot', [w, length], NARROW],
      ['outer', [-w, length], NARROW]
    ),
    grain: upright(-w / 2, length),
    lines: [fold([0, 0], [0, length])],
    marks: buttonsAt(length).map(hole),
  })
}

const upright = (x: number, height: number): Piece['grain'] => [
  [x, 20],
  [x, height - 20],
]
