import { choicesOf } from '../../../src/pattern/index.ts'

/** Usable stretch across the cloth by choice of `cloth`, as a share; cloths not named have none. */
const STRETCH: Readonly<Record<string, number>> = { 'comfort-12': 0.14, 'stretch-11': 0.26 }

interface Fit {
  /** Added to the body's girths, as shares of them. */
  readonly seat: number
  readonly waist: number
  readonly thigh: number
  readonly knee: number
  /** How much lower than the body's the crotch hangs, as a share of the way from waist to crotch. */
  readonly crotchDrop: number
  /** How much of the cloth's stretch the fit takes away again. */
  readonly givesUp: number
}

const FITS: Readonly<Record<string, Fit>> = {
  skinny: { seat: 0.01, waist: 0.005, thigh: 0.015, knee: 0.02, crotchDrop: 0.015, givesUp: 0.26 },
  slim: { seat: 0.03, waist: 0.01, thigh: 0.045, knee: 0.05, crotchDrop: 0.03, givesUp: 0.1 },
  regular: { seat: 0.05, waist: 0.015, thigh: 0.08, knee: 0.1, crotchDrop: 0.05, givesUp: 0 },
  relaxed: { seat: 0.085, waist: 0.02, thigh: 0.14, knee: 0.17, crotchDrop: 0.08, givesUp: 0 },
}

/** Knee and hem by leg: what the leg adds to the knee's ease, and the hem as a share of the finished knee. */
const LEGS: Readonly<Record<string, { readonly knee: number; readonly hem: number }>> = {
  tapered: { knee: -0.01, hem: 0.8 },
  straight: { knee: 0, hem: 0.92 },
  bootcut: { knee: -0.015, hem: 1.08 },
  wide: { knee: 0.14, hem: 1.03 },
}

/** Where the upper edge of the waistband sits: a share of the way from the waist down to the crotch. */
const RISES: Readonly<Record<string, number>> = { low: 0.24, mid: 0.12, high: 0 }

interface Hem {
  /** Below the finished edge, mm. */
  readonly allowance: number
  /** Height of the stitching above the finished edge, mm. */
  readonly stitch: number
}

const HEMS: Readonly<Record<string, Hem>> = {
  plain: { allowance: 26, stitch: 12 },
  chain: { allowance: 20, stitch: 10 },
  raw: { allowance: 0, stitch: 8 },
  cuff: { allowance: 60, stitch: 0 },
}

const DETAILS = {
  fly: ['zip', 'button'],
  frontPockets: ['scoop', 'slant', 'none'],
  backPockets: ['patch', 'welt', 'none'],
  pocketStitch: ['plain', 'wave', 'diamond', 'chevron', 'none'],
  label: ['leather', 'paper', 'canvas', 'none'],
  beltLoops: ['five', 'seven', 'none'],
} as const

type Detail = keyof typeof DETAILS

/** The selection, read for the cutter: lengths in mm, eases as shares. */
export interface Style extends Fit {
  readonly stretch: number
  /** What the customer adds to the finished waist and thigh beyond all that, mm. */
  readonly waistMore: number
  readonly thighMore: number
  readonly rise: number
  readonly hemRatio: number
  readonly insideLeg: number
  readonly hemKind: string
  readonly hem: Hem
  readonly fly: (typeof DETAILS.fly)[number]
  readonly frontPockets: (typeof DETAILS.frontPockets)[number]
  readonly backPockets: (typeof DETAILS.backPockets)[number]
  readonly pocketStitch: (typeof DETAILS.pocketStitch)[number]
  readonly label: (typeof DETAILS.label)[number]
  readonly beltLoops: (typeof DETAILS.beltLoops)[number]
}

/** Depth of the waistband, and of a turned-up cuff, mm. */
export const BAND = 38
export const CUFF = 45

/** @throws {ToileError} `draft/unknown-choice` when an option the pattern depends on has no such choice. */
export function styleOf(selection: Readonly<Record<string, string>>): Style {
  const { chosen, lookedUp, oneOf, whole } = choicesOf(selection)
  const detail = <D extends Detail>(option: D): (typeof DETAILS)[D][number] => oneOf(option, DETAILS[option])
  const fit = lookedUp('fit', FITS)
  const leg = lookedUp('leg', LEGS)
  const stretch = Object.hasOwn(STRETCH, chosen('cloth')) ? STRETCH[chosen('cloth')]! : 0
  const less = stretch * fit.givesUp
  return {
    seat: fit.seat - less,
    waist: fit.waist - less * 0.6,
    thigh: fit.thigh - less,
    knee: fit.knee + leg.knee - less,
    crotchDrop: fit.crotchDrop,
    givesUp: fit.givesUp,
    stretch,
    waistMore: whole('waistEase', -6, 6) * 10,
    thighMore: whole('thighEase', -6, 6) * 10,
    rise: lookedUp('rise', RISES),
    hemRatio: leg.hem,
    insideLeg: whole('length', 60, 100) * 10,
    hemKind: chosen('hem'),
    hem: lookedUp('hem', HEMS),
    fly: detail('fly'),
    frontPockets: detail('frontPockets'),
    backPockets: detail('backPockets'),
    pocketStitch: detail('pocketStitch'),
    label: detail('label'),
    beltLoops: detail('beltLoops'),
  }
}
