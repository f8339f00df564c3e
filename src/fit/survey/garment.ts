import type { FittingGarment, Measured } from '../types.ts'
import { isLength } from '../typed.ts'
import type { Known, Survey } from './predict.ts'

/** Whole tenths of a millimetre: what the cloth stands off where trousers are said to fit. */
const EASE = { waistFlat: 100, thighFlat: 500, kneeFlat: 600 } as const
/** Trouser legs end this far above the floor. */
const OFF_THE_FLOOR = 250

/** The body that trousers fit, each measurement with its error. What no garment tells is left out. */
export function bodyFromGarment({ values, stretch }: FittingGarment, _known?: Known, _surveys?: readonly Survey[]): Measured[] {
  const found = (name: string, value: number | undefined, error: number): Measured[] =>
    value !== undefined && isLength(value) ? [{ name, value, source: 'derived', error }] : []
  const girth = (name: keyof typeof EASE): number | undefined => {
    const flat = values[name]
    return flat === undefined ? undefined : Math.round(flat * 2 * (1 + stretch / 400)) - EASE[name]
  }
  return [
    ...found('waistGirth', girth('waistFlat'), 250),
    ...found('thighGirth', girth('thighFlat'), 250),
    ...found('insideLegHeight', values.insideLeg === undefined ? undefined : values.insideLeg + OFF_THE_FLOOR, 200),
    ...found('kneeGirth', girth('kneeFlat'), 300),
  ]
}
