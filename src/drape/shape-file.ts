import { MeshoptDecoder } from 'meshoptimizer/decoder'
import { ToileError } from '../ground/index.ts'
import {
  besideOf,
  broken,
  chunksOf,
  heightsOf,
  isCount,
  isRecord,
  MOST,
  numbersOf,
  panelsOf,
  tooBig,
  type Chunks,
  type ShapeSource,
} from './container.ts'
import { packedOf, readPacked } from './packed-shape.ts'
import { placementsOf } from './placement-file.ts'
import type { SewnShape } from './shape.ts'

/**
 * Shape files are glTF 2.0 (GLB) that any viewer opens: one mesh node `cloth`, and a node per trim whose
 * `extras.toile` lists its placements. Positions are quantised (KHR_mesh_quantization) and every array is packed with
 * EXT_meshopt_compression; what all shapes of a product share lies in a buffer of its own beside them, named by its
 * file name.
 *
 * Where a product has many shapes, they are told more tersely: see `packed-shape.ts`; `readShape` reads both.
 *
 * TEXCOORD_0 holds pattern coordinates in tenths of a millimetre; `_SEWN` how many vertices back the lowest vertex
 * lies that a vertex is sewn to; `_OPEN` the baked occlusion. Placements hold tenths too.
 */
export const SHAPE_FORMAT = 'toile.shape/1'

/**
 * Reads a shape. Nothing is decoded before its counts and lengths are found to fit.
 *
 * @throws {ToileError} `shape/not-glb`, `shape/too-big`, `shape/remote`, `shape/not-a-shape`, `shape/broken`.
 */
export async function readShape(bytes: Uint8Array, source: ShapeSource): Promise<SewnShape> {
  const chunks = chunksOf(bytes)
  const packed = packedOf(chunks)
  if (packed) return readPacked(packed, chunks, source)
  const { binary } = chunks
  const json = gltfOf(chunks)
  const cloth = json.nodes.find((node) => node.name === 'cloth')
  const about = cloth?.extras?.toile
  const primitive = cloth?.mesh === undefined ? undefined : json.meshes[cloth.mesh]?.primitives[0]
  if (!cloth || !primitive || !isRecord(about) || about.format !== SHAPE_FORMAT)
    throw new ToileError(
      'shape/not-a-shape',
      `The file is a glTF, but no shape: it has no node "cloth" of format "${SHAPE_FORMAT}".`
    )

  const arrays = await arraysOf(json, binary, source, primitive)
  const count = arrays.positions.count
  const panels = panelsOf(about.panels, count)
  const weld = Uint32Array.from({ length: count }, (_, i) => i - arrays.sewn.at(i, 0))
  if (weld.some((lowest, i) => lowest < 0 || lowest > i || weld[lowest] !== lowest))
    throw broken('a vertex is sewn to none')
  const triangles = Uint32Array.from({ length: arrays.index.count }, (_, i) => arrays.index.at(i, 0))
  if (triangles.some((corner) => corner >= count)) throw broken('a triangle names a vertex that is not there')

  const scale = numbersOf(cloth.scale ?? [1, 1, 1], 3)
  const shift = numbersOf(cloth.translation ?? [0, 0, 0], 3)
  const panel = new Uint8Array(count)
  panels.forEach(({ first, count: many }, k) => panel.fill(k, first, first + many))
  return {
    positions: Float32Array.from({ length: 3 * count }, (_, k) => {
      const axis = k % 3
      return arrays.positions.at(Math.floor(k / 3), axis) * scale[axis]! + shift[axis]!
    }),
    pattern: Float32Array.from({ length: 2 * count }, (_, k) => arrays.pattern.at(Math.floor(k / 2), k % 2) / 10),
    panel,
    triangles,
    weld,
    occlusion: arrays.open ? Uint8Array.from({ length: count }, (_, i) => arrays.open!.at(i, 0)) : null,
    panels: panels.map(({ name, piece, copy }) => ({ name, piece, copy })),
    placements: placementsOf(
      json.nodes.flatMap(({ name, extras }) =>
        name !== undefined && name !== 'cloth' && isRecord(extras?.toile) && extras.toile.placements !== undefined
          ? [[name, extras.toile.placements] as const]
          : []
      ),
      panels
    ),
    heights: heightsOf(about.heights),
  }
}

// ---- The container ----

interface Gltf {
  readonly buffers: readonly { readonly byteLength: number; readonly uri?: string }[]
  readonly bufferViews: readonly {
    readonly byteLength: number
    readonly extensions?: { readonly EXT_meshopt_compression?: Packed }
  }[]
  readonly accessors: readonly {
    readonly bufferView: number
    readonly byteOffset?: number
    readonly componentType: number
    readonly count: number
    readonly type: string
  }[]
  readonly meshes: readonly { readonly primitives: readonly Primitive[] }[]
  readonly nodes: readonly {
    readonly name?: string
    readonly mesh?: number
    readonly scale?: unknown
    readonly translation?: unknown
    readonly extras?: { readonly toile?: unknown }
  }[]
}

interface Packed {
  readonly buffer: number
  readonly byteOffset?: number
  readonly byteLength: number
  readonly byteStride: number
  readonly count: number
  readonly mode: string
  readonly filter?: string
}

interface Primitive {
  readonly attributes: Readonly<Record<string, number>>
  readonly indices: number
}

function gltfOf({ json }: Chunks): Gltf {
  const lists = ['buffers', 'bufferViews', 'accessors', 'meshes', 'nodes'] as const
  if (!lists.every((key) => Array.isArray(json[key]) && json[key].every(isRecord)))
    throw new ToileError('shape/not-a-shape', 'The file is a glTF, but no shape: it has no mesh.')
  for (const mesh of json.meshes as Record<string, unknown>[])
    if (!Array.isArray(mesh.primitives) || !mesh.primitives.every((one) => isRecord(one) && isRecord(one.attributes)))
      throw broken('a mesh has no primitives')
  return json as unknown as Gltf
}

// ---- Arrays ----

/** An accessor, decoded: component `k` of element `i`. */
interface Column {
  readonly count: number
  readonly at: (i: number, k: number) => number
}

const COMPONENTS: Readonly<
  Record<number, readonly [bytes: number, read: 'getInt8' | 'getUint8' | 'getInt16' | 'getUint16' | 'getUint32']>
> = {
  5120: [1, 'getInt8'],
  5121: [1, 'getUint8'],
  5122: [2, 'getInt16'],
  5123: [2, 'getUint16'],
  5125: [4, 'getUint32'],
}
const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3 }

async function arraysOf(json: Gltf, binary: Uint8Array, source: ShapeSource, primitive: Primitive) {
  const named = (name: string) => {
    const index = Object.hasOwn(primitive.attributes, name) ? primitive.attributes[name] : undefined
    return index === undefined ? undefined : json.accessors[index]
  }
  const count = named('POSITION')?.count
  if (!isCount(count) || count === 0) throw broken('it has no vertices')
  if (count > MOST.vertices) throw tooBig(`it has more than ${MOST.vertices} vertices`)
  const corners = json.accessors[primitive.indices]?.count
  if (!isCount(corners) || corners === 0 || corners % 3 !== 0) throw broken('it has no triangles')
  if (corners > 3 * MOST.triangles) throw tooBig(`it has more than ${MOST.triangles} triangles`)

  const wanted = [
    ['positions', named('POSITION'), count, 'VEC3'],
    ['pattern', named('TEXCOORD_0'), count, 'VEC2'],
    ['sewn', named('_SEWN'), count, 'SCALAR'],
    ['index', json.accessors[primitive.indices], corners, 'SCALAR'],
  ] as const
  const plans = wanted.map(([what, accessor, many, type]) => [what, planOf(json, accessor, what, many, type)] as const)
  const shade = named('_OPEN')
  const open = shade ? planOf(json, shade, 'occlusion', count, 'SCALAR') : null

  const files = new Map<number, Promise<Uint8Array>>()
  const fileOf = (index: number) => {
    let file = files.get(index)
    if (!file) files.set(index, (file = bytesOfBuffer(json, index, binary, source)))
    return file
  }
  await MeshoptDecoder.ready
  const columns = await Promise.all(
    plans.map(async ([what, plan]) => [what, decoded(plan, await fileOf(plan.packed.buffer))] as const)
  )
  return {
    ...(Object.fromEntries(columns) as Record<(typeof wanted)[number][0], Column>),
    open: open ? decoded(open, await fileOf(open.packed.buffer)) : null,
  }
}

interface ColumnPlan {
  readonly packed: Packed
  readonly start: number
  readonly component: readonly [number, 'getInt8' | 'getUint8' | 'getInt16' | 'getUint16' | 'getUint32']
  readonly count: number
}

/** Everything about an array that can be checked without decoding it. */
function planOf(
  json: Gltf,
  accessor: Gltf['accessors'][number] | undefined,
  what: string,
  count: number,
  type: string
): ColumnPlan {
  if (!accessor) throw broken(`it has no ${what}`)
  const component = COMPONENTS[accessor.componentType]
  if (!component || accessor.type !== type || accessor.count !== count)
    throw broken(`its ${what} have another form or count`)
  const view = json.bufferViews[accessor.bufferView]
  const packed = view?.extensions?.EXT_meshopt_compression
  if (!view || !isRecord(packed)) throw broken(`its ${what} are not packed with EXT_meshopt_compression`)
  const start = accessor.byteOffset ?? 0
  const width = component[0] * WIDTHS[type]!
  const numbers = [packed.buffer, packed.byteOffset ?? 0, packed.byteLength, packed.byteStride, packed.count, start]
  if (!numbers.every(isCount)) throw broken(`its ${what} have no lengths`)
  if (packed.byteStride > 256 || start + width > packed.byteStride) throw broken(`its ${what} do not fit their stride`)
  if (packed.count !== count || view.byteLength !== packed.count * packed.byteStride)
    throw broken(`its ${what} are of another length`)
  if (packed.mode !== (what === 'index' ? 'TRIANGLES' : 'ATTRIBUTES'))
    throw broken(`its ${what} are packed in another way`)
  if (packed.filter !== undefined && packed.filter !== 'NONE') throw broken(`its ${what} are filtered`)
  return { packed, start, component, count }
}

function decoded({ packed, start, component: [bytes, read], count }: ColumnPlan, file: Uint8Array): Column {
  const from = packed.byteOffset ?? 0
  if (from + packed.byteLength > file.byteLength) throw broken('its data are cut off')
  const target = new Uint8Array(packed.count * packed.byteStride)
  try {
    MeshoptDecoder.decodeGltfBuffer(
      target,
      packed.count,
      packed.byteStride,
      file.subarray(from, from + packed.byteLength),
      packed.mode
    )
  } catch (cause) {
    throw new ToileError('shape/broken', 'The shape file is broken: its data cannot be unpacked.', { cause })
  }
  const view = new DataView(target.buffer)
  return { count, at: (i, k) => view[read](i * packed.byteStride + start + k * bytes, true) }
}

async function bytesOfBuffer(json: Gltf, index: number, binary: Uint8Array, source: ShapeSource): Promise<Uint8Array> {
  const buffer = json.buffers[index]
  if (!buffer) throw broken('it names a buffer that is not there')
  if (buffer.uri === undefined) {
    if (index !== 0) throw broken('it names a buffer that holds nothing')
    return binary
  }
  const bytes = await besideOf(buffer.uri, source)
  if (bytes.byteLength < buffer.byteLength) throw broken('what lies beside it is cut off')
  return bytes
}
