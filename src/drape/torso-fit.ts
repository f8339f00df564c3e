import { ToileError } from '../ground/index.ts'
import type { Free, Torso, TorsoBody } from './torso.ts'

/** A point of a section or a profile: two coordinates in its plane, mm. */
type Flat = readonly [number, number]

/** Half-open directions a section is measured in; it is the same left and right. */
const RAYS = 72
/** mm; a form that misses by more is refused. */
const MISS = 3

/**
 * Solves what is free in a form for the body's girths and torso loop. Each girth answers mostly to one of them, so
 * each is corrected by its own miss, round after round.
 *
 * @throws {ToileError} `drape/no-form` when the girths do not come together: no body has them all.
 */
export function fitted(body: TorsoBody, shaped: (free: Free) => Torso): Torso {
  let free: Free = {
    rise: body.torsoGirth * 0.25,
    underbust: body.underbustGirth,
    waist: body.waistGirth,
    hip: body.hipGirth * 0.95,
    bust: 30 + (body.bustGirth - body.underbustGirth) * 0.16,
  }
  for (let round = 0; round < 28; round++) {
    const torso = shaped(free)
    const misses = missesOf(torso)
    if (Object.values(misses).every((miss) => Math.abs(miss) < 0.8)) return torso
    free = {
      rise: free.rise + misses.torso * 0.42,
      underbust: free.underbust + misses.underbust * 0.9,
      waist: free.waist + misses.waist,
      hip: free.hip + misses.hip * 0.9,
      bust: Math.max(12, free.bust + misses.bust * 0.16),
    }
  }
  const torso = shaped(free)
  if (Object.values(missesOf(torso)).some((miss) => Math.abs(miss) > MISS))
    throw new ToileError('drape/no-form', 'No form has all these girths.')
  return torso
}

/** What is still lacking of each, mm. */
function missesOf(torso: Torso): Record<'torso' | 'underbust' | 'waist' | 'hip' | 'bust', number> {
  const { body, heights } = torso
  return {
    torso: body.torsoGirth - torsoLoopOf(torso).whole,
    underbust: body.underbustGirth - girthAt(torso, heights.underbust),
    waist: body.waistGirth - girthAt(torso, heights.waist),
    hip: body.hipGirth - girthAt(torso, heights.hip),
    bust: body.bustGirth - girthAt(torso, heights.bust),
  }
}

/** What a taut tape reads round the form at a height, mm. */
export function girthAt(torso: Torso, y: number): number {
  const right = sectionAt(torso, y)
  return lengthOf(hullOf([...right, ...right.map(([x, z]): Flat => [-x, z])]))
}

/** The left half of the section at a height, from front to back. */
export function sectionAt({ distance, middle }: Torso, y: number): Flat[] {
  const z = middle(y)
  return Array.from({ length: RAYS + 1 }, (_, i): Flat => {
    const [dx, dz] = [Math.sin((i * Math.PI) / RAYS), Math.cos((i * Math.PI) / RAYS)]
    let [inside, outside] = [0, 340]
    for (let k = 0; k < 18; k++) {
      const r = (inside + outside) / 2
      if (distance(dx * r, y, z + dz * r) < 0) inside = r
      else outside = r
    }
    return [i === 0 || i === RAYS ? 0 : dx * inside, z + dz * inside]
  })
}

export interface TorsoLoop {
  readonly whole: number
  /** From the shoulder down to the waist, and from there to the middle of the crotch. */
  readonly front: { readonly upper: number; readonly lower: number }
  readonly back: { readonly upper: number; readonly lower: number }
}

/** The taut tape over the shoulder's middle, the point of the bust and through the crotch. */
export function torsoLoopOf(torso: Torso): TorsoLoop {
  const [front, back] = ([1, -1] as const).map((side) => halfLoop(torso, side)) as [
    TorsoLoop['front'],
    TorsoLoop['back'],
  ]
  return { whole: front.upper + front.lower + back.upper + back.lower, front, back }
}

const MIDDLE = -14 // mm; the plane between the loop's halves

function halfLoop({ distance, heights }: Torso, side: 1 | -1): TorsoLoop['front'] {
  const { shoulder, waist, crotch } = heights
  const profile: Flat[] = []
  // The tape comes from beside the neck and runs in to the middle of the body.
  const xAt = (y: number) => 68 * Math.max(0, Math.min(1, (y - waist) / (shoulder - waist)))
  // Under the crotch the tape is as low as the form there.
  let bottom = crotch - 60
  while (distance(0, bottom, MIDDLE) > 0.05) bottom += Math.max(0.3, distance(0, bottom, MIDDLE) * 0.7)
  for (let y = shoulder + 30; y > bottom; y -= 4) {
    const x = xAt(y)
    let z = side * 330
    for (let k = 0; k < 90 && side * (z - MIDDLE) > 0; k++) {
      const away = distance(x, y, z)
      if (away < 0.05) break
      z -= side * Math.max(0.3, away * 0.7)
    }
    if (side * (z - MIDDLE) > 0) profile.push([side * (z - MIDDLE), y])
  }
  const top = profile[0]![1]
  const line = hullOf([[0, top], ...profile, [0, bottom]])
    .filter(([out, y]) => out > 1e-6 || y === top || y === bottom)
    .sort((a, b) => b[1] - a[1])
  const upper = line.filter(([, y]) => y > waist)
  const last = upper.at(-1)!
  const next = line[upper.length]!
  const t = (last[1] - waist) / (last[1] - next[1])
  const crossing: Flat = [last[0] + (next[0] - last[0]) * t, waist]
  return { upper: lengthOf([...upper, crossing]), lower: lengthOf([crossing, ...line.slice(upper.length)]) }
}

function lengthOf(line: readonly Flat[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++)
    sum += Math.hypot(line[i]![0] - line[i - 1]![0], line[i]![1] - line[i - 1]![1])
  return sum
}

/** Convex hull once round (Andrew 1979), the first point repeated at the end. */
function hullOf(points: readonly Flat[]): Flat[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (list: readonly Flat[]): Flat[] => {
    const kept: Flat[] = []
    for (const p of list) {
      while (kept.length > 1) {
        const [a, b] = [kept.at(-2)!, kept.at(-1)!]
        if ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0) break
        kept.pop()
      }
      kept.push(p)
    }
    return kept
  }
  const round = [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)]
  return [...round, round[0]!]
}
