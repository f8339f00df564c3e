import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { Mesh, Vector3, type MeshStandardMaterial, type Object3D } from 'three'
import { describe, expect, it } from 'vitest'
import { plainFrom } from '../../src/scene/plain.ts'

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
  return glb(
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

function glb(json: unknown, binary: Uint8Array): Uint8Array {
  const text = JSON.stringify(json)
  const long = text.padEnd(Math.ceil(text.length / 4) * 4)
  const bytes = new Uint8Array(28 + long.length + binary.length)
  const view = new DataView(bytes.buffer)
  const words = [0x46546c67, 2, bytes.length, long.length, 0x4e4f534a] as const
  words.forEach((word, i) => view.setUint32(4 * i, word, true))
  bytes.set(new TextEncoder().encode(long), 20)
  view.setUint32(20 + long.length, binary.length, true)
  view.setUint32(24 + long.length, 0x004e4942, true)
  bytes.set(binary, 28 + long.length)
  return bytes
}

const named = (root: Object3D, name: string): Object3D => root.getObjectByName(name)!
const paint = (root: Object3D): MeshStandardMaterial => {
  const mesh = named(root, 'Top').children.find((part) => part instanceof Mesh) as Mesh
  return mesh.material as MeshStandardMaterial
}

describe('plainFrom', () => {
  for (const packed of [false, true])
    it(`reads nodes and what they are made of${packed ? ', packed with meshopt too' : ''}`, async () => {
      const { root } = await plainFrom(await desk(packed))
      root.updateMatrixWorld(true)
      expect(named(root, 'drawer.soft-close').getWorldPosition(new Vector3()).y).toBeCloseTo(0.6, 5)
      const mesh = named(root, 'Top').children.find((part) => part instanceof Mesh) as Mesh
      const corner = new Vector3()
        .fromBufferAttribute(mesh.geometry.getAttribute('position'), 2)
        .applyMatrix4(mesh.matrixWorld)
      expect(corner.x).toBeCloseTo(2, 3)
      expect(corner.y).toBeCloseTo(1.7, 3)
      expect(mesh.geometry.index!.count).toBe(6)
      expect(mesh.geometry.hasAttribute('normal')).toBe(true)
      expect([paint(root).name, paint(root).roughness, paint(root).metalness]).toEqual(['oak', 0.7, 0])
      expect(paint(root).color.r).toBeCloseTo(0.5, 5)
    })

  it('shows a trim only where a chosen look does, and leaves other nodes alone', async () => {
    const { root, bind } = await plainFrom(await desk(false))
    const trims = new Set(['drawer.soft-close'])
    bind({ show: [] }, trims)
    expect([named(root, 'drawer.soft-close').visible, named(root, 'Top').visible]).toEqual([false, true])
    bind({ show: ['drawer.soft-close'] }, trims)
    expect(named(root, 'drawer.soft-close').visible).toBe(true)
  })

  it('paints a material by name and gives it back its own colour', async () => {
    const { root, bind } = await plainFrom(await desk(false))
    const own = paint(root).color.getHexString()
    bind({ materials: { oak: { color: '#102030', roughness: 0.2 } } }, new Set())
    expect([paint(root).color.getHexString(), paint(root).roughness]).toEqual(['102030', 0.2])
    bind({}, new Set())
    expect([paint(root).color.getHexString(), paint(root).roughness]).toEqual([own, 0.7])
  })

  it('refuses what is no GLB, and a GLB that needs what it cannot read', async () => {
    await expect(plainFrom(new TextEncoder().encode('<html>not a model at all</html>'))).rejects.toMatchObject({
      code: 'scene/no-gltf',
    })
    const bytes = glb(
      { asset: { version: '2.0' }, extensionsRequired: ['KHR_draco_mesh_compression'] },
      new Uint8Array()
    )
    await expect(plainFrom(bytes)).rejects.toMatchObject({
      code: 'scene/no-gltf',
      message: 'The glTF needs KHR_draco_mesh_compression, which the stage does not read.',
    })
  })
})
