import type { Model } from './model.ts'
import type { Propagator } from './propagate.ts'

/** `variable` has the value `values[v]` wherever variable `of` has value v. */
export interface Dependence {
  readonly of: number
  readonly variable: number
  readonly values: readonly number[]
}

export interface Findings {
  readonly dependences: readonly Dependence[]
  /** Per value of a two-valued variable, the values of other such variables it rules out. */
  readonly excludes: readonly (readonly number[] | undefined)[]
}

/** What one value brings about: values it removes elsewhere, and variables it decides, with their value. */
interface Sight {
  readonly value: number
  readonly removed: readonly number[]
  readonly decided: ReadonlyMap<number, number>
}

/** Numbers in all lists of `excludes` together: beyond, values are left out. */
const EXCLUSIONS = 4_000_000

/**
 * Tries each value by itself, while the effort lasts. One that contradicts goes for good, in the propagator; so does
 * what all values of a variable rule out; and a variable that each value of another decides depends on that other.
 * Null when nothing is left.
 */
export function probe({ sizes, rules }: Model, propagator: Propagator, effort: number): Findings | null {
  const { offsets, variableOf, live, left } = propagator
  const dependences: Dependence[] = []
  const excludes: number[][] = []
  let exclusions = 0
  const ruled = new Uint8Array(sizes.length)
  for (const { scope } of rules) for (const variable of scope) ruled[variable] = 1
  // The same as an earlier variable in other words: what that one told need not be told again.
  const follows = new Uint8Array(sizes.length)
  const times = new Int32Array(live.length)
  const end = propagator.work() + effort

  for (let variable = 0; variable < sizes.length && propagator.work() < end; variable++) {
    if (ruled[variable] === 0 || follows[variable] === 1 || left[variable]! < 2) continue
    const sights = look(variable)
    if (sights === null || !agree(sights)) return null
    if (sights.length > 1) depend(variable, sights)
    if (sizes[variable] === 2 && sights.length === 2) sights.forEach(exclude)
  }
  return { dependences, excludes }

  function look(variable: number): Sight[] | null {
    const sights: Sight[] = []
    for (let value = offsets[variable]!; value < offsets[variable + 1]!; value++) {
      if (live[value] === 0) continue
      const mark = propagator.mark()
      propagator.assume(value)
      const possible = propagator.propagate()
      if (possible) sights.push(sightOf(value, propagator.removedSince(mark)))
      propagator.undo(mark)
      if (possible) continue
      propagator.remove(value)
      if (!propagator.propagate()) return null
    }
    return sights
  }

  function sightOf(value: number, all: readonly number[]): Sight {
    const own = variableOf[value]!
    const removed = all.filter((other) => variableOf[other] !== own)
    const decided = new Map<number, number>()
    for (const other of removed) {
      const target = variableOf[other]!
      if (left[target] === 1 && !decided.has(target))
        decided.set(target, live.indexOf(1, offsets[target]) - offsets[target]!)
    }
    return { value, removed, decided }
  }

  /** What no value leaves can go. */
  function agree(sights: readonly Sight[]): boolean {
    for (const { removed } of sights) for (const value of removed) times[value]!++
    const common = sights[0]?.removed.filter((value) => times[value] === sights.length) ?? []
    for (const { removed } of sights) for (const value of removed) times[value] = 0
    for (const value of common) propagator.remove(value)
    return common.length === 0 || propagator.propagate()
  }

  function depend(variable: number, sights: readonly Sight[]) {
    const fewest = sights.reduce((least, sight) => (sight.decided.size < least.decided.size ? sight : least))
    for (const other of fewest.decided.keys()) {
      if (!sights.every(({ decided }) => decided.has(other))) continue
      const values = Array.from({ length: sizes[variable]! }, () => 0)
      for (const { value, decided } of sights) values[value - offsets[variable]!] = decided.get(other)!
      if (new Set(sights.map(({ decided }) => decided.get(other))).size === sights.length) follows[other] = 1
      dependences.push({ of: variable, variable: other, values })
    }
  }

  function exclude({ value, removed }: Sight) {
    if (exclusions > EXCLUSIONS) return
    const own = removed.filter((other) => sizes[variableOf[other]!] === 2)
    excludes[value] = own
    exclusions += own.length
  }
}
