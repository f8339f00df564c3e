const MOST_DEPTH = 12

/**
 * JSON as far as a profile needs it; undefined for what is no JSON, for one nested deeper than any profile is, and for
 * one with a key that stands for an object's prototype.
 */
export function plainJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isPlain(value, MOST_DEPTH) ? value : undefined
  } catch {
    return undefined
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0 || Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every((part) => isPlain(part, depth - 1))
}
