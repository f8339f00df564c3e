import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { InstancedMesh, Mesh, Vector3, type MeshPhysicalMaterial, type Object3D } from 'three'
import { describe, expect, it } from 'vitest'
import { createPlains } from '../../src/scene/plain.ts'
import type { Figure } from '../../src/scene/types.ts'
import type { Look } from '../../src/template/types.ts'
import { glbOf, tableGlb, type Json } from '../fixtures/glb.ts'

/** A desk: a top of oak, its drawer a node of its own below the top. */
async function desk(packed: boolean): Promise<Uint8Array> {
  const corners = Float32Array.from([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0])
  const triangles = Uint16Array.from([0, 1, 2, 0, 2, 3])
  await MeshoptEncoder.ready
  const plain = [new Uint8Array(corners.buffer), new Uint8Array(triangles.buffer)] as const
  const parts = packed
    ? [
        MeshoptEncoder.encodeGltfBuffer(plain[0], 4, 12, 'ATTRIBUTES'),
        MeshoptEncoder.encodeGltfBuffer(plain[1], 6, 2, 'TRIANGLES'),
      ]
    : plain
  const starts = [0, Math.ceil(parts[0].length / 4) * 4]
  const binary = new Uint8Array(starts[1]! + Math.ceil(parts[1]!.length / 4) * 4)
  parts.forEach((part, i) => binary.set(part, starts[i]))
  const view = (i: number, count: number, byteStride: number, mode: string) =>
    packed
      ? {
          buffer: 0,
          byteLength: count * byteStride,
          extensions: {
            EXT_meshopt_compression: {
              buffer: 0,
              byteOffset: starts[i],
              byteLength: parts[i]!.length,
              byteStride,
              count,
              mode,
            },
          },
        }
      : { buffer: 0, byteOffset: starts[i], byteLength: count * byteStride }
  return glbOf(
    {
      asset: { version: '2.0' },
      ...(packed ? { extensionsRequired: ['EXT_meshopt_compression'] } : {}),
      buffers: [{ byteLength: binary.length }],
      bufferViews: [view(0, 4, 12, 'ATTRIBUTES'), view(1, 6, 2, 'TRIANGLES')],
      accessors: [
        { bufferView: 0, componentType: 5126, count: 4, type: 'VEC3' },
        { bufferView: 1, componentType: 5123, count: 6, type: 'SCALAR' },
      ],
      materials: [
        {
          name: 'oak',
          pbrMetallicRoughness: { baseColorFactor: [0.5, 0.25, 0.1, 1], metallicFactor: 0, roughnessFactor: 0.7 },
        },
      ],
      meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
      nodes: [
        { name: 'Top', mesh: 0, translation: [0, 0.7, 0], scale: [2, 1, 1], children: [1] },
        { name: 'drawer.soft-close', mesh: 0, translation: [0, -0.1, 0] },
      ],
      scenes: [{ nodes: [0] }],
    },
    binary
  )
}

const plainFrom = (bytes: Uint8Array, trims: readonly string[] = []): Promise<Figure> =>
  createPlains(new Set(trims), 'https://shop.example/table/').figureOf(bytes)
const picture = (look: Look = {}) => ({ look, texts: {}, artworks: {} })
const named = (root: Object3D, name: string): Object3D => root.getObjectByName(name)!
const meshIn = (root: Object3D, name = 'Top'): Mesh =>
  named(root, name).children.find((part) => part instanceof Mesh) as Mesh
const paint = (root: Object3D): MeshPhysicalMaterial => meshIn(root).material as MeshPhysicalMaterial

/** Three floats a corner, appended to the table's data as accessor 2. */
const withNumbers = (numbers: readonly number[], edit: (json: Json) => void): Uint8Array => {
  const list = Float32Array.from(numbers)
  return tableGlb(
    (json) => {
      json.bufferViews.push({ buffer: 0, byteOffset: 60, byteLength: list.byteLength })
      json.accessors.push({ bufferView: 2, componentType: 5126, count: list.length / 3, type: 'VEC3' })
      edit(json)
    },
    new Uint8Array(list.buffer)
  )
}

describe('an ordinary glTF', () => {
  for (const packed of [false, true])
    it(`stands with its nodes and what they are made of${packed ? ', packed with meshopt too' : ''}`, async () => {
      const { root } = await plainFrom(await desk(packed))
      root.updateMatrixWorld(true)
      expect(named(root, 'drawer.soft-close').getWorldPosition(new Vector3()).y).toBeCloseTo(0.6, 5)
      const mesh = meshIn(root)
      const far = new Vector3(-9, -9, -9)
      const position = mesh.geometry.getAttribute('position')
      for (let i = 0; i < position.count; i++)
        far.max(new Vector3().fromBufferAttribute(position, i).applyMatrix4(mesh.matrixWorld))
      expect([far.x, far.y]).toEqual([2, expect.closeTo(1.7, 3)])
      expect(mesh.geometry.hasAttribute('normal')).toBe(true)
      expect([paint(root).name, paint(root).roughness, paint(root).metalness]).toEqual(['oak', 0.7, 0])
      expect(paint(root).color.r).toBeCloseTo(0.5, 5)
    })

  it('shows a trim only where a chosen look does, and leaves other nodes alone', async () => {
    const { root, bind } = await plainFrom(await desk(false), ['drawer.soft-close'])
    void bind(picture({ show: [] }))
    expect([named(root, 'drawer.soft-close').visible, named(root, 'Top').visible]).toEqual([false, true])
    void bind(picture({ show: ['drawer.soft-close'] }))
    expect(named(root, 'drawer.soft-close').visible).toBe(true)
  })

  it('is painted by the names of its materials, and gets its own back', async () => {
    const { root, bind } = await plainFrom(await desk(false))
    const own = paint(root).color.getHexString()
    void bind(picture({ materials: { oak: { color: '#c01020', roughness: 0.2 }, unknown: { color: '#ffffff' } } }))
    expect(paint(root).roughness).toBe(0.2)
    expect(paint(root).color.r).toBeGreaterThan(5 * paint(root).color.g)
    void bind(picture())
    expect([paint(root).color.getHexString(), paint(root).roughness]).toEqual([own, 0.7])
  })

  it('takes a surface when its tiles are drawn, and not after another look came', async () => {
    const { root, bind } = await plainFrom(await desk(false))
    const coming = bind(picture({ materials: { oak: { surface: 'suede', color: '#806040' } } }))
    expect(coming).toBeInstanceOf(Promise)
    await coming
    expect(paint(root).sheenRoughness).toBeLessThan(0.5)
    // Drawn once, it is there at once.
    expect(bind(picture({ materials: { oak: { surface: 'suede', color: '#203040' } } }))).toBeUndefined()
  })

  it('shows a variant by name, and the file’s own where none is', async () => {
    const bytes = tableGlb((json) => {
      json.materials.push({ name: 'Ash' })
      json.extensions = { KHR_materials_variants: { variants: [{ name: 'Pale' }] } }
      json.meshes[0].primitives[0].extensions = {
        KHR_materials_variants: { mappings: [{ material: 1, variants: [0] }] },
      }
    })
    const { root, bind } = await plainFrom(bytes)
    for (const [variant, name] of [['Pale', 'Ash'], ['Unknown', 'Oak'], [undefined, 'Oak']] as const) {
      void bind(picture(variant === undefined ? {} : { variant }))
      expect(paint(root).name).toBe(name)
    }
  })

  it('is bent by the weights of its morph targets, and straightens again', async () => {
    const bytes = withNumbers([0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], (json) => {
      json.meshes[0].primitives[0].targets = [{ POSITION: 2 }]
      json.meshes[0].extras = { targetNames: ['arched'] }
    })
    const { root, bind } = await plainFrom(bytes)
    const heights = () => [0, 1, 2, 3].map((i) => meshIn(root).geometry.getAttribute('position').getY(i))
    void bind(picture({ morphs: { arched: 0.5 } }))
    expect(heights()).toEqual([0.5, 0.5, 0, 0])
    void bind(picture())
    expect(heights()).toEqual([0, 0, 0, 0])
  })

  it('draws copies of a mesh only where one of them is over two pixels', async () => {
    const bytes = withNumbers([0, 0, 0, 3, 0, 0], (json) => {
      json.nodes[1].extensions = { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 2 } } }
      json.nodes[1].scale = [0.001, 0.001, 0.001]
    })
    const { root, detail } = await plainFrom(bytes)
    const copies = meshIn(root, 'Drawer') as InstancedMesh
    expect(copies.count).toBe(2)
    // One is 2 mm wide.
    detail(1.1)
    expect(copies.visible).toBe(true)
    detail(0.9)
    expect(copies.visible).toBe(false)
  })

  it('takes grey colours of its corners for baked shade, and others for paint', async () => {
    const coloured = (second: readonly number[]) =>
      withNumbers([0.2, 0.2, 0.2, ...second, 1, 1, 1, 1, 1, 1], (json) => {
        json.meshes[0].primitives[0].attributes.COLOR_0 = 2
      })
    const grey = meshIn((await plainFrom(coloured([0.5, 0.5, 0.5]))).root)
    expect([...grey.geometry.getAttribute('shade').array].some((value) => Math.abs(value - 0.2) < 1e-6)).toBe(true)
    expect([(grey.material as MeshPhysicalMaterial).vertexColors, grey.geometry.hasAttribute('color')]).toEqual([
      false,
      false,
    ])
    const red = meshIn((await plainFrom(coloured([0.9, 0.1, 0.1]))).root)
    expect((red.material as MeshPhysicalMaterial).vertexColors).toBe(true)
  })

  it('refuses what a page cannot show', async () => {
    await expect(plainFrom(new TextEncoder().encode('<html>not a model at all</html>'))).rejects.toMatchObject({
      code: 'gltf/not-glb',
    })
    await expect(
      plainFrom(tableGlb((json) => (json.extensionsRequired = ['KHR_draco_mesh_compression'])))
    ).rejects.toMatchObject({ code: 'gltf/draco' })
    const lying = tableGlb((json) => (json.meshes[0].primitives[0].attributes.POSITION = 0))
    new DataView(lying.buffer).setUint16(lying.length - 12, 99, true)
    await expect(plainFrom(lying)).rejects.toMatchObject({ code: 'gltf/broken' })
  })

  it('says which picture of a choice could not be used, and keeps what it had', async () => {
    const { root, bind } = await plainFrom(await desk(false))
    const coming = bind(picture({ materials: { oak: { texture: '../elsewhere.webp' } } }))
    await expect(coming).rejects.toMatchObject({ code: 'scene/no-texture' })
    expect(paint(root).map).toBeNull()
  })
})
