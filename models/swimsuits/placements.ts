import type { Pair, Placement } from '../../src/drape/index.ts'
import type { Draft, Piece, Point } from '../../src/pattern/piece.ts'
import { isRim } from './drafting/panelPieces.ts'

const SEWN = ['front', 'back', 'gusset'] as const
const PITCH = 2.6 // mm per stitch
/** Fold-over tape on each face of the rim, and along a strap of its own; how thick, mm. */
const TAPE = { width: 5, strap: 3.2, height: 1.1 } as const

/** What lies on the suit: its bound or turned rims, the cups' seam, the straps' tacks, the place of the letters. */
export function placementsOf(draft: Draft): Placement[] {
  const pieces = SEWN.map((name) => draft.pieces.find((piece) => piece.name === name)!)
  return [...pieces.flatMap(onPanel), ...straps(draft)]
}

function onPanel(piece: Piece): Placement[] {
  const panel = piece.name
  return [
    ...piece.edges
      .filter(({ name }) => isRim(name))
      .map(
        ({ points }): Placement => ({
          node: 'edge.bound',
          panel,
          kind: 'binding',
          points: simplified(points),
          width: TAPE.width,
          height: TAPE.height,
        })
      ),
    ...piece.lines.map(
      ({ name, points, rows }): Placement => ({
        node: name.split('/')[0]!,
        panel,
        kind: 'stitch',
        points: simplified(points, 0.35),
        rows: rows ?? [0],
        pitch: PITCH,
      })
    ),
    ...piece.marks.map(
      ({ name, at, angle = 0, size = 0 }): Placement => ({
        node: name,
        panel,
        kind: 'text',
        at,
        angle,
        size,
        option: name,
      })
    ),
  ]
}

function straps({ pieces }: Draft): Placement[] {
  const strap = pieces.find(({ name }) => name === 'strap')
  if (!strap) return []
  const long = strap.edges.find(({ name }) => name === 'back')!.points[0]![1]
  return (['L', 'R'] as const).flatMap((copy): Placement[] => {
    const panel = `strap.${copy}`
    const rims = strap.edges
      .filter(({ name }) => name === 'outer' || name === 'inner')
      .map(
        ({ points }): Placement => ({
          node: 'edge.bound',
          panel,
          kind: 'binding',
          points,
          width: TAPE.strap,
          height: TAPE.height,
        })
      )
    const tacks = [4, long - 4].map(
      (y): Placement => ({ node: 'straps', panel, kind: 'bartack', at: [0, y], angle: 0, size: 8 })
    )
    return [...rims, ...tacks]
  })
}

/** Leaves out points that lie within so many mm of the line without them (Ramer, Douglas, Peucker). */
function simplified(points: readonly Point[], tolerance = 0.15): Pair[] {
  if (points.length < 3) return [...points]
  const [from, to] = [points[0]!, points.at(-1)!]
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
  let [far, most] = [0, 0]
  for (let i = 1; i < points.length - 1; i++) {
    const [x, y] = points[i]!
    const off = Math.abs((to[0] - from[0]) * (from[1] - y) - (from[0] - x) * (to[1] - from[1])) / length
    if (off > most) [far, most] = [i, off]
  }
  if (most <= tolerance) return [from, to]
  return [...simplified(points.slice(0, far + 1), tolerance).slice(0, -1), ...simplified(points.slice(far), tolerance)]
}
