import type { Pair, Placement } from '../drape/shape.ts'
import { isInside, sideOf, smooth, type Line } from './lines.ts'

/** How high the cloth stands already where a stitch goes in, mm. */
export interface Cover {
  readonly panel: string
  readonly box: Box
  heightAt(x: number, y: number): number
}

export type Box = readonly [left: number, top: number, right: number, bottom: number]

/** Bands, patches and strips lift what is sewn through them. */
export function coversOf(placements: readonly Placement[]): Cover[] {
  const covers: Cover[] = []
  for (const placement of placements) {
    const { panel } = placement
    if (placement.kind === 'band') {
      const { points, from, to, height } = placement
      const [low, high] = [Math.min(from, to) - 0.3, Math.max(from, to) + 0.3]
      const box = boxOf(points, Math.max(Math.abs(low), Math.abs(high)))
      covers.push({
        panel,
        box,
        heightAt: (x, y) => {
          const side = sideOf(points, x, y, true)
          return side > low && side < high ? height : 0
        },
      })
    } else if (placement.kind === 'patch') {
      const { points, height, material } = placement
      const rim = [...points, points[0]!]
      const lift = liftOf(material, height)
      covers.push({
        panel,
        box: boxOf(points, 0),
        heightAt: (x, y) => (isInside(points, x, y) ? lift(Math.abs(sideOf(rim, x, y, false))) : 0),
      })
    } else if (placement.kind === 'strip') {
      const { points, width, height } = placement
      covers.push({
        panel,
        box: boxOf(points, width),
        heightAt: (x, y) => (Math.abs(sideOf(points, x, y, false)) < width / 2 ? height * 0.62 : 0),
      })
    }
  }
  return covers
}

export function heightAt(covers: readonly Cover[], panel: string, x: number, y: number): number {
  let height = 0
  for (const cover of covers) {
    if (cover.panel !== panel) continue
    const [left, top, right, bottom] = cover.box
    if (x < left || x > right || y < top || y > bottom) continue
    height = Math.max(height, cover.heightAt(x, y))
  }
  return height
}

/** mm; how far the middle of a cloth patch stands off: nothing is sewn down there. */
const PUFF = 1.4

/** The height of a patch at a distance from its edge, mm. Only cloth bulges; leather and paper lie flat. */
export const liftOf =
  (material: string, height: number) =>
  (inset: number): number =>
    material === 'cloth'
      ? height * smooth((inset + 0.5) / 1.1) + PUFF * smooth((inset - 4) / 30)
      : height * smooth((inset + 0.2) / 0.8)

export function boxOf(points: Line, margin: number): Box {
  const xs = points.map((p) => p[0])
  const ys = points.map((p) => p[1])
  return [Math.min(...xs) - margin, Math.min(...ys) - margin, Math.max(...xs) + margin, Math.max(...ys) + margin]
}

// ---- What lies in an opening lies deeper than the cloth round it ----

/** mm; how far the layer behind an opening lies below the cloth, and over how many mm it comes up to a seam. */
const DEPTH = 2.2
const RISE = 13

/** Below the cloth as deep as behind an opening, but level with it at a seam, where both layers are sewn together. */
export const depthOf = (inset: number): number => -DEPTH * smooth((inset - 0.5) / RISE)

export type Opening = Extract<Placement, { kind: 'opening' }>
type Patch = Extract<Placement, { kind: 'patch' }>

/** How far cloth goes on behind the edge of an opening, mm: far enough not to end in sight. */
export const BEHIND = 8

/** A patch that lies behind an opening: what it shows is what the opening leaves free. */
export interface HalfHidden {
  readonly of: Patch
  isSeen(x: number, y: number): boolean
  /** Whether a row of stitches is on this patch. */
  holds(stitch: Extract<Placement, { kind: 'stitch' }>): boolean
}

/**
 * A patch that begins inside an opening of the same node lies behind it, as a coin pocket does on its facing. Empty
 * for a patch on the outside.
 */
export function behindOpening(placements: readonly Placement[], of: Patch): HalfHidden[] {
  const middle = middleOf(of.points)
  return placements.flatMap((opening): HalfHidden[] => {
    if (
      opening.kind !== 'opening' ||
      opening.node !== of.node ||
      opening.panel !== of.panel ||
      !isInside(opening.points, ...middle)
    )
      return []
    const mouth = [...opening.points, opening.points[0]!]
    const rim = [...of.points, of.points[0]!]
    return [
      {
        of,
        isSeen: (x, y) => isInside(opening.points, x, y) || Math.abs(sideOf(mouth, x, y, false)) < BEHIND,
        holds: ({ panel, points }) =>
          panel === of.panel &&
          points.every(([x, y]) => isInside(of.points, x, y) || Math.abs(sideOf(rim, x, y, false)) < 3),
      },
    ]
  })
}

const middleOf = (points: Line): Pair => [
  points.reduce((sum, p) => sum + p[0], 0) / points.length,
  points.reduce((sum, p) => sum + p[1], 0) / points.length,
]
