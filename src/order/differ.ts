import type { Difference } from './types.ts'

/** Where the two differ, leaf by leaf, under `path`. Both sides are plain JSON; what is missing reads "nothing". */
export function* differencesBetween(path: string, expected: unknown, got: unknown): Generator<Difference> {
  if (Object.is(expected, got) || (expected === 0 && got === 0)) return
  if (isObject(expected) && isObject(got) && Array.isArray(expected) === Array.isArray(got)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(got)]))
      yield* differencesBetween(`${path}/${pointerToken(key)}`, ownOf(expected, key), ownOf(got, key))
    return
  }
  yield { path, expected: shown(expected), got: shown(got) }
}

/** RFC 6901 escapes. */
export const pointerToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

export const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))

/** A difference in what is intimate: where it lies is said, what it is never. */
export const privateDifference = (path: string, expected: string): Difference => ({ path, expected, got: '(private)' })

type Tree = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Tree => typeof value === 'object' && value !== null
const ownOf = (tree: Tree, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined)
