import type { Diagram } from './diagram.ts'
import { pickOf } from './oracle.ts'
import type { Picks } from './types.ts'

/** Number of designs that keep picks which do not contradict, to the last digit. */
export function countDesigns(diagram: Diagram, offsets: Int32Array, picks: Picks): bigint {
  const { valueStart, readerStart, readers, meaningStart, meaning } = diagram
  const isOut = new Uint8Array(valueStart.at(-1)!)
  for (let layer = 0; layer + 1 < valueStart.length; layer++)
    for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++) {
      const pick = pickOf(picks, readers[reader]!)
      if (pick < 0) continue
      for (let i = meaningStart[reader]!; i < meaningStart[reader + 1]!; i++)
        if (meaning[i] !== offsets[readers[reader]!]! + pick) isOut[valueStart[layer]! + i - meaningStart[reader]!] = 1
    }
  return product(diagram, waysBelow(diagram, isOut))
}

/** Number of designs, given those below each cell. */
export function product({ roots, first }: Diagram, ways: readonly bigint[]): bigint {
  let all = 1n
  for (const root of roots) all *= ways[first[root]!]!
  return all
}

/** Per cell the number of ways below it, to the last digit, without the variables' values that are out. */
export function waysBelow({ first, isJoint, start, value, target }: Diagram, isOut?: Uint8Array): bigint[] {
  const ways = [1n]
  for (let layer = 0; layer < isJoint.length; layer++)
    for (let cell = first[layer]!; cell < first[layer + 1]!; cell++) {
      let number = isJoint[layer] === 1 ? 1n : 0n
      for (let entry = start[cell]!; entry < start[cell + 1]!; entry++)
        if (isJoint[layer] === 1) number *= ways[target[entry]!]!
        else if (isOut?.[value[entry]!] !== 1) number += ways[target[entry]!]!
      ways.push(number)
    }
  return ways
}
