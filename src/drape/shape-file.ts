import { MeshoptDecoder } from 'meshoptimizer/decoder'
import { ToileError } from '../ground/index.ts'
import type { Pair, Panel, Placement, SewnShape } from './shape.ts'

/**
 * Shape files are glTF 2.0 (GLB) that any viewer opens: one mesh node `cloth`, and a node per trim whose
 * `extras.toile` lists its placements. Positions are quantised (KHR_mesh_quantization) and every array is packed with
 * EXT_meshopt_compression; what all shapes of a product share lies in a buffer of its own beside them, named by its
 * file name.
 *
 * TEXCOORD_0 holds pattern coordinates in tenths of a millimetre; `_SEWN` how many vertices back the lowest vertex
 * lies that a vertex is sewn to; `_OPEN` the baked occlusion. Placements hold tenths too.
 */
export const SHAPE_FORMAT = 'toile.shape/1'

/**
 * What a placement node's `extras.toile` holds: a placement `on` one or several panels, by their index. Lengths are
 * tenths of a millimetre; points are flat, each after the first as the step from the one before. Spots (bar tacks,
 * rivets) may be several, with an angle each.
 */
export type PackedPlacement = { readonly kind: string; readonly on: readonly number[] } & Readonly<
  Record<string, unknown>
>

/** More than any garment needs; a file that claims more is refused before anything is allocated. */
const MOST = {
  bytes: 4_000_000,
  json: 1_000_000,
  vertices: 65_535,
  triangles: 200_000,
  panels: 64,
  placements: 2_000,
  points: 2_000,
}

export interface ShapeSource {
  /** Loads a file that lies beside the shape; the name is a plain file name, checked. */
  readonly beside: (name: string) => Promise<Uint8Array>
}

/**
 * Reads a shape. Nothing is decoded before its counts and lengths are found to fit.
 *
 * @throws {ToileError} `shape/not-glb`, `shape/too-big`, `shape/remote`, `shape/not-a-shape`, `shape/broken`.
 */
export async function readShape(bytes: Uint8Array, source: ShapeSource): Promise<SewnShape> {
  const { json, binary } = chunksOf(bytes)
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
    placements: placementsOf(json, panels),
    heights: heightsOf(about.heights),
  }
}

const broken = (what: string) => new ToileError('shape/broken', `The shape file is broken: ${what}.`)
const tooBig = (what: string) => new ToileError('shape/too-big', `The shape file is refused: ${what}.`)

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

const GLB = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BIN_CHUNK = 0x004e4942

function chunksOf(bytes: Uint8Array): { json: Gltf; binary: Uint8Array } {
  if (bytes.byteLength > MOST.bytes) throw tooBig(`it has more than ${MOST.bytes} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const notGlb = () => new ToileError('shape/not-glb', 'Expected a binary glTF 2.0 file (GLB).')
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== GLB || view.getUint32(4, true) !== 2) throw notGlb()
  if (view.getUint32(8, true) !== bytes.byteLength) throw broken('its length is not what its header says')
  const jsonLength = view.getUint32(12, true)
  if (view.getUint32(16, true) !== JSON_CHUNK) throw notGlb()
  if (jsonLength > MOST.json) throw tooBig('its description is too long')
  if (20 + jsonLength > bytes.byteLength) throw broken('its description is cut off')
  let binary: Uint8Array = new Uint8Array()
  const next = 20 + jsonLength
  if (next + 8 <= bytes.byteLength) {
    const length = view.getUint32(next, true)
    if (view.getUint32(next + 4, true) !== BIN_CHUNK || next + 8 + length > bytes.byteLength)
      throw broken('its data are cut off')
    binary = bytes.subarray(next + 8, next + 8 + length)
  }
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength)))
  } catch (cause) {
    throw new ToileError('shape/broken', 'The shape file is broken: its description is not JSON.', { cause })
  }
  const lists = ['buffers', 'bufferViews', 'accessors', 'meshes', 'nodes'] as const
  if (!isRecord(json) || !lists.every((key) => Array.isArray(json[key]) && json[key].every(isRecord)))
    throw new ToileError('shape/not-a-shape', 'The file is a glTF, but no shape: it has no mesh.')
  for (const mesh of json.meshes as Record<string, unknown>[])
    if (!Array.isArray(mesh.primitives) || !mesh.primitives.every((one) => isRecord(one) && isRecord(one.attributes)))
      throw broken('a mesh has no primitives')
  return { json: json as unknown as Gltf, binary }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
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
  // A plain name: no folder, no scheme, no host, nothing hidden. A shape may not make the page ask anybody else.
  if (typeof buffer.uri !== 'string' || !/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(buffer.uri))
    throw new ToileError('shape/remote', 'The shape file names data that do not lie beside it.')
  const bytes = await source.beside(buffer.uri)
  if (bytes.byteLength > MOST.bytes) throw tooBig(`what lies beside it has more than ${MOST.bytes} bytes`)
  if (bytes.byteLength < buffer.byteLength) throw broken('what lies beside it is cut off')
  return bytes
}

// ---- What lies on the cloth ----

interface PanelRange extends Panel {
  readonly first: number
  readonly count: number
}

function panelsOf(value: unknown, vertices: number): PanelRange[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST.panels) throw broken('it has no panels')
  let next = 0
  const panels = value.map((panel: unknown): PanelRange => {
    if (!isRecord(panel) || typeof panel.piece !== 'string' || !isCount(panel.count))
      throw broken('a panel is not described')
    const copy = panel.copy === 'L' || panel.copy === 'R' ? panel.copy : null
    const first = next
    next += panel.count
    return { name: copy ? `${panel.piece}.${copy}` : panel.piece, piece: panel.piece, copy, first, count: panel.count }
  })
  if (next !== vertices) throw broken('its panels are not made of its vertices')
  return panels
}

function heightsOf(value: unknown): Record<string, number> {
  const heights = Object.create(null) as Record<string, number>
  if (!isRecord(value)) throw broken('it has no heights')
  for (const [name, height] of Object.entries(value)) {
    if (typeof height !== 'number' || !Number.isFinite(height)) throw broken('a height is no number')
    heights[name] = height
  }
  return heights
}

function placementsOf(json: Gltf, panels: readonly Panel[]): Placement[] {
  const placements: Placement[] = []
  for (const node of json.nodes) {
    const list =
      node.name === 'cloth' ? undefined : isRecord(node.extras?.toile) ? node.extras.toile.placements : undefined
    if (list === undefined || node.name === undefined) continue
    if (!Array.isArray(list)) throw broken(`node "${node.name}" has no list of placements`)
    for (const packed of list) placements.push(...unpacked(node.name, packed, panels))
    if (placements.length > MOST.placements) throw tooBig(`it places more than ${MOST.placements} things`)
  }
  return placements
}

const mm = (value: unknown): number => numbersOf([value], 1)[0]! / 10

function unpacked(node: string, packed: unknown, panels: readonly Panel[]): Placement[] {
  if (!isRecord(packed)) throw broken(`a placement of "${node}" is not described`)
  const points = () => pairsOf(packed.points, node)
  return numbersOf(packed.on).flatMap((index): Placement[] => {
    const panel = panels[index]?.name
    if (panel === undefined) throw broken(`"${node}" lies on a panel that is not there`)
    const on = { node, panel }
    switch (packed.kind) {
      case 'stitch':
        return [
          {
            ...on,
            kind: 'stitch',
            points: points(),
            rows: numbersOf(packed.rows).map((row) => row / 10),
            pitch: mm(packed.pitch),
          },
        ]
      case 'band':
        return [
          {
            ...on,
            kind: 'band',
            points: points(),
            from: mm(packed.from),
            to: mm(packed.to),
            height: mm(packed.height),
          },
        ]
      case 'patch':
        return [
          { ...on, kind: 'patch', points: points(), height: mm(packed.height), material: textOf(packed.material) },
        ]
      case 'opening':
        return [{ ...on, kind: 'opening', points: points() }]
      case 'strip': {
        const toPanel = panels.find(({ name }) => name === packed.toPanel)?.name
        if (packed.toPanel !== undefined && toPanel === undefined)
          throw broken(`"${node}" reaches to a panel that is not there`)
        const reach = toPanel === undefined ? {} : { toPanel }
        return [
          { ...on, ...reach, kind: 'strip', points: points(), width: mm(packed.width), height: mm(packed.height) },
        ]
      }
      case 'bartack':
      case 'button':
      case 'rivet':
      case 'buttonhole': {
        const { kind } = packed
        return spotsOf(packed, node).map((spot) => ({ ...on, kind, ...spot }))
      }
      case 'text':
        return spotsOf(packed, node).map((spot) => ({ ...on, kind: 'text', ...spot, option: textOf(packed.option) }))
      default:
        throw broken(`"${node}" holds something of an unknown kind`)
    }
  })
}

function spotsOf(packed: Record<string, unknown>, node: string): { at: Pair; angle: number; size: number }[] {
  const places = pairsOf(packed.at, node)
  const angles = numbersOf(packed.angle, places.length)
  return places.map((at, i) => ({ at, angle: angles[i]!, size: mm(packed.size) }))
}

function pairsOf(value: unknown, node: string): Pair[] {
  const flat = numbersOf(value)
  if (flat.length === 0 || flat.length % 2 !== 0) throw broken(`a line of "${node}" has no points`)
  let [x, y] = [0, 0]
  return Array.from(
    { length: flat.length / 2 },
    (_, i) => [(x += flat[2 * i]!) / 10, (y += flat[2 * i + 1]!) / 10] as const
  )
}

function numbersOf(value: unknown, length?: number): number[] {
  const fits =
    Array.isArray(value) && value.length <= 2 * MOST.points && (length === undefined || value.length === length)
  if (!fits || !value.every((one) => typeof one === 'number' && Number.isFinite(one)))
    throw broken('a list of numbers is none')
  return value as number[]
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value.length > 100) throw broken('a name is none')
  return value
}
