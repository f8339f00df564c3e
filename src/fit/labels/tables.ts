import type { MeasurementName } from '../names.ts'
import type { SurveyName } from '../types.ts'

/** A step of a size system: whole tenths of a millimetre, `from` included, `to` not. */
export interface Step {
  readonly label: string
  readonly from: number
  readonly to: number
}

/** Tenths of a millimetre in a centimetre. */
const CM = 100

/**
 * Control measurements of EN 13402-3 in cm. Chest and waist of men lie 12 cm apart all along, bust and waist of women
 * 16 cm; hips follow the bust in smaller steps. Each stands for half the way to its neighbours.
 */
const CHEST = [84, 88, 92, 96, 100, 104, 108, 112, 116, 120, 126, 132, 138, 144] as const
const BUST = [76, 80, 84, 88, 92, 96, 100, 104, 110, 116, 122, 128, 134, 140, 146, 152] as const
const HIP = [84, 88, 92, 96, 100, 104, 108, 112, 117, 122, 127, 132, 137, 142, 147, 152] as const
const MENS_DROP = 12
const WOMENS_DROP = 16

/** Bounds of the letter codes of EN 13402-3 in cm: chest of men, bust of women. */
const LETTERS = ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', '3XL'] as const
const CHEST_LETTERS = [70, 78, 86, 94, 102, 110, 118, 129, 141] as const
const BUST_LETTERS = [66, 74, 82, 90, 98, 107, 119, 131, 143] as const

/** By the measurement that decides it. */
export type Table = Readonly<Partial<Record<MeasurementName, readonly Step[]>>>

const around = (values: readonly number[], labels: readonly string[]): Step[] =>
  values.map((value, at) => ({
    label: labels[at]!,
    from: Math.round(((value + (values[at - 1] ?? value - 4)) / 2) * CM),
    to: Math.round(((value + (values[at + 1] ?? value + 6)) / 2) * CM),
  }))

const between = (bounds: readonly number[], less: number): Step[] =>
  LETTERS.map((label, at) => ({ label, from: (bounds[at]! - less) * CM, to: (bounds[at + 1]! - less) * CM }))

const lessBy = (values: readonly number[], less: number): number[] => values.map((value) => value - less)

/** Men are 50 at a chest of 100 cm; the larger ones go by steps of two all the same. */
const MENS_EU = CHEST.map((_, at) => String(42 + 2 * at))
/** Women are 38 at a bust of 88 cm. */
const WOMENS_EU = BUST.map((_, at) => String(32 + 2 * at))
const shifted = (labels: readonly string[], less: number): string[] => labels.map((label) => String(Number(label) - less))

const mens = (labels: readonly string[]): Table => ({
  bustGirth: around(CHEST, labels),
  waistGirth: around(lessBy(CHEST, MENS_DROP), labels),
})
const womens = (labels: readonly string[]): Table => ({
  bustGirth: around(BUST, labels),
  waistGirth: around(lessBy(BUST, WOMENS_DROP), labels),
  hipGirth: around(HIP, labels),
})

/** Men's British and American sizes are the chest in inches, 10 below the continental one; women's a count of steps. */
export const CLOTHES: Readonly<Record<'eu' | 'uk' | 'us' | 'letter', Readonly<Record<SurveyName, Table>>>> = {
  eu: { men: mens(MENS_EU), women: womens(WOMENS_EU) },
  uk: { men: mens(shifted(MENS_EU, 10)), women: womens(shifted(WOMENS_EU, 26)) },
  us: { men: mens(shifted(MENS_EU, 10)), women: womens(shifted(WOMENS_EU, 30)) },
  letter: {
    men: { bustGirth: between(CHEST_LETTERS, 0), waistGirth: between(CHEST_LETTERS, MENS_DROP) },
    women: { bustGirth: between(BUST_LETTERS, 0), waistGirth: between(BUST_LETTERS, WOMENS_DROP) },
  },
}

const INCH = 254
/** Waists go by the inch up to 36, then by two. */
const WAISTS = [...Array.from({ length: 15 }, (_, at) => 22 + at), 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60]
const LEGS = [26, 28, 30, 32, 34, 36, 38]

const inches = (values: readonly number[]): Step[] =>
  values.map((value, at) => ({
    label: String(value),
    from: Math.round(((value + (values[at - 1] ?? value - 1)) / 2) * INCH),
    to: Math.round(((value + (values[at + 1] ?? value + 1)) / 2) * INCH),
  }))

export const WAIST_INCHES = inches(WAISTS)
export const LEG_INCHES = inches(LEGS)

/** Half sizes, three whole ones to the inch of foot: size = 3 x inches - less. */
function halves(first: number, last: number, less: number): Step[] {
  const steps: Step[] = []
  const length = (size: number) => ((size + less) / 3) * INCH
  for (let size = first; size <= last; size += 0.5)
    steps.push({
      label: String(size),
      from: Math.round(length(size - 0.25)),
      to: Math.round(length(size + 0.25)),
    })
  return steps
}

/** A last is 15 to 20 mm longer than the foot it is for. */
const LAST_ALLOWANCE = 175
const PARIS_POINT = 200 / 3

const parisPoints = (): Step[] =>
  Array.from({ length: 24 }, (_, at) => {
    const size = 30 + at
    return {
      label: String(size),
      from: Math.round((size - 0.5) * PARIS_POINT - LAST_ALLOWANCE),
      to: Math.round((size + 0.5) * PARIS_POINT - LAST_ALLOWANCE),
    }
  })

/** Mondopoint (ISO 9407) goes by 5 mm of foot length. */
const mondopoints = (): Step[] =>
  Array.from({ length: 35 }, (_, at) => {
    const length = 190 + 5 * at
    return { label: String(length), from: length * 10 - 25, to: length * 10 + 25 }
  })

/** From the length of the foot, not of the last; adults' sizes. */
export const FEET: Readonly<Record<'mondopoint' | 'paris-point' | 'uk-shoe', readonly Step[]>> = {
  mondopoint: mondopoints(),
  'paris-point': parisPoints(),
  'uk-shoe': halves(0, 18, 23),
}
export const US_FEET: Readonly<Record<SurveyName, readonly Step[]>> = {
  men: halves(0.5, 19, 22),
  women: halves(1.5, 20, 21),
}

/** EN 13402-3: 2 cm of bust over underbust each, the upper bound included: 20 cm is a D, not an E. */
export const CUPS = ['AA', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K'] as const
export const FIRST_CUP = 10 * CM
export const CUP = 2 * CM
export const BAND = 5 * CM
