import { arrayOf, brokenGltf, openGltf, type Gltf, type GltfArray, type GltfPacked } from '../../ground/gltf/index.ts'

/** A file whose numbers can be read: checked, and unpacked where it was packed. */
export interface Opened {
  readonly json: Gltf
  arrayAt(accessor: number): GltfArray
  /** The bytes of a picture, as they lie in the file. */
  pictureAt(image: number): Blob
}

/** @throws {ToileError} `gltf/...`, see `openGltf` */
export async function opened(bytes: Uint8Array): Promise<Opened> {
  const { json, binary } = openGltf(bytes)
  const views = json.bufferViews ?? []
  const packed = views.flatMap(({ extensions }, i) => {
    const one = extensions?.EXT_meshopt_compression
    return one ? [[i, one] as const] : []
  })
  const unpacked = new Map(packed.length > 0 ? await unpack(packed, binary) : [])
  const bytesOf = (view: number): Uint8Array => {
    const { byteOffset = 0, byteLength } = views[view]!
    return unpacked.get(view) ?? binary.subarray(byteOffset, byteOffset + byteLength)
  }
  const arrays = new Map<number, GltfArray>()
  return {
    json,
    arrayAt(accessor) {
      const known = arrays.get(accessor) ?? arrayOf(json, accessor, bytesOf)
      arrays.set(accessor, known)
      return known
    },
    pictureAt(image) {
      const { bufferView, mimeType = '' } = json.images![image]!
      return new Blob([bytesOf(bufferView).slice()], { type: mimeType })
    },
  }
}

type Packed = readonly (readonly [view: number, packed: GltfPacked])[]

async function unpack(packed: Packed, binary: Uint8Array): Promise<(readonly [number, Uint8Array])[]> {
  const { MeshoptDecoder } = await import('meshoptimizer/decoder')
  await MeshoptDecoder.ready
  return packed.map(([view, { byteOffset = 0, byteLength, byteStride, count, mode, filter }]) => {
    const target = new Uint8Array(count * byteStride)
    const source = binary.subarray(byteOffset, byteOffset + byteLength)
    try {
      MeshoptDecoder.decodeGltfBuffer(target, count, byteStride, source, mode, filter)
    } catch (cause) {
      throw brokenGltf('its data cannot be unpacked', cause)
    }
    return [view, target] as const
  })
}
