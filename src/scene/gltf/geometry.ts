import { BufferAttribute, BufferGeometry, Vector3 } from 'three'
import { brokenGltf, type GltfPrimitive } from '../../ground/gltf/index.ts'
import type { Opened } from './open.ts'

/** How far one morph target moves each vertex and bends its normal; xyz in the units of the mesh. */
export interface Morph {
  readonly position: Float32Array | null
  readonly normal: Float32Array | null
}

const NAMES = { POSITION: 'position', NORMAL: 'normal', TEXCOORD_0: 'uv', TEXCOORD_1: 'uv1' } as const
const TRIANGLES = 4

/**
 * One primitive's geometry; null where it draws points or lines. `_SHADE` is how open a vertex is to the light, 0 to 1;
 * `COLOR_0` says the same where it is grey throughout, because then it holds baked shadows, and is a colour otherwise.
 */
export function geometryOf({ arrayAt }: Opened, primitive: GltfPrimitive): BufferGeometry | null {
  const { attributes, indices, mode = TRIANGLES } = primitive
  if (mode !== TRIANGLES || attributes['POSITION'] === undefined) return null
  const attributeAt = (accessor: number): BufferAttribute => {
    const { list, width, normalized } = arrayAt(accessor)
    return new BufferAttribute(list, width, normalized)
  }
  let geometry = new BufferGeometry()
  for (const [name, key] of Object.entries(NAMES))
    if (Object.hasOwn(attributes, name)) geometry.setAttribute(key, attributeAt(attributes[name]!))
  if (Object.hasOwn(attributes, '_SHADE')) addOpenness(geometry, attributeAt(attributes['_SHADE']!))
  else if (Object.hasOwn(attributes, 'COLOR_0')) addColour(geometry, attributeAt(attributes['COLOR_0']!))
  const { count } = geometry.getAttribute('position')
  if (indices !== undefined) {
    const index = attributeAt(indices)
    if (index.array.some((corner) => corner >= count)) throw brokenGltf('a triangle names a vertex that is not there')
    geometry.setIndex(index)
  }
  if (geometry.hasAttribute('normal')) return geometry
  // Without normals every triangle is flat (glTF 2.0, 3.7.2.1); morph targets need the vertices as they are.
  if (geometry.index && !primitive.targets?.length) geometry = geometry.toNonIndexed()
  geometry.computeVertexNormals()
  return geometry
}

export const morphsOf = ({ arrayAt }: Opened, { targets = [] }: GltfPrimitive): readonly Morph[] =>
  targets.map((target) => {
    const floats = (accessor: number | undefined): Float32Array | null => {
      if (accessor === undefined) return null
      const { list, width, normalized } = arrayAt(accessor)
      const attribute = new BufferAttribute(list, width, normalized)
      return Float32Array.from({ length: list.length }, (_, k) => attribute.getComponent(Math.floor(k / 3), k % 3))
    }
    return { position: floats(target['POSITION']), normal: floats(target['NORMAL']) }
  })

function addOpenness(geometry: BufferGeometry, shade: BufferAttribute): void {
  geometry.setAttribute('shade', new BufferAttribute(Float32Array.from({ length: shade.count }, (_, i) => shade.getX(i)), 1))
}

function addColour(geometry: BufferGeometry, colour: BufferAttribute): void {
  const { count } = colour
  const shade = new Float32Array(count)
  let isGrey = true
  for (let i = 0; i < count && isGrey; i++) {
    shade[i] = colour.getX(i)
    isGrey = Math.abs(colour.getY(i) - shade[i]!) < 0.02 && Math.abs(colour.getZ(i) - shade[i]!) < 0.02
  }
  if (isGrey) geometry.setAttribute('shade', new BufferAttribute(shade, 1))
  else geometry.setAttribute('color', colour)
}

/** Where an unshaded mesh shares its material with a shaded one, it is open all over. */
export function addShade(geometry: BufferGeometry): void {
  if (geometry.hasAttribute('shade')) return
  const { count } = geometry.getAttribute('position')
  geometry.setAttribute('shade', new BufferAttribute(new Float32Array(count).fill(1), 1))
}

/** Metres of a unit of texture for the surfaces that are drawn at true scale: TEXCOORD_0 is millimetres / 100. */
const TRUE_UNIT = 0.1

/**
 * Where each vertex lies on the flat material, mm, as attribute `mm`: TEXCOORD_0 where it is laid out at true scale,
 * scaled as a whole where it has another, and seen from the nearest side where there is none.
 */
export function addMillimetres(geometry: BufferGeometry, metresPerUnit: number): void {
  if (geometry.hasAttribute('mm')) return
  const position = geometry.getAttribute('position')
  const uv = geometry.getAttribute('uv')
  const mm = new Float32Array(2 * position.count)
  if (uv) {
    const measured = unitOf(geometry) * metresPerUnit
    const unit = 1000 * (measured > 0.6 * TRUE_UNIT && measured < 1.7 * TRUE_UNIT ? TRUE_UNIT : measured)
    for (let i = 0; i < uv.count; i++) mm.set([uv.getX(i) * unit, uv.getY(i) * unit], 2 * i)
  } else {
    const normal = geometry.getAttribute('normal')
    for (let i = 0; i < position.count; i++) {
      const at = [position.getX(i), position.getY(i), position.getZ(i)] as const
      const n = [Math.abs(normal.getX(i)), Math.abs(normal.getY(i)), Math.abs(normal.getZ(i))] as const
      const [a, b] = n[0] > n[1] && n[0] > n[2] ? [at[2], at[1]] : n[1] > n[2] ? [at[0], at[2]] : [at[0], at[1]]
      mm.set([a * 1000 * metresPerUnit, b * 1000 * metresPerUnit], 2 * i)
    }
  }
  geometry.setAttribute('mm', new BufferAttribute(mm, 2))
}

/** Length of a unit of texture on the mesh, by area. */
function unitOf(geometry: BufferGeometry): number {
  const [position, uv, { index }] = [geometry.getAttribute('position'), geometry.getAttribute('uv'), geometry]
  const [a, b, c] = [new Vector3(), new Vector3(), new Vector3()]
  let [inSpace, inTexture] = [0, 0]
  const corners = index?.count ?? position.count
  for (let t = 0; t + 2 < corners; t += 3) {
    const [i, j, k] = [0, 1, 2].map((corner) => (index ? index.getX(t + corner) : t + corner)) as [number, number, number]
    a.fromBufferAttribute(position, i)
    b.fromBufferAttribute(position, j).sub(a)
    c.fromBufferAttribute(position, k).sub(a)
    inSpace += b.cross(c).length()
    const [u, v] = [uv!.getX(i), uv!.getY(i)]
    inTexture += Math.abs((uv!.getX(j) - u) * (uv!.getY(k) - v) - (uv!.getX(k) - u) * (uv!.getY(j) - v))
  }
  return inTexture > 0 ? Math.sqrt(inSpace / inTexture) : TRUE_UNIT
}
