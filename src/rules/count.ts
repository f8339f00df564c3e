import type { Diagram } from './diagram.ts'
import { pickOf } from './oracle.ts'

/** Numbers of ways below each cell, to the last digit: doubles as long as these are exact. */
export interface Ways {
  /** `MANY` where the number is no safe integer. */
  readonly few: Float64Array
  of(cell: number): bigint
}

/** Beyond all safe integers, and stays so in every sum and product that matters. */
export const MANY = 2 ** 54

/** Number of designs that keep picks which do not contradict. */
export function countDesigns(diagram: Diagram, offsets: Int32Array, picks: ArrayLike<number>): bigint {
  const { valueStart, readerStart, readers, meaningStart, meaning } = diagram
  const isOut = new Uint8Array(valueStart.at(-1)!)
  for (let layer = 0; layer + 1 < valueStart.length; layer++)
    for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++) {
      const pick = pickOf(picks, readers[reader]!)
      if (pick < 0) continue
      for (let i = meaningStart[reader]!; i < meaningStart[reader + 1]!; i++)
        if (meaning[i] !== offsets[readers[reader]!]! + pick) isOut[valueStart[layer]! + i - meaningStart[reader]!] = 1
    }
  return totalOf(diagram, waysBelow(diagram, isOut))
}

/** Number of designs, given those below each cell. */
export function totalOf({ satisfiable, roots, first }: Diagram, ways: Ways): bigint {
  let total = satisfiable ? 1n : 0n
  if (satisfiable) for (const root of roots) total *= ways.of(first[root]!)
  return total
}

/** Counts without the variables' values that are out. */
export function waysBelow({ first, isJoint, start, value, target }: Diagram, isOut?: Uint8Array): Ways {
  const few = new Float64Array(start.length - 1)
  const many: bigint[] = []
  few[0] = 1
  const of = (cell: number) => (few[cell]! < MANY ? BigInt(few[cell]!) : many[cell]!)
  for (let layer = 0; layer < isJoint.length; layer++) {
    const joins = isJoint[layer] === 1
    for (let cell = first[layer]!; cell < first[layer + 1]!; cell++) {
      let number = joins ? 1 : 0
      for (let entry = start[cell]!; entry < start[cell + 1]!; entry++)
        if (joins) number *= few[target[entry]!]!
        else if (isOut?.[value[entry]!] !== 1) number += few[target[entry]!]!
      few[cell] = number <= Number.MAX_SAFE_INTEGER ? number : MANY
      if (few[cell]! < MANY) continue
      let exact = joins ? 1n : 0n
      for (let entry = start[cell]!; entry < start[cell + 1]!; entry++)
        if (joins) exact *= of(target[entry]!)
        else if (isOut?.[value[entry]!] !== 1) exact += of(target[entry]!)
      many[cell] = exact
    }
  }
  return { few, of }
}
