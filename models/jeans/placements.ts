import { lengthOf, type Pair, type Placement } from '../../src/drape/index.ts'
import type { Draft, InnerLine, Mark, Piece, Point } from '../../src/pattern/piece.ts'
import { edgeOf, pieceOf } from './sewing.ts'

/** Which sewn panel a piece lies on. All are drawn in its frame. */
const LIES_ON: Readonly<Record<string, string>> = {
  front: 'front',
  back: 'back',
  yoke: 'yoke',
  waistband: 'waistband',
  backPocket: 'back',
}

const PITCH = 3.3 // mm per stitch
const CHAIN_PITCH = 4

/** Thickness of what lies on the cloth, mm. */
const THICK = { felled: 1.2, turned: 1.6, pocket: 1.5, label: 1.4, facing: 0.7, cuff: 2.6, loop: 2.2, bag: 0.5 } as const

/** What a placement is, before it is known where: `Omit` would lose the kinds' own fields. */
type Made<P = Placement> = P extends Placement ? Omit<P, 'node' | 'panel'> : never

/**
 * Where everything sits that is sewn on, from the lines and marks of a draft: stitches, tacks and metal as the cutter
 * marks them, and the thickness of what is folded or laid over. A node is named by what comes before the first slash
 * of a line's name.
 */
export function placementsOf(draft: Draft): Placement[] {
  const placements: Placement[] = []
  for (const piece of draft.pieces) {
    if (!Object.hasOwn(LIES_ON, piece.name)) continue
    const put = (name: string, copy: 'L' | 'R' | undefined, made: readonly Made[]) => {
      const node = nodeOf(name, piece)
      for (const panel of panelsOf(piece, copy))
        for (const one of made) placements.push({ node, panel, ...one } as Placement)
    }
    for (const line of piece.lines) put(line.name, line.copy, [...onLine(line), ...foldsAt(line, piece)])
    for (const mark of piece.marks) put(mark.name, mark.copy, onMark(mark))
  }
  placements.push(...sideSeams(draft), ...frontPockets(draft), ...fly(draft), ...hems(draft), ...band(draft))
  return placements
}

/** Rivets and the coin pocket come and go with the pocket they hold. */
function nodeOf(name: string, piece: Piece): string {
  const own = name.split('/')[0]!
  const pocket = piece.lines.find((line) => line.name.startsWith('frontPockets.'))?.name.split('/')[0]
  if (own === 'rivets' && pocket !== undefined) return pocket
  return own === 'waist.buttonhole' ? 'waist.button' : own
}

function panelsOf(piece: Piece, copy: 'L' | 'R' | undefined): string[] {
  const panel = LIES_ON[piece.name]!
  if (panel === 'waistband') return [panel]
  return (copy === undefined ? ['L', 'R'] : [copy]).map((side) => `${panel}.${side}`)
}

function onLine({ kind, name, points, rows, closed }: InnerLine): Made[] {
  const line = simplified(points)
  if (kind === 'stitch') {
    const row = { kind: 'stitch', points: line, rows: rows ?? [0] } as const
    return [name.startsWith('hem.chain') ? { ...row, pitch: CHAIN_PITCH, chain: true } : { ...row, pitch: PITCH }]
  }
  if (kind !== 'placement') return []
  if (name.startsWith('beltLoops.')) return [{ kind: 'strip', points: line, width: 12, height: THICK.loop }]
  // The welt fills its opening but for the slit it is reached into by.
  if (name.startsWith('backPockets.welt')) return [{ kind: 'opening', points: line }, ...weltIn(line)]
  if (!closed) return []
  if (name === 'label.patch')
    return [
      { kind: 'patch', points: line, height: THICK.label, material: 'label' },
      { kind: 'stitch', points: [...line, line[0]!], rows: [windsClockwise(line) ? 3 : -3], pitch: PITCH },
    ]
  return [{ kind: 'patch', points: line, height: THICK.pocket, material: 'cloth' }]
}

function weltIn([a, b, c, d]: readonly Pair[]): Made[] {
  const down = (from: Pair, to: Pair): Pair => [from[0] + (to[0] - from[0]) * 0.14, from[1] + (to[1] - from[1]) * 0.14]
  const points = [down(a!, d!), down(b!, c!), c!, d!]
  return [{ kind: 'patch', points, height: THICK.facing, material: 'cloth' }]
}

/** A double row holds a felled seam down: the fold below it, as wide as the allowance. */
function foldsAt({ name, points, rows }: InnerLine, piece: Piece): Made[] {
  const felled = ['stitch.inseam', 'stitch.yoke', 'stitch.seat'].includes(name.split('/')[0]!)
  if (!felled || rows?.length !== 2 || !['front', 'back', 'yoke'].includes(piece.name)) return []
  return [{ kind: 'band', points: simplified(points), from: 0, to: rows[1]! + 2.2, height: THICK.felled }]
}

function onMark({ kind, name, at, angle = 0, size = 0 }: Mark): Made[] {
  if (kind === 'drill') return []
  if (kind === 'text') return [{ kind, at, angle, size, option: name }]
  return [{ kind, at, angle, size }]
}

// ---- Edges that are folded or overlap ----

function sideSeams(draft: Draft): Placement[] {
  const pieces = [pieceOf(draft, 'back'), pieceOf(draft, 'yoke')]
  return pieces.flatMap((piece) =>
    panelsOf(piece, undefined).map((panel): Placement => ({
      node: 'stitch.side',
      panel,
      kind: 'band',
      points: simplified(edgeOf(piece, 'side').points),
      from: 0.3,
      to: 8,
      height: 0.5,
    }))
  )
}

/** The mouth's folded edge, and above it the facing, which is the cloth's own place on a front without pockets. */
function frontPockets(draft: Draft): Placement[] {
  const front = pieceOf(draft, 'front')
  const mouth = front.edges.find((edge) => edge.name === 'mouth')
  const facing = draft.pieces.find((piece) => piece.name === 'frontPocketFacing')
  if (!mouth || !facing) return []
  const node = front.lines.find((line) => line.name.endsWith('/mouth'))!.name.split('/')[0]!
  const line = simplified(mouth.points)
  const seen = [
    ...edgeOf(facing, 'waist').points,
    ...edgeOf(facing, 'side').points.slice(1),
    ...[...mouth.points].reverse().slice(1, -1),
  ]
  const placements = panelsOf(front, undefined).flatMap((panel): Placement[] => [
    { node, panel, kind: 'opening', points: simplified(seen) },
    { node, panel, kind: 'band', points: line, from: 0, to: 10.5, height: THICK.turned },
  ])
  // The bag inside shows through where it ends.
  const bag = draft.pieces.find((piece) => piece.name === 'pocketBagBack')
  const imprint = bag?.edges.at(-1)
  if (imprint)
    placements.push(
      ...panelsOf(front, undefined).map((panel): Placement => ({
        node,
        panel,
        kind: 'band',
        points: simplified(imprint.points, 0.6),
        from: -3.5,
        to: 3.5,
        height: THICK.bag,
      }))
    )
  const coin = facing.lines.find((inner) => inner.name === 'coinPocket')
  if (coin)
    placements.push({
      node,
      panel: 'front.R',
      kind: 'patch',
      points: simplified(coin.points),
      height: 0.9,
      material: 'cloth',
    })
  const stitches = draft.pieces.find((piece) => piece.name === 'coinPocket')?.lines ?? []
  return [
    ...placements,
    ...stitches.flatMap((stitch) => onLine(stitch).map((made) => ({ node, panel: 'front.R', ...made }) as Placement)),
  ]
}

/** The left front lies over the right: its edge, and the facing behind the J of stitches. */
function fly(draft: Draft): Placement[] {
  const front = pieceOf(draft, 'front')
  const j = front.lines.find((line) => /^fly\.\w+\/topstitch$/.test(line.name))!
  const node = j.name.split('/')[0]!
  const edge = edgeOf(front, 'fly').points
  const panel = 'front.L'
  return [
    {
      node,
      panel,
      kind: 'patch',
      points: simplified([...j.points, ...edge.slice(1)]),
      height: THICK.facing,
      material: 'cloth',
    },
    { node, panel, kind: 'band', points: simplified(edge), from: 0, to: 5, height: THICK.turned },
  ]
}

function hems(draft: Draft): Placement[] {
  const [front, back] = [pieceOf(draft, 'front'), pieceOf(draft, 'back')]
  const line = front.lines.find((inner) => inner.name.startsWith('hem.'))!
  const node = line.name
  const turned =
    line.kind === 'fold'
      ? { from: 0, to: distanceTo(line.points[0]!, edgeOf(front, 'hem').points), height: THICK.cuff }
      : node === 'hem.raw'
        ? { from: 0, to: 4, height: 0.4 }
        : { from: 0, to: line.rows![0]! + 1.8, height: THICK.turned }
  return [front, back].flatMap((piece) =>
    panelsOf(piece, undefined).flatMap((panel): Placement[] => [
      { node, panel, kind: 'band', points: simplified(edgeOf(piece, 'hem').points), ...turned },
      ...(line.kind === 'fold' ? [{ node, panel, ...selvedgeOf(piece, turned.to) }] : []),
    ])
  )
}

/** Down the outside of a turned-up hem runs the mill's own edge, pressed open. */
function selvedgeOf(piece: Piece, high: number): Extract<Made, { kind: 'patch' }> {
  const hem = edgeOf(piece, 'hem').points
  const side = edgeOf(piece, 'side').points
  const ends = [hem[0]!, hem.at(-1)!]
  const tips = [side[0]!, side.at(-1)!]
  const outer = ends.find((end) => tips.some((tip) => lengthOf([end, tip]) < 1))!
  const inner = ends.find((end) => end !== outer)!
  const far = tips.find((tip) => lengthOf([tip, outer]) >= 1)!
  const along = unitFrom(outer, inner)
  const up = unitFrom(outer, far)
  const at = (x: number, y: number): Pair => [
    outer[0] + along[0] * x + up[0] * y,
    outer[1] + along[1] * x + up[1] * y,
  ]
  const [low, top] = [1, high - 1]
  return {
    kind: 'patch',
    points: [at(0, low), at(SELVEDGE, low), at(SELVEDGE, top), at(0, top)],
    height: THICK.cuff + 0.15,
    material: 'selvedge',
  }
}

const SELVEDGE = 9 // mm

function unitFrom(a: Point, b: Point): Pair {
  const length = lengthOf([a, b])
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
}

/** The waistband is two layers and a fusible: it stands off along both edges, and its left end lies on top. */
function band(draft: Draft): Placement[] {
  const waistband = pieceOf(draft, 'waistband')
  const [waist, top, end] = ['waist', 'top', 'endLeft'].map((name) => edgeOf(waistband, name).points) as [
    Point[],
    Point[],
    Point[],
  ]
  const on = { node: 'stitch.waistband', panel: 'waistband', kind: 'band', height: THICK.turned } as const
  return [
    { ...on, points: simplified(waist), from: 0, to: 4 },
    { ...on, points: simplified(top), from: 0, to: 4 },
    { ...on, points: simplified(end), from: 0, to: 4 },
  ]
}

// ---- Lines ----

const distanceTo = (p: Point, [a, b]: readonly Point[]): number =>
  Math.abs((b![0] - a![0]) * (a![1] - p[1]) - (a![0] - p[0]) * (b![1] - a![1])) / lengthOf([a!, b!])

function windsClockwise(polygon: readonly Pair[]): boolean {
  return (
    polygon.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = polygon[(i + 1) % polygon.length]!
      return sum + x * nextY - nextX * y
    }, 0) > 0
  )
}

/** Leaves out points that lie within 0.2 mm of the line without them (Ramer, Douglas, Peucker). */
export function simplified(points: readonly Point[], tolerance = 0.2): Pair[] {
  if (points.length < 3) return [...points]
  const [from, to] = [points[0]!, points.at(-1)!]
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  let [far, most] = [0, 0]
  for (let i = 1; i < points.length - 1; i++) {
    const [x, y] = points[i]!
    const off =
      length < 1e-9
        ? Math.hypot(x - from[0], y - from[1])
        : Math.abs((to[0] - from[0]) * (from[1] - y) - (from[0] - x) * (to[1] - from[1])) / length
    if (off > most) [far, most] = [i, off]
  }
  if (most <= tolerance) return [from, to]
  return [...simplified(points.slice(0, far + 1), tolerance).slice(0, -1), ...simplified(points.slice(far), tolerance)]
}
