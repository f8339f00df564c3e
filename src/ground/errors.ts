/**
 * The one error a caller may meet. `code` stays the same between versions (`room/what`); `message` is for people:
 * where, what was expected, what came, and the way out. A message never repeats a measurement or a customer's text.
 */
export class ToileError extends Error {
  override readonly name = 'ToileError'
  readonly code: string
  /** Where in the input, as a JSON pointer or `file:line:column`, when there is a place. */
  readonly path: string | undefined

  constructor(code: string, message: string, options: { path?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.path = options.path
  }
}

/** The closest of `known` to `word`, for "did you mean"; undefined when nothing is near (over a third of it differs). */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const steps = editDistance(word.toLowerCase(), candidate.toLowerCase(), least)
    if (steps < least) {
      least = steps
      best = candidate
    }
  }
  return best
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}
