import { beforeAll, describe, expect, it } from 'vitest'
import { topologyOf, writeShape, type Topology } from '../../src/drape/compile/shape-writer.ts'
import { readShape, type SewnShape } from '../../src/drape/index.ts'
import { sewnTube as shape } from './sewnTube.ts'

describe('a shape file', () => {
  const original = shape()
  let topology: Topology
  let bytes: Uint8Array
  const beside = async (name: string) => {
    expect(name).toBe('shared.bin')
    return topology.bytes
  }
  beforeAll(async () => {
    topology = await topologyOf('shared.bin', original)
    bytes = await writeShape(original, topology)
  })

  it('brings back what was written: places to a tenth of a millimetre, pattern to half a tenth', async () => {
    const read = await readShape(bytes, { beside })
    topology.order.forEach((old, i) => {
      for (let k = 0; k < 3; k++)
        expect(Math.abs(read.positions[3 * i + k]! - original.positions[3 * old + k]!)).toBeLessThan(1e-4)
      for (let k = 0; k < 2; k++)
        expect(Math.abs(read.pattern[2 * i + k]! - original.pattern[2 * old + k]!)).toBeLessThan(0.051)
      expect(read.panel[i]).toBe(original.panel[old])
      expect(Math.abs(read.occlusion![i]! - original.occlusion![old]!)).toBeLessThan(4)
    })
    expect(read.panels).toEqual(original.panels)
    expect(read.heights).toEqual(original.heights)
  })

  it('keeps every triangle and every stitch', async () => {
    const read = await readShape(bytes, { beside })
    const corners = (triangles: Uint32Array, name: (i: number) => number) =>
      Array.from({ length: triangles.length / 3 }, (_, t) => {
        const [a, b, c] = [0, 1, 2].map((k) => name(triangles[3 * t + k]!)) as [number, number, number]
        return [`${a},${b},${c}`, `${b},${c},${a}`, `${c},${a},${b}`].sort()[0]
      }).sort()
    expect(corners(read.triangles, (i) => topology.order[i]!)).toEqual(corners(original.triangles, (i) => i))
    const apart = new Set(original.weld).size
    expect(new Set(read.weld).size).toBe(apart)
    read.weld.forEach((lowest, i) =>
      expect(original.weld[topology.order[i]!]).toBe(original.weld[topology.order[lowest]!])
    )
  })

  it('keeps what lies on the cloth, node by node', async () => {
    const read = await readShape(bytes, { beside })
    const sorted = (list: SewnShape['placements']) =>
      [...list].map((one) => JSON.stringify(one, Object.keys(one).sort())).sort()
    expect(sorted(read.placements)).toEqual(sorted(original.placements))
  })

  it('is the same bytes for the same shape', async () => {
    expect(await writeShape(shape(), await topologyOf('shared.bin', shape()))).toEqual(bytes)
  })

  describe('is refused before anything is decoded when', () => {
    const gltf = () =>
      JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + new DataView(bytes.buffer).getUint32(12, true))))
    const withJson = (json: unknown) => {
      const text = new TextEncoder().encode(JSON.stringify(json))
      const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(32)
      padded.set(text)
      const rest = bytes.subarray(20 + new DataView(bytes.buffer).getUint32(12, true))
      const made = new Uint8Array(20 + padded.length + rest.length)
      made.set(bytes.subarray(0, 20))
      made.set(padded, 20)
      made.set(rest, 20 + padded.length)
      new DataView(made.buffer).setUint32(8, made.length, true)
      new DataView(made.buffer).setUint32(12, padded.length, true)
      return made
    }
    const refusal = async (change: (json: ReturnType<typeof gltf>) => void) => {
      const json = gltf()
      change(json)
      return readShape(withJson(json), { beside }).then(
        () => 'read',
        (error: { code: string }) => error.code
      )
    }
    const packed = (json: ReturnType<typeof gltf>, view: number) =>
      json.bufferViews[view].extensions.EXT_meshopt_compression

    it('it is no GLB, or cut off', async () => {
      await expect(
        readShape(new TextEncoder().encode('<html>not found, sorry</html>'), { beside })
      ).rejects.toMatchObject({ code: 'shape/not-glb' })
      await expect(readShape(new Uint8Array(3), { beside })).rejects.toMatchObject({ code: 'shape/not-glb' })
      for (const length of [bytes.length - 1, 400, 30])
        await expect(readShape(bytes.slice(0, length), { beside })).rejects.toMatchObject({ code: 'shape/broken' })
    })

    it('it asks for data from elsewhere', async () => {
      for (const uri of [
        'https://example.org/a.bin',
        '//example.org/a.bin',
        '../a.bin',
        'a/b.bin',
        'data:;base64,AAAA',
        '.hidden',
        'a%2fb',
        '',
      ])
        expect(await refusal((json) => (json.buffers[2].uri = uri))).toBe('shape/remote')
    })

    it('it claims more than a garment needs', async () => {
      await expect(readShape(new Uint8Array(5_000_000), { beside })).rejects.toMatchObject({ code: 'shape/too-big' })
      expect(await refusal((json) => (json.accessors[0].count = 4_000_000_000))).toBe('shape/too-big')
      expect(await refusal((json) => (json.accessors[3].count = 3_000_000_000))).toBe('shape/too-big')
    })

    it('its lengths do not fit each other', async () => {
      expect(await refusal((json) => (packed(json, 0).count += 1))).toBe('shape/broken')
      expect(await refusal((json) => (packed(json, 0).byteStride = 4))).toBe('shape/broken')
      expect(await refusal((json) => (packed(json, 0).byteLength = 10_000_000))).toBe('shape/broken')
      expect(await refusal((json) => (packed(json, 1).byteOffset = -8))).toBe('shape/broken')
      expect(await refusal((json) => (json.bufferViews[1].byteLength = 1e12))).toBe('shape/broken')
      expect(await refusal((json) => (json.nodes[0].extras.toile.panels[0].count += 1))).toBe('shape/broken')
      expect(await refusal((json) => (json.nodes[0].scale = [1, 1, 'one']))).toBe('shape/broken')
    })

    it('it is another kind of glTF', async () => {
      expect(await refusal((json) => delete json.nodes[0].extras)).toBe('shape/not-a-shape')
      expect(await refusal((json) => delete json.meshes)).toBe('shape/not-a-shape')
      expect(await refusal((json) => delete json.meshes[0].primitives)).toBe('shape/broken')
      expect(await refusal((json) => (json.nodes[1].extras.toile.placements[0].kind = 'spell'))).toBe('shape/broken')
      expect(await refusal((json) => (json.nodes[1].extras.toile.placements[0].on = [9]))).toBe('shape/broken')
    })

    it('its data are noise', async () => {
      const noise = bytes.slice()
      noise.fill(0x5a, 28 + new DataView(bytes.buffer).getUint32(12, true))
      await expect(readShape(noise, { beside })).rejects.toMatchObject({ code: 'shape/broken' })
      await expect(readShape(bytes, { beside: async () => new Uint8Array(16) })).rejects.toMatchObject({
        code: 'shape/broken',
      })
    })
  })
})
