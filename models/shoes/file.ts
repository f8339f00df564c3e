import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { glbOf, joined, packer } from '../../src/drape/compile/packer.ts'
import { cross, unit, type Vector } from '../../src/pattern/space.ts'
import type { Mesh } from './world.ts'

/** A small mesh set many times: where, its own x, y and z, and its size along each, metres. */
export interface Copies {
  readonly node: string
  readonly material: string
  readonly shape: SmallShape
  readonly places: readonly { readonly at: Vector; readonly y: Vector; readonly z: Vector; readonly size: Vector }[]
}
export interface SmallShape {
  readonly name: string
  readonly positions: readonly Vector[]
  readonly triangles: readonly number[]
}
export interface Shaded extends Mesh {
  /** 0 to 1 per vertex. */
  readonly shade: Float32Array
}
export interface FileMaterial {
  readonly color: Vector
  readonly roughness: number
  readonly metalness?: number
  readonly doubleSided?: boolean
}

interface About {
  readonly count: number
  readonly [more: string]: unknown
}
interface Kind {
  readonly stride: number
  readonly mode?: 'ATTRIBUTES' | 'TRIANGLES'
  /** How many are kept of a direction's two coordinates (octahedral), or of a float's mantissa (exponential). */
  readonly bits?: number
  readonly filter?: 'OCTAHEDRAL' | 'EXPONENTIAL'
  readonly target?: number
}
const [VERTICES, CORNERS] = [34962, 34963] as const
/** What copies are placed by is read by the page, not by the GPU, and has no target. */
const KINDS = {
  place: { stride: 8, target: VERTICES },
  facing: { stride: 4, bits: 8, filter: 'OCTAHEDRAL', target: VERTICES },
  laid: { stride: 8, bits: 11, filter: 'EXPONENTIAL', target: VERTICES },
  open: { stride: 4, target: VERTICES },
  small: { stride: 12, target: VERTICES },
  corners: { stride: 2, mode: 'TRIANGLES', target: CORNERS },
  copies3: { stride: 12, bits: 14, filter: 'EXPONENTIAL' },
  copies4: { stride: 16, bits: 12, filter: 'EXPONENTIAL' },
} as const satisfies Readonly<Record<string, Kind>>
const bytesOf = (list: ArrayBufferView): Uint8Array => new Uint8Array(list.buffer, list.byteOffset, list.byteLength)

/** Metres per step of a position. */
const STEP = 4e-5
const EXTENSIONS = ['EXT_meshopt_compression', 'KHR_mesh_quantization', 'EXT_mesh_gpu_instancing']
const [FLOAT, SHORT, BYTE, UNSIGNED_BYTE, UNSIGNED_SHORT] = [5126, 5122, 5120, 5121, 5123] as const

/**
 * An ordinary binary glTF: a node per switchable part ("a/b": b within a), a primitive per material, copies by
 * EXT_mesh_gpu_instancing. TEXCOORD_0 is the flattened piece in mm / 100, _SHADE baked shade.
 */
export async function writeFileOf(
  meshes: readonly Shaded[],
  copies: readonly Copies[],
  looks: Readonly<Record<string, FileMaterial>>,
  marks: readonly { readonly node: string; readonly name: string; readonly at: Vector; readonly y: Vector; readonly z: Vector; readonly extras: object }[]
): Promise<Uint8Array> {
  await MeshoptEncoder.ready
  const pack = packer()
  const views: object[] = []
  const accessors: object[] = []
  let unpacked = 0

  /** Arrays of one kind lie in one view, which packs smaller and is said once. */
  const kinds = new Map<string, { readonly rows: Uint8Array[]; readonly accessors: { bufferView?: number; byteOffset?: number }[]; count: number }>()
  const rowsOf = (kind: string, bytes: Uint8Array, stride: number, about: About): number => {
    let held = kinds.get(kind)
    if (!held) kinds.set(kind, (held = { rows: [], accessors: [], count: 0 }))
    const entry = { ...about, ...(held.count > 0 ? { byteOffset: held.count * stride } : {}) }
    held.rows.push(bytes)
    held.accessors.push(entry)
    held.count += about.count
    accessors.push(entry)
    return accessors.length - 1
  }
  const writeViews = (): void => {
    for (const [kind, { rows, accessors: entries, count }] of kinds) {
      const { stride, mode = 'ATTRIBUTES', bits = 0, filter, target } = KINDS[kind as keyof typeof KINDS] as Kind
      const plain = joined(rows, filter === 'OCTAHEDRAL' ? count * 16 : count * stride)
      const bytes =
        filter === 'OCTAHEDRAL'
          ? MeshoptEncoder.encodeFilterOct(new Float32Array(plain.buffer), count, stride, bits)
          : filter === 'EXPONENTIAL'
            ? // Clamped: numbers near nothing keep no more places than the others, and pack smaller for it.
              MeshoptEncoder.encodeFilterExp(new Float32Array(plain.buffer), count, stride, bits, 'Clamped')
            : plain
      const { offset, length } = pack.add(bytes, count, stride, mode)
      for (const entry of entries) entry.bufferView = views.length
      views.push({
        buffer: 1,
        byteOffset: unpacked,
        byteLength: count * stride,
        ...(mode === 'TRIANGLES' ? {} : { byteStride: stride }),
        ...(target === undefined ? {} : { target }),
        extensions: {
          EXT_meshopt_compression: {
            buffer: 0, byteOffset: offset, byteLength: length, byteStride: stride, count, mode,
            ...(filter === undefined ? {} : { filter }),
          },
        },
      })
      unpacked += Math.ceil((count * stride) / 4) * 4
    }
  }

  const names = [...new Set([...meshes, ...copies].map(({ material }) => material))]
  const materials = names.map((name) => {
    const { color, roughness, metalness = 0, doubleSided = false } = looks[name] ?? { color: [0.6, 0.58, 0.55] as Vector, roughness: 0.7 }
    return {
      name,
      doubleSided,
      pbrMetallicRoughness: { baseColorFactor: [...color, 1], roughnessFactor: roughness, metallicFactor: metalness },
    }
  })

  const primitiveOf = ({ positions, normals, flat, shade, triangles, material }: Shaded): object => {
    // Puts triangles and vertices in an order that packs small; the list is rewritten in place.
    const ordered = Uint32Array.from(triangles)
    const [remap, count] = MeshoptEncoder.reorderMesh(ordered, true, true)
    // Vertices that no triangle names are left out.
    const order = new Uint32Array(count)
    remap.forEach((to, from) => to < count && (order[to] = from))
    const indices = Uint16Array.from(ordered)
    if (count > 65_535) throw new Error(`${material}: ${count} vertices are too many for one mesh`)
    const place = new Int16Array(4 * count)
    const facing = new Float32Array(4 * count)
    const laid = new Float32Array(2 * count)
    const open = new Uint8Array(4 * count)
    order.forEach((from, i) => {
      positions[from]!.forEach((value, k) => (place[4 * i + k] = Math.round(value / STEP)))
      facing.set(normals[from]!, 4 * i)
      laid.set([flat[from]![0] / 100, flat[from]![1] / 100], 2 * i)
      open[4 * i] = 3 * Math.round(85 * shade[from]!)
    })
    const range = (pick: (...values: number[]) => number) =>
      [0, 1, 2].map((k) => Array.from({ length: count }, (_, i) => place[4 * i + k]!).reduce((a, b) => pick(a, b)))
    const bounds = { min: range(Math.min), max: range(Math.max) }
    return {
      attributes: {
        POSITION: rowsOf('place', bytesOf(place), 8, { componentType: SHORT, type: 'VEC3', count, ...bounds }),
        NORMAL: rowsOf('facing', bytesOf(facing), 4, { componentType: BYTE, normalized: true, type: 'VEC3', count }),
        TEXCOORD_0: rowsOf('laid', bytesOf(laid), 8, { componentType: FLOAT, type: 'VEC2', count }),
        _SHADE: rowsOf('open', bytesOf(open), 4, { componentType: UNSIGNED_BYTE, normalized: true, type: 'SCALAR', count }),
      },
      indices: rowsOf('corners', bytesOf(indices), 2, {
        componentType: UNSIGNED_SHORT, type: 'SCALAR', count: indices.length,
      }),
      material: names.indexOf(material),
    }
  }

  const copied = (type: 'VEC3' | 'VEC4', width: number, values: readonly (readonly number[])[]): number =>
    rowsOf(`copies${width}`, bytesOf(Float32Array.from(values.flat())), 4 * width, {
      componentType: FLOAT, type, count: values.length,
    })

  const gltfMeshes: object[] = []
  const nodes: { name?: string; children?: number[] }[] = []
  const roots: number[] = []
  const nodeOf = new Map<string, number>()
  const group = (path: string): { name?: string; children?: number[] } => {
    const known = nodeOf.get(path)
    if (known !== undefined) return nodes[known]!
    const cut = path.lastIndexOf('/')
    const node = { name: path.slice(cut + 1) }
    nodes.push(node)
    nodeOf.set(path, nodes.length - 1)
    if (cut < 0) roots.push(nodes.length - 1)
    else within(path.slice(0, cut), nodeOf.get(path)!)
    return node
  }
  const within = (path: string, child: number): void => {
    const node = group(path)
    ;(node.children ??= []).push(child)
  }
  const hang = (path: string, node: object): void => {
    group(path)
    nodes.push(node)
    within(path, nodes.length - 1)
  }

  for (const path of new Set(meshes.map(({ node }) => node))) {
    const own = meshes.filter(({ node }) => node === path)
    gltfMeshes.push({ primitives: own.map(primitiveOf) })
    hang(path, { mesh: gltfMeshes.length - 1, scale: [STEP, STEP, STEP] })
  }
  const shapes = new Map<string, number>()
  for (const { node, material, shape, places } of copies) {
    if (places.length === 0) {
      group(node)
      continue
    }
    const key = `${shape.name} ${material}`
    if (!shapes.has(key)) {
      const range = (pick: (...values: number[]) => number) =>
        [0, 1, 2].map((k) => pick(...shape.positions.map((p) => Math.fround(p[k]!))))
      const vectors = (all: readonly Vector[], more: object): number =>
        rowsOf('small', bytesOf(Float32Array.from(all.flat())), 12, {
          componentType: FLOAT, type: 'VEC3', count: all.length, ...more,
        })
      gltfMeshes.push({
        primitives: [
          {
            attributes: {
              POSITION: vectors(shape.positions, { min: range(Math.min), max: range(Math.max) }),
              NORMAL: vectors(smoothNormals(shape), {}),
            },
            indices: rowsOf('corners', bytesOf(Uint16Array.from(shape.triangles)), 2, {
              componentType: UNSIGNED_SHORT, type: 'SCALAR', count: shape.triangles.length,
            }),
            material: names.indexOf(material),
          },
        ],
      })
      shapes.set(key, gltfMeshes.length - 1)
    }
    hang(node, {
      mesh: shapes.get(key)!,
      extensions: {
        EXT_mesh_gpu_instancing: {
          attributes: {
            TRANSLATION: copied('VEC3', 3, places.map(({ at }) => at)),
            ROTATION: copied('VEC4', 4, places.map(({ y, z }) => quaternionOf(y, z))),
            SCALE: copied('VEC3', 3, places.map(({ size }) => size)),
          },
        },
      },
    })
  }
  for (const { node, name, at, y, z, extras } of marks)
    hang(node, { name, translation: [...at], rotation: quaternionOf(y, z), extras })

  writeViews()
  const binary = pack.bytes()
  return glbOf(
    {
      asset: { version: '2.0', generator: 'toile' },
      extensionsUsed: EXTENSIONS,
      extensionsRequired: EXTENSIONS,
      scene: 0,
      scenes: [{ nodes: roots }],
      nodes,
      meshes: gltfMeshes,
      materials,
      accessors,
      bufferViews: views,
      buffers: [
        { byteLength: binary.byteLength },
        { byteLength: unpacked, extensions: { EXT_meshopt_compression: { fallback: true } } },
      ],
    },
    binary
  )
}

function smoothNormals({ positions, triangles }: SmallShape): Vector[] {
  const sums = positions.map((): Vector => [0, 0, 0])
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => triangles[t + k]!) as [number, number, number]
    const [p, q, r] = [positions[a]!, positions[b]!, positions[c]!]
    const n = cross([q[0] - p[0], q[1] - p[1], q[2] - p[2]], [r[0] - p[0], r[1] - p[1], r[2] - p[2]])
    for (const i of [a, b, c]) sums[i] = [sums[i]![0] + n[0], sums[i]![1] + n[1], sums[i]![2] + n[2]]
  }
  return sums.map(unit)
}

/** Of a frame with this y and (about) this z; x y z w. */
function quaternionOf(along: Vector, up: Vector): [number, number, number, number] {
  const y = unit(along)
  const x = unit(cross(y, up))
  const z = cross(x, y)
  const [m00, m10, m20, m01, m11, m21, m02, m12, m22] = [...x, ...y, ...z] as [
    number, number, number, number, number, number, number, number, number,
  ]
  const trace = m00 + m11 + m22
  const made: [number, number, number, number] =
    trace > 0
      ? [m21 - m12, m02 - m20, m10 - m01, 1 + trace]
      : m00 > m11 && m00 > m22
        ? [1 + m00 - m11 - m22, m01 + m10, m02 + m20, m21 - m12]
        : m11 > m22
          ? [m01 + m10, 1 + m11 - m00 - m22, m12 + m21, m02 - m20]
          : [m02 + m20, m12 + m21, 1 + m22 - m00 - m11, m10 - m01]
  const length = Math.hypot(...made)
  return made.map((part) => part / length) as [number, number, number, number]
}

