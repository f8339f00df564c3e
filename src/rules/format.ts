import { bytesOfBase64url, fingerprintOf, ToileError } from '../ground/index.ts'
import type { RuleOption } from './types.ts'

/** Of the compiled bytes; see `CompiledRules`. */
export const FORMAT = 2

/** Four bytes that tell these options and values from others. */
export const bindingOf = (options: readonly RuleOption[]): Uint8Array =>
  bytesOfBase64url(fingerprintOf(JSON.stringify(options.map(({ id, values }) => [id, values])))).subarray(0, 4)

/** What four bits do to the checksum, worked out once: bit by bit takes several times as long. */
const FOUR_BITS = Int32Array.from({ length: 16 }, (_, crc) => {
  for (let bit = 0; bit < 4; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1))
  return crc
})

/** Four bytes that change with any of the others. CRC-32 as in ISO 3309. */
export function checksumOf(bytes: Uint8Array, end: number): Uint8Array {
  let crc = -1
  for (let at = 0; at < end; at++) {
    crc ^= bytes[at]!
    crc = (crc >>> 4) ^ FOUR_BITS[crc & 15]!
    crc = (crc >>> 4) ^ FOUR_BITS[crc & 15]!
  }
  return Uint8Array.of(~crc >>> 24, ~crc >>> 16, ~crc >>> 8, ~crc)
}

/** The tree's variables children first, siblings by number. Compiler and runtime must agree on it. */
export function childrenFirst(parent: ArrayLike<number>): { order: Int32Array; children: number[][] } {
  const children: number[][] = Array.from(parent, () => [])
  const pending: number[] = []
  for (let variable = 0; variable < parent.length; variable++)
    (parent[variable]! < 0 ? pending : children[parent[variable]!]!).push(variable)
  // Parents before children, last sibling first; filled in from the end.
  const order = new Int32Array(parent.length)
  let at = parent.length
  while (pending.length > 0) {
    const variable = pending.pop()!
    order[--at] = variable
    for (const child of children[variable]!) pending.push(child)
  }
  if (at !== 0) throw damaged('its tree has a cycle')
  return { order, children }
}

export const damaged = (what: string) =>
  new ToileError('rules/damaged-diagram', `the compiled rules cannot be read: ${what}. Build the template again.`)
