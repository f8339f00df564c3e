import { NEAREST, type Order } from './order.ts'
import { CONTEXTS, numberModels } from './range.ts'

/**
 * Whole numbers per vertex, `width` of them each, told as how far they are off what their neighbours foretell; `number`
 * reads or writes one. Vertices whose values are those of another (`same[v]` below v) are left out.
 */
export function walkColumns(
  order: Order,
  values: Int32Array,
  width: number,
  same: Uint32Array | null,
  number: (models: Uint16Array, context: number, foretold: number, index: number) => number
): void {
  const { sequence, from, weights } = order
  const models = Array.from({ length: width }, numberModels)
  const off = new Float64Array(sequence.length)
  const rootOf = (v: number) => (same ? same[v]! : v)
  const isKnown = same ? new Uint8Array(sequence.length) : null
  for (let k = 0; k < sequence.length; k++) {
    const v = rootOf(sequence[k]!)
    if (isKnown) {
      if (isKnown[v]) continue
      isKnown[v] = 1
    }
    let around = 0
    for (let n = 0; n < 4; n++) around += off[rootOf(from[k * NEAREST + n]!)]!
    const context = contextOf(around / width)
    let sum = 0
    for (let c = 0; c < width; c++) {
      let foretold = 0
      for (let n = 0; n < NEAREST; n++) {
        const weight = weights[k * NEAREST + n]!
        if (weight !== 0) foretold += weight * values[width * rootOf(from[k * NEAREST + n]!) + c]!
      }
      foretold = Math.round(foretold)
      const index = width * v + c
      values[index] = number(models[c]!, context, foretold, index)
      sum += Math.abs(values[index]! - foretold)
    }
    off[v] = sum
  }
  if (same)
    for (let v = 0; v < sequence.length; v++)
      for (let c = 0; c < width; c++) values[width * v + c] = values[width * same[v]! + c]!
}

/** How unruly it is around: 0 calm to 7 wild. */
function contextOf(around: number): number {
  let context = 0
  for (let bound = 0.5; context < CONTEXTS - 1 && around > bound; bound *= 2.2) context++
  return context
}
