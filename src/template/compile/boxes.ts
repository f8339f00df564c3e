/** A product of value sets, one per option of a scope: every combination in it. */
export type Box = readonly (readonly number[])[]

/** More combinations than this are refused: such a rule is for a table, or for several rules. */
export const MOST_COMBINATIONS = 100_000

export const combinationsOf = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1)

/** Every combination of one of each. */
export function productOf<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  let combinations: readonly (readonly T[])[] = [[]]
  for (const list of lists)
    combinations = combinations.flatMap((combination) => list.map((item) => [...combination, item]))
  return combinations
}

/**
 * Cuts the set of combinations where `holds` is true into disjoint boxes, exactly. Values of an option that allow the
 * same rest share a box, so what people write ("low and not wide") comes out as few boxes.
 */
export function boxesOf(sizes: readonly number[], holds: (values: readonly number[]) => boolean): readonly Box[] {
  const values: number[] = []
  const cut = (level: number): readonly Box[] => {
    if (level === sizes.length) return holds(values) ? [[]] : []
    const groups = new Map<string, { readonly members: number[]; readonly rest: readonly Box[] }>()
    for (let value = 0; value < sizes[level]!; value++) {
      values[level] = value
      const rest = cut(level + 1)
      if (rest.length === 0) continue
      const key = JSON.stringify(rest)
      const group = groups.get(key)
      if (group) group.members.push(value)
      else groups.set(key, { members: [value], rest })
    }
    return [...groups.values()].flatMap(({ members, rest }) => rest.map((box) => [members, ...box]))
  }
  return cut(0)
}
