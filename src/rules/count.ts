import type { Diagram } from './diagram.ts'

/**
 * Number of designs below each cell among the allowed absolute values of options, to the last digit. All values by
 * default.
 */
export function exactCounts(diagram: Diagram, allowed?: Uint8Array): bigint[] {
  const { above, first, valueStart, isJoint, start, value, target } = diagram
  const { readerStart, meaningStart, meaning } = diagram
  const counts: bigint[] = [1n]
  const open = new Uint8Array(valueStart[above.length]!).fill(1)
  for (let layer = 0; layer < above.length; layer++) {
    const from = valueStart[layer]!
    if (allowed)
      for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++)
        for (let own = from; own < valueStart[layer + 1]!; own++)
          if (allowed[meaning[meaningStart[reader]! + own - from]!] === 0) open[own] = 0
    for (let cell = first[layer]!; cell < first[layer + 1]!; cell++) {
      let count = isJoint[layer] === 1 ? 1n : 0n
      for (let entry = start[cell]!; entry < start[cell + 1]!; entry++)
        if (isJoint[layer] === 1) count *= counts[target[entry]!]!
        else if (open[value[entry]!] === 1) count += counts[target[entry]!]!
      counts.push(count)
    }
  }
  return counts
}
