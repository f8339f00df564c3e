import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { glbOf, packer } from '../../src/drape/compile/packer.ts'
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

/** Metres per step of a position. */
const STEP = 2e-5
const EXTENSIONS = ['EXT_meshopt_compression', 'KHR_mesh_quantization', 'EXT_mesh_gpu_instancing']
const [FLOAT, SHORT, BYTE, UNSIGNED_BYTE, UNSIGNED_SHORT] = [5126, 5122, 5120, 5121, 5123] as const

/**
 * An ordinary binary glTF: a node per switchable part ("a/b": b within a), a primitive per material, copies by
 * EXT_mesh_gpu_instancing. TEXCOORD_0 is the flattened piece in mm / 100, COLOR_0 baked shade.
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

  const view = (bytes: Uint8Array, count: number, stride: number, mode: 'ATTRIBUTES' | 'TRIANGLES', filter?: string): number => {
    const { offset, length } = pack.add(bytes, count, stride, mode)
    const byteLength = count * stride
    views.push({
      buffer: 1,
      byteOffset: unpacked,
      byteLength,
      ...(mode === 'TRIANGLES' ? { target: 34963 } : { byteStride: stride, ...(filter === 'none' ? {} : { target: 34962 }) }),
      extensions: {
        EXT_meshopt_compression: {
          buffer: 0, byteOffset: offset, byteLength: length, byteStride: stride, count, mode,
          ...(filter && filter !== 'none' ? { filter } : {}),
        },
      },
    })
    unpacked += Math.ceil(byteLength / 4) * 4
    return views.length - 1
  }
  const accessor = (bufferView: number, count: number, componentType: number, type: string, more: object = {}): number => {
    accessors.push({ bufferView, count, componentType, type, ...more })
    return accessors.length - 1
  }
  const floats = (values: Float32Array, width: number, type: string): number => {
    const count = values.length / width
    const bytes = MeshoptEncoder.encodeFilterExp(values, count, 4 * width, 15)
    // Copies' attributes are read by the page, not by the GPU: no target.
    return accessor(view(bytes, count, 4 * width, 'ATTRIBUTES', 'EXPONENTIAL'), count, FLOAT, type)
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
    const [remap, count] = MeshoptEncoder.reorderMesh(Uint32Array.from(triangles), true, false)
    // Vertices that no triangle names are left out.
    const order = new Uint32Array(count)
    remap.forEach((to, from) => to < count && (order[to] = from))
    const indices = Uint16Array.from(triangles, (corner) => remap[corner]!)
    if (count > 65_535) throw new Error(`${material}: ${count} vertices are too many for one mesh`)
    const place = new Int16Array(4 * count)
    const facing = new Int8Array(4 * count)
    const laid = new Float32Array(2 * count)
    const open = new Uint8Array(4 * count)
    order.forEach((from, i) => {
      positions[from]!.forEach((value, k) => (place[4 * i + k] = Math.round(value / STEP)))
      normals[from]!.forEach((value, k) => (facing[4 * i + k] = Math.round(127 * value)))
      laid.set([flat[from]![0] / 100, flat[from]![1] / 100], 2 * i)
      const grey = Math.round(255 * shade[from]!)
      open.set([grey, grey, grey, 255], 4 * i)
    })
    const range = (pick: (...values: number[]) => number) =>
      [0, 1, 2].map((k) => Array.from({ length: count }, (_, i) => place[4 * i + k]!).reduce((a, b) => pick(a, b)))
    const bytesOf = (list: ArrayBufferView): Uint8Array => new Uint8Array(list.buffer, list.byteOffset, list.byteLength)
    const attribute = (list: ArrayBufferView, stride: number, type: number, width: string, more: object = {}): number =>
      accessor(view(bytesOf(list), count, stride, 'ATTRIBUTES'), count, type, width, more)
    return {
      attributes: {
        POSITION: attribute(place, 8, SHORT, 'VEC3', { min: range(Math.min), max: range(Math.max) }),
        NORMAL: attribute(facing, 4, BYTE, 'VEC3', { normalized: true }),
        TEXCOORD_0: floats(laid, 2, 'VEC2'),
        COLOR_0: attribute(open, 4, UNSIGNED_BYTE, 'VEC4', { normalized: true }),
      },
      indices: accessor(view(bytesOf(indices), indices.length, 2, 'TRIANGLES'), indices.length, UNSIGNED_SHORT, 'SCALAR'),
      material: names.indexOf(material),
    }
  }

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

  for (const path of [...new Set(meshes.map(({ node }) => node))]) {
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
      const positions = Float32Array.from(shape.positions.flat())
      const range = (pick: (...values: number[]) => number) =>
        [0, 1, 2].map((k) => pick(...shape.positions.map((p) => Math.fround(p[k]!))))
      const bytes = new Uint8Array(positions.buffer)
      const corners = Uint16Array.from(shape.triangles)
      gltfMeshes.push({
        primitives: [
          {
            attributes: {
              POSITION: accessor(
                view(bytes, shape.positions.length, 12, 'ATTRIBUTES'), shape.positions.length, FLOAT, 'VEC3',
                { min: range(Math.min), max: range(Math.max) }
              ),
              NORMAL: accessor(
                view(new Uint8Array(Float32Array.from(smoothNormals(shape).flat()).buffer), shape.positions.length, 12, 'ATTRIBUTES'),
                shape.positions.length, FLOAT, 'VEC3'
              ),
            },
            indices: accessor(
              view(new Uint8Array(corners.buffer), corners.length, 2, 'TRIANGLES'), corners.length, UNSIGNED_SHORT, 'SCALAR'
            ),
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
            TRANSLATION: floats(Float32Array.from(places.flatMap(({ at }) => [...at])), 3, 'VEC3'),
            ROTATION: floats(Float32Array.from(places.flatMap(({ y, z }) => quaternionOf(y, z))), 4, 'VEC4'),
            SCALE: floats(Float32Array.from(places.flatMap(({ size }) => [...size])), 3, 'VEC3'),
          },
        },
      },
    })
  }
  for (const { node, name, at, y, z, extras } of marks)
    hang(node, { name, translation: [...at], rotation: quaternionOf(y, z), extras })

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

