import type { Last, Place } from '../../src/pattern/last.ts'
import type { Vector } from '../../src/pattern/space.ts'
import type { Line, Outline } from './curves.ts'
import type { Piece } from './piece.ts'

/** What a style draws on the last; everything else (sole, laces, lining) follows these lines. */
export interface Design {
  /** Inside to outside, as they are laid. */
  readonly pieces: readonly Piece[]
  /** The rim of the opening from the outer end of the throat round the heel to the inner one. */
  readonly topline: Line
  /** The opening as a whole: topline and throat. */
  readonly opening: Outline
  /** From the top eyelet to the end of the throat, on the outer side, and how far apart the facings are there, mm. */
  readonly throat: Line
  readonly tongue: TongueLines
  /** Where eyelets may stand, spine x and mm across, first (at the toe) to last. */
  readonly eyes: { readonly first: readonly [number, number]; readonly last: readonly [number, number] }
  /** mm; half the gap between the facings. */
  readonly gap: number
  /** How high the sole's lip stands over the ground at x, mm: what lies below is not seen. */
  readonly lip: (x: number) => number
  /** How much higher than on the last the heel stands at x, mm. */
  readonly pitch: (x: number) => number
  readonly perforations: readonly { readonly node: string; readonly places: readonly Place[]; readonly radius: number }[]
  readonly monogram: { readonly place: Place; readonly up: Vector }
  /** Where the rim of the opening is rolled: thick for a padded collar, thin for a bound edge, mm. */
  readonly roll: number
}

export interface TongueLines {
  readonly outline: Outline
  /** Spine x of the free end, and of where it leaves the last. */
  readonly tip: number
  readonly leaves: number
  readonly thickness: number
  readonly puff: number
}

/** Pieces that begin at the feather: all round the toe or the heel, from x on the outer side to x on the inner. */
export function toeRun(last: Last, x: number): Line {
  const from = last.side(x, 8)[0]
  const run = Array.from({ length: 60 }, (_, i): Place => [from + ((TOE - from) * i) / 59, 0])
  const round = Array.from({ length: 58 }, (_, i): Place => [TOE, (i + 1) / 59])
  return [...run, ...round, ...run.map(([u]): Place => [u, 1]).reverse()]
}

export function heelRun(last: Last, x: number): Line {
  const from = last.side(x, 8)[0]
  const run = Array.from({ length: 50 }, (_, i): Place => [from + ((HEEL - from) * i) / 49, 0])
  const round = Array.from({ length: 40 }, (_, i): Place => [HEEL, (i + 0.5) / 40])
  return [...run, ...round, ...run.map(([u]): Place => [u, 1]).reverse()]
}

/** Along the outer feather from one u to another. */
export const feather = (from: number, to: number): Line =>
  Array.from({ length: 60 }, (_, i): Place => [from + ((to - from) * i) / 59, 0])

/** How near the poles pieces go; both lie under the sole. */
export const TOE = 0.975
export const HEEL = 0.03
