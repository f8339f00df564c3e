import { chosenChoices } from './lookups.ts'
import type { CompiledTemplate, Look } from './types.ts'

/**
 * What a selection looks like: the looks of all chosen choices in option order. Objects are merged key by key and the
 * later wins, lists are joined, single values are replaced.
 */
export function mergeLooks(
  template: Pick<CompiledTemplate, 'options'>,
  selection: Readonly<Record<string, string>>
): Look {
  const merged: Record<string, unknown> = {}
  for (const { look } of chosenChoices(template, selection))
    for (const [key, value] of Object.entries(look)) merged[key] = joined(merged[key], value, key === 'materials')
  return merged as Look
}

function joined(before: unknown, value: unknown, deep: boolean): unknown {
  if (before === undefined || value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return [...new Set([...(before as unknown[]), ...(value as unknown[])])]
  if (!deep) return { ...(before as object), ...value }
  const both: Record<string, unknown> = { ...(before as object) }
  for (const [key, part] of Object.entries(value))
    both[key] = joined(Object.hasOwn(both, key) ? both[key] : undefined, part, false)
  return both
}
