import { childrenFirst } from '../format.ts'
import { treesInTurn } from './order.ts'
import type { Part } from './variables.ts'

/** A rule over more variables than this is the trouble by itself. */
const LONG = 1_000

/**
 * The variables of a part that hang together most: whatever is decided first, rules tie all of these to what is left.
 * Of a part that outgrows the limits they are the ones to look at.
 */
export function widestBag(part: Part): readonly number[] {
  const first = treesInTurn(part).next()
  if (first.done) return part.variables
  const long = part.rules.find(({ scope }) => scope.length > LONG)
  if (long !== undefined) return long.scope.map((variable) => part.variables[variable]!)
  const { parent } = first.value
  const { order, children } = childrenFirst(parent)
  const position = new Int32Array(parent.length)
  order.forEach((variable, at) => (position[variable] = at))
  /** Per variable itself and those above that a rule ties to it or to something below it. */
  const bags = part.sizes.map((_, variable) => new Set([variable]))
  for (const { scope } of part.rules)
    for (const x of scope) for (const other of scope) if (position[other]! > position[x]!) bags[x]!.add(other)
  let widest = bags[0]!
  let most = 0
  for (const x of order) {
    for (const child of children[x]!) for (const other of bags[child]!) if (other !== child) bags[x]!.add(other)
    let bits = 0
    for (const other of bags[x]!) bits += Math.log2(part.sizes[other]!)
    if (bits <= most) continue
    most = bits
    widest = bags[x]!
  }
  return [...widest].map((variable) => part.variables[variable]!)
}
