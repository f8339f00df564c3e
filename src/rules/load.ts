import { bytesOfBase64url, ToileError } from '../ground/index.ts'
import { createAnswering } from './answer.ts'
import type { CompiledRules } from './compiled.ts'
import { exactCounts } from './count.ts'
import { HARD, noDiagram, readDiagram, type Diagram } from './diagram.ts'
import { damaged } from './format.ts'
import { createLeast, type Least } from './least.ts'
import { offsetsOf, pickOf } from './oracle.ts'
import { rulesBehind } from './reasons.ts'
import { smallestRepairs, type Candidate } from './repair.ts'
import type { Conflict, OpenHardPart, Picks, Rules } from './types.ts'
import { unknownPart } from './unknownPart.ts'

/**
 * Makes compiled rules answer. The page and the server load the same bytes and so give the same answers.
 *
 * `openHardPart` opens what answers for the options that no diagram covers, where there are such; without it nothing
 * is known of them.
 *
 * @throws {ToileError} `rules/unknown-format`, or `rules/damaged-diagram` when the diagram was cut or altered or does
 * not belong to the options.
 */
export function loadRules(compiled: CompiledRules, openHardPart?: OpenHardPart): Rules {
  if (compiled.format !== 'toile.rules/2')
    throw new ToileError(
      'rules/unknown-format',
      `rules.format: expected "toile.rules/2", got "${String(compiled.format)}".`
    )
  const { problem } = compiled
  const { options } = problem
  const offsets = offsetsOf(options)
  const valueCount = offsets[options.length]!
  const diagram = diagramIn(compiled, offsets)
  const hardOptions = options.flatMap((_, option) => (diagram.home[option] === HARD ? [option] : []))
  const exact = hardOptions.length === 0
  const hard = exact ? null : (openHardPart?.(problem, hardOptions) ?? unknownPart(hardOptions, offsets))

  const noCosts = new Float64Array(valueCount)
  const answering = once(() => createAnswering(diagram, offsets, hard))
  const kept = once(() => createLeast(diagram, offsets))
  const open = new Int32Array(options.length).fill(-1)

  function force({ costs, change }: Least, option: number, value: number, cost: number) {
    costs.fill(Infinity, offsets[option]!, offsets[option + 1]!)
    // A value the option does not have forbids all: picks from outside may be stale.
    if (value < options[option]!.values.length) costs[offsets[option]! + value] = cost
    change(option)
  }

  function within(least: Least, picks: Picks, costs: Float64Array) {
    least.costs.set(costs)
    for (let option = 0; option < options.length; option++) {
      const pick = pickOf(picks, option)
      if (pick >= 0) force(least, option, pick, costs[offsets[option]! + pick]!)
      else least.change(option)
    }
  }

  function contradicts(picks: Picks): boolean {
    within(kept(), picks, noCosts)
    return kept().total() === Infinity || hard?.cheapest(kept().costs, new Int32Array(options.length)) === false
  }

  function complete(picks: Picks, costs: Float64Array): Int32Array | null {
    within(kept(), picks, costs)
    return cheapest(true)
  }

  function cheapest(isFirst: boolean): Int32Array | null {
    if (kept().total() === Infinity) return null
    const design = new Int32Array(options.length)
    if (isFirst) kept().traceFirst(design)
    else kept().trace(design)
    return hard !== null && hard.cheapest(kept().costs, design) !== true ? null : design
  }

  function explain(picks: Picks, option: number, value: number): Conflict | null {
    const rest = Int32Array.from(options, (_, o) => pickOf(picks, o))
    rest[option] = value
    if (!contradicts(rest)) return null
    for (let o = options.length - 1; o >= 0; o--) {
      const pick = rest[o]!
      if (pick < 0 || o === option) continue
      rest[o] = -1
      if (!contradicts(rest)) rest[o] = pick
    }
    const blockers: number[] = []
    rest.forEach((pick, o) => {
      if (pick >= 0 && o !== option) blockers.push(o)
    })
    return { picks: blockers, rules: rulesBehind(problem, rest, complete(open, noCosts)) }
  }

  function allowedBy(picks: Picks): Uint8Array {
    const allowed = new Uint8Array(valueCount).fill(1)
    for (let option = 0; option < options.length; option++) {
      const pick = pickOf(picks, option)
      if (pick < 0) continue
      allowed.fill(0, offsets[option]!, offsets[option + 1]!)
      if (pick < options[option]!.values.length) allowed[offsets[option]! + pick] = 1
    }
    return allowed
  }

  function count(picks: Picks): bigint {
    const allowed = allowedBy(picks)
    if (hard !== null && contradicts(picks)) return 0n
    if (!diagram.satisfiable) return 0n
    let total = hard === null ? 1n : -1n
    diagram.only.forEach((one) => {
      if (one >= 0 && allowed[one] === 0) total = 0n
    })
    if (hard !== null) return total
    const counts = exactCounts(diagram, allowed)
    for (const root of diagram.roots) total *= counts[diagram.first[root]!]!
    return total
  }

  const repair: Rules['repair'] = (picks, option, value, wishes = {}) => {
    const { locked = [], costs = noCosts, weights, limit = 3 } = wishes
    if (locked.includes(option) && pickOf(picks, option) >= 0 && pickOf(picks, option) !== value) return []
    const priced = departureCosts(picks, option, costs, weights)
    const keeping = (keep: readonly number[]): Candidate | null => {
      const fixed = new Int32Array(options.length).fill(-1)
      for (const o of [...locked, ...keep]) fixed[o] = pickOf(picks, o)
      fixed[option] = value
      within(kept(), fixed, priced)
      const selection = cheapest(false)
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
    exact,
    isExact: (option) => diagram.home[option] !== HARD,
    answer: (picks, costs, budget) => answering()(picks, costs, budget),
    possible: (picks) => answering()(picks, noCosts).possible.slice(),
    count,
    complete,
    bounds(picks, costs) {
      const { least, greatest, total } = answering()(picks, costs)
      return { least: least.slice(), greatest: greatest.slice(), total: { least: total.least, greatest: total.greatest } }
    },
    explain,
    repair,
    diagram: diagram.roots.length > 0 || exact ? diagram : null,
    subscribe: (listener) => hard?.subscribe(listener) ?? (() => {}),
  }
}

function diagramIn({ diagram, problem: { options } }: CompiledRules, offsets: Int32Array): Diagram {
  if (diagram === '') return noDiagram(options.length)
  let bytes
  try {
    bytes = bytesOfBase64url(diagram)
  } catch {
    throw damaged('they were altered')
  }
  return readDiagram(bytes, options, offsets)
}

/** Made at the first question that needs it: most pages ask only some kinds. */
function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined
  return () => (value ??= make())
}
