/** What a template may refer to in a glTF file. */
export interface Named {
  readonly nodes: readonly string[]
  readonly materials: readonly string[]
  /** Files that it loads from beside itself: buffers and images by relative URI. */
  readonly beside: readonly string[]
}

const MAGIC = 0x46546c67 // "glTF"
const JSON_CHUNK = 0x4e4f534a // "JSON"

/** Names in a GLB's JSON chunk, or in a .gltf file (glTF 2.0, section 4.4); null when it is neither. */
export function namesIn(bytes: Uint8Array): Named | null {
  const json = jsonOf(bytes)
  if (typeof json !== 'object' || json === null) return null
  const names = (list: unknown) =>
    Array.isArray(list)
      ? list.flatMap((item: { name?: unknown }) => (typeof item?.name === 'string' ? [item.name] : []))
      : []
  const files = (list: unknown) =>
    Array.isArray(list)
      ? list.flatMap(({ uri }: { uri?: unknown }) => (typeof uri === 'string' && !uri.startsWith('data:') ? [uri] : []))
      : []
  const { nodes, materials, buffers, images } = json as Readonly<Record<string, unknown>>
  return { nodes: names(nodes), materials: names(materials), beside: [...files(buffers), ...files(images)] }
}

function jsonOf(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isBinary = bytes.length >= 20 && view.getUint32(0, true) === MAGIC
  if (isBinary && view.getUint32(16, true) !== JSON_CHUNK) return null
  const text = isBinary ? bytes.subarray(20, 20 + view.getUint32(12, true)) : bytes
  try {
    return JSON.parse(new TextDecoder().decode(text))
  } catch {
    return null
  }
}
