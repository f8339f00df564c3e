import { MeshoptDecoder } from 'meshoptimizer/decoder'
import {
  besideOf,
  broken,
  chunksOf,
  heightsOf,
  isCount,
  isRecord,
  MOST,
  panelsOf,
  tooBig,
  type Chunks,
  type PanelRange,
  type ShapeSource,
} from './container.ts'
import { walkColumns } from './packing/columns.ts'
import { orderOf, type Order } from './packing/order.ts'
import { bitSource, readNumber } from './packing/range.ts'
import { placementsOf } from './placement-file.ts'
import type { Placement, SewnShape } from './shape.ts'

/**
 * A shape told by what it shares with others, in three files, each in glTF's binary container:
 * - the mesh of the product: triangles, which vertices are sewn together, the pattern of one cut;
 * - the cut: the pattern of all shapes of that cut, what lies on it, what wears it;
 * - the shape: where that cloth hangs, and how open to the room it is. Its buffers name the other two, its nodes what
 *   the cut has on it.
 * Of each array is written only how far it is off what the mesh foretells (`packing/`). Pattern coordinates are tenths
 * of a millimetre, positions steps of `step` mm. `sum` (FNV-1a) finds bytes that were damaged on their way.
 */
export const PACKED = { mesh: 'toile.mesh/2', cut: 'toile.cut/2', shape: 'toile.shape/2' } as const

/** What the file says of itself; null where it is no packed shape. */
export function packedOf({ json }: Chunks, format: string = PACKED.shape): Readonly<Record<string, unknown>> | null {
  const node = Array.isArray(json.nodes) ? (json.nodes[0] as unknown) : undefined
  const about = isRecord(node) && isRecord(node.extras) ? node.extras.toile : undefined
  return isRecord(about) && about.format === format ? about : null
}

/**
 * @throws {ToileError} `shape/remote`, `shape/too-big`, `shape/broken`, `shape/not-glb`.
 */
export async function readPacked(
  about: Readonly<Record<string, unknown>>,
  { json, binary }: Chunks,
  source: ShapeSource
): Promise<SewnShape> {
  checkSum(about, binary)
  const buffers: readonly unknown[] = Array.isArray(json.buffers) ? json.buffers : []
  const uriOf = (buffer: unknown) => (isRecord(buffer) ? buffer.uri : undefined)
  const [meshBytes, cutBytes] = await Promise.all([
    besideOf(uriOf(buffers[1]), source),
    besideOf(uriOf(buffers[2]), source),
  ])
  const mesh = await remembered(meshes, meshBytes, readMesh)
  const cut = await remembered(cuts, cutBytes, (bytes) => readCut(bytes, mesh))
  const { step } = about
  if (typeof step !== 'number' || !(step > 0 && step < 10)) throw broken('its step is none')
  const places = unpacked(about, binary, 'positions', mesh, 3, mesh.weld)
  const open = unpacked(about, binary, 'open', mesh, 1, mesh.weld)
  return {
    positions: Float32Array.from(places, (steps) => (steps * step) / 1000),
    pattern: cut.pattern,
    panel: mesh.panel,
    triangles: mesh.triangles,
    weld: mesh.weld,
    occlusion: Uint8Array.from(open, (level) => Math.max(0, Math.min(255, level * OPEN))),
    worn: cut.worn,
    panels: mesh.panels.map(({ name, piece, copy }) => ({ name, piece, copy })),
    placements: cut.placements,
    heights: heightsOf(about.heights),
  }
}

/** Levels of occlusion and of wear are this far apart, of 255. */
export const OPEN = 5
export const WORN = 6

interface Mesh {
  readonly panels: readonly PanelRange[]
  readonly panel: Uint8Array
  readonly triangles: Uint32Array
  readonly weld: Uint32Array
  readonly order: Order
}

interface Cut {
  readonly pattern: Float32Array
  readonly worn: Uint8Array
  readonly placements: readonly Placement[]
}

/** What files beside a shape hold is unpacked once for all shapes that name them. */
const meshes = new WeakMap<Uint8Array, Promise<Mesh>>()
const cuts = new WeakMap<Uint8Array, Promise<Cut>>()

function remembered<T>(
  known: WeakMap<Uint8Array, Promise<T>>,
  bytes: Uint8Array,
  read: (bytes: Uint8Array) => Promise<T>
): Promise<T> {
  let value = known.get(bytes)
  if (!value) known.set(bytes, (value = read(bytes)))
  return value
}

async function readMesh(bytes: Uint8Array): Promise<Mesh> {
  const chunks = chunksOf(bytes)
  const about = packedOf(chunks, PACKED.mesh)
  if (!about) throw broken('its mesh is none')
  checkSum(about, chunks.binary)
  const { vertices, corners } = about
  if (!isCount(vertices) || vertices === 0 || !isCount(corners) || corners === 0 || corners % 3 !== 0)
    throw broken('it has no triangles')
  if (vertices > MOST.vertices) throw tooBig(`it has more than ${MOST.vertices} vertices`)
  if (corners > 3 * MOST.triangles) throw tooBig(`it has more than ${MOST.triangles} triangles`)
  await MeshoptDecoder.ready
  const part = (name: string, count: number, stride: number, mode: 'ATTRIBUTES' | 'TRIANGLES'): DataView => {
    const target = new Uint8Array(count * stride)
    try {
      MeshoptDecoder.decodeGltfBuffer(target, count, stride, partOf(about, chunks.binary, name), mode)
    } catch (cause) {
      throw broken('its data cannot be unpacked', cause)
    }
    return new DataView(target.buffer)
  }
  const [index, sewn, pattern] = [
    part('triangles', corners, 2, 'TRIANGLES'),
    part('sewn', vertices, 4, 'ATTRIBUTES'),
    part('pattern', vertices, 4, 'ATTRIBUTES'),
  ]
  const triangles = Uint32Array.from({ length: corners }, (_, i) => index.getUint16(2 * i, true))
  if (triangles.some((corner) => corner >= vertices)) throw broken('a triangle names a vertex that is not there')
  const weld = Uint32Array.from({ length: vertices }, (_, i) => i - sewn.getUint16(4 * i, true))
  if (weld.some((lowest, i) => lowest > i || weld[lowest] !== lowest)) throw broken('a vertex is sewn to none')
  const panels = panelsOf(about.panels, vertices)
  const panel = new Uint8Array(vertices)
  panels.forEach(({ first, count }, k) => panel.fill(k, first, first + count))
  const flat = Float64Array.from({ length: 2 * vertices }, (_, k) => pattern.getInt16(2 * k, true) / 10)
  return { panels, panel, triangles, weld, order: orderOf(flat, panel) }
}

async function readCut(bytes: Uint8Array, mesh: Mesh): Promise<Cut> {
  const chunks = chunksOf(bytes)
  const about = packedOf(chunks, PACKED.cut)
  if (!about) throw broken('its cut is none')
  checkSum(about, chunks.binary)
  const text = await inflated(partOf(about, chunks.binary, 'placements'))
  let lists: unknown
  try {
    lists = JSON.parse(text)
  } catch (cause) {
    throw broken('its placements are not JSON', cause)
  }
  if (!isRecord(lists)) throw broken('its placements are none')
  return {
    pattern: Float32Array.from(unpacked(about, chunks.binary, 'pattern', mesh, 2, null), (tenths) => tenths / 10),
    worn: Uint8Array.from(unpacked(about, chunks.binary, 'worn', mesh, 1, mesh.weld), (level) =>
      Math.max(0, Math.min(255, 128 + level * WORN))
    ),
    placements: placementsOf(Object.entries(lists), mesh.panels),
  }
}

function unpacked(
  about: Readonly<Record<string, unknown>>,
  binary: Uint8Array,
  name: string,
  { order }: Mesh,
  width: number,
  same: Uint32Array | null
): Int32Array {
  const source = bitSource(partOf(about, binary, name))
  const values = new Int32Array(width * order.sequence.length)
  walkColumns(order, values, width, same, (models, context, foretold) => foretold + readNumber(source, models, context))
  if (!source.isWhole()) throw broken('its data are cut off')
  return values
}

function partOf(about: Readonly<Record<string, unknown>>, binary: Uint8Array, name: string): Uint8Array {
  const part: unknown = isRecord(about.parts) && Object.hasOwn(about.parts, name) ? about.parts[name] : undefined
  if (!Array.isArray(part) || part.length !== 2 || !part.every(isCount)) throw broken(`it has no ${name}`)
  const [from, length] = part as [number, number]
  if (from + length > binary.byteLength) throw broken('its data are cut off')
  return binary.subarray(from, from + length)
}

/** Text that was deflated, as long as it is no bomb. */
async function inflated(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      text += decoder.decode(value, { stream: true })
      if (text.length > MOST.json) break
    }
  } catch (cause) {
    throw broken('its placements cannot be unpacked', cause)
  }
  void reader.cancel()
  throw tooBig('its placements are too long')
}

function checkSum(about: Readonly<Record<string, unknown>>, binary: Uint8Array): void {
  if (about.sum !== sumOf(binary)) throw broken('its data are damaged')
}

/** FNV-1a, 32 bits. */
export function sumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0
  return sum
}
