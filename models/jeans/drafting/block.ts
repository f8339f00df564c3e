import { Titan } from '@freesewing/titan'
import { ToileError } from '../../../src/ground/index.ts'
import type { Point } from '../../../src/pattern/index.ts'
import { titanMeasurements, type Body } from './body.ts'
import type { Style } from './style.ts'

/** Share of the leg's width that lies in the back, at knee and hem. */
export const BACK_SHARE = 0.54

/**
 * A trouser half as titan drafts it, natural waist to crotch, turned so that it is the wearer's left seen from outside.
 */
export interface BlockHalf {
  /** Side and centre ends of the natural waist. */
  readonly waistSide: Point
  readonly waistCentre: Point
  /** The widest point of the side seam. */
  readonly hip: Point
  /** The centre seam runs straight from the waist towards this point of the seat, until its curve begins. */
  readonly seatCentre: Point
  readonly curve: RiseCurve
  readonly fork: Point
  /** The x direction of the side seam. */
  readonly outwards: 1 | -1
  /** The crease: where knee and hem are centred. */
  readonly creaseX: number
  readonly kneeY: number
}

/**
 * Titan's: where the curve begins between waist and seat, how far its handles reach, and how they rise, radians. Ours:
 * how far the centre may lean towards the side at most, as a share of its height.
 */
export interface RiseCurve {
  readonly start: number
  readonly bend: number
  readonly lift: number
  readonly lean: number
}

const CURVES = {
  front: { start: 0.8, bend: 0.8, lift: (25 * Math.PI) / 180, lean: 0.12 },
  back: { start: 0.85, bend: 0.65, lift: (12 * Math.PI) / 180, lean: 0.38 },
} as const

export interface Block {
  readonly front: BlockHalf
  readonly back: BlockHalf
  /** Finished girth at the knee, mm. */
  readonly knee: number
}

/** @throws {ToileError} `draft/refused` when titan logs an error. */
export function blockOf(body: Body, style: Style): Block {
  const pattern = new Titan({
    measurements: titanMeasurements(body, style.crotchDrop),
    options: {
      fitKnee: true,
      kneeEase: style.knee,
      seatEase: style.seat,
      waistEase: style.waist,
      crotchDrop: style.crotchDrop,
      legBalance: BACK_SHARE,
      // The waist is lowered and the leg shaped here, from titan's natural waist and knee.
      waistHeight: 1,
      lengthBonus: 0,
    },
    complete: false,
    sa: 0,
  }).draft()
  if (pattern.setStores[0]!.logs.error.length > 0)
    throw new ToileError('draft/refused', 'the block: these measurements do not make one body.')
  const parts = pattern.parts[0]!
  const half = (name: 'front' | 'back', seat: string, outwards: 1 | -1): BlockHalf => {
    const { points } = parts[`titan.${name}`]!
    const at = (point: string): Point => [-points[point]!.x, points[point]!.y]
    return {
      waistSide: at('waistOut'),
      waistCentre: at('waistIn'),
      hip: at('seatOut'),
      seatCentre: at(seat),
      curve: CURVES[name],
      fork: at('fork'),
      outwards,
      creaseX: at('knee')[0],
      kneeY: at('knee')[1],
    }
  }
  return {
    front: half('front', 'cfSeat', 1),
    back: half('back', 'cbSeat', -1),
    knee: body.kneeGirth * (1 + style.knee),
  }
}
