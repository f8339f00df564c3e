import type { Dependence } from './dependences.ts'
import type { Model } from './model.ts'
import type { Propagator } from './propagate.ts'

export interface Findings {
  readonly dependences: readonly Dependence[]
  /** Per value of a two-valued variable, the values of other such variables it rules out. */
  readonly excludes: readonly (readonly number[] | undefined)[]
}

/** Numbers in all lists of `excludes` together: beyond, values are left out. */
const EXCLUSIONS = 4_000_000

/**
 * Tries each value of some variables by itself, while the effort lasts. One that contradicts goes for good, in the
 * propagator; so does what all values of a variable rule out; and a variable that each value of another decides
 * depends on that other. Null when nothing is left.
 */
export function probe(
  { sizes }: Pick<Model, 'sizes'>,
  variables: readonly number[],
  propagator: Propagator,
  effort: number
): Findings | null {
  const { offsets, variableOf, live, left, trail } = propagator
  const dependences: Dependence[] = []
  const excludes: number[][] = []
  let exclusions = 0
  // The same as an earlier variable in other words: what that one told need not be told again.
  const follows = new Uint8Array(sizes.length)
  // Of the variable being looked at: by how many of its values another value is ruled out, a variable decided.
  const removals = new Int32Array(live.length)
  const decisions = new Int32Array(sizes.length)
  const decidedBy = new Int32Array(sizes.length).fill(-1)
  const seen: number[] = []
  const end = propagator.work() + effort

  for (const variable of variables) {
    if (propagator.work() > end) break
    if (follows[variable] === 1 || left[variable]! < 2) continue
    if (!look(variable)) return null
  }
  return { dependences, excludes }

  function look(variable: number): boolean {
    seen.length = 0
    /** Per value that is possible, the values it decides other variables on. */
    const sights: [value: number, decided: number[]][] = []
    for (let value = offsets[variable]!; value < offsets[variable + 1]!; value++) {
      if (live[value] === 0) continue
      const mark = propagator.mark()
      propagator.assume(value)
      const possible = propagator.propagate()
      if (possible) sights.push([value, note(value, mark)])
      propagator.undo(mark)
      if (possible) continue
      propagator.remove(value)
      if (!propagator.propagate()) return false
    }
    if (sights.length > 1) depend(variable, sights)
    for (const value of seen) if (removals[value] === sights.length) propagator.remove(value)
    for (const value of seen) removals[value] = decisions[variableOf[value]!] = 0
    return propagator.propagate()
  }

  /** Counts what the assumed value brought about since the mark; gives the values it decides other variables on. */
  function note(assumed: number, mark: number): number[] {
    const own = variableOf[assumed]!
    const decided: number[] = []
    const listed: number[] | undefined = sizes[own] === 2 && exclusions < EXCLUSIONS ? [] : undefined
    for (let at = mark; at < propagator.mark(); at++) {
      const value = trail[at]!
      const other = variableOf[value]!
      if (other === own) continue
      if (removals[value]!++ === 0) seen.push(value)
      if (sizes[other] === 2) listed?.push(value)
      if (left[other] !== 1 || decidedBy[other] === assumed) continue
      decidedBy[other] = assumed
      decisions[other]!++
      decided.push(live.indexOf(1, offsets[other]))
    }
    if (listed !== undefined) {
      excludes[assumed] = listed
      exclusions += listed.length
    }
    return decided
  }

  function depend(variable: number, sights: readonly (readonly [value: number, decided: readonly number[]])[]) {
    const found = new Map<number, number[]>()
    for (const value of sights[0]![1])
      if (decisions[variableOf[value]!] === sights.length) found.set(variableOf[value]!, [])
    if (found.size === 0) return
    for (const [value, decided] of sights)
      for (const other of decided) {
        const values = found.get(variableOf[other]!)
        if (values !== undefined) values[value - offsets[variable]!] = other - offsets[variableOf[other]!]!
      }
    for (const [other, values] of found) {
      // Values that are gone by now never matter.
      for (let v = 0; v < sizes[variable]!; v++) values[v] ??= values[sights[0]![0] - offsets[variable]!]!
      if (new Set(values).size === sights.length) follows[other] = 1
      dependences.push({ of: variable, variable: other, values })
    }
  }
}
