import { ToileError } from '../../../src/ground/index.ts'
import type { LastMeasures, ToeShape } from '../../../src/pattern/last.ts'
import { SAMPLE } from '../body.ts'

export type Side = 'left' | 'right'
export const SIDES: readonly Side[] = ['left', 'right']

/** What a last is made to, by ISO 8559 name, and the range in mm within which ours can be trusted. */
const RANGES = {
  footLength: [200, 330],
  ballGirth: [185, 330],
  instepGirth: [185, 340],
} as const
type FootName = keyof typeof RANGES

/** A girth of the forefoot as a share of its length: beyond these it is no foot, or another's number. */
const SHARE_OF_LENGTH = [0.74, 1.22] as const

const FITTINGS = ['e', 'f', 'g', 'h', 'k']
/** mm of girth round the ball from one fitting to the next, and per mm of length (5 mm a Paris point). */
const PER_FITTING = 6
const PER_LENGTH = 0.75

/** mm: feet that differ by less are lasted alike, both to the larger; a knife does not follow half of this. */
const ALIKE = { footLength: 1, ballGirth: 2, instepGirth: 2 } as const

/**
 * What the two lasts are made to. What was measured counts; else the size and the fitting, which count from the foot
 * too (ISO 9407). A foot that was not measured is as the other.
 *
 * @throws {ToileError} `draft/refused` naming what lies outside or does not go together, never its value.
 */
export function feetOf(
  measurements: Readonly<Record<string, number>>,
  selection: Readonly<Record<string, string>>
): { readonly left: LastMeasures; readonly right: LastMeasures; readonly areAlike: boolean } {
  const [left, right] = SIDES.map((side) => footOf(side, measurements, selection)) as [LastMeasures, LastMeasures]
  const areAlike = names.every((name) => Math.abs(left[name] - right[name]) < ALIKE[name])
  if (!areAlike) return { left, right, areAlike }
  const both = { ...left }
  for (const name of names) both[name] = Math.max(left[name], right[name])
  return { left: both, right: both, areAlike }
}

const names = Object.keys(RANGES) as readonly FootName[]

function footOf(
  side: Side,
  measurements: Readonly<Record<string, number>>,
  selection: Readonly<Record<string, string>>
): { -readonly [Name in keyof LastMeasures]: LastMeasures[Name] } {
  const taken = (name: FootName): number | undefined => takenOf(name, side, measurements)
  const footLength = taken('footLength') ?? sizeOf(selection)
  const fitting = Math.max(0, FITTINGS.indexOf(selection['width'] ?? 'g')) - FITTINGS.indexOf('g')
  const more = PER_LENGTH * (footLength - SAMPLE.footLength) + PER_FITTING * fitting
  const foot = {
    footLength,
    ballGirth: taken('ballGirth') ?? SAMPLE.ballGirth + more,
    instepGirth: taken('instepGirth') ?? SAMPLE.instepGirth + more,
    toe: (selection['toe'] ?? 'round') as ToeShape,
  }
  for (const name of ['ballGirth', 'instepGirth'] as const) {
    const share = foot[name] / footLength
    if (share < SHARE_OF_LENGTH[0] || share > SHARE_OF_LENGTH[1])
      throw refused(`${name}.${side}`, 'does not go with the length of the foot.')
  }
  return foot
}

const sizeOf = (selection: Readonly<Record<string, string>>): number =>
  Number(/\d+/.exec(selection['size'] ?? '')?.[0] ?? SAMPLE.footLength)

/** mm: of this foot, of both, or of the other. */
function takenOf(name: FootName, side: Side, measurements: Readonly<Record<string, number>>): number | undefined {
  const other = side === 'left' ? 'right' : 'left'
  const key = [`${name}.${side}`, name, `${name}.${other}`].find((one) => Object.hasOwn(measurements, one))
  if (key === undefined) return undefined
  const value = measurements[key]
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw refused(key, 'expected a length in tenths of a millimetre.')
  const [least, most] = RANGES[name]
  if (value < least * 10 || value > most * 10) throw refused(key, 'lies outside what this last is made for.')
  return value / 10
}

const refused = (what: string, why: string): ToileError =>
  new ToileError('draft/refused', `measurement ${what}: ${why}`, { path: `/measurements/${what}` })
