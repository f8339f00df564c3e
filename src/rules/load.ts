import { bytesOfBase64url, ToileError } from '../ground/index.ts'
import type { CompiledRules } from './compiled.ts'
import { cheapestDesign, countDesigns, leastPerValue, leastTotal, readDiagram } from './diagram.ts'
import { createSearch, type Search } from './search.ts'
import type { Conflict, Picks, Repair, RuleOption, Rules } from './types.ts'

/** Constraint checks one question may cost where no diagram answers it: some tens of milliseconds. */
const QUESTION = 4_000
const WHOLE_ANSWER = 100_000
/** For naming rules: beyond it a rule stays in the explanation though it may not be needed. */
const EXPLANATION = 20_000

/** What the two ways of answering, diagram and search, have in common. Costs are per absolute value; Infinity forbids it. */
interface Oracle {
  readonly exact: boolean
  possible(picks: Picks): Int8Array
  count(allowed: Uint8Array): bigint
  cheapest(costs: Float64Array): Int32Array | null
  least(costs: Float64Array, perValue: Float64Array): number
  /** True only when it is sure. */
  contradicts(costs: Float64Array): boolean
}

/**
 * Makes compiled rules answer. The page and the server load the same bytes and so give the same answers.
 *
 * @throws {ToileError} `rules/unknown-format`, or `rules/damaged-diagram` when diagram and options do not belong together.
 */
export function loadRules(compiled: CompiledRules): Rules {
  if (compiled.format !== 'toile.rules/1')
    throw new ToileError('rules/unknown-format', `rules.format: expected "toile.rules/1", got "${String(compiled.format)}".`)
  const { options } = compiled.problem
  const offsets = offsetsOf(options)
  const valueCount = offsets[options.length]!
  let search: Search | undefined
  const searching = () => (search ??= createSearch(compiled.problem, offsets))
  const oracle =
    compiled.diagram === ''
      ? searchOracle(searching(), options, offsets)
      : diagramOracle(bytesOfBase64url(compiled.diagram), options, offsets)

  const scratch = new Float64Array(valueCount)
  const noCosts = new Float64Array(valueCount)

  /** `costs` with everything forbidden that the picks rule out, in scratch space. */
  function within(picks: Picks, costs: Float64Array): Float64Array {
    scratch.set(costs)
    for (let option = 0; option < options.length; option++)
      if (pickOf(picks, option) >= 0) force(option, pickOf(picks, option), costs)
    return scratch
  }

  function force(option: number, value: number, costs: Float64Array) {
    scratch.fill(Infinity, offsets[option]!, offsets[option + 1]!)
    // A value the option does not have forbids all: picks from outside may be stale.
    if (value < offsets[option + 1]! - offsets[option]!) scratch[offsets[option]! + value] = costs[offsets[option]! + value]!
  }

  function explain(picks: Picks, option: number, value: number): Conflict | null {
    const rest = Int32Array.from(options, (_, o) => pickOf(picks, o))
    rest[option] = value
    if (!oracle.contradicts(within(rest, noCosts))) return null
    for (let o = options.length - 1; o >= 0; o--) {
      const pick = rest[o]!
      if (pick < 0 || o === option) continue
      rest[o] = -1
      if (!oracle.contradicts(within(rest, noCosts))) rest[o] = pick
    }
    const blockers: number[] = []
    rest.forEach((pick, o) => {
      if (pick >= 0 && o !== option) blockers.push(o)
    })
    return { picks: blockers, rules: rulesBehind(searching(), allowedBy(rest)) }
  }

  function allowedBy(picks: Picks): Uint8Array {
    const allowed = new Uint8Array(valueCount)
    within(picks, noCosts).forEach((cost, value) => (allowed[value] = cost === Infinity ? 0 : 1))
    return allowed
  }

  const repair: Rules['repair'] = (picks, option, value, wishes = {}) => {
    const { locked = [], costs = noCosts, weights, limit = 3 } = wishes
    if (locked.includes(option) && pickOf(picks, option) >= 0 && pickOf(picks, option) !== value) return []
    // Changes count before money: one unit of change outweighs the widest spread of totals.
    let spread = 1
    const base = new Float64Array(valueCount)
    for (let o = 0; o < options.length; o++) {
      const own = costs.subarray(offsets[o]!, offsets[o + 1]!)
      const least = own.reduce((a, b) => Math.min(a, b), Infinity)
      spread += own.reduce((a, b) => Math.max(a, b), -Infinity) - least
      own.forEach((cost, v) => (base[offsets[o]! + v] = cost - least))
    }
    const priced = base.slice()
    for (let o = 0; o < options.length; o++) {
      if (o === option || pickOf(picks, o) < 0) continue
      for (let v = offsets[o]!; v < offsets[o + 1]!; v++)
        if (v !== offsets[o]! + pickOf(picks, o)) priced[v]! += spread * (weights?.[o] ?? 1)
    }
    const keeping = (kept: readonly number[]): Found | null => {
      const fixed = new Int32Array(options.length).fill(-1)
      for (const o of [...locked, ...kept]) fixed[o] = pickOf(picks, o)
      fixed[option] = value
      const selection = oracle.cheapest(within(fixed, priced))
      if (selection === null) return null
      const changes: (readonly [number, number])[] = []
      let cost = 0
      selection.forEach((chosen, o) => {
        cost += priced[offsets[o]! + chosen]!
        if (o !== option && pickOf(picks, o) >= 0 && chosen !== pickOf(picks, o)) changes.push([o, chosen])
      })
      return { changes, selection, cost, kept }
    }
    return smallestChanges(keeping, limit)
  }

  return {
    options,
    offsets,
    exact: oracle.exact,
    possible: (picks) => oracle.possible(picks),
    count: (picks) => oracle.count(allowedBy(picks)),
    complete: (picks, costs) => oracle.cheapest(within(picks, costs)),
    bounds(picks, costs) {
      const least = new Float64Array(valueCount)
      const greatest = new Float64Array(valueCount)
      const total = oracle.least(within(picks, costs), least)
      // The dearest is the cheapest at opposite costs; subtracted, because -0 is not what a price should be.
      const opposite = costs.map((cost) => 0 - cost)
      const dearest = 0 - oracle.least(within(picks, opposite), greatest)
      for (let value = 0; value < valueCount; value++) greatest[value] = 0 - greatest[value]!
      return { least, greatest, total: { least: total, greatest: dearest } }
    },
    explain,
    repair,
  }
}

export function offsetsOf(options: readonly RuleOption[]): Int32Array {
  const offsets = new Int32Array(options.length + 1)
  options.forEach((option, o) => (offsets[o + 1] = offsets[o]! + option.values.length))
  return offsets
}

/** Hidden options come last, so picks may stop before them. */
const pickOf = (picks: Picks, option: number): number => picks[option] ?? -1

interface Found extends Repair {
  readonly cost: number
  readonly kept: readonly number[]
}

/**
 * The best repair, then the best among those that keep some pick of each repair found before, and so on: every answer is as small
 * as can be, and none merely adds changes to another.
 */
function smallestChanges(keeping: (kept: readonly number[]) => Found | null, limit: number): readonly Repair[] {
  const found: Found[] = []
  const first = keeping([])
  let frontier = first === null ? [] : [first]
  const tried = new Set<string>()
  while (found.length < limit && frontier.length > 0) {
    const next = frontier.reduce((best, candidate) => (candidate.cost < best.cost ? candidate : best))
    frontier = frontier.filter((candidate) => candidate !== next)
    const optionsOf = (repair: Found) => repair.changes.map(([option]) => option)
    const repeated = found.find((earlier) => optionsOf(earlier).every((option) => optionsOf(next).includes(option)))
    if (repeated === undefined) found.push(next)
    // Whatever comes after must keep one of the picks this change set gives up.
    for (const option of optionsOf(repeated ?? next)) {
      const kept = [...next.kept, option].sort((a, b) => a - b)
      if (tried.has(kept.join())) continue
      tried.add(kept.join())
      const other = keeping(kept)
      if (other !== null) frontier.push(other)
    }
  }
  return found.map(({ changes, selection }) => ({ changes, selection }))
}

/** Ids of rules that contradict within the allowed values: starts from those the search used, then leaves out one id after the other. */
function rulesBehind(search: Search, allowed: Uint8Array): readonly string[] {
  if (search.find(allowed, EXPLANATION) !== null) return []
  let core = search.culprits()
  const ids = new Set<string>()
  const idsIn = (active: Uint8Array) => search.constraints.filter((_, c) => active[c] === 1).map(({ id }) => id)
  for (const id of idsIn(core)) ids.add(id)
  for (const id of [...ids].reverse()) {
    if (!ids.has(id)) continue
    const without = core.map((on, c) => (search.constraints[c]!.id === id ? 0 : on))
    if (search.find(allowed, EXPLANATION, without) !== null) continue
    core = search.culprits()
    ids.clear()
    for (const other of idsIn(core)) ids.add(other)
  }
  return [...ids]
}

function diagramOracle(bytes: Uint8Array, options: readonly RuleOption[], offsets: Int32Array): Oracle {
  const diagram = readDiagram(bytes, options, offsets)
  const valueCount = offsets[options.length]!
  const differences = new Float64Array(valueCount)
  const perValue = new Float64Array(valueCount)
  return {
    exact: true,
    possible(picks) {
      // One pass for all: the fewest picks a design with this value departs from. A picked option's other value is possible,
      // were the option free, when that is its only departure.
      differences.fill(0)
      for (let option = 0; option < options.length; option++) {
        const pick = pickOf(picks, option)
        if (pick < 0) continue
        differences.fill(1, offsets[option]!, offsets[option + 1]!)
        if (pick < options[option]!.values.length) differences[offsets[option]! + pick] = 0
      }
      leastPerValue(diagram, differences, perValue)
      const answer = new Int8Array(valueCount)
      for (let value = 0; value < valueCount; value++) answer[value] = perValue[value] === differences[value] ? 1 : 0
      return answer
    },
    count: (allowed) => countDesigns(diagram, allowed),
    cheapest: (costs) => cheapestDesign(diagram, costs, offsets),
    least: (costs, least) => leastPerValue(diagram, costs, least),
    contradicts: (costs) => leastTotal(diagram, costs) === Infinity,
  }
}

/** Without a diagram: sure answers where propagation or a short search gives them, else "unknown", bounds that may be too wide. */
function searchOracle(search: Search, options: readonly RuleOption[], offsets: Int32Array): Oracle {
  const valueCount = offsets[options.length]!
  const allowed = new Uint8Array(valueCount)
  const allow = (costs: Float64Array) => {
    costs.forEach((cost, value) => (allowed[value] = cost === Infinity ? 0 : 1))
    return allowed
  }
  function possible(picks: Picks): Int8Array {
    const answer = new Int8Array(valueCount).fill(-1)
    let spent = 0
    const decide = (free: number) => {
      for (let o = 0; o < options.length; o++) {
        const pick = o === free ? -1 : pickOf(picks, o)
        allowed.fill(pick < 0 ? 1 : 0, offsets[o]!, offsets[o + 1]!)
        if (pick >= 0 && pick < options[o]!.values.length) allowed[offsets[o]! + pick] = 1
      }
      const domain = search.narrow(allowed)
      for (let o = 0; o < options.length; o++) {
        if (free >= 0 ? o !== free : pickOf(picks, o) >= 0) continue
        for (let value = offsets[o]!; value < offsets[o + 1]!; value++) {
          if (domain === null || domain[value] === 0) {
            answer[value] = 0
            continue
          }
          if (answer[value] === 1 || spent > WHOLE_ANSWER) continue
          const only = allowed.slice()
          only.fill(0, offsets[o]!, offsets[o + 1]!)
          only[value] = 1
          // Preferring what is not yet known to be possible lets one design settle many values.
          const design = search.find(only, QUESTION, undefined, Float64Array.from(answer))
          spent += search.spent()
          if (design === null) answer[value] = 0
          design?.forEach((chosen, other) => {
            if (free < 0 || other === free) answer[offsets[other]! + chosen] = 1
          })
        }
      }
    }
    decide(-1)
    for (let o = 0; o < options.length; o++) if (pickOf(picks, o) >= 0) decide(o)
    return answer
  }
  /** A design found greedily, then improved option by option, those that weigh most first; what is gained is kept. */
  function cheapest(costs: Float64Array): Int32Array | null {
    const values = allow(costs).slice()
    let design = search.find(values, WHOLE_ANSWER, undefined, costs)
    if (design === null || design === undefined) return null
    let left = WHOLE_ANSWER
    const spread = options.map((_, o) => {
      const own = costs.subarray(offsets[o]!, offsets[o + 1]!).filter((cost) => cost !== Infinity)
      return Math.max(...own) - Math.min(...own)
    })
    const heaviest = [...options.keys()].filter((o) => spread[o]! > 0).sort((a, b) => spread[b]! - spread[a]! || a - b)
    for (const o of heaviest) {
      for (;;) {
        const now: number = costs[offsets[o]! + design[o]!]!
        const cheaper = values.slice()
        for (let value = offsets[o]!; value < offsets[o + 1]!; value++) {
          if (costs[value]! > now) values[value] = 0
          if (costs[value]! >= now) cheaper[value] = 0
        }
        if (left <= 0 || !cheaper.subarray(offsets[o]!, offsets[o + 1]!).includes(1)) break
        const found = search.find(cheaper, Math.min(left, QUESTION), undefined, costs)
        left -= search.spent()
        if (found === null || found === undefined) break
        design = found
      }
    }
    return design
  }
  return {
    exact: false,
    possible,
    count: (values) => (search.find(values, QUESTION) === null ? 0n : -1n),
    cheapest,
    least(costs, perValue) {
      perValue.fill(Infinity)
      const domain = search.narrow(allow(costs))
      if (domain === null) return Infinity
      let total = 0
      const leastOf = options.map((_, o) => {
        let least = Infinity
        for (let value = offsets[o]!; value < offsets[o + 1]!; value++)
          if (domain[value] === 1) least = Math.min(least, costs[value]!)
        total += least
        return least
      })
      options.forEach((_, o) => {
        for (let value = offsets[o]!; value < offsets[o + 1]!; value++)
          if (domain[value] === 1) perValue[value] = total - leastOf[o]! + costs[value]!
      })
      return total
    },
    contradicts: (costs) => search.find(allow(costs), QUESTION) === null,
  }
}
