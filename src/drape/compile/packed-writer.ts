import { deflateRawSync } from 'node:zlib'
import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { chunksOf } from '../container.ts'
import { OPEN, PACKED, packedOf, sumOf, WORN } from '../packed-shape.ts'
import { walkColumns } from '../packing/columns.ts'
import { orderOf, type Order } from '../packing/order.ts'
import type { SewnShape } from '../shape.ts'
import { glbOf, joined, packer } from './packer.ts'
import { bitSink, writeNumber } from './range-writer.ts'
import { orderedMesh, panelCounts, trimNodes } from './shape-writer.ts'

/** What all shapes of a product share, and how their arrays are put in its order. */
export interface SharedMesh {
  readonly name: string
  readonly bytes: Uint8Array
  /** Old vertex by new. */
  readonly order: Uint32Array
  readonly weld: Uint32Array
  readonly packing: Order
}

/** mm between two places a vertex can be. */
const STEP = 0.15

export async function writeMesh(
  name: string,
  shape: Pick<SewnShape, 'panel' | 'pattern' | 'triangles' | 'weld' | 'panels'>
): Promise<SharedMesh> {
  await MeshoptEncoder.ready
  const { order, triangles, weld } = orderedMesh(shape)
  const pattern = Int16Array.from({ length: 2 * order.length }, (_, k) =>
    Math.round(shape.pattern[2 * order[k >> 1]! + (k & 1)]! * 10)
  )
  const sewn = new Uint16Array(2 * order.length)
  weld.forEach((lowest, i) => (sewn[2 * i] = i - lowest))
  const pack = packer()
  const bytesOf = (array: Int16Array | Uint16Array) => new Uint8Array(array.buffer)
  const parts = {
    triangles: pack.add(bytesOf(Uint16Array.from(triangles)), triangles.length, 2, 'TRIANGLES'),
    sewn: pack.add(bytesOf(sewn), order.length, 4, 'ATTRIBUTES'),
    pattern: pack.add(bytesOf(pattern), order.length, 4, 'ATTRIBUTES'),
  }
  const about = {
    vertices: order.length,
    corners: triangles.length,
    panels: panelCounts(shape),
    parts: Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, [part.offset, part.length]])),
  }
  const panel = Uint8Array.from(order, (old) => shape.panel[old]!)
  const packing = orderOf(
    Float64Array.from(pattern, (tenths) => tenths / 10),
    panel
  )
  return { name, bytes: fileOf('mesh', PACKED.mesh, about, ALONE, pack.bytes()), order, weld, packing }
}

/** What all shapes of one cut share. */
export function writeCut(
  { pattern, worn, placements, panels }: Pick<SewnShape, 'pattern' | 'worn' | 'placements' | 'panels'>,
  mesh: SharedMesh
): Uint8Array {
  const columns = {
    pattern: packed(mesh, 2, false, (old, axis) => pattern[2 * old + axis]! * 10),
    worn: packed(mesh, 1, true, (old) => ((worn?.[old] ?? 128) - 128) / WORN),
  }
  return cutFile(columns, { placements, panels })
}

function cutFile(
  columns: Readonly<Record<'pattern' | 'worn', Uint8Array>>,
  what: Pick<SewnShape, 'placements' | 'panels'>
): Uint8Array {
  const lists = Object.fromEntries(trimNodes(what).map(({ name, extras }) => [name, extras.toile.placements]))
  const placements = new Uint8Array(deflateRawSync(JSON.stringify(lists), { level: 9 }))
  return partsFile('cut', PACKED.cut, {}, ALONE, { ...columns, placements })
}

/** The same cut with other things on it. */
export function relaid(cut: Uint8Array, what: Pick<SewnShape, 'placements' | 'panels'>): Uint8Array {
  const { pattern, worn } = partsIn(cut, PACKED.cut).parts
  return cutFile({ pattern: pattern!, worn: worn! }, what)
}

/** The same shape, of a cut that was laid again. */
export function renamed(
  shape: Uint8Array,
  { placements }: Pick<SewnShape, 'placements'>,
  mesh: Beside,
  cut: Beside
): Uint8Array {
  const { about, parts } = partsIn(shape, PACKED.shape)
  return shapeFile({ step: about.step, heights: about.heights }, placements, mesh, cut, parts)
}

function partsIn(file: Uint8Array, format: string) {
  const chunks = chunksOf(file)
  const about = packedOf(chunks, format)
  if (!about) throw new RangeError(`Expected a file of format "${format}".`)
  const places = Object.entries(about.parts as Readonly<Record<string, readonly [number, number]>>)
  const parts = Object.fromEntries(
    places.map(([name, [from, length]]) => [name, chunks.binary.subarray(from, from + length)])
  )
  return { about, parts }
}

/** A shape of a cut, which lies beside it. */
export function writeHung(
  { positions, occlusion, heights, placements }: Pick<SewnShape, 'positions' | 'occlusion' | 'heights' | 'placements'>,
  mesh: SharedMesh,
  cut: Beside
): Uint8Array {
  return shapeFile({ step: STEP, heights }, placements, mesh, cut, {
    positions: packed(mesh, 3, true, (old, axis) => (positions[3 * old + axis]! * 1000) / STEP),
    open: packed(mesh, 1, true, (old) => (occlusion?.[old] ?? 255) / OPEN),
  })
}

function shapeFile(
  about: object,
  placements: SewnShape['placements'],
  mesh: Beside,
  cut: Beside,
  parts: Readonly<Record<string, Uint8Array>>
): Uint8Array {
  const trims = [...new Set(placements.map(({ node }) => node))]
  return partsFile('cloth', PACKED.shape, about, { trims, beside: [mesh, cut] }, parts)
}

function packed(
  { order, weld, packing }: SharedMesh,
  width: number,
  isWelded: boolean,
  valueOf: (old: number, axis: number) => number
): Uint8Array {
  const wanted = Int32Array.from({ length: width * order.length }, (_, k) =>
    Math.round(valueOf(order[Math.floor(k / width)]!, k % width))
  )
  const sink = bitSink()
  const values = new Int32Array(wanted.length)
  walkColumns(packing, values, width, isWelded ? weld : null, (models, context, foretold, index) => {
    writeNumber(sink, models, context, wanted[index]! - foretold)
    return wanted[index]!
  })
  return sink.bytes()
}

interface Company {
  /** Names of nodes. */
  readonly trims: readonly string[]
  readonly beside: readonly Beside[]
}

interface Beside {
  readonly name: string
  readonly bytes: Uint8Array
}

const ALONE: Company = { trims: [], beside: [] }

function partsFile(
  node: string,
  format: string,
  about: object,
  company: Company,
  parts: Readonly<Record<string, Uint8Array>>
): Uint8Array {
  let length = 0
  const places = Object.entries(parts).map(([name, bytes]) => {
    length += bytes.byteLength
    return [name, [length - bytes.byteLength, bytes.byteLength]] as const
  })
  const gap = (4 - (length % 4)) % 4
  const binary = joined([...Object.values(parts), new Uint8Array(gap)], length + gap)
  return fileOf(node, format, { ...about, parts: Object.fromEntries(places) }, company, binary)
}

function fileOf(
  node: string,
  format: string,
  about: object,
  { trims, beside }: Company,
  binary: Uint8Array
): Uint8Array {
  const gltf = {
    asset: { version: '2.0', generator: 'toile' },
    scene: 0,
    scenes: [{ nodes: [0, ...trims.map((_, i) => i + 1)] }],
    nodes: [
      { name: node, extras: { toile: { format, sum: sumOf(binary), ...about } } },
      ...trims.map((name) => ({ name })),
    ],
    buffers: [
      { byteLength: binary.byteLength },
      ...beside.map(({ name, bytes }) => ({ uri: name, byteLength: bytes.byteLength })),
    ],
  }
  return glbOf(gltf, binary)
}
