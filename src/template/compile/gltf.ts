import { arrayOf, chunksOf, isGlb, openGltf, type Gltf } from '../../ground/gltf/index.ts'

/** What a template may refer to in a glTF file. */
export interface Named {
  readonly nodes: readonly string[]
  readonly materials: readonly string[]
  /** Of KHR_materials_variants. */
  readonly variants: readonly string[]
  /** Morph targets. */
  readonly morphs: readonly string[]
  /** Options whose text stands on a node of it (`extras.toile.text`). */
  readonly texts: readonly string[]
  /** Files that it loads from beside itself; only a sewn shape may. */
  readonly beside: readonly string[]
}

/**
 * Names in a glTF file, once it is found to be one that a page can show.
 *
 * @throws {ToileError} `gltf/...`, with what to convert; see `openGltf`.
 */
export function namesIn(bytes: Uint8Array): Named {
  const file = chunksOf(bytes)
  const json = file.json as Gltf
  if (isSewn(json)) return { ...NOTHING, nodes: namesOf(json.nodes), beside: json.buffers?.flatMap(besideOf) ?? [] }
  openGltf(bytes)
  checkNumbers(json, file.binary)
  return {
    nodes: namesOf(json.nodes),
    materials: namesOf(json.materials),
    variants: namesOf(json.extensions?.KHR_materials_variants?.variants),
    morphs: [...new Set((json.meshes ?? []).flatMap(({ extras }) => extras?.targetNames ?? []))],
    texts: (json.nodes ?? []).flatMap(({ extras }) => {
      const { text } = (extras?.toile ?? {}) as { readonly text?: { readonly option?: unknown } }
      return typeof text?.option === 'string' ? [text.option] : []
    }),
    beside: [],
  }
}

const NOTHING: Named = { nodes: [], materials: [], variants: [], morphs: [], texts: [], beside: [] }

/** Shapes made of a draft have their own reader, with checks of its own (see drape/shape-file.ts). */
const isSewn = ({ nodes }: Gltf): boolean =>
  Array.isArray(nodes) &&
  nodes.some((node) => {
    const { format } = (node?.extras?.toile ?? {}) as { readonly format?: unknown }
    return typeof format === 'string' && format.startsWith('toile.shape/')
  })

const besideOf = ({ uri }: { readonly uri?: string }): readonly string[] => (typeof uri === 'string' ? [uri] : [])

const namesOf = (list: readonly { readonly name?: string }[] = []): readonly string[] =>
  list.flatMap(({ name }) => (typeof name === 'string' ? [name] : []))

/** As the page will read them; what is packed is unpacked only there. */
function checkNumbers(json: Gltf, binary: Uint8Array): void {
  const views = json.bufferViews ?? []
  const isPacked = (view: number | undefined): boolean =>
    view !== undefined && views[view]!.extensions?.EXT_meshopt_compression !== undefined
  json.accessors?.forEach(({ bufferView, sparse }, index) => {
    if ([bufferView, sparse?.indices.bufferView, sparse?.values.bufferView].some(isPacked)) return
    arrayOf(json, index, (view) => {
      const { byteOffset = 0, byteLength } = views[view]!
      return binary.subarray(byteOffset, byteOffset + byteLength)
    })
  })
}

/** A text that is no glTF at all, as opposed to one that cannot be shown. */
export const isGltf = (bytes: Uint8Array): boolean => isGlb(bytes) || bytes[0] === 0x7b
