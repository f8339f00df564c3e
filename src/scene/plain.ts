import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  FrontSide,
  Group,
  InterleavedBuffer,
  InterleavedBufferAttribute,
  Matrix4,
  Mesh,
  MeshStandardMaterial,
  RepeatWrapping,
  SRGBColorSpace,
  Texture,
  type Object3D,
} from 'three'
import { ToileError } from '../ground/index.ts'
import type { Look } from '../template/types.ts'

/** A product that is not sewn but modelled: shown as it is, nodes and materials bound by name. */
export interface Plain {
  readonly root: Group
  /** Shows and hides nodes and paints materials as the look says; what it does not name keeps the file's own. */
  bind(look: Look, trims: ReadonlySet<string>): void
  dispose(): void
}

/**
 * Reads a glTF that is not sewn: a GLB in one file with meshes, nodes and metal-rough materials, quantised or packed
 * (KHR_mesh_quantization, EXT_meshopt_compression). No skins, no animation, no cameras: a product stands still.
 * Pictures are decoded from memory, so a page needs no leave for `blob:` addresses.
 *
 * @throws {ToileError} `scene/no-gltf` when it is no such file, or needs an extension that is not read here.
 */
export async function plainFrom(bytes: Uint8Array): Promise<Plain> {
  const { json, binary } = chunksOf(bytes)
  const unread = json.extensionsRequired?.filter((name) => !READ.has(name)) ?? []
  if (unread.length > 0)
    throw new ToileError('scene/no-gltf', `The glTF needs ${unread.join(', ')}, which the stage does not read.`)
  const views = await Promise.all((json.bufferViews ?? []).map((view) => bytesOf(view, binary)))
  const textures = await Promise.all((json.textures ?? []).map((texture) => textureOf(json, texture, views)))
  const materials = (json.materials ?? []).map((material) => materialOf(material, textures))
  const unpainted = new MeshStandardMaterial()
  const meshes = (json.meshes ?? []).map(({ primitives }) =>
    primitives.map((primitive) => {
      const material = primitive.material === undefined ? unpainted : materials[primitive.material]!
      return [geometryOf(json, primitive, views), material] as const
    })
  )
  const nodes = (json.nodes ?? []).map((node) => {
    const object = new Group()
    object.name = node.name ?? ''
    if (node.matrix) object.applyMatrix4(new Matrix4().fromArray(node.matrix))
    if (node.translation) object.position.fromArray(node.translation)
    if (node.rotation) object.quaternion.fromArray(node.rotation)
    if (node.scale) object.scale.fromArray(node.scale)
    for (const [geometry, material] of node.mesh === undefined ? [] : meshes[node.mesh]!)
      object.add(new Mesh(geometry, material))
    return object
  })
  ;(json.nodes ?? []).forEach((node, i) => node.children?.forEach((child) => nodes[i]!.add(nodes[child]!)))
  const root = new Group()
  for (const i of json.scenes?.[json.scene ?? 0]?.nodes ?? []) root.add(nodes[i]!)
  return { root, bind: (look, trims) => bindLook(root, look, trims), dispose: () => disposeOf(root) }
}

function bindLook(root: Object3D, look: Look, trims: ReadonlySet<string>): void {
  const shown = new Set(look.show)
  root.traverse((part) => {
    if (trims.has(part.name)) part.visible = shown.has(part.name)
    if (!(part instanceof Mesh) || !(part.material instanceof MeshStandardMaterial)) return
    const { material } = part
    const own = (material.userData.own ??= {
      color: `#${material.color.getHexString()}`,
      roughness: material.roughness,
      metalness: material.metalness,
    })
    const { color, roughness, metalness } = { ...own, ...look.materials?.[material.name] }
    material.color.set(color)
    material.roughness = roughness
    material.metalness = metalness
  })
}

function disposeOf(root: Object3D): void {
  root.traverse((part) => {
    if (!(part instanceof Mesh) || !(part.material instanceof MeshStandardMaterial)) return
    part.geometry.dispose()
    for (const value of Object.values(part.material)) if (value instanceof Texture) value.dispose()
    part.material.dispose()
  })
}

// ---- The file ----

const READ: ReadonlySet<string> = new Set(['KHR_mesh_quantization', 'EXT_meshopt_compression', 'EXT_texture_webp'])

interface Packed {
  readonly buffer: number
  readonly byteOffset?: number
  readonly byteLength: number
  readonly byteStride: number
  readonly count: number
  readonly mode: string
  readonly filter?: string
}
interface View {
  readonly byteOffset?: number
  readonly byteLength: number
  readonly byteStride?: number
  readonly extensions?: { readonly EXT_meshopt_compression?: Packed }
}
interface Accessor {
  readonly bufferView?: number
  readonly byteOffset?: number
  readonly componentType: number
  readonly normalized?: boolean
  readonly count: number
  readonly type: string
}
interface Primitive {
  readonly attributes: Readonly<Record<string, number>>
  readonly indices?: number
  readonly material?: number
}
interface Painted {
  readonly name?: string
  readonly doubleSided?: boolean
  readonly emissiveFactor?: readonly [number, number, number]
  readonly normalTexture?: { readonly index: number; readonly scale?: number }
  readonly occlusionTexture?: { readonly index: number }
  readonly pbrMetallicRoughness?: {
    readonly baseColorFactor?: readonly [number, number, number, number]
    readonly baseColorTexture?: { readonly index: number }
    readonly metallicFactor?: number
    readonly roughnessFactor?: number
    readonly metallicRoughnessTexture?: { readonly index: number }
  }
}
interface Pictured {
  readonly source?: number
  readonly extensions?: { readonly EXT_texture_webp?: { readonly source: number } }
}
interface Gltf {
  readonly extensionsRequired?: readonly string[]
  readonly bufferViews?: readonly View[]
  readonly accessors?: readonly Accessor[]
  readonly images?: readonly { readonly bufferView?: number; readonly mimeType?: string }[]
  readonly textures?: readonly Pictured[]
  readonly materials?: readonly Painted[]
  readonly meshes?: readonly { readonly primitives: readonly Primitive[] }[]
  readonly nodes?: readonly {
    readonly name?: string
    readonly mesh?: number
    readonly children?: readonly number[]
    readonly matrix?: number[]
    readonly translation?: number[]
    readonly rotation?: number[]
    readonly scale?: number[]
  }[]
  readonly scene?: number
  readonly scenes?: readonly { readonly nodes?: readonly number[] }[]
}

function chunksOf(bytes: Uint8Array): { json: Gltf; binary: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== 0x46546c67)
    throw new ToileError('scene/no-gltf', 'Expected a binary glTF 2.0 file (GLB).')
  const length = view.getUint32(12, true)
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as Gltf
  return { json, binary: bytes.subarray(28 + length) }
}

async function bytesOf(
  { byteOffset = 0, byteLength, extensions }: View,
  binary: Uint8Array
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = extensions?.EXT_meshopt_compression
  if (!packed) return binary.slice(byteOffset, byteOffset + byteLength)
  const { MeshoptDecoder } = await import('meshoptimizer/decoder')
  await MeshoptDecoder.ready
  const target = new Uint8Array(packed.count * packed.byteStride)
  const from = packed.byteOffset ?? 0
  MeshoptDecoder.decodeGltfBuffer(
    target,
    packed.count,
    packed.byteStride,
    binary.subarray(from, from + packed.byteLength),
    packed.mode,
    packed.filter
  )
  return target
}

const ARRAYS = {
  5120: Int8Array,
  5121: Uint8Array,
  5122: Int16Array,
  5123: Uint16Array,
  5125: Uint32Array,
  5126: Float32Array,
} as const
const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 }
const NAMES: Readonly<Record<string, string>> = {
  POSITION: 'position',
  NORMAL: 'normal',
  TANGENT: 'tangent',
  TEXCOORD_0: 'uv',
  COLOR_0: 'color',
}

function geometryOf(
  json: Gltf,
  { attributes, indices }: Primitive,
  views: readonly Uint8Array<ArrayBuffer>[]
): BufferGeometry {
  const geometry = new BufferGeometry()
  for (const [name, index] of Object.entries(attributes))
    if (Object.hasOwn(NAMES, name)) geometry.setAttribute(NAMES[name]!, attributeOf(json, index, views))
  if (indices !== undefined) geometry.setIndex(attributeOf(json, indices, views) as BufferAttribute)
  if (!geometry.hasAttribute('normal')) geometry.computeVertexNormals()
  return geometry
}

function attributeOf(
  json: Gltf,
  index: number,
  views: readonly Uint8Array<ArrayBuffer>[]
): BufferAttribute | InterleavedBufferAttribute {
  const { bufferView, byteOffset = 0, componentType, normalized = false, count, type } = json.accessors![index]!
  const List = ARRAYS[componentType as keyof typeof ARRAYS]
  const width = WIDTHS[type]!
  if (bufferView === undefined) return new BufferAttribute(new List(count * width), width, normalized)
  const { byteStride, extensions } = json.bufferViews![bufferView]!
  const stride = extensions?.EXT_meshopt_compression?.byteStride ?? byteStride
  const { buffer } = views[bufferView]!
  if (stride === undefined || stride === width * List.BYTES_PER_ELEMENT)
    return new BufferAttribute(new List(buffer, byteOffset, count * width), width, normalized)
  const packed = new InterleavedBuffer(new List(buffer), stride / List.BYTES_PER_ELEMENT)
  return new InterleavedBufferAttribute(packed, width, byteOffset / List.BYTES_PER_ELEMENT, normalized)
}

async function textureOf(
  json: Gltf,
  { source, extensions }: Pictured,
  views: readonly Uint8Array<ArrayBuffer>[]
): Promise<Texture> {
  const image = json.images?.[extensions?.EXT_texture_webp?.source ?? source ?? -1]
  if (image?.bufferView === undefined)
    throw new ToileError('scene/no-gltf', 'The glTF names a picture that lies outside it.')
  const picture = new Blob([views[image.bufferView]!], { type: image.mimeType ?? 'image/png' })
  const texture = new Texture(await createImageBitmap(picture, { imageOrientation: 'none', premultiplyAlpha: 'none' }))
  texture.flipY = false
  texture.wrapS = texture.wrapT = RepeatWrapping
  texture.needsUpdate = true
  return texture
}

function materialOf(
  { name = '', doubleSided, emissiveFactor, pbrMetallicRoughness: pbr = {}, ...maps }: Painted,
  textures: readonly Texture[]
) {
  const material = new MeshStandardMaterial({
    side: doubleSided ? DoubleSide : FrontSide,
    metalness: pbr.metallicFactor ?? 1,
    roughness: pbr.roughnessFactor ?? 1,
  })
  material.name = name
  const [r, g, b, a] = pbr.baseColorFactor ?? [1, 1, 1, 1]
  material.color.setRGB(r, g, b)
  material.opacity = a
  material.transparent = a < 1
  if (emissiveFactor) material.emissive = new Color(...emissiveFactor)
  const at = (map: { readonly index: number } | undefined): Texture | null => (map ? textures[map.index]! : null)
  material.map = at(pbr.baseColorTexture)
  if (material.map) material.map.colorSpace = SRGBColorSpace
  material.metalnessMap = material.roughnessMap = at(pbr.metallicRoughnessTexture)
  material.normalMap = at(maps.normalTexture)
  if (maps.normalTexture?.scale !== undefined) material.normalScale.setScalar(maps.normalTexture.scale)
  material.aoMap = at(maps.occlusionTexture)
  return material
}
