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
  /** The rise is straight from the waist to here and a curve from here to the fork. */
  readonly curveStart: Point
  readonly curveHandle: Point
  readonly forkHandle: Point
  readonly fork: Point
  /** The crease: where knee and hem are centred. */
  readonly creaseX: number
  readonly kneeY: number
}

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
  const half = (
    part: 'titan.front' | 'titan.back',
    handles: readonly [curve: string, fork: string],
    start: string
  ): BlockHalf => {
    const { points } = parts[part]!
    const at = (name: string): Point => [-points[name]!.x, points[name]!.y]
    return {
      waistSide: at('waistOut'),
      waistCentre: at('waistIn'),
      hip: at('seatOut'),
      curveStart: at(start),
      curveHandle: at(handles[0]),
      forkHandle: at(handles[1]),
      fork: at('fork'),
      creaseX: at('knee')[0],
      kneeY: at('knee')[1],
    }
  }
  return {
    front: half('titan.front', ['crotchSeamCurveCp2', 'crotchSeamCurveCp1'], 'crotchSeamCurveStart'),
    back: half('titan.back', ['crossSeamCurveCp1', 'crossSeamCurveCp2'], 'crossSeamCurveStart'),
    knee: body.kneeGirth * (1 + style.knee),
  }
}
