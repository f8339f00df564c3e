import { MeshoptEncoder } from 'meshoptimizer/encoder'
import type { PackedPlacement } from '../placement-file.ts'
import { SHAPE_FORMAT } from '../shape-file.ts'
import { glbOf, packer, type PackedPart } from './packer.ts'
import type { Pair, SewnShape } from '../shape.ts'

/** What all shapes of a product share: their triangles, and which vertices are sewn together. */
export interface Topology {
  /** File name of the buffer beside the shapes. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Old vertex by new: how `ordered` arranges a shape before it is written. */
  readonly order: Uint32Array
  readonly triangles: Uint32Array
  readonly weld: Uint32Array
  readonly parts: readonly PackedPart[]
}

/**
 * Orders vertices so that shapes pack small, and packs what does not change from shape to shape. Within a panel the
 * vertices run along rows of the weave, to and fro: from one to the next the height hardly changes, neither on the
 * pattern nor in space.
 */
export async function topologyOf(
  name: string,
  shape: Pick<SewnShape, 'panel' | 'pattern' | 'triangles' | 'weld'>
): Promise<Topology> {
  await MeshoptEncoder.ready
  const { order, triangles, weld } = orderedMesh(shape)
  const pack = packer()
  const index = pack.add(new Uint8Array(Uint16Array.from(triangles).buffer), triangles.length, 2, 'TRIANGLES')
  const back = new Uint16Array(weld.length * 2)
  weld.forEach((lowest, i) => (back[2 * i] = i - lowest))
  const sewn = pack.add(new Uint8Array(back.buffer), weld.length, 4, 'ATTRIBUTES')
  return {
    name,
    bytes: pack.bytes(),
    order,
    triangles,
    weld,
    parts: [index, sewn],
  }
}

/** The mesh in that order: old vertex by new, triangles and sewn classes by new vertices. */
export function orderedMesh(shape: Pick<SewnShape, 'panel' | 'pattern' | 'triangles' | 'weld'>): {
  order: Uint32Array
  triangles: Uint32Array
  weld: Uint32Array
} {
  const order: number[] = []
  for (let first = 0; first < shape.panel.length;) {
    let end = first
    while (shape.panel[end] === shape.panel[first]) end++
    order.push(...inRows(shape.pattern, first, end))
    first = end
  }
  const place = new Uint32Array(order.length)
  order.forEach((old, i) => (place[old] = i))
  const weld = lowestOf(order.map((old) => place[shape.weld[old]!]!))
  const triangles = inOrder(Array.from(shape.triangles, (corner) => place[corner]!))
  return { order: Uint32Array.from(order), triangles: Uint32Array.from(triangles), weld }
}

const ROW = 12.5 // mm; a little less than the mesh is fine

function inRows(pattern: ArrayLike<number>, first: number, end: number): number[] {
  const rowOf = (i: number) => Math.round(pattern[2 * i + 1]! / ROW)
  return Array.from({ length: end - first }, (_, i) => first + i).sort((a, b) => {
    const [rowA, rowB] = [rowOf(a), rowOf(b)]
    const along = pattern[2 * a]! - pattern[2 * b]!
    return rowA - rowB || (rowA % 2 === 0 ? along : -along) || a - b
  })
}

/** Triangles in the order of their lowest corners: neighbours follow each other, which the index codec lives on. */
function inOrder(triangles: readonly number[]): number[] {
  const triples = Array.from({ length: triangles.length / 3 }, (_, t) => triangles.slice(3 * t, 3 * t + 3))
  const key = (triple: readonly number[]) => [...triple].sort((a, b) => a - b)
  return triples
    .map((triple) => ({ triple, key: key(triple) }))
    .sort((p, q) => p.key[0]! - q.key[0]! || p.key[1]! - q.key[1]! || p.key[2]! - q.key[2]!)
    .flatMap(({ triple }) => triple)
}

/** A class may have lost its lowest vertex to the new order: names each class by its lowest again. */
function lowestOf(classes: readonly number[]): Uint32Array {
  const lowest = new Map<number, number>()
  return Uint32Array.from(classes, (name, i) => {
    const known = lowest.get(name)
    if (known !== undefined) return known
    lowest.set(name, i)
    return i
  })
}

/** Writes a shape as a GLB that takes its triangles and stitches from the topology beside it. */
export async function writeShape(shape: SewnShape, topology: Topology): Promise<Uint8Array> {
  await MeshoptEncoder.ready
  const count = topology.order.length
  const pack = packer()

  const least = [0, 1, 2].map((axis) => rangeOf(shape.positions, axis)[0])
  const most = [0, 1, 2].map((axis) => rangeOf(shape.positions, axis)[1])
  const step = Math.max(...most.map((value, axis) => value - least[axis]!)) / ((1 << POSITION_BITS) - 1)
  const positions = new Uint16Array(4 * count)
  const pattern = new Int16Array(2 * count)
  const open = new Uint8Array(4 * count)
  topology.order.forEach((old, i) => {
    for (let axis = 0; axis < 3; axis++)
      positions[4 * i + axis] = Math.round((shape.positions[3 * old + axis]! - least[axis]!) / step)
    for (let axis = 0; axis < 2; axis++) pattern[2 * i + axis] = Math.round(shape.pattern[2 * old + axis]! * 10)
    // Six bits are finer than the eye in a shadow, and pack in half the room.
    if (shape.occlusion) open[4 * i] = (shape.occlusion[old]! >> 2) * 4 + 2
  })
  const own = [
    { part: pack.add(new Uint8Array(positions.buffer), count, 8, 'ATTRIBUTES'), target: 34962 },
    { part: pack.add(new Uint8Array(pattern.buffer), count, 4, 'ATTRIBUTES'), target: 34962 },
    ...(shape.occlusion ? [{ part: pack.add(open, count, 4, 'ATTRIBUTES'), target: 34962 }] : []),
  ]
  const shared = topology.parts.map((part) => ({ part, target: part.mode === 'TRIANGLES' ? 34963 : 34962 }))
  const binary = pack.bytes()

  let unpacked = 0
  const bufferViews = [
    ...own.map((one) => ({ ...one, buffer: 0 })),
    ...shared.map((one) => ({ ...one, buffer: 2 })),
  ].map(({ part, target, buffer }) => {
    const byteOffset = unpacked
    const byteLength = part.count * part.stride
    unpacked += Math.ceil(byteLength / 4) * 4
    return {
      buffer: 1,
      byteOffset,
      byteLength,
      ...(part.mode === 'ATTRIBUTES' ? { byteStride: part.stride } : {}),
      target,
      extensions: {
        EXT_meshopt_compression: {
          buffer,
          byteOffset: part.offset,
          byteLength: part.length,
          byteStride: part.stride,
          count: part.count,
          mode: part.mode,
        },
      },
    }
  })
  const quantised = (axis: number) => [0, Math.round((most[axis]! - least[axis]!) / step)]
  const accessors = [
    {
      bufferView: 0,
      componentType: 5123,
      count,
      type: 'VEC3',
      min: [0, 1, 2].map((axis) => quantised(axis)[0]!),
      max: [0, 1, 2].map((axis) => quantised(axis)[1]!),
    },
    { bufferView: 1, componentType: 5122, count, type: 'VEC2' },
    ...(shape.occlusion ? [{ bufferView: 2, componentType: 5121, count, type: 'SCALAR' }] : []),
    { bufferView: own.length, componentType: 5123, count: topology.triangles.length, type: 'SCALAR' },
    { bufferView: own.length + 1, componentType: 5123, count, type: 'SCALAR' },
  ]
  const attributes = {
    POSITION: 0,
    TEXCOORD_0: 1,
    ...(shape.occlusion ? { _OPEN: 2 } : {}),
    _SEWN: own.length + 1,
  }
  const trims = trimNodes(shape)
  const gltf = {
    asset: { version: '2.0', generator: 'toile' },
    extensionsUsed: ['EXT_meshopt_compression', 'KHR_mesh_quantization'],
    extensionsRequired: ['EXT_meshopt_compression', 'KHR_mesh_quantization'],
    scene: 0,
    scenes: [{ nodes: [0, ...trims.map((_, i) => i + 1)] }],
    nodes: [
      {
        name: 'cloth',
        mesh: 0,
        translation: least.map(short),
        scale: [step, step, step],
        extras: { toile: { format: SHAPE_FORMAT, panels: panelCounts(shape), heights: shape.heights } },
      },
      ...trims,
    ],
    meshes: [{ name: 'cloth', primitives: [{ attributes, indices: own.length, mode: 4, material: 0 }] }],
    materials: [
      {
        name: 'cloth',
        doubleSided: true,
        pbrMetallicRoughness: { baseColorFactor: [0.12, 0.18, 0.32, 1], metallicFactor: 0 },
      },
    ],
    accessors,
    bufferViews,
    buffers: [
      { byteLength: binary.byteLength },
      { byteLength: unpacked, extensions: { EXT_meshopt_compression: { fallback: true } } },
      { uri: topology.name, byteLength: topology.bytes.byteLength },
    ],
  }
  return glbOf(gltf, binary)
}

/** 1.1 m in 8,191 steps: 0.13 mm. */
const POSITION_BITS = 13

const short = (value: number) => Number(value.toFixed(6))

function rangeOf(values: Float32Array, axis: number): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (let i = axis; i < values.length; i += 3) {
    least = Math.min(least, values[i]!)
    most = Math.max(most, values[i]!)
  }
  return [short(least), short(most)]
}

export function panelCounts(shape: Pick<SewnShape, 'panel' | 'panels'>): object[] {
  return shape.panels.map(({ piece, copy }, k) => ({
    piece,
    ...(copy ? { copy } : {}),
    count: shape.panel.reduce((sum, panel) => sum + (panel === k ? 1 : 0), 0),
  }))
}

// ---- Placements ----

/**
 * One node per name. A placement that is the same on several panels (left and right) is written once, and so are
 * spots that differ only in where they are (bar tacks).
 */
export function trimNodes({
  placements,
  panels,
}: Pick<SewnShape, 'placements' | 'panels'>): { name: string; extras: { toile: { placements: PackedPlacement[] } } }[] {
  const nodes = new Map<string, Map<string, { on: number[]; fields: object }>>()
  for (const { node, panel, ...fields } of placements) {
    const key = JSON.stringify(fields)
    const on = panels.findIndex(({ name }) => name === panel)
    let list = nodes.get(node)
    if (!list) nodes.set(node, (list = new Map()))
    const known = list.get(key)
    if (known) known.on.push(on)
    else list.set(key, { on: [on], fields })
  }
  return [...nodes].map(([name, list]) => ({
    name,
    extras: { toile: { placements: spotsTogether([...list.values()]).map(packedFields) } },
  }))
}

type Fields = Readonly<Record<string, unknown>>

function spotsTogether(list: readonly { on: readonly number[]; fields: object }[]): Fields[] {
  const together = new Map<string, { at: Pair[]; angle: number[] }>()
  const all: Fields[] = []
  for (const { on, fields } of list) {
    const { at, angle, ...alike } = { on, ...fields } as Fields
    const key = JSON.stringify(alike)
    const known = at === undefined ? undefined : together.get(key)
    if (known) {
      known.at.push(at as Pair)
      known.angle.push(angle as number)
    } else if (at !== undefined) {
      const spots = { at: [at as Pair], angle: [angle as number] }
      together.set(key, spots)
      all.push({ ...alike, ...spots })
    } else all.push(alike)
  }
  return all
}

const tenths = (value: number) => Math.round(value * 10)

/** Tenths of a millimetre; after the first point, steps from the one before, which are shorter to write. */
const flat = (points: readonly Pair[]) =>
  points.flatMap(([x, y], i) => {
    const [fromX, fromY] = i === 0 ? [0, 0] : points[i - 1]!
    return [tenths(x) - tenths(fromX), tenths(y) - tenths(fromY)]
  })

function packedFields(fields: Fields): PackedPlacement {
  const packed = Object.entries(fields).map(([name, value]) => {
    if (name === 'points' || name === 'at') return [name, flat(value as readonly Pair[])]
    if (name === 'rows') return [name, (value as readonly number[]).map(tenths)]
    if (name === 'angle') return [name, (value as readonly number[]).map(Math.round)]
    return [name, typeof value === 'number' ? tenths(value) : value]
  })
  return Object.fromEntries(packed) as PackedPlacement
}
