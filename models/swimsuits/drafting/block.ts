import { Design } from '@freesewing/core'
import { ToileError } from '../../../src/ground/index.ts'
import type { Point } from '../../../src/pattern/index.ts'
import { BUST, UNDERARM, UNDERBUST, type Body } from './body.ts'
import type { Style } from './style.ts'

/** Rows of the side seam from the hip up; of each the width of a quarter is known. */
const ROWS = ['hip', 'waist', 'underbust', 'bust', 'underarm'] as const

export type Row = (typeof ROWS)[number]

/**
 * A half panel's skeleton: x from the middle outwards, y down from the waist, mm, reduced for the cloth. The side runs
 * through the rows; above and below it only heights are given.
 */
export interface HalfBlock {
  readonly side: Readonly<Record<Row, Point>>
  /** Where the tape crosses the shoulder, beside the neck. */
  readonly shoulder: Point
  /** Where the gusset begins. */
  readonly bottom: Point
  /** The y of a height, as a share of the shoulder's, in the middle of the panel: bust and back lengthen the way. */
  readonly yAt: (share: number) => number
}

export interface Block {
  readonly front: HalfBlock
  readonly back: HalfBlock
  /** What the bust dart takes in at the side, and its point; nought for a flat bust. */
  readonly dart: { readonly intake: number; readonly tip: Point }
  /** From the front's bottom to the back's. */
  readonly gusset: number
  /** Finished lengths as shares of the body's. */
  readonly along: number
}

/** The front is this much wider than the back at the side, mm: the same at every height, so the seams are one curve. */
const SHIFT = 6
/** How far the gusset reaches from the middle of the crotch, along the body, mm. */
export const GUSSET = { front: 40, back: 58 } as const
/** The underarm's edge below the arm, mm. */
const ARMHOLE_DROP = 12

/** What a bust adds to the way over it, against the way at the side; below the first it is the cloth that gives. */
const DART = { from: 125, share: 0.28, most: 46, least: 6 } as const

const side = (name: 'front' | 'back', sign: 1 | -1) => ({
  name: `torso.${name}`,
  measurements: [...ROWS.flatMap((row) => [`${row}Girth`, `${row}Height`]), `${name}Upper`, `${name}Lower`],
  options: { across: 1, along: 1 },
  draft: ({
    Point,
    points,
    measurements: m,
    options: o,
    part,
  }: {
    readonly Point: new (x: number, y: number) => { readonly x: number; readonly y: number }
    readonly points: Record<string, { readonly x: number; readonly y: number }>
    readonly measurements: Readonly<Record<string, number>>
    readonly options: Readonly<Record<string, number>>
    readonly part: object
  }) => {
    for (const row of ROWS)
      points[row] = new Point((m[`${row}Girth`]! * o.across!) / 4 + sign * SHIFT, -m[`${row}Height`]! * o.along!)
    points.shoulder = new Point(0, -m[`${name}Upper`]! * o.along!)
    points.bottom = new Point(0, (m[`${name}Lower`]! - GUSSET[name]) * o.along!)
    return part
  },
})

const Torso = new Design({
  data: { name: 'toile-torso', version: '1.0.0' },
  parts: [side('front', 1), side('back', -1)],
})

/** @throws {ToileError} `draft/refused` when FreeSewing logs an error. */
export function blockOf(body: Body, { across, bustMore, along: given, loopMore }: Style): Block {
  // A longer or shorter torso is spread over the whole loop, so every line keeps its place on the body.
  const along = given + loopMore / body.torsoGirth
  // The side is straight from the bust up to the arm: what the bust gains there, the underarm gains too.
  const more = bustMore / across
  const pattern = new Torso({
    measurements: {
      hipGirth: body.hipGirth,
      waistGirth: body.waistGirth,
      underbustGirth: body.underbustGirth,
      bustGirth: body.bustGirth + more,
      underarmGirth: body.underarmGirth + more,
      hipHeight: -body.waistToHip,
      waistHeight: 0,
      underbustHeight: body.rise * UNDERBUST,
      bustHeight: body.rise * BUST,
      underarmHeight: body.rise * UNDERARM - ARMHOLE_DROP,
      frontUpper: body.front.upper,
      frontLower: body.front.lower,
      backUpper: body.back.upper,
      backLower: body.back.lower,
    },
    options: { across, along },
    complete: false,
    sa: 0,
  }).draft()
  if (pattern.setStores[0]!.logs.error.length > 0)
    throw new ToileError('draft/refused', 'the block: these measurements do not make one body.')
  const wanted = (body.bustGirth - body.underbustGirth - DART.from) * DART.share
  const intake = wanted < DART.least ? 0 : Math.min(DART.most, wanted) * along
  const half = (name: 'front' | 'back', taken: number): HalfBlock => {
    const { points } = pattern.parts[0]![`torso.${name}`]!
    const at = (point: string): Point => [points[point]!.x, points[point]!.y]
    const rows = Object.fromEntries(ROWS.map((row) => [row, at(row)])) as Record<Row, Point>
    const [underarm, shoulder] = [-body.rise * UNDERARM * along, at('shoulder')[1]]
    return {
      side: rows,
      shoulder: at('shoulder'),
      bottom: at('bottom'),
      yAt: (share) => {
        if (share <= UNDERARM) return -body.rise * share * along
        const t = (share - UNDERARM) / (1 - UNDERARM)
        return underarm - taken + (shoulder - underarm + taken) * t
      },
    }
  }
  const front = half('front', intake)
  const [low, high] = [front.side.underbust, front.side.bust]
  const tipX = 0.094 * body.bustGirth * across + 30
  const dartY = low[1] + (high[1] - low[1]) * 0.62
  return {
    front,
    back: half('back', 0),
    dart: { intake, tip: [tipX, dartY - intake / 2] },
    gusset: (GUSSET.front + GUSSET.back) * along,
    along,
  }
}
