/** Half an edge in metres. */
const HALF = 0.25
const GLB_MAGIC = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942

/**
 * A plain cube as a GLB file (glTF 2.0), so that a page has something to show until the product has a shape: one node
 * and one material, both called "Sample".
 */
export function sampleShape(): Uint8Array {
  const { positions, normals, indices } = cube()
  const binary = new Uint8Array([positions, normals, indices].flatMap(({ buffer }) => [...new Uint8Array(buffer)]))
  const [ofPositions, ofNormals] = [0, positions.byteLength]
  const ofIndices = ofNormals + normals.byteLength
  const gltf = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ name: 'Sample', mesh: 0, translation: [0, HALF, 0] }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, NORMAL: 1 }, indices: 2, material: 0 }] }],
    materials: [
      {
        name: 'Sample',
        pbrMetallicRoughness: { baseColorFactor: [0.75, 0.72, 0.66, 1], metallicFactor: 0, roughnessFactor: 0.8 },
      },
    ],
    accessors: [
      {
        bufferView: 0,
        componentType: 5126,
        count: 24,
        type: 'VEC3',
        min: [-HALF, -HALF, -HALF],
        max: [HALF, HALF, HALF],
      },
      { bufferView: 1, componentType: 5126, count: 24, type: 'VEC3' },
      { bufferView: 2, componentType: 5123, count: 36, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: ofPositions, byteLength: positions.byteLength, target: 34962 },
      { buffer: 0, byteOffset: ofNormals, byteLength: normals.byteLength, target: 34962 },
      { buffer: 0, byteOffset: ofIndices, byteLength: indices.byteLength, target: 34963 },
    ],
    buffers: [{ byteLength: binary.byteLength }],
  }
  return glbOf(JSON.stringify(gltf), binary)
}

/** Per face four corners with the face's normal, counter-clockwise from outside. */
function cube() {
  const positions: number[] = []
  const normals: number[] = []
  const indices: number[] = []
  for (const axis of [0, 1, 2])
    for (const side of [-1, 1]) {
      const first = positions.length / 3
      for (const [u, v] of [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ] as const) {
        const corner = [0, 0, 0]
        corner[axis] = side * HALF
        corner[(axis + 1) % 3] = u * side * HALF
        corner[(axis + 2) % 3] = v * HALF
        const normal = [0, 0, 0]
        normal[axis] = side
        positions.push(...corner)
        normals.push(...normal)
      }
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3)
    }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    indices: Uint16Array.from(indices),
  }
}

/** Header, then the two chunks, each filled up to four bytes: JSON with blanks, the rest with zeros. */
function glbOf(json: string, binary: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(json + ' '.repeat((4 - (json.length % 4)) % 4))
  const length = 12 + 8 + text.length + 8 + binary.length
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  const words = [GLB_MAGIC, 2, length, text.length, JSON_CHUNK]
  words.forEach((word, at) => view.setUint32(at * 4, word, true))
  bytes.set(text, 20)
  view.setUint32(20 + text.length, binary.length, true)
  view.setUint32(24 + text.length, BINARY_CHUNK, true)
  bytes.set(binary, 28 + text.length)
  return bytes
}

/** A still of the same cube, which a page shows until the shape is there. */
export const SAMPLE_POSTER = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1000">
  <rect width="800" height="1000" fill="#f4f2ee"/>
  <path d="M400 360l190 95v200l-190 95-190-95V455z" fill="#bfb8a8"/>
  <path d="M400 360l190 95-190 95-190-95z" fill="#d3cdc0"/>
  <path d="M400 550l190-95v200l-190 95z" fill="#a9a292"/>
</svg>
`
