import { compileRules } from '../../src/rules/compile/index.ts'
import { createRanks, type CompileReport, type Picks, type RuleProblem, type Rules } from '../../src/rules/index.ts'
import { keeps } from '../rules/bruteForce.ts'
import type { Pair, Truth, TruthBounds } from './instances.ts'

export interface Verdict {
  readonly checks: number
  /** One sentence each. */
  readonly mismatches: readonly string[]
}

/** Designs taken through their rank and back. */
const RANKED = 20

/**
 * Holds the engine's answers against what independent tools found: counts, values after every click, explanations,
 * repairs, price bounds. Each is asked for by itself and as part of the full answer, which must agree. Numbers of
 * designs must number them. What stays unknown is no mismatch where `exact` promised nothing; what is said must hold.
 */
export function checkTruth(problem: RuleProblem, rules: Rules, report: CompileReport, truth: Truth): Verdict {
  let checks = 0
  const mismatches: string[] = []
  const expect = (what: string, got: unknown, expected: unknown) => {
    checks++
    if (String(got) !== String(expected)) mismatches.push(`${what}: expected ${String(expected)}, got ${String(got)}`)
  }
  const { offsets, options, exact } = rules
  const costs = truthPrices(problem)
  const at = ([option, value]: Pair) => offsets[option]! + value
  const noPicks = () => new Int32Array(options.length).fill(-1)
  const picked = (clicks: readonly Pair[]): Picks => {
    const picks = noPicks()
    for (const [option, value] of clicks) picks[option] = value
    return picks
  }
  /** The truth shows of a picked option its pick alone. */
  const isShown = (picks: Picks, option: number, value: number) => picks[option]! < 0 || picks[option] === value
  /** Four values a digit; unknown ones as the truth has them, where they may be unknown. */
  const asHex = (picks: Picks, possible: Int8Array, expected: string) => {
    const bits = new Uint8Array(offsets.at(-1)!)
    options.forEach(({ values }, option) =>
      values.forEach((_, value) => {
        const own = offsets[option]! + value
        const isUnknown = possible[own] === -1 && !rules.isExact(option)
        const bit = isUnknown ? (Number.parseInt(expected[own >> 2]!, 16) >> (own & 3)) & 1 : possible[own] === 1 ? 1 : 0
        bits[own] = isShown(picks, option, value) ? bit : 0
      })
    )
    let hex = ''
    for (let from = 0; from < bits.length; from += 4)
      hex += [0, 1, 2, 3].reduce((digit, k) => digit + ((bits[from + k] ?? 0) << k), 0).toString(16)
    return hex
  }
  const expectValid = (when: string, picks: Picks, expected: string, designs: string | null | undefined) => {
    expect(`possible ${when}`, asHex(picks, rules.possible(picks), expected), expected)
    const answer = rules.answer(picks, costs)
    expect(`possible in the full answer ${when}`, asHex(picks, answer.possible, expected), expected)
    const { least, greatest } = rules.bounds(picks, costs)
    answer.possible.forEach((possible, own) => {
      if ((possible !== 0) !== (least[own]! < Infinity) || least[own] !== answer.least[own])
        mismatches.push(`value ${own} ${when}: possible ${possible}, least ${answer.least[own]} and ${least[own]}`)
      if (greatest[own] !== answer.greatest[own]) mismatches.push(`value ${own} ${when}: two different greatest totals`)
    })
    checks++
    if (!exact || designs == null) return
    const count = rules.count(picks)
    expect(`designs ${when}`, count, designs)
    expectNear(`designs in the full answer ${when}`, answer.total.designs, count)
    // Any option's values share the designs out among them.
    for (const option of [0, options.length >> 1, options.length - 1]) {
      const shared = answer.designs.subarray(offsets[option]!, offsets[option + 1]!).reduce((sum, own) => sum + own, 0)
      expectNear(`designs over all values of option ${option} ${when}`, shared, count)
    }
  }
  /** Exact below 2^53; about right above; far above it a double may have no room. */
  const expectNear = (what: string, got: number, expected: bigint) => {
    const wanted = Number(expected)
    const isNear = wanted <= Number.MAX_SAFE_INTEGER ? got === wanted : Math.abs(got / wanted - 1) < 1e-9
    expect(what, isNear || wanted === Infinity ? wanted : got, wanted)
  }

  expectValid('before any pick', noPicks(), truth.valid0, truth.solutions)
  if (exact) {
    expect('dead values', report.dead.join(), truth.dead.map(at).join())
    const dead = new Set(truth.dead.map(at))
    const openOf = (option: number) =>
      options[option]!.values.filter((_, value) => !dead.has(at([option, value]))).length
    expect(
      'forced values',
      report.forced.filter(([option]) => options[option]!.values.length > 1).join(';'),
      truth.core.filter(([option]) => openOf(option) === 1 && options[option]!.values.length > 1).join(';')
    )
  }
  truth.walks.forEach((walk, w) => {
    walk.clicks.forEach((_, n) =>
      expectValid(`in walk ${w} after click ${n}`, picked(walk.clicks.slice(0, n + 1)), walk.valid[n]!, walk.solutions[n])
    )
    const picks = picked(walk.clicks)
    for (const { value, minExplain, minRetract } of walk.blocked) {
      const where = `walk ${w}, value ${value.join('=')}`
      const own = picks[value[0]]! >= 0
      const [repair] = rules.repair(picks, ...value)
      if (exact || repair !== undefined)
        expect(`smallest change in ${where}`, (repair?.changes.length ?? Number.NaN) + (own ? 1 : 0), minRetract)
      if (repair !== undefined) {
        expect(`value of the repair in ${where}`, repair.selection[value[0]], value[1])
        expect(`rules the repair breaks in ${where}`, brokenBy(problem, repair.selection).join(), '')
        const changed = repair.changes.map(([option]) => option)
        const departing = [...picks.keys()].filter(
          (option) => option !== value[0] && picks[option]! >= 0 && repair.selection[option] !== picks[option]
        )
        expect(`changes of the repair in ${where}`, [...changed].sort((a, b) => a - b).join(), departing.join())
      }
      const conflict = rules.explain(picks, ...value)
      // The truth counts the option's own pick as a reason; the engine leaves it aside.
      if (own) expect(`own pick alone blocks in ${where}`, minExplain, 1)
      if (!own && exact) expect(`an explanation in ${where}`, conflict !== null, true)
      if (conflict === null) continue
      const only = (blockers: readonly number[]) => {
        const some = noPicks()
        for (const option of blockers) some[option] = picks[option]!
        return some
      }
      const isPossible = (blockers: readonly number[]) => rules.possible(only(blockers))[at(value)] === 1
      expect(`picks that block in ${where}`, isPossible(conflict.picks), false)
      if (exact)
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
    const expectBounds = (where: string, own: { least: number; greatest: number }, { min, max }: TruthBounds) => {
      if (typeof min === 'number') expect(`cheapest ${where}`, exact ? own.least : Math.min(own.least, min), exact ? min : own.least)
      if (typeof max === 'number')
        expect(`dearest ${where}`, exact ? own.greatest : Math.max(own.greatest, max), exact ? max : own.greatest)
    }
    expectBounds('total', rules.bounds(noPicks(), costs).total, truth.prices.total)
    const cheapest = rules.complete(noPicks(), costs)
    if (exact && cheapest !== null) {
      expect('rules the cheapest design breaks', brokenBy(problem, cheapest).join(), '')
      const cost = cheapest.reduce((sum, value, option) => sum + costs[offsets[option]! + value]!, 0)
      if (typeof truth.prices.total.min === 'number') expect('cost of the cheapest', cost, truth.prices.total.min)
    }
    for (const { clicks, value, ...bounds } of truth.prices.values) {
      const answer = rules.answer(picked(clicks), costs)
      const own = { least: answer.least[at(value)]!, greatest: answer.greatest[at(value)]! }
      expectBounds(`with ${value.join('=')} after ${clicks.length} clicks`, own, bounds)
      if (typeof bounds.min !== 'number' || !exact) continue
      const isWithin = (budget: number) => rules.answer(picked(clicks), costs, budget).possible[at(value)]
      expect(`possible within its own cost: ${value.join('=')}`, isWithin(bounds.min), 1)
      expect(`possible below its own cost: ${value.join('=')}`, isWithin(bounds.min - 1), 0)
    }
  }
  if (exact && report.designs > 0n) {
    const ranks = createRanks(rules)
    expect('number of ranks', ranks.total, report.designs)
    for (let n = 0; n < RANKED; n++) {
      const rank = n === 0 ? 0n : n === 1 ? ranks.total - 1n : (ranks.total * BigInt(n * 7919)) / BigInt(RANKED * 7919)
      const design = ranks.unrank(rank)
      expect(`rank of the design of rank ${rank}`, ranks.rank(design), rank)
      expect(`rules the design of rank ${rank} breaks`, brokenBy(problem, design).join(), '')
    }
  }
  return { checks, mismatches }
}

const brokenBy = ({ constraints }: RuleProblem, design: ArrayLike<number>) =>
  constraints.filter((constraint) => !keeps(design, constraint)).map(({ id }) => id)

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
