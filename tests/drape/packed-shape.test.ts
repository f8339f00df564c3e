import { validateBytes } from 'gltf-validator'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeCut, writeHung, writeMesh, type SharedMesh } from '../../src/drape/compile/packed-writer.ts'
import { bitSink, writeNumber } from '../../src/drape/compile/range-writer.ts'
import { readShape, type SewnShape } from '../../src/drape/index.ts'
import { bitSource, numberModels, readNumber } from '../../src/drape/packing/range.ts'
import { sewnTube } from './sewnTube.ts'

describe('numbers packed by how much they surprise', () => {
  it('come back as they were, great and small, and many alike take next to no room', () => {
    const numbers = Array.from({ length: 4000 }, (_, i) => (i % 97 === 0 ? (i - 2000) * 131 : i % 3 === 0 ? -1 : 0))
    const sink = bitSink()
    const models = numberModels()
    for (const value of numbers) writeNumber(sink, models, 2, value)
    const bytes = sink.bytes()
    expect(bytes.byteLength).toBeLessThan(700)
    const source = bitSource(bytes)
    const fresh = numberModels()
    expect(numbers.map(() => readNumber(source, fresh, 2))).toEqual(numbers)
    expect(source.isWhole()).toBe(true)
  })
})

describe('a shape told by what it shares with others', () => {
  const original = sewnTube()
  let mesh: SharedMesh
  let cut: Uint8Array
  let bytes: Uint8Array
  const beside = async (name: string) => {
    if (name === 'mesh.bin') return mesh.bytes
    return name === 'cut.bin' ? cut : new Uint8Array()
  }
  const written = async () => {
    const shared = await writeMesh('mesh.bin', original)
    const own = writeCut(original, shared)
    return { shared, own, hung: writeHung(original, shared, { name: 'cut.bin', bytes: own }) }
  }
  beforeAll(async () => {
    const { shared, own, hung } = await written()
    ;[mesh, cut, bytes] = [shared, own, hung]
  })

  it('comes back: places to a tenth of a millimetre, pattern to half a tenth, shade as finely as seen', async () => {
    const read = await readShape(bytes, { beside })
    mesh.order.forEach((old, i) => {
      const root = mesh.order[read.weld[i]!]!
      for (let k = 0; k < 3; k++)
        expect(Math.abs(read.positions[3 * i + k]! - original.positions[3 * root + k]!)).toBeLessThan(1e-4)
      for (let k = 0; k < 2; k++)
        expect(Math.abs(read.pattern[2 * i + k]! - original.pattern[2 * old + k]!)).toBeLessThan(0.051)
      expect(Math.abs(read.occlusion![i]! - original.occlusion![root]!)).toBeLessThan(4)
      expect(Math.abs(read.worn![i]! - original.worn![root]!)).toBeLessThan(5)
      expect(read.panel[i]).toBe(original.panel[old])
    })
    expect(read.panels).toEqual(original.panels)
    expect(read.heights).toEqual(original.heights)
    expect(read.triangles.length).toBe(original.triangles.length)
    expect(new Set(read.weld).size).toBe(new Set(original.weld).size)
  })

  it('leaves no gap where cloth is sewn: sewn points are one point', async () => {
    const { positions, weld } = await readShape(bytes, { beside })
    weld.forEach((root, i) =>
      expect([...positions.subarray(3 * i, 3 * i + 3)]).toEqual([...positions.subarray(3 * root, 3 * root + 3)])
    )
  })

  it('keeps what lies on the cloth, and names it where a checker looks', async () => {
    const sorted = (list: SewnShape['placements']) =>
      [...list].map((one) => JSON.stringify(one, Object.keys(one).sort())).sort()
    expect(sorted((await readShape(bytes, { beside })).placements)).toEqual(sorted(original.placements))
    const { nodes } = jsonOf(bytes)
    expect(nodes.map(({ name }: { name: string }) => name)).toEqual([
      'cloth',
      ...new Set(original.placements.map(({ node }) => node)),
    ])
  })

  it('is a glTF that the validator has no complaint about, and the same bytes every time', async () => {
    const { issues } = await validateBytes(bytes, { uri: 'shape.glb', externalResourceFunction: beside })
    expect({ errors: issues.numErrors, warnings: issues.numWarnings }).toEqual({ errors: 0, warnings: 0 })
    const { own, hung } = await written()
    expect(own).toEqual(cut)
    expect(hung).toEqual(bytes)
  })

  describe('is refused when', () => {
    const refusal = (changed: Uint8Array, others: typeof beside = beside) =>
      readShape(changed, { beside: others }).then(
        () => 'read',
        (error: { code: string }) => error.code
      )
    const damaged = (file: Uint8Array) => {
      const copy = file.slice()
      copy[copy.length - 9]! ^= 0x10
      return copy
    }

    it('it is cut off or was damaged on its way, here or in what lies beside it', async () => {
      expect(await refusal(bytes.slice(0, bytes.length - 4))).toBe('shape/broken')
      expect(await refusal(damaged(bytes))).toBe('shape/broken')
      expect(await refusal(bytes, async (name) => damaged(await beside(name)))).toBe('shape/broken')
      expect(await refusal(bytes, async () => bytes)).toBe('shape/broken')
    })

    it('it asks for data from elsewhere', async () => {
      for (const uri of ['https://example.org/a.bin', '../a.bin', 'data:;base64,AAAA', ''])
        expect(await refusal(withJson(bytes, (json) => (json.buffers[1].uri = uri)))).toBe('shape/remote')
      expect(await refusal(withJson(bytes, (json) => json.buffers.splice(1)))).toBe('shape/remote')
    })

    it('it lacks a part, or names one beyond its end', async () => {
      const about = (json: Json) => json.nodes[0].extras.toile
      expect(await refusal(withJson(bytes, (json) => delete about(json).parts.positions))).toBe('shape/broken')
      expect(await refusal(withJson(bytes, (json) => (about(json).parts.open = [0, 1e9])))).toBe('shape/broken')
      expect(await refusal(withJson(bytes, (json) => (about(json).step = 'fine')))).toBe('shape/broken')
      const greedy = withJson(mesh.bytes, (json) => (about(json).vertices = 4_000_000))
      const only = async (name: string) => (name === 'mesh.bin' ? greedy : beside(name))
      expect(await refusal(bytes, only)).toBe('shape/too-big')
    })
  })
})

// What a broken file holds is anything.
type Json = any

const lengthOf = (file: Uint8Array) => new DataView(file.buffer, file.byteOffset).getUint32(12, true)
const jsonOf = (file: Uint8Array): Json =>
  JSON.parse(new TextDecoder().decode(file.subarray(20, 20 + lengthOf(file))))

function withJson(file: Uint8Array, change: (json: Json) => void): Uint8Array {
  const json = jsonOf(file)
  change(json)
  const text = new TextEncoder().encode(JSON.stringify(json))
  const padded = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(32)
  padded.set(text)
  const rest = file.subarray(20 + lengthOf(file))
  const made = new Uint8Array(20 + padded.length + rest.length)
  made.set(file.subarray(0, 20))
  made.set(padded, 20)
  made.set(rest, 20 + padded.length)
  new DataView(made.buffer).setUint32(8, made.length, true)
  new DataView(made.buffer).setUint32(12, padded.length, true)
  return made
}
