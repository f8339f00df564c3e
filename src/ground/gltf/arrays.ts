import { broken } from './container.ts'
import { BYTES, strideOf, WIDTHS } from './data.ts'
import type { Gltf } from './types.ts'

const LISTS = {
  5120: Int8Array,
  5121: Uint8Array,
  5122: Int16Array,
  5123: Uint16Array,
  5125: Uint32Array,
  5126: Float32Array,
} as const

export type GltfList = InstanceType<(typeof LISTS)[keyof typeof LISTS]>

/** An accessor by itself: its elements one after the other, whatever lay between them in the file. */
export interface GltfArray {
  readonly list: GltfList
  readonly width: number
  readonly normalized: boolean
}

/**
 * Reads an accessor. `bytesOf` gives the data of a view, unpacked.
 *
 * @throws {ToileError} `gltf/broken` where a number is none (NaN, infinite).
 */
export function arrayOf(json: Gltf, index: number, bytesOf: (view: number) => Uint8Array): GltfArray {
  const { bufferView, byteOffset = 0, componentType, normalized = false, count, type, sparse } = json.accessors![index]!
  const List = LISTS[componentType as keyof typeof LISTS]
  const width = WIDTHS[type]!
  const size = width * BYTES[componentType]!
  const bytes = new Uint8Array(count * size)
  if (bufferView !== undefined)
    copy(bytes, size, bytesOf(bufferView), byteOffset, strideOf(json.bufferViews![bufferView], size), count)
  if (sparse) {
    const { indices, values } = sparse
    const Places = LISTS[indices.componentType as keyof typeof LISTS]
    const wide = BYTES[indices.componentType]!
    const places = new Uint8Array(sparse.count * wide)
    copy(places, wide, bytesOf(indices.bufferView), indices.byteOffset ?? 0, wide, sparse.count)
    const from = bytesOf(values.bufferView)
    new Places(places.buffer).forEach((place, i) => {
      const start = (values.byteOffset ?? 0) + i * size
      if (place < count) bytes.set(from.subarray(start, start + size), place * size)
    })
  }
  const list = new List(bytes.buffer)
  if (list instanceof Float32Array && list.some((one) => !Number.isFinite(one)))
    throw broken('a list of numbers holds one that is none')
  return { list, width, normalized }
}

function copy(to: Uint8Array, size: number, from: Uint8Array, start: number, stride: number, count: number): void {
  if (stride === size) to.set(from.subarray(start, start + count * size))
  else for (let i = 0; i < count; i++) to.set(from.subarray(start + i * stride, start + i * stride + size), i * size)
}
