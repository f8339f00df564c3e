import {
  directionAlong,
  distance,
  lengthOf,
  mix,
  partOf,
  pointAlong,
  projectedOn,
  reversed,
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

/** How far down the side seam is edge-stitched from the waist, mm; a bar tack ends it. */
const SIDE_STITCHED = 190

export function frontPiece({ front }: Panels, style: Style): Piece {
  const mouth = mouthOf(front, style)
  const hem = hemEdge(front, style)
  const fly = flyLengthOf(front)
  const waist = edge('waist', mouth === undefined ? front.waist : partOf(front.waist, 0, mouth.alongWaist), NARROW)
  const side = edge('side', partOf(front.side, mouth?.downSide ?? 0, lengthOf(front.side)), SEAM)
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
  const [downSide, knee] = [mouth?.downSide ?? 0, kneeNotches(front, side.points, inseam.points)]
  return piece({
    name: 'front',
    edges: [waist, ...(mouthEdge === undefined ? [] : [mouthEdge]), side, hem, inseam, rise, flyEdge],
    grain: creaseLine(front),
    notches: [
      ...(hipDown(front) > downSide + 20 ? [notch(side, hipDown(front) - downSide)] : []),
      ...knee,
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
      notch(side, -(hipDown(front) - yokeDown)),
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
  const middle = pointAlong(lower.points, lengthOf(lower.points) / 2)
  return piece({
    name: 'yoke',
    edges: [waist, centre, lower, side],
    grain: [
      mix(middle, pointAlong(waist.points, lengthOf(waist.points) / 2), 0.9),
      mix(middle, pointAlong(waist.points, lengthOf(waist.points) / 2), 0.1),
    ],
    notches: [notch(lower, lengthOf(lower.points) / 2)],
    lines: [stitch('stitch.seat', centre.points, TWIN, 'L'), stitch('stitch.side', side.points, [2])],
  })
}

const hipDown = (front: Panel): number =>
  projectedOn(
    front.side,
    front.side.find(([, y]) => y >= front.hipY)!
  )

const creaseLine = ({ creaseX, kneeY, side }: Panel): readonly [Point, Point] => [
  [creaseX, side[0]![1] + 90],
  [creaseX, mix([0, kneeY], side.at(-1)!, 0.7)[1]],
]

/** Both legs' knees are notched at the same distance from the hem, which is where the two seams start together. */
function kneeNotches(front: Panel, side: readonly Point[], inseam: readonly Point[]): Notch[] {
  const fromHem = (line: readonly Point[]) =>
    lengthOf(line) -
    projectedOn(
      line,
      line.find(([, y]) => y >= front.kneeY)!
    )
  const cut = (name: string, line: readonly Point[], mm: number): Notch => {
    const startsAtHem = line[0]![1] > line.at(-1)![1]
    return { edge: name, kind: 'slit', at: pointAlong(line, startsAtHem ? mm : lengthOf(line) - mm) }
  }
  return [cut('side', side, fromHem(front.side)), cut('inseam', inseam, fromHem(front.inseam))]
}

function hemEdge(panel: Panel, { hem }: Style) {
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
