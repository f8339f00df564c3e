import { bytesOfBase64url, ToileError } from '../ground/index.ts'
import type { CompiledRules } from './compiled.ts'
import { exactOracle } from './exact.ts'
import { fallbackOracle } from './fallback.ts'
import { offsetsOf, pickOf } from './oracle.ts'
import { rulesBehind } from './reasons.ts'
import { smallestRepairs, type Candidate } from './repair.ts'
import { createSearch, type Search } from './search.ts'
import type { Conflict, Picks, Rules } from './types.ts'

/**
 * Makes compiled rules answer. The page and the server load the same bytes and so give the same answers.
 *
 * @throws {ToileError} `rules/unknown-format`, or `rules/damaged-diagram` when diagram and options do not belong
 * together.
 */
export function loadRules(compiled: CompiledRules): Rules {
  if (compiled.format !== 'toile.rules/1')
    throw new ToileError(
      'rules/unknown-format',
      `rules.format: expected "toile.rules/1", got "${String(compiled.format)}".`
    )
  const { options } = compiled.problem
  const offsets = offsetsOf(options)
  const valueCount = offsets[options.length]!
  let search: Search | undefined
  const searching = () => (search ??= createSearch(compiled.problem, offsets))
  const oracle =
    compiled.diagram === ''
      ? fallbackOracle(searching(), options, offsets)
      : exactOracle(bytesOfBase64url(compiled.diagram), options, offsets)

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
    if (value < offsets[option + 1]! - offsets[option]!)
      scratch[offsets[option]! + value] = costs[offsets[option]! + value]!
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
    const priced = departureCosts(picks, option, costs, weights)
    const keeping = (kept: readonly number[]): Candidate | null => {
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
      return { changes, selection, cost }
    }
    return smallestRepairs(keeping, limit)
  }

  /** Costs by which one departure from a pick outweighs all money: its weight times the widest spread of totals. */
  function departureCosts(picks: Picks, option: number, costs: Float64Array, weights?: Float64Array): Float64Array {
    const priced = new Float64Array(valueCount)
    let spread = 1
    for (let o = 0; o < options.length; o++) {
      const own = costs.subarray(offsets[o]!, offsets[o + 1]!)
      const least = own.reduce((a, b) => Math.min(a, b), Infinity)
      spread += own.reduce((a, b) => Math.max(a, b), -Infinity) - least
      own.forEach((cost, v) => (priced[offsets[o]! + v] = cost - least))
    }
    for (let o = 0; o < options.length; o++) {
      if (o === option || pickOf(picks, o) < 0) continue
      for (let v = offsets[o]!; v < offsets[o + 1]!; v++)
        if (v !== offsets[o]! + pickOf(picks, o)) priced[v]! += spread * (weights?.[o] ?? 1)
    }
    return priced
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
      return { least, greatest, total: oracle.bounds(within(picks, costs), least, greatest) }
    },
    explain,
    repair,
  }
}
