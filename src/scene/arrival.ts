import type { BufferAttribute } from 'three'

/** Puts something a share of its way from where it begins (0) to where it belongs (1). */
export type Arrive = (share: number) => void

/**
 * Of vertices, or of copies by their matrices; `start` is how far off each begins, xyz. Positions are moved one by one
 * rather than by the shader: a garment arrives seldom, and every material would have to know of it.
 */
export function arrival(attribute: BufferAttribute, start: Float32Array): Arrive {
  const { array, itemSize } = attribute
  // A matrix by columns: its place comes last.
  const at = itemSize === 16 ? 12 : 0
  const home = new Float32Array(start.length)
  for (let i = at, k = 0; k < start.length; i += itemSize, k += 3)
    for (let axis = 0; axis < 3; axis++) home[k + axis] = array[i + axis]!
  return (share) => {
    const off = 1 - share
    for (let i = at, k = 0; k < start.length; i += itemSize, k += 3)
      for (let axis = 0; axis < 3; axis++) array[i + axis] = home[k + axis]! + off * start[k + axis]!
    attribute.needsUpdate = true
  }
}
