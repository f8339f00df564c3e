import { ToileError } from '../../ground/index.ts'
import { areaOf, boxOf, mirrorAt, turned, type Line } from '../geometry.ts'
import type { Cloth, Laid } from './types.ts'
import { cutLineOf } from '../outline.ts'
import type { Piece, Point } from '../piece.ts'
import { regionOf, type Region } from './region.ts'

/** A cut line as it may lie on the cloth, the upper left corner of its box at the origin. Lengths mm. */
export interface Form {
  readonly outline: readonly Point[]
  readonly turned: Laid['turned']
  readonly width: number
  readonly height: number
  /** What no other region may reach into. */
  readonly region: Region
  /** Among all forms of the marker. */
  readonly id: number
}

/** What is cut several times alike: a piece, or one hand of a mirrored pair. */
export interface Kind {
  readonly piece: string
  readonly copy: Laid['copy']
  readonly count: number
  /** mm2 */
  readonly area: number
  /** The ways it may lie. */
  readonly forms: readonly Form[]
}

/**
 * The pieces as they may be laid: shrinkage added, opened out at the fold, grain along the cloth. Largest first, and in
 * the same order however the pieces were given.
 *
 * @throws {ToileError} `marker/too-wide` if a piece does not go on the cloth's width.
 */
export function kindsOf(pieces: readonly Piece[], cloth: Cloth, quantity: number): Kind[] {
  const cuts = pieces.flatMap((piece) => cutsOf(piece, cloth, quantity)).filter(({ count }) => count > 0)
  cuts.sort(
    (a, b) => b.area - a.area || compared(a.piece, b.piece) || compared(a.copy ?? '', b.copy ?? '') || b.count - a.count
  )
  let id = 0
  return cuts.map(({ outline, ...kind }) => {
    const { width, height } = boxOf(outline)
    if (height > cloth.width)
      throw new ToileError(
        'marker/too-wide',
        `piece "${kind.piece}" is wider than the cloth. Choose a wider cloth or divide the piece.`
      )
    const ways = cloth.oneWay ? [outline] : [outline, outline.map(([x, y]): Point => [width - x, height - y])]
    const forms = ways.map((way, i): Form => {
      const region = regionOf(way, cloth.gap / 2)
      return { outline: way, turned: i === 0 ? 0 : 180, width, height, region, id: id++ }
    })
    return { ...kind, forms }
  })
}

interface Cut extends Omit<Kind, 'forms'> {
  readonly outline: readonly Point[]
}

function cutsOf(piece: Piece, { shrinkage }: Cloth, quantity: number): Cut[] {
  const [from, to] = piece.grain
  const angle = -Math.atan2(to[1] - from[1], to[0] - from[0])
  const [along, across] = [1 / (1 - shrinkage.warp / 1000), 1 / (1 - shrinkage.weft / 1000)]
  const laid = openedOut(piece)
    .map((p) => turned(p, angle))
    .map(([x, y]): Point => [x * along, y * across])
  const cut = (copy: Laid['copy'], count: number): Cut => {
    // Turned over about the grain, the other hand keeps its top where it was.
    const outline = cornered(copy === 'R' ? laid.map(([x, y]): Point => [x, -y]) : laid)
    return { piece: piece.name, copy, count: count * quantity, area: Math.round(areaOf(outline) * 100) / 100, outline }
  }
  if (!piece.mirrored || piece.cut < 2) return [cut(null, piece.cut)]
  return [cut('L', Math.ceil(piece.cut / 2)), cut('R', Math.floor(piece.cut / 2))]
}

/** The cut line; of a piece that is cut on a fold, of its two halves in one. */
export function openedOut(piece: Piece): Point[] {
  const half = cutLineOf(piece)
  const fold = piece.edges.find(({ name }) => name === piece.onFold)
  if (fold === undefined) return half
  const mirror = mirrorAt(fold.points[0]!, fold.points.at(-1)!)
  const lies = (p: Point) => Math.hypot(p[0] - mirror(p)[0], p[1] - mirror(p)[1]) < 0.02
  const start = half.findIndex((p, i) => !lies(p) && lies(half[(i + half.length - 1) % half.length]!))
  if (start < 0) return half
  const round = [...half.slice(start), ...half.slice(0, start)]
  const end = round.findLastIndex((p) => !lies(p)) + 1
  const open = [round.at(-1)!, ...round.slice(0, end), round[end]!]
  return [...open, ...open.slice(1, -1).reverse().map(mirror)]
}

function cornered(outline: Line): Point[] {
  const { x, y } = boxOf(outline)
  return outline.map((p): Point => [p[0] - x, p[1] - y])
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
