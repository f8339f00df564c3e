import { readFileSync } from 'node:fs'
import { peopleIn, type People, type Person } from '../../src/fit/compile/people.ts'
import { surveyOf } from '../../src/fit/compile/surveyOf.ts'
import { isHelping, type SurveyName } from '../../src/fit/index.ts'
import { MEN, predictorOf, WOMEN, type Survey, type SurveyedName } from '../../src/fit/survey/index.ts'
import { seededRandom } from '../../src/ground/index.ts'
import { INPUTS, reachOf, type Asked } from './estimate/anchor.ts'
import { leastSquares } from './estimate/leastSquares.ts'

const SAMPLE = new URL('../fixtures/bodies.csv', import.meta.url)
const FOLDS = 10
const SEXES = ['men', 'women'] as const
/** A 90 % interval is so many standard errors to either side. */
const NINETY = 1.645
const HELD = [88, 92] as const
/** Of fewer people neither an error nor a share says much: figures are printed, and nothing is reached or missed. */
const ENOUGH = 1000

interface Guess {
  readonly person: Person
  readonly target: SurveyedName
  /** Millimetres. */
  readonly truth: number
  readonly value: number
  readonly error: number
  /** What the anchor's method says. */
  readonly line: number
}

type Print = (line: object) => void

/**
 * Estimates of people the fit never saw: ten folds, shuffled by a seed, each left out once. Root mean square errors
 * (cm) per target and sex and what is known, beside those to reach and beside a straight line on the same people; how
 * many lie in the interval stated for 90 %, by sex and by third of the body mass index. The reach was measured on one
 * draw of people, so some cells lie above it and others below whatever the method: `over` tells how far in the mean.
 *
 * Last, the coefficients that ship, on the file's people: their survey may hold them.
 */
export default async function estimate([file]: string[], print: Print, note: (text: string) => void) {
  const people = peopleIn(readFileSync(file ?? SAMPLE, 'utf8'))
  const thirds = thirdsOf(people)
  note(`${people.rows.length} people of ${file ?? 'the committed sample'}, ${FOLDS} folds.`)
  const folds = foldsOf(people)
  const shipped = { men: MEN, women: WOMEN }
  const inputs = Object.entries(INPUTS).filter(([, known]) => known.every((name) => people.names.includes(name)))
  const all: Printed[] = []
  for (const [input, known] of inputs)
    for (const asked of ['told', 'either'] as const) {
      const unseen = folds.flatMap(({ seen, left, surveys }) => guessesOf(people, known, asked, left, surveys, seen))
      const printed = printErrors(print, 'estimate', input as keyof typeof INPUTS, asked, unseen)
      printHeld(print, 'estimate', input, asked, unseen, thirds)
      const ours = guessesOf(people, known, asked, people.rows, shipped, [])
      if (asked === 'told') all.push(...printed)
      printErrors(print, 'estimate.shipped', input as keyof typeof INPUTS, asked, ours)
      printHeld(print, 'estimate.shipped', input, asked, ours, thirds)
    }
  const ratio = (to: (one: Printed) => number | null) => {
    const shares = all.flatMap((one) => (to(one) === null ? [] : [Math.log(one.value / to(one)!)]))
    return Math.round(Math.exp(shares.reduce((sum, share) => sum + share, 0) / shares.length) * 1000) / 1000
  }
  for (const [name, value] of [
    ['reach', ratio(({ reach }) => reach)],
    ['linear', ratio(({ linear }) => linear)],
  ] as const)
    if (Number.isFinite(value))
      print({ name: `estimate.rmse.over.${name}`, value, unit: 'geometric mean', reach: 1, ok: value <= 1 })
}

interface Printed {
  readonly value: number
  readonly reach: number | null
  readonly linear: number
}

interface Fold {
  readonly seen: readonly Person[]
  readonly left: readonly Person[]
  readonly surveys: Readonly<Record<SurveyName, Survey>>
}

function foldsOf(people: People): Fold[] {
  const random = seededRandom(1)
  const shuffled = people.rows
    .map((person) => ({ person, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ person }) => person)
  return Array.from({ length: FOLDS }, (_, fold) => {
    const seen = shuffled.filter((_person, at) => at % FOLDS !== fold)
    const of = (sex: SurveyName) => surveyOf({ ...people, rows: seen.filter((person) => person.sex === sex) })
    return {
      seen,
      left: shuffled.filter((_person, at) => at % FOLDS === fold),
      surveys: { men: of('men'), women: of('women') },
    }
  })
}

function guessesOf(
  { names }: People,
  known: readonly SurveyedName[],
  asked: Asked,
  left: readonly Person[],
  surveys: Readonly<Record<SurveyName, Survey>>,
  seen: readonly Person[]
): Guess[] {
  const at = known.map((name) => names.indexOf(name))
  const targets = names.filter((name) => !known.includes(name) && !isHelping(name))
  return SEXES.flatMap((sex) => {
    const predictor = predictorOf(asked === 'told' ? [surveys[sex]] : [surveys.men, surveys.women], known)
    const same = seen.filter((person) => asked === 'either' || person.sex === sex)
    const rows = same.map(({ body }) => at.map((i) => body[i]!))
    const lines = targets.map((target) =>
      leastSquares(
        rows,
        same.map(({ body }) => body[names.indexOf(target)]!)
      )
    )
    return left
      .filter((person) => person.sex === sex)
      .flatMap((person) => {
        const row = at.map((i) => person.body[i]!)
        const expected = predictor(new Map(known.map((name, i) => [name, row[i]!])))
        return targets.map((target, i) => ({
          person,
          target,
          truth: person.body[names.indexOf(target)]!,
          ...expected.of(target),
          line: lines[i]!(row),
        }))
      })
  })
}

function printErrors(
  print: Print,
  name: string,
  input: keyof typeof INPUTS,
  asked: Asked,
  guesses: readonly Guess[]
): Printed[] {
  const enough = new Set(guesses.map(({ person }) => person)).size >= ENOUGH
  const printed: Printed[] = []
  for (const target of new Set(guesses.map((guess) => guess.target)))
    for (const sex of asked === 'told' ? SEXES : (['either'] as const)) {
      const own = guesses.filter((one) => one.target === target && (sex === 'either' || one.person.sex === sex))
      if (own.length === 0) continue
      const value = centimetres(rmse(own, (guess) => guess.value))
      const linear = centimetres(rmse(own, ({ line }) => line))
      const reach = enough ? reachOf(target, input, sex) : null
      print({
        name: `${name}.rmse.${target}.${sex}`,
        input,
        value,
        unit: 'cm',
        reach,
        ok: reach === null ? null : value <= reach,
        ...(Number.isFinite(linear) && { linear }),
      })
      printed.push({ value, reach, linear })
    }
  return printed
}

/** Each target's share, and all targets' together, by sex and by third of the body mass index. */
function printHeld(
  print: Print,
  name: string,
  input: string,
  asked: Asked,
  guesses: readonly Guess[],
  thirds: ReadonlyMap<Person, string>
): void {
  const groups: readonly (readonly [string, (guess: Guess) => boolean])[] = [
    ...SEXES.map((sex) => [sex, ({ person }: Guess) => person.sex === sex] as const),
    ...THIRDS.map((third) => [third, ({ person }: Guess) => thirds.get(person) === third] as const),
  ]
  const enough = new Set(guesses.map(({ person }) => person)).size >= ENOUGH
  for (const target of [...new Set(guesses.map((guess) => guess.target)), 'all' as const])
    for (const [group, isIn] of groups) {
      const own = guesses.filter((guess) => isIn(guess) && (target === 'all' || guess.target === target))
      if (own.length === 0) continue
      const held = own.filter(({ truth, value, error }) => Math.abs(truth - value) <= NINETY * error).length
      const value = Math.round((held / own.length) * 1000) / 10
      print({
        name: `${name}.held.${target}.${group}`,
        input: asked === 'told' ? input : `${input}, sex not told`,
        value,
        unit: '%',
        reach: enough ? HELD : null,
        ok: enough ? value >= HELD[0] && value <= HELD[1] : null,
      })
    }
}

const THIRDS = ['bmi-low', 'bmi-middle', 'bmi-high'] as const

/** Thirds of each sex: the lightest third of all would be mostly women. */
function thirdsOf({ names, rows }: People): ReadonlyMap<Person, string> {
  const [stature, mass] = [names.indexOf('stature'), names.indexOf('bodyMass')]
  if (mass < 0) return new Map()
  return new Map(
    SEXES.flatMap((sex) => {
      const own = rows
        .filter((person) => person.sex === sex)
        .sort((a, b) => a.body[mass]! / a.body[stature]! ** 2 - b.body[mass]! / b.body[stature]! ** 2)
      return own.map((person, at) => [person, THIRDS[Math.floor((at * 3) / own.length)]!] as const)
    })
  )
}

const rmse = (guesses: readonly Guess[], said: (guess: Guess) => number): number =>
  Math.sqrt(guesses.reduce((sum, guess) => sum + (said(guess) - guess.truth) ** 2, 0) / guesses.length)

const centimetres = (millimetres: number): number => Math.round(millimetres * 10) / 100
