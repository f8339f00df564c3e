import { digestOf } from '../../src/ground/index.ts'
import type { OrderSpec } from '../../src/order/index.ts'

type Tree = Record<string, unknown>

/** A deep copy with the value at a JSON pointer replaced; `undefined` takes it out. */
export function altered(spec: OrderSpec, pointer: string, value: unknown): OrderSpec {
  const copy = structuredClone(spec) as unknown as Tree
  const path = pointer.slice(1).split('/')
  const last = path.pop()!
  const at = path.reduce<Tree>((tree, key) => tree[key] as Tree, copy)
  if (value === undefined) delete at[last]
  else at[last] = value
  return copy as unknown as OrderSpec
}

/** What somebody clever does after altering: digests and id worked out again. */
export function resealed({ order, fit, personal }: OrderSpec): OrderSpec {
  const { id: _old, ...rest } = order
  const parts = {
    fit: fit ? digestOf(fit) : order.parts.fit,
    personal: personal ? digestOf(personal) : order.parts.personal,
  }
  const whole = { ...rest, parts }
  return { order: { ...whole, id: digestOf(whole) }, fit, personal }
}

/** Pointers of all leaves. */
export function leavesOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${at}/${key}`))
}

export const valueAt = (spec: unknown, pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((tree, key) => (tree as Tree)[key], spec)
