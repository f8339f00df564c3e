import type { Placement } from '../drape/shape.ts'
import { lengthened, lengthOf, movedSideways, noise, resampled, sideOf, smooth, type Line } from './lines.ts'
import { addTo, cross, dot, INSIDE_OUT, join, minus, type Cloth, type Sheet } from './sheet.ts'

/** [share of the way from `from` to `to`, mm added, share of the height, wear, tone] */
type ProfileRow = readonly [share: number, more: number, height: number, wear: number, tone: number]

/** Two folds sewn down: high and worn along both, sunk a little under the two rows of thread. */
const FELLED: readonly ProfileRow[] = [
  [0, -0.7, 0.02, 0, -0.3],
  [0, 0, 0.62, 0.16, -0.04],
  [0, 0.7, 1, 0.2, 0],
  [0, 2.2, 0.84, -0.02, -0.03],
  [0.5, 0, 1.04, 0.05, 0],
  [1, -2.2, 0.84, -0.02, -0.03],
  [1, -0.6, 1, 0.16, 0],
  [1, 0.1, 0.62, 0.14, -0.04],
  [1, 0.8, 0.02, 0, -0.3],
]
/** A wide facing under the cloth: one hard edge, the other fades. */
const FACING: readonly ProfileRow[] = [
  [0, -0.5, 0.03, 0, -0.3],
  [0, 0.1, 0.75, 0.26, 0],
  [0, 1.4, 1, 0.1, 0],
  [0.2, 0, 0.85, 0, 0],
  [0.45, 0, 0.6, 0, 0],
  [0.75, 0, 0.3, 0, 0],
  [1, 0, 0.05, 0, 0],
]
/** Round an edge where the cloth ends: over it and up again inside. */
const TURNED: readonly ProfileRow[] = [
  [1, 0.4, 0.02, 0, -0.3],
  [1, -0.5, 0.66, 0.12, -0.02],
  [1, -1.6, 0.86, 0.04, 0],
  [0.5, 0, 1, 0.03, 0],
  [0, 1.5, 1, 0.16, 0],
  [0, 0.3, 0.86, 0.34, 0],
  [0, -0.35, 0.45, 0.46, 0],
  [0, -0.6, 0, 0.42, 0],
  [0, -0.35, -0.5, 0.2, -0.03],
  [0, 0.5, -1.05, 0.05, -0.06],
  [0, 3, -1.3, 0, -0.08],
  [1, 0, -1.3, 0, -0.1],
]
/** Round the edge of an opening, down to the layer behind. Heights below the cloth are shares of the depth there. */
const LIP: readonly ProfileRow[] = [
  [1, 0.8, 0.02, 0, -0.28],
  [1, 0.1, 0.6, 0.14, -0.03],
  [1, -0.6, 0.95, 0.14, 0],
  [1, -2.2, 0.84, -0.02, -0.03],
  [0.45, 0, 1.05, 0.05, 0],
  [0, 2.2, 0.95, 0, -0.02],
  [0, 0.8, 1.05, 0.24, 0],
  [0, 0.1, 0.8, 0.48, 0],
  [0, -0.3, 0.3, 0.5, 0],
  [0, -0.2, -0.35, 0.2, -0.1],
  [0, 1, -0.9, 0, -0.4],
]
/** What lies inside shows through as a soft ridge that rubs. */
const IMPRINT: readonly ProfileRow[] = [
  [0, 0, 0.03, 0, 0],
  [0.3, 0, 0.55, 0.02, 0],
  [0.5, 0, 1, 0.07, 0],
  [0.7, 0, 0.55, 0.02, 0],
  [1, 0, 0.03, 0, 0],
]

type Band = Extract<Placement, { kind: 'band' }>

/** mm; the widest a felled seam or a hem gets. */
const FACING_FROM = 24
/** mm; a narrower and thinner fold at an open edge is no hem but the cut edge itself, frayed white. */
const RAW = { wide: 6, high: 0.6 } as const
const isThin = ({ from, to, height }: Band): boolean => Math.abs(to - from) < RAW.wide && height < RAW.high

export function band(cloth: Cloth, sheet: Sheet, placement: Band, seed: number, mouth: Line | null): void {
  const { panel, points, from, to, height } = placement
  const isEdge = isTurned(cloth, placement)
  // A hem runs on round the leg: no gap where two panels' hems meet.
  const run = isEdge ? lengthened(points, 1.2) : points
  const total = lengthOf(run)
  const steps = Math.max(2, Math.round(total / (isEdge || mouth ? 3 : 4.5)))
  const line = resampled(run, steps)
  const sign = Math.sign(to - from) || 1
  const wide = Math.abs(to - from)
  const isImprint = from * to < 0
  const isLip = mouth !== null && runsAlong(points, mouth)
  const isFacing = !isEdge && wide > FACING_FROM
  const profile = isImprint ? IMPRINT : isEdge ? TURNED : isLip ? LIP : isFacing ? FACING : FELLED
  const isTurnUp = isEdge && wide > FACING_FROM
  const isRaw = isEdge && isThin(placement)
  // A wide facing with a rope reads as stripes.
  const rope = isImprint || isFacing || isTurnUp ? 0 : isEdge ? 1.1 : 0.7
  const pitch = isEdge ? 8.5 : 10.5
  const runOut = isImprint ? 20 : isFacing ? 14 : isEdge ? 0 : 3
  const tracks = profile.map(([share, more]) =>
    resampled(movedSideways(line, from + share * (to - from) + more * sign), steps)
  )
  const flip = !facesOut(cloth, panel, tracks, profile)
  let last: number[] | null = null
  for (let i = 0; i <= steps; i++) {
    const along = (i / steps) * total
    const end = runOut === 0 ? 1 : 0.05 + 0.95 * smooth((Math.min(along, total - along) + 0.5) / runOut)
    const row = profile.map(([share, more, high, wear, tone], j) => {
      const across = share * wide + more
      // Slanted, as the fold is dragged along under the foot: each seam a rope.
      const wave =
        Math.sin(((along + 0.8 * across) / pitch) * 2 * Math.PI + 5 * noise(along / 30 + seed)) *
        (0.45 + noise(along / 13 + seed))
      const swell = high > 0.3 ? rope * wave * end : 0
      const spot = cloth.at(panel, ...tracks[j]![i]!)!
      const level = high < 0 && isLip ? high * LIP_DEPTH * smooth(spot.inset / 8) : high * height
      return addTo(sheet, spot, {
        height: level * end * (1 + 0.2 * swell),
        wear: (wear + (isRaw ? 0.5 : 0)) * end + 0.14 * swell,
        tone: tone * end + (isTurnUp ? INSIDE_OUT : 0),
        ...(isImprint || isTurnUp ? {} : { seam: [along, Math.abs(across) * 0.4] as const }),
      })
    })
    if (last) join(sheet, last, row, flip)
    last = row
  }
}

/** mm; a little deeper than what lies behind an opening. */
const LIP_DEPTH = 2.6

/** Whether a band is folded over an edge where the cloth ends. */
export function isTurned(cloth: Cloth, { panel, points, from }: Band): boolean {
  return Math.abs(from) < 2 && (cloth.at(panel, ...resampled(points, 2)[1]!)?.rim ?? false)
}

export const isRawEdge = (cloth: Cloth, placement: Band): boolean =>
  isThin(placement) && isTurned(cloth, placement)

export const runsAlong = (points: Line, mouth: Line): boolean =>
  resampled(points, 4).every(([x, y]) => Math.abs(sideOf(mouth, x, y, false)) < 0.6)

/**
 * Whether rows joined unflipped face away from the body, judged at the middle of the band's broadest strip: no sign
 * to remember per panel.
 */
function facesOut(cloth: Cloth, panel: string, tracks: readonly Line[], profile: readonly ProfileRow[]): boolean {
  let broadest = 0
  let wide = -1
  const i = (tracks[0]!.length - 1) >> 1
  for (let j = 0; j + 1 < tracks.length; j++) {
    const apart = Math.hypot(tracks[j + 1]![i]![0] - tracks[j]![i]![0], tracks[j + 1]![i]![1] - tracks[j]![i]![1])
    const isOutside = profile[j]![2] > 0 && profile[j + 1]![2] > 0
    if (isOutside && apart > wide) [broadest, wide] = [j, apart]
  }
  const [a, b, c] = [tracks[broadest]![i]!, tracks[broadest]![i + 1]!, tracks[broadest + 1]![i]!].map((q) =>
    cloth.at(panel, ...q)!
  )
  return dot(cross(minus(b!.p, a!.p), minus(c!.p, a!.p)), a!.n) > 0
}
