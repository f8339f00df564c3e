import { bindingOf, checksumOf, childrenFirst, FORMAT } from '../format.ts'
import type { RuleOption } from '../types.ts'
import type { Owner, Part } from './variables.ts'
import type { Nodes, PartDiagram } from './walk.ts'

export interface CompiledPart {
  readonly part: Part
  /** Null when it outgrew the limits. */
  readonly diagram: PartDiagram | null
}

/**
 * Writes the diagrams of all parts as one; the format is told in `CompiledRules`. Parts without a diagram are left
 * out and their options flagged. Without any valid design there is one variable, and it has no node.
 */
export function bytesOf(
  options: readonly RuleOption[],
  owners: readonly Owner[],
  parts: readonly CompiledPart[],
  satisfiable: boolean
): Uint8Array {
  const homes = satisfiable ? homesOf(parts) : []
  const numberOf = new Map(homes.map(({ variable }, number) => [variable, number]))
  const parent = homes.map(({ above }) => (above < 0 ? -1 : numberOf.get(above)!))
  const bytes = createBytes()
  bytes.put(FORMAT)
  bytes.put(options.length)
  for (const byte of bindingOf(options)) bytes.put(byte)
  bytes.put(satisfiable ? homes.length : 1)
  homes.forEach(({ size }, number) => {
    bytes.put(parent[number]! + 1)
    bytes.put(size)
  })
  if (!satisfiable) for (const number of [0, 1]) bytes.put(number)
  for (const owner of owners) putOwner(bytes, satisfiable ? owner : { kind: 'fixed', value: 0 }, numberOf, homes)
  if (!satisfiable) bytes.put(0)
  else for (const number of childrenFirst(parent).order) putNodes(bytes, homes[number]!)
  return bytes.sealed()
}

/** A variable of the diagram: which it is and under which it stands, numbered over all parts. */
interface Home {
  readonly variable: number
  readonly above: number
  readonly size: number
  readonly nodes: Nodes
  readonly children: number
}

/** Siblings keep their order in the part: its own variables as they are numbered, then those that group values. */
function homesOf(parts: readonly CompiledPart[]): Home[] {
  const homes: Home[] = []
  let grouping = Math.max(-1, ...parts.map(({ part }) => part.variables.at(-1)!)) + 1
  for (const { part, diagram } of parts) {
    if (diagram === null) continue
    const { parent, sizes, nodes, children } = diagram
    const variables = [...part.variables, ...diagram.groups.map(() => grouping++)]
    variables.forEach((variable, i) => {
      const above = parent[i]! < 0 ? -1 : variables[parent[i]!]!
      homes.push({ variable, above, size: sizes[i]!, nodes: nodes[i]!, children: children[i]!.length })
    })
  }
  return homes.sort((a, b) => a.variable - b.variable)
}

function putOwner(bytes: Bytes, owner: Owner, numberOf: ReadonlyMap<number, number>, homes: readonly Home[]) {
  if (owner.kind === 'fixed') {
    bytes.put(0)
    bytes.put(owner.value)
    return
  }
  const number = numberOf.get(owner.variable)
  if (number === undefined) {
    bytes.put(1)
    return
  }
  bytes.put(2 + number)
  const identity = owner.values.every((value, i) => value === i) && owner.values.length === homes[number]!.size
  bytes.put(identity ? 0 : 1)
  if (!identity) for (const value of owner.values) bytes.put(value)
}

function putNodes(bytes: Bytes, { nodes: { starts, edges }, children }: Home) {
  const stride = 1 + children
  const count = starts.length - 1
  bytes.put(count)
  for (let node = 0; node < count; node++) bytes.put((starts[node + 1]! - starts[node]!) / stride)
  for (let node = 0; node < count; node++)
    for (let at = starts[node]!, before = -1; at < starts[node + 1]!; before = edges[at]!, at += stride)
      bytes.put(edges[at]! - before - 1)
  // Nodes were made in the order they were first needed: neighbours mostly lead to the same or to the next.
  for (let child = 1; child < stride; child++)
    for (let at = child, before = 0; at < edges.length; before = edges[at]!, at += stride) {
      const step = edges[at]! - before
      bytes.put(step >= 0 ? 2 * step : -2 * step - 1)
    }
}

interface Bytes {
  put(number: number): void
  /** With the checksum at its end. */
  sealed(): Uint8Array
}

/** Base-128 numbers, least significant first, in an array that grows. */
function createBytes(): Bytes {
  let bytes = new Uint8Array(1024)
  let length = 0
  return {
    put(number) {
      if (length + 8 > bytes.length) {
        const larger = new Uint8Array(2 * bytes.length)
        larger.set(bytes)
        bytes = larger
      }
      let rest = number
      for (; rest >= 128; rest = Math.floor(rest / 128)) bytes[length++] = (rest % 128) + 128
      bytes[length++] = rest
    },
    sealed() {
      const sum = checksumOf(bytes, length)
      const whole = new Uint8Array(length + sum.length)
      whole.set(bytes.subarray(0, length))
      whole.set(sum, length)
      return whole
    },
  }
}
