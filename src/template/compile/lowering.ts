import { isMeasurement } from '../../fit/index.ts'
import type { MeasuredRange } from '../types.ts'
import type { Authored } from './authored.ts'
import { languageOf, RESERVED_NAMES, type Domain, type Language, type Names } from './cel.ts'
import { cellMaker, MOST_STEPS, type Made } from './cells.ts'
import { lowering, type Growing, type Lowered } from './clauses.ts'
import { conditionsOver, type Condition } from './conditions.ts'
import type { Folder } from './folder.ts'
import { formulasOver, type Formula, type Formulas } from './formula.ts'
import type { Issues } from './issues.ts'
import type { Source } from './yaml.ts'

/** What lowering needs to know of the template, and where it reports. */
export interface Lowering {
  /** The options a customer sees. */
  readonly domains: readonly Domain[]
  /** Reads a condition in CEL. */
  readonly condition: (text: string) => Condition
  readonly formulas: Formulas
  /** Visible options, then cells of the body, then what conditions of prices need. */
  readonly problem: Growing
  readonly lowered: Lowered
  readonly made: Made
  /** Of measurements that rules may name, in tenths of a millimetre. */
  readonly ranges: ReadonlyMap<string, MeasuredRange>
  readonly folder: Folder
  readonly source: Source
  readonly issues: Issues
}

/**
 * Gets everything ready that conditions may name: options, terms, measurements. All conditions are read once before any
 * is lowered, because where they cut the measurements decides what the cells are.
 */
export function createLowering(
  authored: Authored,
  domains: readonly Domain[],
  folder: Folder,
  source: Source,
  issues: Issues
): Lowering {
  const ranges = rangesOf(authored, source, issues)
  const terms = authored.terms ?? {}
  const names: Names = {
    options: domains,
    terms: new Set(Object.keys(terms)),
    measurements: new Set(ranges.keys()),
    unranged: new Set(Object.keys(authored.measurements ?? {}).filter((name) => !ranges.has(name))),
  }
  const language = languageOf(names)
  checkTermNames(names, source, issues)
  const broken = reportCircles(terms, language, source, issues)

  const problem: Growing = { options: domains.map(({ id, values }) => ({ id, values })), constraints: [] }
  const formulas: Formulas = formulasOver((option) => problem.options[option]!.values.length)
  const cells = cellMaker(ranges, () => formulas)
  let known = new Map<string, Formula | null>()
  const condition = conditionsOver({ names, language, formulas, cells, term })

  function term(id: string): Formula | null {
    if (broken.has(id)) return null
    if (!known.has(id)) {
      const read = condition(terms[id]!)
      known.set(id, 'formula' in read ? read.formula : null)
    }
    return known.get(id)!
  }

  for (const text of conditionsIn(authored)) condition(text)
  const made = cells.make(problem)
  known = new Map()
  for (const [id, text] of Object.entries(terms)) {
    if (broken.has(id)) continue
    const read = condition(text)
    for (const { code, message, offset } of 'faults' in read ? read.faults : [])
      issues.error(source.within(['terms', id], offset), code, `terms.${id}: ${message}`)
  }
  reportRough(made, source, issues)
  return {
    domains,
    condition,
    formulas,
    problem,
    lowered: lowering(problem, formulas),
    made,
    ranges,
    folder,
    source,
    issues,
  }
}

/** Every condition of the template. */
function conditionsIn(authored: Authored): readonly string[] {
  const { rules = {}, terms = {}, extras = {}, discounts = {}, lead, materials = {}, sewing = [] } = authored
  const whens = [extras, discounts, lead.extra ?? {}, materials, sewing].flatMap((part) =>
    Object.values(part).map(({ when }) => when)
  )
  const ruled = Object.values(rules).flatMap(({ when, then, allow, of = [] }) => [when, then, allow, ...of])
  return [...Object.values(terms), ...ruled, ...whens].filter((text) => text !== undefined)
}

/** Of the measurements that have one, in tenths of a millimetre. */
function rangesOf({ measurements = {} }: Authored, source: Source, issues: Issues): ReadonlyMap<string, MeasuredRange> {
  const ranges = new Map<string, MeasuredRange>()
  for (const [name, asked] of Object.entries(measurements)) {
    if (typeof asked === 'string' || !asked.range || !isMeasurement(name)) continue
    const { from, to, step } = asked.range
    const [low, high, each] = [from, to, step ?? 0.01].map((cm) => Math.round(cm * 100)) as [number, number, number]
    if (low >= high || (high - low) % each !== 0)
      issues.error(
        source.at(['measurements', name, 'range']),
        'measurement/range',
        `measurements.${name}: expected "to" to be some steps above ${from} cm, got ${to} cm.`
      )
    else ranges.set(name, { from: low, to: high, ...(step === undefined ? {} : { step: each }) })
  }
  return ranges
}

/** A name in a condition means one thing. */
function checkTermNames({ options, terms, measurements, unranged }: Names, source: Source, issues: Issues): void {
  for (const id of terms) {
    const place = source.atKey(['terms', id])
    const taken = RESERVED_NAMES.has(id)
      ? "the rules' language uses this word"
      : options.some((option) => option.id === id)
        ? 'an option has this name'
        : measurements.has(id) || unranged.has(id)
          ? 'a measurement has this name'
          : null
    if (taken) issues.error(place, 'term/name', `terms.${id}: ${taken}. Choose another.`)
  }
  for (const name of measurements)
    if (options.some((option) => option.id === name))
      issues.error(
        source.atKey(['options', name]),
        'option/reserved',
        `options.${name}: a measurement that rules may name is called so. Choose another.`
      )
}

/** Terms that name themselves, by way of others too; each circle is said once. Gives the terms on circles. */
function reportCircles(
  terms: Readonly<Record<string, string>>,
  language: Language,
  source: Source,
  issues: Issues
): ReadonlySet<string> {
  const named = new Map(
    Object.entries(terms).map(([id, text]) => {
      const parsed = language.parse(text)
      const inside = 'ast' in parsed ? [...language.namesIn(parsed.ast)] : []
      return [id, inside.filter((name) => Object.hasOwn(terms, name))]
    })
  )
  const circular = new Set<string>()
  const done = new Set<string>()
  const follow = (id: string, way: readonly string[]): void => {
    const start = way.indexOf(id)
    if (start >= 0) {
      const circle = way.slice(start)
      if (circle.some((each) => circular.has(each))) return
      for (const each of circle) circular.add(each)
      const shown = [...circle, id].map((each) => `"${each}"`).join(' needs ')
      const place = source.atKey(['terms', circle[0]!])
      issues.error(place, 'term/circle', `terms.${circle[0]}: ${shown}. Say one of them without the others.`)
    } else if (!done.has(id)) {
      for (const next of named.get(id)!) follow(next, [...way, id])
      done.add(id)
    }
  }
  for (const id of named.keys()) follow(id, [])
  return circular
}

function reportRough({ bounds }: Made, source: Source, issues: Issues): void {
  for (const sum of bounds) {
    const names = sum.map(([name]) => name)
    issues.warn(
      source.atKey(['measurements', names[0]!]),
      'rule/bound',
      `measurements: rules compare ${names.join(' with ')}. Until all of them are taken, more may show as possible ` +
        `than is. Give each a range with a step (at most ${MOST_STEPS} steps), and it is exact.`
    )
  }
}
