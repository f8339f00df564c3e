import { BufferAttribute, Group, InstancedMesh, Matrix4, Mesh, Quaternion, Vector3, type BufferGeometry } from 'three'
import type { GltfMesh, GltfNode } from '../../ground/gltf/index.ts'
import { addMillimetres, addShade, geometryOf, morphsOf, type Morph } from './geometry.ts'
import { materialOf, type PlainMaterial } from './materials.ts'
import type { Opened } from './open.ts'
import type { Textures } from './textures.ts'

/** A mesh that is drawn, with all that a look may change of it. */
export interface Part {
  readonly object: Mesh
  /** What the file makes it of, and what each of the file's variants does, by the variant's name. */
  readonly material: PlainMaterial
  readonly variants: ReadonlyMap<string, PlainMaterial>
  readonly morphs: Morphs | null
}

/** Names, and the weights the file gives them. */
export interface Morphs {
  readonly names: readonly string[]
  readonly weights: readonly number[]
  readonly targets: readonly Morph[]
}

/** A place for letters: which option's, and how high they are, mm. */
export interface TextPlace {
  readonly node: Group
  readonly option: string
  readonly size: number
}

export interface Model {
  readonly root: Group
  readonly parts: readonly Part[]
  readonly materials: readonly PlainMaterial[]
  readonly texts: readonly TextPlace[]
}

/** The file's scene, as it stands: no skins, no animation, no cameras; a product stands still. */
export function modelOf(opened: Opened, textures: Textures): Model {
  const { json } = opened
  const materials = (json.materials ?? []).map((material) => materialOf(material, textures))
  let unpainted: PlainMaterial | null = null
  const paintOf = (index: number | undefined): PlainMaterial =>
    index === undefined ? (unpainted ??= materialOf({}, textures)) : materials[index]!
  const shapes = new Map<string, BufferGeometry | null>()
  const parts: Part[] = []
  const texts: TextPlace[] = []

  const partsOf = (mesh: number, node: GltfNode): Part[] =>
    json.meshes![mesh]!.primitives.flatMap((primitive, p) => {
      const morphs = morphsIn(opened, json.meshes![mesh]!, p, node)
      const key = `${mesh} ${p}`
      let geometry = shapes.get(key)
      if (geometry === undefined) shapes.set(key, (geometry = geometryOf(opened, primitive)))
      if (!geometry) return []
      // What is bent by weights of its own cannot share its vertices.
      if (morphs) geometry = geometry.clone()
      const material = paintOf(primitive.material)
      const named = json.extensions?.KHR_materials_variants?.variants ?? []
      const variants = new Map(
        (primitive.extensions?.KHR_materials_variants?.mappings ?? []).flatMap((mapping) =>
          mapping.variants.map((variant) => [named[variant]!.name, paintOf(mapping.material)] as const)
        )
      )
      if (geometry.hasAttribute('color'))
        for (const one of [material, ...variants.values()]) one.vertexColors = true
      return [{ object: objectOf(opened, node, geometry, material), material, variants, morphs }]
    })

  const build = (index: number): Group => {
    const node = json.nodes![index]!
    const group = new Group()
    group.name = node.name ?? ''
    if (node.matrix) group.applyMatrix4(new Matrix4().fromArray(node.matrix))
    if (node.translation) group.position.fromArray(node.translation)
    if (node.rotation) group.quaternion.fromArray(node.rotation).normalize()
    if (node.scale) group.scale.fromArray(node.scale)
    for (const part of node.mesh === undefined ? [] : partsOf(node.mesh, node)) {
      parts.push(part)
      group.add(part.object)
    }
    const place = placeOf(node.extras?.toile)
    if (place) texts.push({ node: group, ...place })
    for (const child of node.children ?? []) group.add(build(child))
    return group
  }
  const root = new Group()
  for (const index of json.scenes?.[json.scene ?? 0]?.nodes ?? []) root.add(build(index))
  root.updateMatrixWorld(true)
  for (const { object } of parts) {
    addShade(object.geometry)
    addMillimetres(object.geometry, scaleOf(object.matrixWorld))
  }
  return { root, parts, materials: unpainted ? [...materials, unpainted] : materials, texts }
}

export const scaleOf = (matrix: Matrix4): number => Math.cbrt(Math.abs(matrix.determinant()))

function morphsIn(opened: Opened, mesh: GltfMesh, primitive: number, { weights }: GltfNode): Morphs | null {
  const targets = morphsOf(opened, mesh.primitives[primitive]!)
  if (targets.length === 0) return null
  const given = weights ?? mesh.weights ?? []
  const names = mesh.extras?.targetNames ?? []
  return {
    names: targets.map((_, i) => names[i] ?? ''),
    weights: targets.map((_, i) => given[i] ?? 0),
    targets,
  }
}

function objectOf({ arrayAt }: Opened, node: GltfNode, geometry: BufferGeometry, material: PlainMaterial): Mesh {
  const { attributes } = node.extensions?.EXT_mesh_gpu_instancing ?? {}
  if (!attributes) return new Mesh(geometry, material)
  const at = (name: string): BufferAttribute | null => {
    if (!Object.hasOwn(attributes, name)) return null
    const { list, width, normalized } = arrayAt(attributes[name]!)
    return new BufferAttribute(list, width, normalized)
  }
  const [places, turns, sizes] = [at('TRANSLATION'), at('ROTATION'), at('SCALE')]
  const count = (places ?? turns ?? sizes)?.count ?? 0
  const copies = new InstancedMesh(geometry, material, count)
  const [place, turn, size, matrix] = [new Vector3(), new Quaternion(), new Vector3(), new Matrix4()]
  for (let i = 0; i < count; i++) {
    if (places) place.fromBufferAttribute(places, i)
    if (turns) turn.set(turns.getX(i), turns.getY(i), turns.getZ(i), turns.getW(i)).normalize()
    if (sizes) size.fromBufferAttribute(sizes, i)
    else size.setScalar(1)
    copies.setMatrixAt(i, matrix.compose(place, turn, size))
  }
  return copies
}

/** `extras.toile.text` of a node: `{ "option": "monogram", "size": 12 }`. */
function placeOf(toile: unknown): Pick<TextPlace, 'option' | 'size'> | null {
  const { text } = (toile ?? {}) as { readonly text?: { readonly option?: unknown; readonly size?: unknown } }
  const { option, size } = text ?? {}
  return typeof option === 'string' && typeof size === 'number' && size > 0 && size < 1000 ? { option, size } : null
}
