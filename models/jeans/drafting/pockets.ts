import {
  bezier,
  clamp,
  directionAlong,
  distance,
  isInside,
  joined,
  lengthOf,
  mix,
  moved,
  offsetLine,
  partOf,
  pointAlong,
  reversed,
  rightOf,
  leftOf,
  towards,
  turned,
  type InnerLine,
  type Mark,
  type Piece,
  type Point,
} from '../../../src/pattern/index.ts'
import { around, degreesOf, edge, fold, laid, NARROW, notch, piece, SEAM, stitch, tack, TWIN } from './build.ts'
import type { Panel, Panels } from './panels.ts'
import type { Style } from './style.ts'
import type { Yoke } from './yoke.ts'

/**
 * The opening of a front pocket: where it begins on the waist, where it ends on the side seam, and the line between.
 */
export interface Mouth {
  /** mm along the waist from the centre front. */
  readonly alongWaist: number
  /** mm down the side seam from the waist. */
  readonly downSide: number
  readonly line: readonly Point[]
}

export function mouthOf(front: Panel, style: Style): Mouth | undefined {
  if (style.frontPockets === 'none') return undefined
  const [waist, rise] = [lengthOf(front.waist), lengthOf(front.rise)]
  const scooped = style.frontPockets === 'scoop'
  const alongWaist = waist - (scooped ? clamp(waist * 0.46, 78, 112) : clamp(waist * 0.28, 46, 68))
  const downSide = scooped ? clamp(rise * 0.4, 62, 84) : clamp(rise * 0.8, 120, 165)
  const [from, to] = [pointAlong(front.waist, alongWaist), pointAlong(front.side, downSide)]
  const down = rightOf(directionAlong(front.waist, alongWaist))
  const out = leftOf(directionAlong(front.side, downSide))
  const line = scooped
    ? bezier(from, moved(from, down, downSide * 0.72), moved(to, out, -distance(from, to) * 0.5), to)
    : bezier(from, moved(from, towards(from, to), 40), moved(to, towards(from, to), -40), to, 8)
  return { alongWaist, downSide, line }
}

/** How far facing and bag reach under the front beyond the mouth, mm. */
const UNDER = 38

/** Facing (cloth), bags (pocketing) and the coin pocket; drawn where they lie on the front. */
export function frontPocketPieces({ front }: Panels, style: Style): Piece[] {
  const mouth = mouthOf(front, style)
  if (mouth === undefined) return []
  const { alongWaist, downSide } = mouth
  const waistLength = lengthOf(front.waist)
  const waist = edge('waist', partOf(front.waist, alongWaist, waistLength), NARROW)
  const side = edge('side', partOf(front.side, 0, downSide), SEAM)
  const grain = (x: number, y: number): readonly [Point, Point] => [
    [x, y],
    [x, y + 60],
  ]
  const middle = pointAlong(waist.points, lengthOf(waist.points) / 2)

  const under = partOf(front.side, downSide, downSide + UNDER)
  const innerTop = pointAlong(front.waist, alongWaist - UNDER)
  const parallel = offsetLine(mouth.line, UNDER)
  // A scoop's parallel runs out where the facing's own edges begin; a slant's needs its lower end for the corner at the
  // side seam.
  const kept = style.frontPockets === 'scoop' ? reversed(parallel).slice(3, -3) : reversed(parallel).slice(0, -1)
  const inner = joined([under.at(-1)!], kept, [innerTop])
  const coin = coinPocket(front, mouth, joined([innerTop], waist.points, side.points, under, inner))
  const facing = piece({
    name: 'frontPocketFacing',
    edges: [
      waist,
      side,
      edge('sideUnder', under, SEAM),
      edge('inner', inner, 0),
      edge('waistUnder', partOf(front.waist, alongWaist - UNDER, alongWaist), NARROW),
    ],
    grain: grain(middle[0], middle[1] + 8),
    notches: [notch(waist, 0), notch(side, downSide)],
    lines: [laid('coinPocket', coin.outline, true, 'R')],
  })

  // The bag hangs between fly and side seam, and ends a little below the crotch.
  const bagTop = Math.max(46, Math.min(alongWaist - UNDER - 12, waistLength - 165))
  const bagDown = downSide + clamp(lengthOf(front.rise) * 0.35, 55, 80)
  const start = pointAlong(front.waist, bagTop)
  const bottomY = Math.max(front.fork[1] + 30, front.side[0]![1] + 150)
  const sideEnd = pointAlong(front.side, bagDown)
  const foot: Point = [mix(start, sideEnd, 0.4)[0], Math.max(bottomY, sideEnd[1] + 45)]
  const bag = edge(
    'bag',
    joined(
      bezier(sideEnd, moved(sideEnd, [-0.25, 1], (foot[1] - sideEnd[1]) * 0.7), moved(foot, [1, 0], 45), foot, 16),
      bezier(foot, moved(foot, [-1, 0], 42), moved(start, [0, 1], (foot[1] - start[1]) * 0.5), start, 20)
    ),
    NARROW
  )
  const bagGrain = grain(mix(start, sideEnd, 0.45)[0], start[1] + 70)
  const bags = { material: 'pocketing', grain: bagGrain }
  const bagBack = piece({
    ...bags,
    name: 'pocketBagBack',
    edges: [
      edge('waist', partOf(front.waist, bagTop, waistLength), NARROW),
      edge('side', partOf(front.side, 0, bagDown), SEAM),
      bag,
    ],
    lines: [laid('frontPocketFacing', joined([innerTop], waist.points, side.points, under, inner))],
  })
  const bagFront = piece({
    ...bags,
    name: 'pocketBagFront',
    edges: [
      edge('waist', partOf(front.waist, bagTop, alongWaist), NARROW),
      edge('mouth', mouth.line, NARROW),
      edge('side', partOf(front.side, downSide, bagDown), SEAM),
      bag,
    ],
  })
  return [facing, coin.piece, bagBack, bagFront]
}

/** The fifth pocket: on the right facing, its opening showing above the mouth; as large as the facing has room for. */
function coinPocket(front: Panel, mouth: Mouth, facing: readonly Point[]): { outline: Point[]; piece: Piece } {
  const start = pointAlong(front.waist, mouth.alongWaist)
  const end = front.side[0]!
  const along = towards(start, end)
  const down = rightOf(along)
  const room = distance(start, end)
  const framed = (width: number) => {
    const left = moved(moved(start, along, (room - width) * 0.3), down, COIN_DOWN)
    return (x: number, y: number): Point => moved(moved(left, along, x * width), down, y * width * 1.12)
  }
  const fits = (width: number) => {
    const at = framed(width)
    return [at(0, 0), at(1, 0), at(1, 1.06), at(0, 1.06)].every((corner) => isInside(facing, corner))
  }
  let width = clamp(room * 0.66, 40, 64)
  while (!fits(width) && width > LEAST_COIN) width -= 2
  const at = framed(width)
  const edges = [
    edge('opening', [at(0, 0), at(1, 0)], 20, true),
    edge('outer', [at(1, 0), at(0.97, 1)], NARROW),
    edge('foot', [at(0.97, 1), at(0.03, 1)], NARROW),
    edge('inner', [at(0.03, 1), at(0, 0)], NARROW),
  ]
  return {
    outline: edges.map(({ points }) => points[0]!),
    piece: piece({
      name: 'coinPocket',
      cut: 1,
      mirrored: false,
      edges,
      grain: [at(0.5, 0.2), at(0.5, 0.8)],
      lines: [
        stitch('coinPocket/opening', edges[0]!.points, [2, 8]),
        stitch('coinPocket/edge', joined(...edges.slice(1).map(({ points }) => points)), TWIN),
      ],
    }),
  }
}

/** From the waist to the coin pocket's opening, and the narrowest that still takes two fingers, mm. */
const COIN_DOWN = 24
const LEAST_COIN = 28

interface Frame {
  /** Of the finished pocket, mm. */
  readonly width: number
  /** The frame's mm to the back's. */
  readonly at: (x: number, y: number) => Point
}

/**
 * The frame of a back pocket on the back: x runs along its opening towards the seat, y down from it; origin in the
 * opening's middle. The opening follows the yoke seam but leans less, or the pocket would slide towards the side seam.
 */
function backPocketFrame({ backTop }: Yoke): { readonly width: number; readonly at: (x: number, y: number) => Point } {
  const [from, to] = [backTop[0]!, backTop.at(-1)!]
  const seam = distance(from, to)
  const slope = Math.atan2(to[1] - from[1], to[0] - from[0])
  const along = turned([1, 0], slope * 0.75)
  const down = rightOf(along)
  const middle = moved(mix(from, to, 0.53), down, 30)
  return { width: clamp(seam * 0.62, 112, 168), at: (x, y) => moved(moved(middle, along, x), down, y) }
}

function patchCorners({ width, at }: Frame): Point[] {
  const [half, height] = [width / 2, width * 0.88]
  return [at(-half, 0), at(half, 0), at(half * 0.88, height * 0.82), at(0, height), at(-half * 0.88, height * 0.82)]
}

/** A patch pocket's upper corners are drilled a little inside, where the pocket will cover the holes. */
export function backPocketDrills(yoke: Yoke, style: Style): Mark[] {
  if (style.backPockets !== 'patch') return []
  const { width, at } = backPocketFrame(yoke)
  const drill = (name: string, x: number): Mark => ({
    name: `backPockets.patch/${name}`,
    kind: 'drill',
    at: at(x, 4),
    size: 1.5,
  })
  return [drill('drillSide', -width / 2 + 4), drill('drillSeat', width / 2 - 4)]
}

/** Half the width and the depth of a welt opening, mm. */
const weltSize = (width: number): readonly [half: number, depth: number] => [width * 0.43, 12]

/** What the back pocket leaves on the back: where a patch is laid, or where a welt is cut open. */
export function backPocketLines(yoke: Yoke, style: Style): InnerLine[] {
  const frame = backPocketFrame(yoke)
  if (style.backPockets === 'patch') return [laid('backPockets.patch', patchCorners(frame))]
  if (style.backPockets === 'none') return []
  const [half, depth] = weltSize(frame.width)
  const top = WELT_DOWN
  const box = [frame.at(-half, top), frame.at(half, top), frame.at(half, top + depth), frame.at(-half, top + depth)]
  const [a, b] = [frame.at(-half + 8, top + depth / 2), frame.at(half - 8, top + depth / 2)]
  return [
    laid('backPockets.welt', box),
    { name: 'backPockets.welt/slit', kind: 'cut', points: [a, b] },
    ...[[box[0]!, a, box[3]!] as const, [box[1]!, b, box[2]!] as const].map(([high, end, low], i): InnerLine => ({
      name: `backPockets.welt/corner${i + 1}`,
      kind: 'cut',
      points: [high, end, low],
    })),
    stitch('backPockets.welt/edge', [...box, box[0]!], [-2]),
  ]
}

/** A welt sits lower than the opening of a patch, mm. */
const WELT_DOWN = 18

export function backPocketPieces({ yoke }: Panels, style: Style): Piece[] {
  const frame = backPocketFrame(yoke)
  if (style.backPockets === 'patch') return [patchPocket(frame, style)]
  if (style.backPockets === 'welt') return weltPieces(frame)
  return []
}

function patchPocket(frame: Frame, style: Style): Piece {
  const corners = patchCorners(frame)
  const names = ['opening', 'seat', 'seatFoot', 'sideFoot', 'side']
  const edges = names.map((name, i) =>
    edge(name, [corners[i]!, corners[(i + 1) % corners.length]!], i === 0 ? 30 : NARROW, i === 0)
  )
  const [half, height] = [frame.width / 2, frame.width * 0.88]
  const across = degreesOf(towards(corners[0]!, corners[1]!))
  const marks: Mark[] = [
    tack('backPockets.patch/tackSide', frame.at(-half + 3, 6), across + 90),
    tack('backPockets.patch/tackSeat', frame.at(half - 3, 6), across + 90),
  ]
  return piece({
    name: 'backPocket',
    edges,
    grain: [frame.at(0, 18), frame.at(0, height * 0.8)],
    lines: [
      stitch('backPockets.patch/opening', edges[0]!.points, [4, 18]),
      stitch('backPockets.patch/edge', joined(...edges.slice(1).map(({ points }) => points)), TWIN),
      ...pocketStitch(frame, style),
    ],
    marks,
  })
}

/** The drawings on the pocket: our own, each in two needles. Shares of half the width and of the height. */
function pocketStitch({ width, at }: Frame, { pocketStitch: kind }: Style): InnerLine[] {
  const [half, height] = [width / 2, width * 0.88]
  const drawn = (name: string, points: readonly Point[], rows: readonly number[] = [0, 6]) =>
    stitch(`pocketStitch.${kind}${name}`, points, rows)
  const p = (x: number, y: number): Point => at(x * half, y * height)
  switch (kind) {
    case 'none':
      return []
    case 'plain':
      return [drawn('', [p(-0.93, 0.42), p(0.93, 0.42)])]
    case 'wave':
      // One and a half swells that lose height towards the side seam, like a shore.
      return [
        drawn(
          '',
          Array.from({ length: 41 }, (_, i) => {
            const t = i / 40
            return p(-0.93 + 1.86 * t, 0.46 - (0.035 + 0.05 * t) * Math.sin(t * 3 * Math.PI))
          })
        ),
      ]
    case 'diamond':
      return [
        drawn('/left', [p(-0.93, 0.48), p(-0.36, 0.48)]),
        drawn('/right', [p(0.36, 0.48), p(0.93, 0.48)]),
        drawn('/stone', [p(-0.36, 0.48), p(0, 0.26), p(0.36, 0.48), p(0, 0.7), p(-0.36, 0.48)]),
      ]
    case 'chevron':
      return [
        drawn('/upper', [p(-0.94, 0.3), p(0, 0.47), p(0.94, 0.3)]),
        drawn('/lower', [p(-0.92, 0.44), p(0, 0.61), p(0.92, 0.44)]),
      ]
  }
}

/** Welt, facing and bag of an inset pocket, drawn where they lie behind the back. */
function weltPieces({ width, at }: Frame): Piece[] {
  const [half, depth] = weltSize(width)
  const x = half + 12
  const box = (name: string, material: string, top: number, foot: number, foldAt?: number): Piece =>
    piece({
      name,
      material,
      edges: around(
        ['top', at(-x, top), NARROW],
        ['seat', at(x, top), NARROW],
        ['foot', at(x, foot), NARROW],
        ['side', at(-x, foot), NARROW]
      ),
      grain: [at(0, top + (foot - top) * 0.2), at(0, top + (foot - top) * 0.8)],
      lines: foldAt === undefined ? [] : [fold(at(-x, foldAt), at(x, foldAt))],
    })
  const [bagTop, bagFoot] = [WELT_DOWN - 24, WELT_DOWN + depth + width * 0.8]
  return [
    box('backPocketWelt', 'cloth', WELT_DOWN, WELT_DOWN + 2 * depth, WELT_DOWN + depth),
    box('backPocketFacing', 'cloth', WELT_DOWN - 12, WELT_DOWN + 48),
    box('backPocketBag', 'pocketing', bagTop, 2 * bagFoot - bagTop, bagFoot),
  ]
}
