import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { glbOf, packer, type PackedPart } from './packer.ts'

/** A part of a plain glTF: one material. Positions in metres, shade 0 dark to 1 open. */
export interface FormPart {
  readonly name: string
  readonly positions: ArrayLike<number>
  readonly normals: ArrayLike<number>
  readonly shade: ArrayLike<number>
  readonly triangles: ArrayLike<number>
  /** Linear base colour. */
  readonly color: readonly [number, number, number]
  readonly roughness: number
  readonly metallic: number
}

const STEPS = (1 << 14) - 1

/** An ordinary GLB, quantised (KHR_mesh_quantization) and packed (EXT_meshopt_compression); COLOR_0 is its shade. */
export async function writeForm(parts: readonly FormPart[]): Promise<Uint8Array> {
  await MeshoptEncoder.ready
  const least = [0, 1, 2].map((axis) => Math.min(...parts.map((part) => rangeOf(part.positions, axis)[0])))
  const most = [0, 1, 2].map((axis) => Math.max(...parts.map((part) => rangeOf(part.positions, axis)[1])))
  const step = Math.max(...most.map((value, axis) => value - least[axis]!)) / STEPS
  const pack = packer()
  const views: { readonly part: PackedPart; readonly target: number }[] = []
  const accessors: object[] = []
  const view = (bytes: Uint8Array, count: number, stride: number, mode: PackedPart['mode']) =>
    views.push({ part: pack.add(bytes, count, stride, mode), target: mode === 'TRIANGLES' ? 34963 : 34962 }) - 1
  const accessor = (made: object) => accessors.push(made) - 1
  const meshes = parts.map((part, material) => {
    const count = part.positions.length / 3
    const [positions, normals] = [new Uint16Array(4 * count), new Int8Array(4 * count)]
    const shade = new Uint8Array(4 * count).fill(255)
    for (let i = 0; i < count; i++)
      for (let axis = 0; axis < 3; axis++) {
        positions[4 * i + axis] = Math.round((part.positions[3 * i + axis]! - least[axis]!) / step)
        normals[4 * i + axis] = Math.round(part.normals[3 * i + axis]! * 127)
        shade[4 * i + axis] = Math.round(part.shade[i]! * 255)
      }
    const ends = (end: 0 | 1) => [0, 1, 2].map((axis) => rangeOf(positions, axis, 4)[end])
    const column = (bytes: Uint8Array, stride: number, made: object) =>
      accessor({ bufferView: view(bytes, count, stride, 'ATTRIBUTES'), count, ...made })
    const attributes = {
      POSITION: column(new Uint8Array(positions.buffer), 8, {
        componentType: 5123,
        type: 'VEC3',
        min: ends(0),
        max: ends(1),
      }),
      NORMAL: column(new Uint8Array(normals.buffer), 4, { componentType: 5120, normalized: true, type: 'VEC3' }),
      COLOR_0: column(shade, 4, { componentType: 5121, normalized: true, type: 'VEC4' }),
    }
    const corners = Uint16Array.from(part.triangles)
    const indices = accessor({
      bufferView: view(new Uint8Array(corners.buffer), corners.length, 2, 'TRIANGLES'),
      componentType: 5123,
      count: corners.length,
      type: 'SCALAR',
    })
    return { name: part.name, primitives: [{ attributes, indices, material, mode: 4 }] }
  })
  const binary = pack.bytes()
  let unpacked = 0
  const bufferViews = views.map(({ part, target }) => {
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
          buffer: 0,
          byteOffset: part.offset,
          byteLength: part.length,
          byteStride: part.stride,
          count: part.count,
          mode: part.mode,
        },
      },
    }
  })
  const used = ['EXT_meshopt_compression', 'KHR_mesh_quantization']
  return glbOf(
    {
      asset: { version: '2.0', generator: 'toile' },
      extensionsUsed: used,
      extensionsRequired: used,
      scene: 0,
      scenes: [{ nodes: parts.map((_, i) => i) }],
      nodes: parts.map(({ name }, mesh) => ({ name, mesh, translation: least, scale: [step, step, step] })),
      meshes,
      materials: parts.map(({ name, color, roughness, metallic }) => ({
        name,
        pbrMetallicRoughness: {
          baseColorFactor: [...color, 1],
          roughnessFactor: roughness,
          metallicFactor: metallic,
        },
      })),
      accessors,
      bufferViews,
      buffers: [
        { byteLength: binary.byteLength },
        { byteLength: unpacked, extensions: { EXT_meshopt_compression: { fallback: true } } },
      ],
    },
    binary
  )
}

function rangeOf(values: ArrayLike<number>, axis: number, stride = 3): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (let i = axis; i < values.length; i += stride) {
    least = Math.min(least, values[i]!)
    most = Math.max(most, values[i]!)
  }
  return [least, most]
}
