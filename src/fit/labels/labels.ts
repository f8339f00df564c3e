import { LANGUAGES, lengthText, type Language, type LengthUnit, type Text } from '../../ground/index.ts'
import { sideIn, type MeasurementName, type SizeSystem } from '../names.ts'
import type { Measured, SizeLabel, SurveyName } from '../types.ts'
import { measurementLabel } from '../words.ts'
import {
  BAND,
  CLOTHES,
  CUP,
  CUPS,
  FEET,
  FIRST_CUP,
  LEG_INCHES,
  US_FEET,
  WAIST_INCHES,
  type Step,
  type Table,
} from './tables.ts'
import { sentence } from './words.ts'

/** What was taken or follows from a garment or a size table, by name. */
type Sure = ReadonlyMap<string, Measured>
type Labels = (sure: Sure, surveys: readonly SurveyName[]) => (SizeLabel | null)[]

/**
 * The sizes a body has in these systems, in their order. What is estimated names no size: a system whose measurements
 * were neither taken nor derived gives no label, nor does a body beyond its table. Where the tables of men and women
 * differ, `survey` says whose are meant; when nobody said, both come, each by its name (`eu-men`, `eu-women`).
 *
 * @param of What the garment is cut to; a bust says nothing of trousers. All there is when left out.
 */
export function labelsFor(
  systems: readonly string[],
  body: readonly Measured[],
  survey: SurveyName | null = null,
  of: readonly string[] | null = null
): SizeLabel[] {
  const sure = new Map(
    body
      .filter(({ name, source }) => source !== 'estimated' && (of === null || of.includes(sideIn(name)?.name ?? name)))
      .map((measured) => [measured.name, measured])
  )
  const surveys: readonly SurveyName[] = survey === null ? ['men', 'women'] : [survey]
  return systems.flatMap((system) =>
    Object.hasOwn(SYSTEMS, system)
      ? SYSTEMS[system as SizeSystem](sure, surveys).filter((label): label is SizeLabel => label !== null)
      : []
  )
}

const ON_THE_FIGURE = ['stature', 'bustGirth', 'underbustGirth', 'waistGirth', 'hipGirth', 'insideLegHeight'] as const

/** What stands beside the figure of EN 13402-1, from head to foot: whole centimetres of the body, not of the garment. */
export function pictogramOf(body: readonly Measured[]): { readonly name: MeasurementName; readonly cm: number }[] {
  return ON_THE_FIGURE.flatMap((name) => {
    const measured = body.find((one) => one.name === name && one.source !== 'estimated')
    return measured ? [{ name, cm: Math.round(measured.value / 100) }] : []
  })
}

const clothes =
  (system: keyof typeof CLOTHES): Labels =>
  (sure, surveys) =>
    surveys.map((survey) => largest(surveys.length > 1 ? `${system}-${survey}` : system, CLOTHES[system][survey], sure))

const feet =
  (system: keyof typeof FEET): Labels =>
  (sure) => [stepped(system, FEET[system], sure.get('footLength'))]

const SYSTEMS: Readonly<Record<SizeSystem, Labels>> = {
  en13402: (sure) => [figures(sure)],
  eu: clothes('eu'),
  uk: clothes('uk'),
  us: clothes('us'),
  letter: clothes('letter'),
  'waist-leg': (sure) => [waistAndLeg(sure)],
  'band-cup': (sure) => [bandAndCup(sure)],
  mondopoint: (sure) => [mondopoint(sure)],
  'paris-point': feet('paris-point'),
  'uk-shoe': feet('uk-shoe'),
  'us-shoe': (sure, surveys) =>
    surveys.map((survey) =>
      stepped(surveys.length > 1 ? `us-shoe-${survey}` : 'us-shoe', US_FEET[survey], sure.get('footLength'))
    ),
}

function figures(sure: Sure): SizeLabel | null {
  const shown = pictogramOf([...sure.values()])
  if (shown.length === 0) return null
  const list = textOf((language) =>
    shown.map(({ name, cm }) => `${measurementLabel(name, language)} ${cm}`).join(', ')
  )
  return {
    system: 'en13402',
    label: shown.map(({ cm }) => cm).join('–'),
    smaller: null,
    larger: null,
    because: textOf((language) => sentence('figure', language, { list: list[language] })),
  }
}

/** The size that is large enough everywhere; what alone would take another is said. */
function largest(system: string, table: Table, sure: Sure): SizeLabel | null {
  const decided = Object.entries(table).flatMap(([name, steps]) => {
    const measured = sure.get(name)
    const at = measured ? stepAt(steps, measured.value) : -1
    return measured && at >= 0 ? [{ measured, steps, at }] : []
  })
  const first = decided.reduce<(typeof decided)[number] | null>(
    (most, one) => (most === null || one.at > most.at ? one : most),
    null
  )
  if (!first) return null
  const others = decided.filter(({ at }) => at !== first.at)
  return withSteps(system, first.steps, first.at, (language) =>
    [
      within(first.measured, first.steps[first.at]!, language),
      ...others.map(({ measured, steps, at }) =>
        sentence('alone', language, { measure: measurementLabel(measured.name, language), label: steps[at]!.label })
      ),
      ...derived([first.measured], language),
    ].join(' ')
  )
}

function stepped(
  system: string,
  steps: readonly Step[],
  measured: Measured | undefined,
  more: (language: Language) => readonly string[] = () => []
): SizeLabel | null {
  const at = measured ? stepAt(steps, measured.value) : -1
  if (!measured || at < 0) return null
  return withSteps(system, steps, at, (language) =>
    [within(measured, steps[at]!, language), ...more(language), ...derived([measured], language)].join(' ')
  )
}

function waistAndLeg(sure: Sure): SizeLabel | null {
  const waist = sure.get('waistGirth')
  const leg = sure.get('insideLegHeight')
  const legAt = leg ? stepAt(LEG_INCHES, leg.value) : -1
  const length = LEG_INCHES[legAt]
  const found = stepped('waist-leg', WAIST_INCHES, waist, (language) =>
    leg && length ? [within(leg, length, language), ...derived([leg], language)] : []
  )
  if (!found || !length) return found
  const whole = (label: string | null) => label && `${label}/${length.label}`
  return { ...found, label: whole(found.label)!, smaller: whole(found.smaller), larger: whole(found.larger) }
}

function bandAndCup(sure: Sure): SizeLabel | null {
  const bust = sure.get('bustGirth')
  const underbust = sure.get('underbustGirth')
  if (!bust || !underbust) return null
  const more = bust.value - underbust.value
  const band = Math.floor((underbust.value + BAND / 2) / BAND) * 5
  const cup = Math.ceil((more - FIRST_CUP) / CUP) - 1
  const label = (bands: number, cups: number) => (CUPS[cups] === undefined ? null : `${band + 5 * bands}${CUPS[cups]}`)
  const own = label(0, cup)
  if (own === null) return null
  const sisters = [label(-1, cup + 1), label(1, cup - 1)].filter((sister) => sister !== null)
  return {
    system: 'band-cup',
    label: own,
    smaller: label(0, cup - 1),
    larger: label(0, cup + 1),
    because: textOf((language) =>
      [
        sentence('band', language, { value: cm(underbust.value, language), band }),
        sentence('cup', language, {
          value: cm(more, language),
          cup: CUPS[cup]!,
          from: cm(FIRST_CUP + cup * CUP, language),
          to: cm(FIRST_CUP + (cup + 1) * CUP, language),
        }),
        ...(sisters.length > 0 ? [sentence('sisters', language, { sisters: sisters.join(', ') })] : []),
      ].join(' ')
    ),
  }
}

/** Length, and the breadth of the ball where it was measured: 270/102. */
function mondopoint(sure: Sure): SizeLabel | null {
  const breadth = sure.get('footBreadth')
  const found = stepped('mondopoint', FEET.mondopoint, sure.get('footLength'))
  if (!found || !breadth) return found
  const whole = (label: string | null) => label && `${label}/${Math.round(breadth.value / 10)}`
  return { ...found, label: whole(found.label)!, smaller: whole(found.smaller), larger: whole(found.larger) }
}

function withSteps(
  system: string,
  steps: readonly Step[],
  at: number,
  because: (language: Language) => string
): SizeLabel {
  return {
    system,
    label: steps[at]!.label,
    smaller: steps[at - 1]?.label ?? null,
    larger: steps[at + 1]?.label ?? null,
    because: textOf(because),
  }
}

const stepAt = (steps: readonly Step[], value: number): number =>
  steps.findIndex(({ from, to }) => value >= from && value < to)

/** "Waist: 86 cm. 34 is for 85.1 to 87.6 cm." */
const within = ({ name, value }: Measured, { label, from, to }: Step, language: Language): string =>
  sentence('within', language, {
    measure: measurementLabel(name, language),
    value: cm(value, language),
    label,
    from: cm(from, language),
    to: cm(to, language),
  })

const derived = (measured: readonly Measured[], language: Language): string[] =>
  measured.flatMap(({ error }) => (error > 0 ? [sentence('derived', language, { error: cm(error, language) })] : []))

const UNIT: LengthUnit = 'cm'
const cm = (tenths: number, language: Language): string => lengthText(tenths, UNIT, language)

const textOf = (say: (language: Language) => string): Text =>
  Object.fromEntries(LANGUAGES.map((language) => [language, say(language)])) as Text
