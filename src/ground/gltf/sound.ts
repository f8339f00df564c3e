import { broken, chunksOf, CONVERT, tooMuch } from './container.ts'
import { checkAccessors, checkAddress, checkBuffers, checkViews } from './data.ts'
import { checkExtensions } from './extensions.ts'
import { checkPictures, ktx2 } from './pictures.ts'
import { indexIn, isRecord, listOf, numbersIn, recordIn, type Rec } from './records.ts'
import type { Gltf, GltfAccessor, GltfPrimitive, GltfView } from './types.ts'

/** What a phone can hold; a file that claims more is refused before anything is allocated. */
const MOST = { nodes: 5_000, materials: 256, pictures: 128, triangles: 1_000_000 }

/** A file whose every index, count and length has been found to fit. */
export interface OpenGltf {
  readonly json: Gltf
  readonly binary: Uint8Array
}

/**
 * Opens a binary glTF file that stands alone. Its numbers (positions and so on) are not looked at yet; see `arrayOf`.
 *
 * @throws {ToileError} `gltf/not-glb`, `gltf/cut`, `gltf/broken`, `gltf/too-much`, `gltf/remote`, `gltf/external`,
 * `gltf/draco`, `gltf/ktx2`, `gltf/extension`, `gltf/picture`, `gltf/too-large`: each says what to convert.
 */
export function openGltf(bytes: Uint8Array): OpenGltf {
  const { json, binary } = chunksOf(bytes)
  return { json: sound(json, binary), binary }
}

function sound(json: Rec, binary: Uint8Array): Gltf {
  checkExtensions(json['extensionsRequired'])
  checkBuffers(json, binary)
  checkViews(json)
  checkAccessors(json)
  checkTextures(json, binary)
  checkMaterials(json)
  checkMeshes(json)
  checkNodes(json)
  return json as Gltf
}

// ---- Pictures and materials ----

function checkTextures(json: Rec, binary: Uint8Array): void {
  const views = listOf(json, 'bufferViews')
  const images = listOf(json, 'images')
  if (images.length > MOST.pictures) throw tooMuch(`it has ${images.length} pictures`, CONVERT.small)
  for (const { uri } of images) checkAddress(uri, 'pictures')
  for (const texture of listOf(json, 'textures')) {
    const webp = recordIn(texture['extensions'], 'EXT_texture_webp')
    const source = webp?.['source'] ?? texture['source']
    if (source === undefined && recordIn(texture['extensions'], 'KHR_texture_basisu')) throw ktx2()
    if (source !== undefined) indexIn(source, images, 'picture')
    if (texture['sampler'] !== undefined) indexIn(texture['sampler'], listOf(json, 'samplers'), 'sampler')
  }
  checkPictures(
    images.map(({ bufferView }) => {
      const view = views[indexIn(bufferView, views, 'view')]! as unknown as GltfView
      if (view.extensions?.EXT_meshopt_compression) throw broken('a picture is packed like a mesh')
      const from = view.byteOffset ?? 0
      return binary.subarray(from, from + view.byteLength)
    })
  )
}

function checkMaterials(json: Rec): void {
  const materials = listOf(json, 'materials')
  if (materials.length > MOST.materials) throw tooMuch(`it has ${materials.length} materials`, CONVERT.small)
  const textures = listOf(json, 'textures')
  const walk = (part: Rec): void => {
    for (const [key, value] of Object.entries(part)) {
      if (key === 'extras') continue
      if (key === 'name' && typeof value !== 'string') throw broken('a name is no text')
      if (/(?:Factor|Strength|Cutoff|^ior|^scale|^offset|^rotation|^strength)$/.test(key))
        numbersIn([value].flat(), undefined, `"${key}" of a material`)
      else if (isRecord(value)) {
        if (key.endsWith('Texture')) indexIn(value['index'], textures, 'texture')
        walk(value)
      }
    }
  }
  materials.forEach(walk)
}

// ---- Meshes and nodes ----

const variantsOf = (json: Rec): readonly Rec[] =>
  listOf(recordIn(json['extensions'], 'KHR_materials_variants') ?? {}, 'variants')

function checkMeshes(json: Rec): void {
  const accessors = listOf(json, 'accessors')
  const materials = listOf(json, 'materials')
  const variants = variantsOf(json)
  if (variants.some(({ name }) => typeof name !== 'string')) throw broken('a variant has no name')
  const accessorAt = (index: unknown): GltfAccessor =>
    accessors[indexIn(index, accessors, 'list of numbers')] as unknown as GltfAccessor
  for (const mesh of listOf(json, 'meshes')) {
    const names = recordIn(mesh, 'extras')?.['targetNames'] ?? []
    if (!Array.isArray(names)) throw broken('the names of its shapes are no list')
    if (!Array.isArray(mesh['primitives'])) throw broken('a mesh has no primitives')
    if (mesh['weights'] !== undefined) numbersIn(mesh['weights'], undefined, 'a weight')
    for (const primitive of listOf(mesh, 'primitives')) {
      const attributes = recordIn(primitive, 'attributes')
      if (!attributes) throw broken('a mesh has no positions')
      const count = attributes['POSITION'] === undefined ? 0 : accessorAt(attributes['POSITION']).count
      for (const list of [attributes, ...listOf(primitive, 'targets')])
        for (const [name, index] of Object.entries(list)) {
          const { count: many, type } = accessorAt(index)
          if (many !== count) throw broken(`its ${name} are not as many as its positions`)
          if (Object.hasOwn(TYPES, name) && !TYPES[name]!.includes(type)) throw broken(`its ${name} are of another type`)
        }
      if (primitive['indices'] !== undefined) {
        const { type, componentType } = accessorAt(primitive['indices'])
        if (type !== 'SCALAR' || ![5121, 5123, 5125].includes(componentType)) throw broken('its triangles are none')
      }
      if (primitive['material'] !== undefined) indexIn(primitive['material'], materials, 'material')
      const varied = recordIn(primitive['extensions'], 'KHR_materials_variants')
      for (const mapping of varied ? listOf(varied, 'mappings') : []) {
        indexIn(mapping['material'], materials, 'material')
        const of = mapping['variants']
        if (!Array.isArray(of)) throw broken('a variant is none')
        for (const variant of of) indexIn(variant, variants, 'variant')
      }
    }
  }
}

const TYPES: Readonly<Record<string, string>> = {
  POSITION: 'VEC3',
  NORMAL: 'VEC3',
  TANGENT: 'VEC3 VEC4',
  TEXCOORD_0: 'VEC2',
  TEXCOORD_1: 'VEC2',
  COLOR_0: 'VEC3 VEC4',
}

function checkNodes(json: Rec): void {
  const nodes = listOf(json, 'nodes')
  const meshes = listOf(json, 'meshes')
  const accessors = listOf(json, 'accessors') as unknown as readonly GltfAccessor[]
  if (nodes.length > MOST.nodes) throw tooMuch(`it has ${nodes.length} nodes`, CONVERT.small)
  const parents = new Set<number>()
  let triangles = 0
  for (const node of nodes) {
    for (const [key, length] of [
      ['matrix', 16],
      ['translation', 3],
      ['rotation', 4],
      ['scale', 3],
      ['weights', undefined],
    ] as const)
      if (node[key] !== undefined) numbersIn(node[key], length, `the ${key} of a node`)
    if (node['name'] !== undefined && typeof node['name'] !== 'string') throw broken('a name is no text')
    const children = node['children'] ?? []
    for (const child of Array.isArray(children) ? children : [undefined]) {
      const index = indexIn(child, nodes, 'node')
      if (parents.has(index)) throw broken('its nodes go round, or one hangs in two places')
      parents.add(index)
    }
    const instances = recordIn(recordIn(node['extensions'], 'EXT_mesh_gpu_instancing'), 'attributes')
    const counts = Object.entries(instances ?? {}).map(([name, index]) => {
      const { count, type } = accessors[indexIn(index, accessors, 'list of numbers')]!
      if (type !== ({ ROTATION: 'VEC4', TRANSLATION: 'VEC3', SCALE: 'VEC3' }[name] ?? type))
        throw broken('the places of its copies are of another type')
      return count
    })
    if (new Set(counts).size > 1) throw broken('the places of its copies are not as many as each other')
    if (node['mesh'] === undefined) continue
    const { primitives } = meshes[indexIn(node['mesh'], meshes, 'mesh')]! as unknown as {
      primitives: readonly GltfPrimitive[]
    }
    for (const { indices, attributes } of primitives)
      triangles += ((counts[0] ?? 1) * (accessors[indices ?? attributes['POSITION'] ?? -1]?.count ?? 0)) / 3
  }
  if (triangles > MOST.triangles)
    throw tooMuch(
      `it draws ${Math.round(triangles)} triangles, expected at most ${MOST.triangles}`,
      'Convert: gltf-transform simplify in.glb out.glb'
    )
  checkTree(nodes, parents)
  const scenes = listOf(json, 'scenes')
  if (json['scene'] !== undefined) indexIn(json['scene'], scenes, 'scene')
  for (const { nodes: roots = [] } of scenes)
    for (const root of Array.isArray(roots) ? roots : [undefined]) {
      if (parents.has(indexIn(root, nodes, 'node'))) throw broken('its nodes go round, or one hangs in two places')
    }
}

/** With one parent each, nodes that no root leads to hang on each other in a ring. */
function checkTree(nodes: readonly Rec[], parents: ReadonlySet<number>): void {
  const open = nodes.flatMap((_, index) => (parents.has(index) ? [] : [index]))
  let reached = 0
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    reached++
    open.push(...((nodes[node]!['children'] ?? []) as number[]))
  }
  if (reached < nodes.length) throw broken('its nodes go round, or one hangs in two places')
}
