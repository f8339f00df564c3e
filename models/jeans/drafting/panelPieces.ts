import {
  directionAlong,
  distance,
  lengthOf,
  mix,
  partOf,
  pointAlong,
  projectedOn,
  reversed,
  type Edge,
  type InnerLine,
  type Mark,
  type Notch,
  type Piece,
  type Point,
} from '../../../src/pattern/index.ts'
import { degreesOf, edge, inFrom, NARROW, notch, piece, SEAM, stitch, tack, TWIN } from './build.ts'
import { flyLengthOf, flyLines, flyMarks } from './fly.ts'
import { backPocketDrills, backPocketLines, mouthOf } from './pockets.ts'
import type { Panel, Panels } from './panels.ts'
import { CUFF, type Style } from './style.ts'
import type { Yoke } from './yoke.ts'

/** How far down the side seam is edge-stitched from the waist, mm; a bar tack ends it. */
const SIDE_STITCHED = 190

export function frontPiece({ front, yoke }: Panels, style: Style): Piece {
  const mouth = mouthOf(front, style)
  const downSide = mouth?.downSide ?? 0
  const hem = hemEdge(front, style)
  const fly = flyLengthOf(front)
  const waist = edge('waist', mouth === undefined ? front.waist : partOf(front.waist, 0, mouth.alongWaist), NARROW)
  const side = edge('side', partOf(front.side, downSide, lengthOf(front.side)), SEAM)
  const inseam = edge('inseam', reversed(front.inseam), SEAM)
  const rise = edge('rise', reversed(partOf(front.rise, fly, lengthOf(front.rise))), SEAM)
  const flyEdge = edge('fly', reversed(partOf(front.rise, 0, fly)), SEAM)
  const mouthEdge = mouth === undefined ? undefined : edge('mouth', mouth.line, NARROW)
  const pocket = `frontPockets.${style.frontPockets}`
  const lines: InnerLine[] = [
    stitch('stitch.inseam', inseam.points, TWIN),
    stitch('stitch.seat/front', rise.points, TWIN, 'L'),
    ...flyLines(front, style, fly),
    ...hemLines(hem.points, style),
  ]
  const marks: Mark[] = [...flyMarks(front, style, fly)]
  if (mouthEdge !== undefined && mouth !== undefined) {
    const length = lengthOf(mouthEdge.points)
    lines.push(stitch(`${pocket}/mouth`, mouthEdge.points, TWIN))
    marks.push(
      { name: 'rivets/mouthTop', kind: 'rivet', at: inFrom(mouthEdge.points, 9, 6), size: 9 },
      { name: 'rivets/mouthLow', kind: 'rivet', at: inFrom(mouthEdge.points, length - 11, 6), size: 9 }
    )
  }
  return piece({
    name: 'front',
    edges: [waist, ...(mouthEdge === undefined ? [] : [mouthEdge]), side, hem, inseam, rise, flyEdge],
    grain: creaseLine(front),
    notches: [
      notch(side, hipNotchDown(front, yoke, style) - downSide),
      ...kneeNotches(front, side.points, inseam.points),
      notch(flyEdge, 0, 'v'),
    ],
    lines,
    marks,
  })
}

export function backPiece({ front, back, yoke }: Panels, style: Style): Piece {
  const hem = hemEdge(back, style)
  const top = edge('yoke', yoke.backTop, SEAM)
  const rise = edge('rise', yoke.backRise, SEAM)
  const inseam = edge('inseam', back.inseam, SEAM)
  const side = edge('side', reversed(yoke.backSide), SEAM)
  const yokeDown = lengthOf(yoke.side)
  const stitched = SIDE_STITCHED - yokeDown
  const sideTop = partOf(side.points, lengthOf(side.points) - stitched, lengthOf(side.points))
  return piece({
    name: 'back',
    edges: [top, rise, inseam, hem, side],
    grain: creaseLine(back),
    notches: [
      notch(top, lengthOf(top.points) / 2),
      notch(rise, lengthOf(rise.points) * 0.45, 'v'),
      notch(side, -(hipNotchDown(front, yoke, style) - yokeDown)),
      ...kneeNotches(front, side.points, inseam.points),
    ],
    lines: [
      stitch('stitch.yoke', top.points, TWIN),
      stitch('stitch.seat', rise.points, TWIN, 'L'),
      stitch('stitch.side', sideTop, [2]),
      ...hemLines(hem.points, style),
      ...backPocketLines(yoke, style),
    ],
    marks: [
      tack('stitch.side/tack', inFrom(sideTop, 0, 3), degreesOf(directionAlong(sideTop, 0))),
      ...backPocketDrills(yoke, style),
    ],
  })
}

export function yokePiece({ yoke }: Panels): Piece {
  const waist = edge('waist', yoke.waist, NARROW)
  const centre = edge('centre', yoke.centre, SEAM)
  const lower = edge('lower', reversed(yoke.lower), SEAM)
  const side = edge('side', reversed(yoke.side), SEAM)
  const half = ({ points }: Edge) => pointAlong(points, lengthOf(points) / 2)
  return piece({
    name: 'yoke',
    edges: [waist, centre, lower, side],
    grain: [mix(half(waist), half(lower), 0.1), mix(half(waist), half(lower), 0.9)],
    notches: [notch(lower, lengthOf(lower.points) / 2)],
    lines: [stitch('stitch.seat', centre.points, TWIN, 'L'), stitch('stitch.side', side.points, [2])],
  })
}

/** Where a line that runs downwards passes a level, mm along it. */
const downTo = (line: readonly Point[], y: number): number =>
  projectedOn(line, line.find((p) => p[1] >= y) ?? line.at(-1)!)

/** Front and back are notched at the hip, or below pocket and yoke where these reach further; mm from the waist. */
const hipNotchDown = (front: Panel, yoke: Yoke, style: Style): number =>
  Math.max(downTo(front.side, front.hipY), (mouthOf(front, style)?.downSide ?? 0) + 20, lengthOf(yoke.side) + 20)

const creaseLine = ({ creaseX, kneeY, side }: Panel): readonly [Point, Point] => [
  [creaseX, side[0]![1] + 90],
  [creaseX, mix([0, kneeY], side.at(-1)!, 0.7)[1]],
]

/** Both legs' knees are notched at the same distance from the hem, which is where the two seams start together. */
function kneeNotches(front: Panel, side: readonly Point[], inseam: readonly Point[]): Notch[] {
  const fromHem = (line: readonly Point[]) => lengthOf(line) - downTo(line, front.kneeY)
  const cut = (name: string, line: readonly Point[], mm: number): Notch => {
    const startsAtHem = line[0]![1] > line.at(-1)![1]
    return { edge: name, kind: 'slit', at: pointAlong(line, startsAtHem ? mm : lengthOf(line) - mm) }
  }
  return [cut('side', side, fromHem(front.side)), cut('inseam', inseam, fromHem(front.inseam))]
}

function hemEdge(panel: Panel, { hem }: Style): Edge {
  const [out, inside] = [panel.side.at(-1)!, panel.inseam.at(-1)!]
  const points = out[0] > inside[0] ? [out, inside] : [inside, out]
  return edge('hem', points, hem.allowance, hem.allowance > 0)
}

function hemLines(hem: readonly Point[], style: Style): InnerLine[] {
  const name = `hem.${style.hemKind}`
  if (style.hemKind !== 'cuff') return [stitch(name, hem, [style.hem.stitch])]
  const width = distance(hem[0]!, hem.at(-1)!)
  return [{ name, kind: 'fold', points: [inFrom(hem, 0, CUFF), inFrom(hem, width, CUFF)] }]
}
