import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { arrayOf, openGltf, pictureSize } from '../../src/ground/gltf/index.ts'
import { ToileError } from '../../src/ground/index.ts'
import { pngHeader, tableGlb, type Json } from '../fixtures/glb.ts'

const refusalOf = (bytes: Uint8Array): string => {
  try {
    openGltf(bytes)
    return 'opened'
  } catch (error) {
    if (!(error instanceof ToileError)) throw error
    return `${error.code}: ${error.message}`
  }
}
const broken = (what: string): string => `gltf/broken: The file is broken: ${what}. Export it again.`
const withPicture = (picture: Uint8Array) => (json: Json) => {
  json.bufferViews.push({ buffer: 0, byteOffset: 60, byteLength: picture.length })
  json.images = [{ bufferView: 2, mimeType: 'image/png' }]
  json.textures = [{ source: 0 }]
}

describe('a glTF file that a page can show', () => {
  it('opens, and its numbers are read whatever lies between them', () => {
    const { json, binary } = openGltf(tableGlb())
    const bytesOf = (view: number): Uint8Array => {
      const { byteOffset = 0, byteLength } = json.bufferViews![view]!
      return binary.subarray(byteOffset, byteOffset + byteLength)
    }
    expect([...arrayOf(json, 1, bytesOf).list]).toEqual([0, 2, 1, 0, 3, 2])
    const strided = openGltf(
      tableGlb((json) => {
        json.bufferViews[0].byteStride = 24
        json.accessors[0].count = 2
        json.accessors[1].count = 3
        json.meshes = json.nodes = json.scenes = []
        delete json.scene
      })
    )
    expect([...arrayOf(strided.json, 0, bytesOf).list]).toEqual([-1, 0, -1, 1, 0, 1])
  })

  it('may change some numbers of a list (sparse)', () => {
    const changed = new Uint8Array(16)
    changed[0] = 3
    new Float32Array(changed.buffer, 4).set([7, 8, 9])
    const { json, binary } = openGltf(
      tableGlb((json) => {
        json.bufferViews.push({ buffer: 0, byteOffset: 60, byteLength: 16 })
        json.accessors[0].sparse = {
          count: 1,
          indices: { bufferView: 2, componentType: 5121 },
          values: { bufferView: 2, byteOffset: 4 },
        }
      }, changed)
    )
    const bytesOf = (view: number): Uint8Array => {
      const { byteOffset = 0, byteLength } = json.bufferViews![view]!
      return binary.subarray(byteOffset, byteOffset + byteLength)
    }
    expect(Array.from(arrayOf(json, 0, bytesOf).list).slice(6)).toEqual([1, 0, 1, 7, 8, 9])
  })

  it('may need an extension of materials that only changes how they shine', () => {
    expect(refusalOf(tableGlb((json) => (json.extensionsRequired = ['KHR_materials_iridescence'])))).toBe('opened')
  })
})

describe('a glTF file is refused, with what to convert,', () => {
  it.each<[string, string, (json: Json) => void]>([
    [
      'packed with Draco',
      'gltf/draco: The file packs its meshes with Draco, which a strict content policy cannot run. Convert: gltf-transform meshopt in.glb out.glb',
      (json) => (json.extensionsRequired = ['KHR_draco_mesh_compression']),
    ],
    [
      'with KTX2 pictures that it needs',
      'gltf/ktx2: The file keeps its pictures as KTX2 (Basis), which needs code that a strict content policy cannot run. Convert: gltf-transform ktxdecompress in.glb out.glb, then gltf-transform webp',
      (json) => (json.extensionsRequired = ['KHR_texture_basisu']),
    ],
    [
      'with a KTX2 picture and no other in its place',
      'gltf/ktx2: The file keeps its pictures as KTX2 (Basis), which needs code that a strict content policy cannot run. Convert: gltf-transform ktxdecompress in.glb out.glb, then gltf-transform webp',
      (json) => (json.textures = [{ extensions: { KHR_texture_basisu: { source: 0 } } }]),
    ],
    [
      'that needs what is not read',
      'gltf/extension: The file needs KHR_audio, which is not read here. Convert: gltf-transform copy, or export it without',
      (json) => (json.extensionsRequired = ['KHR_mesh_quantization', 'KHR_audio']),
    ],
    [
      'of specular-glossiness materials',
      'gltf/extension: The file needs specular-glossiness materials, which is not read here. Convert: gltf-transform metalrough',
      (json) => (json.extensionsRequired = ['KHR_materials_pbrSpecularGlossiness']),
    ],
    [
      'that loads data from another host',
      'gltf/remote: The file loads data from another place. Pack everything into one file. Convert: gltf-transform copy in.gltf out.glb',
      (json) => (json.buffers[0].uri = 'https://elsewhere.example/a.bin'),
    ],
    [
      'that loads a picture from another host',
      'gltf/remote: The file loads pictures from another place. Pack everything into one file. Convert: gltf-transform copy in.gltf out.glb',
      (json) => (json.images = [{ uri: '//elsewhere.example/a.png' }]),
    ],
    [
      'that keeps data beside it',
      'gltf/external: The file keeps data in a file beside it ("a.bin"). Pack everything into one. Convert: gltf-transform copy in.gltf out.glb',
      (json) => (json.buffers[0].uri = 'a.bin'),
    ],
    [
      'that keeps a picture in an address',
      'gltf/external: The file keeps pictures in an address (data:). Pack everything into one. Convert: gltf-transform copy in.gltf out.glb',
      (json) => (json.images = [{ uri: 'data:image/png;base64,AAAA' }]),
    ],
    ['whose data are cut', 'gltf/cut: The file is cut off: its data are shorter than it says. Export it again.', (json) => (json.buffers[0].byteLength = 99)],
    ['whose list is longer than its view', broken('a list of numbers is longer than its data'), (json) => (json.accessors[0].count = 5)],
    ['whose list claims gigabytes', 'gltf/too-much: The file is too much for a page: its lists unpack to more than 128 MB. Convert: gltf-transform optimize in.glb out.glb --compress meshopt --texture-compress webp', (json) => (json.accessors[0] = { componentType: 5126, count: 2 ** 40, type: 'VEC3' })],
    ['whose elements lie on each other', broken('elements of a list lie on top of each other'), (json) => (json.bufferViews[0].byteStride = 4)],
    ['whose view reaches beyond the file', broken('a view reaches beyond its data'), (json) => (json.bufferViews[1].byteOffset = 60)],
    ['whose packed view claims more than it has', broken('packed data are of another length than their view'), (json) => (json.bufferViews[0].extensions = { EXT_meshopt_compression: { buffer: 0, byteLength: 8, byteStride: 12, count: 2 ** 30, mode: 'ATTRIBUTES' } })],
    ['whose nodes go round', broken('its nodes go round, or one hangs in two places'), (json) => (json.nodes[1].children = [0])],
    ['with a ring of nodes that no root leads to', broken('its nodes go round, or one hangs in two places'), (json) => json.nodes.push({ children: [3] }, { children: [2] })],
    ['with a node in two places', broken('its nodes go round, or one hangs in two places'), (json) => json.nodes.push({ children: [1] })],
    ['that names a mesh that is not there', broken('it names a mesh that is not there'), (json) => (json.nodes[0].mesh = 7)],
    ['whose node stands nowhere', broken('the translation of a node is no number'), (json) => (json.nodes[0].translation = [0, 'up', 0])],
    ['whose colour is no number', broken('"baseColorFactor" of a material is no number'), (json) => (json.materials[0].pbrMetallicRoughness.baseColorFactor = 'oak')],
    ['whose corners are not as many as its normals', broken('its NORMAL are not as many as its positions'), (json) => (json.meshes[0].primitives[0].attributes.NORMAL = 1)],
    ['with too many nodes', 'gltf/too-much: The file is too much for a page: it has 5001 nodes. Convert: gltf-transform optimize in.glb out.glb --compress meshopt --texture-compress webp', (json) => (json.nodes = Array.from({ length: 5001 }, () => ({})))],
    [
      'with too many triangles, copies counted',
      'gltf/too-much: The file is too much for a page: it draws 2000002 triangles, expected at most 1000000. Convert: gltf-transform simplify in.glb out.glb',
      (json) => {
        json.accessors.push({ componentType: 5126, count: 1e6, type: 'VEC3' })
        json.nodes[1].extensions = { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 2 } } }
      },
    ],
  ])('%s', (_, expected, edit) => {
    expect(refusalOf(tableGlb(edit))).toBe(expected)
  })

  it('cut anywhere, or no glTF at all', () => {
    const whole = tableGlb()
    for (let length = 20; length < whole.length; length += 7)
      expect(refusalOf(whole.subarray(0, length))).toBe('gltf/cut: The file is cut off: it is shorter than it says. Copy or export it again.')
    expect(refusalOf(new TextEncoder().encode('<html>'))).toBe('gltf/not-glb: Expected a binary glTF 2.0 file (GLB).')
    expect(refusalOf(new TextEncoder().encode('{ "asset": {} }'))).toBe(
      'gltf/not-glb: Expected a binary glTF 2.0 file (GLB). Convert: gltf-transform copy in.gltf out.glb'
    )
  })

  it('with a number that is none', () => {
    const { json } = openGltf(tableGlb())
    const bytes = new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => (i === 5 ? NaN : i)).buffer)
    expect(() => arrayOf(json, 0, () => bytes)).toThrow('a list of numbers holds one that is none')
  })

  it('with a picture that unpacks to more than a page can hold, by its header alone', () => {
    const bomb = pngHeader(30_000, 30_000)
    expect(refusalOf(tableGlb(withPicture(bomb), bomb))).toBe(
      'gltf/too-large: Picture 0 has 30000 by 30000 pixels, expected at most 4096 a side. Convert: gltf-transform resize in.glb out.glb --width 2048 --height 2048'
    )
    const many = (json: Json) => {
      withPicture(bomb)(json)
      json.images = Array.from({ length: 9 }, () => ({ bufferView: 2 }))
    }
    expect(refusalOf(tableGlb(many, pngHeader(2048, 2048)))).toBe(
      'gltf/too-large: Its pictures have more than 34 million pixels together. Convert: gltf-transform resize in.glb out.glb --width 2048 --height 2048'
    )
    const noise = new Uint8Array(33).fill(7)
    expect(refusalOf(tableGlb(withPicture(noise), noise))).toBe(
      'gltf/picture: Picture 0 is no whole WebP, PNG or JPEG. Save it as one of these.'
    )
  })

  it('whatever is changed in its description: opened or refused, never another error', () => {
    const { json: description } = openGltf(tableGlb())
    const paths: (readonly (string | number)[])[] = []
    const walk = (value: unknown, path: readonly (string | number)[]): void => {
      paths.push(path)
      if (typeof value === 'object' && value !== null)
        for (const [key, part] of Object.entries(value)) walk(part, [...path, key])
    }
    walk(description, [])
    const bad = fc.oneof(fc.constant(null), fc.integer(), fc.double(), fc.string(), fc.constant([]), fc.constant({}), fc.constant([null]))
    fc.assert(
      fc.property(fc.constantFrom(...paths.slice(1)), bad, (path, value) => {
        const bytes = tableGlb((json) => {
          const parent = path.slice(0, -1).reduce((at: Json, key) => at[key], json)
          parent[path.at(-1)!] = value
        })
        if (refusalOf(bytes) !== 'opened') return
        const { json, binary } = openGltf(bytes)
        json.accessors?.forEach((_, i) => {
          arrayOf(json, i, (view) => {
            const { byteOffset = 0, byteLength } = json.bufferViews![view]!
            return binary.subarray(byteOffset, byteOffset + byteLength)
          })
        })
      }),
      { numRuns: 1000 }
    )
  })
})

describe('pictureSize', () => {
  it('reads what real files say', async () => {
    const picture = sharp({ create: { width: 37, height: 21, channels: 4, background: '#80402080' } })
    const sizes = await Promise.all(
      [picture.clone().png(), picture.clone().jpeg(), picture.clone().webp(), picture.clone().webp({ lossless: true })].map(
        async (one) => pictureSize(await one.toBuffer())
      )
    )
    expect(sizes).toEqual(
      ['png', 'jpeg', 'webp', 'webp'].map((type) => ({ type: `image/${type}`, width: 37, height: 21 }))
    )
    const opaque = sharp({ create: { width: 300, height: 5, channels: 3, background: '#804020' } }).webp()
    expect(pictureSize(await opaque.toBuffer())).toEqual({ type: 'image/webp', width: 300, height: 5 })
  })

  it('gives null for what is cut or none of these', () => {
    for (const bytes of [[], [0x89], [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff, 0xe0, 0, 4], [0x47, 0x49, 0x46, 0x38]])
      expect(pictureSize(Uint8Array.from(bytes))).toBeNull()
  })
})
