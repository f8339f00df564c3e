import { MeshoptEncoder } from 'meshoptimizer/encoder'

/** Where an array packed with EXT_meshopt_compression lies in its buffer. */
export interface PackedPart {
  readonly offset: number
  readonly length: number
  readonly count: number
  readonly stride: number
  readonly mode: 'ATTRIBUTES' | 'TRIANGLES'
}

/** Packs arrays one behind the other; `MeshoptEncoder.ready` must have come. */
export function packer() {
  const chunks: Uint8Array[] = []
  let length = 0
  return {
    add(source: Uint8Array, count: number, stride: number, mode: PackedPart['mode']): PackedPart {
      // Version 0 is what EXT_meshopt_compression means.
      const bytes = MeshoptEncoder.encodeGltfBuffer(source, count, stride, mode, 0)
      const part = { offset: length, length: bytes.byteLength, count, stride, mode }
      chunks.push(bytes)
      length += bytes.byteLength
      const gap = (4 - (length % 4)) % 4
      chunks.push(new Uint8Array(gap))
      length += gap
      return part
    },
    bytes: () => joined(chunks, length),
  }
}

export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

export function glbOf(gltf: object, binary: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(gltf))
  const json = new Uint8Array(Math.ceil(text.byteLength / 4) * 4).fill(0x20)
  json.set(text)
  const head = (length: number, type: number) => new Uint8Array(Uint32Array.of(length, type).buffer)
  const body = [head(json.byteLength, 0x4e4f534a), json, head(binary.byteLength, 0x004e4942), binary]
  const length = 12 + body.reduce((sum, chunk) => sum + chunk.byteLength, 0)
  return joined([new Uint8Array(Uint32Array.of(0x46546c67, 2, length).buffer), ...body], length)
}
