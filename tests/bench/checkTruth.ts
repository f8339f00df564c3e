import { compileRules } from '../../src/rules/compile/index.ts'
import type { CompileReport, Picks, RuleProblem, Rules } from '../../src/rules/index.ts'
import type { Pair, Truth } from './instances.ts'

export interface Verdict {
  readonly checks: number
  /** One sentence each. */
  readonly mismatches: readonly string[]
}

/**
 * Holds the engine's answers against what independent tools found; an unknown value is a mismatch only where `exact`
 * promised to know.
 */
export function checkTruth(problem: RuleProblem, rules: Rules, report: CompileReport, truth: Truth): Verdict {
  let checks = 0
  const mismatches: string[] = []
  const expect = (what: string, got: unknown, expected: unknown) => {
    checks++
    if (String(got) !== String(expected)) mismatches.push(`${what}: expected ${String(expected)}, got ${String(got)}`)
  }
  const { offsets, options } = rules
  const at = ([option, value]: Pair) => offsets[option]! + value
  const noPicks = () => new Int32Array(options.length).fill(-1)
  const picked = (clicks: readonly Pair[]): Picks => {
    const picks = noPicks()
    for (const [option, value] of clicks) picks[option] = value
    return picks
  }
  const asHex = (picks: Picks) => {
    const bits = rules.possible(picks)
    for (let option = 0; option < options.length; option++)
      for (let value = offsets[option]!; value < offsets[option + 1]!; value++)
        if (picks[option]! >= 0 && value !== offsets[option]! + picks[option]!) bits[value] = 0
    let hex = ''
    for (let from = 0; from < bits.length; from += 4)
      hex += [0, 1, 2, 3].reduce((digit, k) => digit + (bits[from + k] === 1 ? 1 << k : 0), 0).toString(16)
    return hex
  }

  if (rules.exact && truth.solutions !== null) expect('designs', rules.count(noPicks()), truth.solutions)
  expect('possible before any pick', asHex(noPicks()), truth.valid0)
  if (rules.exact) {
    expect('dead values', report.dead.join(), truth.dead.map(at).join())
    const dead = new Set(truth.dead.map(at))
    const openOf = (option: number) =>
      options[option]!.values.filter((_, value) => !dead.has(at([option, value]))).length
    expect(
      'forced values',
      report.forced.filter(([option]) => options[option]!.values.length > 1).join(';'),
      truth.core.filter(([option]) => openOf(option) === 1).join(';')
    )
  }
  truth.walks.forEach((walk, w) => {
    walk.clicks.forEach((_, n) => {
      const picks = picked(walk.clicks.slice(0, n + 1))
      expect(`walk ${w} after click ${n}`, asHex(picks), walk.valid[n])
      const designs = walk.solutions[n]
      if (rules.exact && designs != null) expect(`designs in walk ${w} after click ${n}`, rules.count(picks), designs)
    })
    const picks = picked(walk.clicks)
    for (const { value, minExplain, minRetract } of walk.blocked) {
      const where = `walk ${w}, value ${value.join('=')}`
      const own = picks[value[0]]! >= 0
      const repairs = rules.repair(picks, ...value)
      expect(
        `smallest change in ${where}`,
        repairs.length === 0 ? 'none' : repairs[0]!.changes.length + (own ? 1 : 0),
        minRetract
      )
      const conflict = rules.explain(picks, ...value)
      // The truth counts the option's own pick as a reason; the engine leaves it aside.
      if (own) expect(`own pick alone blocks in ${where}`, minExplain, 1)
      if (!own) expect(`an explanation in ${where}`, conflict !== null, true)
      if (conflict === null) continue
      const only = (blockers: readonly number[]) => {
        const some = noPicks()
        for (const option of blockers) some[option] = picks[option]!
        return some
      }
      const isPossible = (blockers: readonly number[], of: Rules = rules) =>
        of.possible(only(blockers))[at(value)] === 1
      expect(`picks that block in ${where}`, isPossible(conflict.picks), false)
      for (const option of conflict.picks)
        expect(
          `need of pick ${option} in ${where}`,
          isPossible(conflict.picks.filter((other) => other !== option)),
          true
        )
      if (!own)
        expect(`size of explanation in ${where} at least the smallest`, conflict.picks.length >= minExplain, true)
      expect(`rules that block in ${where}`, blocks(problem, conflict.rules, only(conflict.picks), value), true)
      for (const id of conflict.rules) {
        const others = conflict.rules.filter((other) => other !== id)
        expect(`need of rule ${id} in ${where}`, blocks(problem, others, only(conflict.picks), value), false)
      }
    }
  })
  if (truth.prices !== undefined) {
    const costs = truthPrices(problem)
    const known = (bound: number | string | null): bound is number => typeof bound === 'number'
    const { total } = rules.bounds(noPicks(), costs)
    if (known(truth.prices.total.min)) expect('cheapest total', total.least, truth.prices.total.min)
    if (known(truth.prices.total.max)) expect('dearest total', total.greatest, truth.prices.total.max)
    for (const { clicks, value, min, max } of truth.prices.values) {
      const bounds = rules.bounds(picked(clicks), costs)
      const where = `${value.join('=')} after ${clicks.length} clicks`
      if (known(min)) expect(`cheapest with ${where}`, bounds.least[at(value)], min)
      if (known(max)) expect(`dearest with ${where}`, bounds.greatest[at(value)], max)
    }
  }
  return { checks, mismatches }
}

/** Do these rules alone rule the value out? Few rules over few options: options they do not name are left out. */
function blocks(problem: RuleProblem, ids: readonly string[], picks: Picks, value: Pair): boolean {
  const constraints = problem.constraints.filter(({ id }) => ids.includes(id))
  const fixed = [...picks].flatMap((pick, option) =>
    pick >= 0 && option !== value[0] ? [[option, pick] as const] : []
  )
  const pinned = [...fixed, value].map(
    ([option, v], i) => ({ type: 'clause', id: `pin-${i}`, lits: [[option, [v]]] }) as const
  )
  return compileRules({ options: problem.options, constraints: [...constraints, ...pinned] }).report.designs === 0n
}

/** The made-up prices of the truth files: by option and value index, negative ones included. */
export function truthPrices({ options }: RuleProblem): Float64Array {
  return Float64Array.from(
    options.flatMap(({ values }, i) => values.map((_, v) => (v === 0 ? 0 : ((i * 7919 + v * 104729) % 997) - 150)))
  )
}
