import { ToileError } from '../errors.ts'

const GLB = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942

/** A page waits for it on a phone, and a description is read as one text. */
const MOST = { bytes: 32 * 1024 * 1024, json: 8 * 1024 * 1024 }

export const isGlb = (bytes: Uint8Array): boolean => bytes.byteLength >= 4 && word(bytes, 0) === GLB

export const broken = (what: string, cause?: unknown): ToileError =>
  new ToileError('gltf/broken', `The file is broken: ${what}. Export it again.`, { cause })
export const tooMuch = (what: string, way: string): ToileError =>
  new ToileError('gltf/too-much', `The file is too much for a page: ${what}. ${way}`)

/**
 * Description and data of a binary glTF file.
 *
 * @throws {ToileError} `gltf/not-glb`, `gltf/cut`, `gltf/too-much`, `gltf/broken`
 * @see glTF 2.0, section 4.4
 */
export function chunksOf(bytes: Uint8Array): { readonly json: Record<string, unknown>; readonly binary: Uint8Array } {
  if (!isGlb(bytes) || bytes.byteLength < 20 || word(bytes, 4) !== 2) {
    const way = bytes[0] === 0x7b ? ' Convert: gltf-transform copy in.gltf out.glb' : ''
    throw new ToileError('gltf/not-glb', `Expected a binary glTF 2.0 file (GLB).${way}`)
  }
  if (bytes.byteLength > MOST.bytes)
    throw tooMuch(`it has ${bytes.byteLength} bytes, expected at most ${MOST.bytes}`, CONVERT.small)
  const jsonEnd = 20 + word(bytes, 12)
  if (word(bytes, 8) > bytes.byteLength || jsonEnd > bytes.byteLength) throw cut()
  if (word(bytes, 16) !== JSON_CHUNK) throw broken('it does not begin with a description')
  if (jsonEnd > MOST.json) throw tooMuch('its description is too long', CONVERT.small)
  const hasBinary = jsonEnd + 8 <= bytes.byteLength && word(bytes, jsonEnd + 4) === BINARY_CHUNK
  const binaryEnd = hasBinary ? jsonEnd + 8 + word(bytes, jsonEnd) : 0
  if (binaryEnd > bytes.byteLength) throw cut()
  const binary = hasBinary ? bytes.subarray(jsonEnd + 8, binaryEnd) : new Uint8Array()
  return { json: described(bytes.subarray(20, jsonEnd)), binary }
}

/** How to make the file one that a page can show, by the tool most people have. */
export const CONVERT = {
  small: 'Convert: gltf-transform optimize in.glb out.glb --compress meshopt --texture-compress webp',
  draco: 'Convert: gltf-transform meshopt in.glb out.glb',
  ktx2: 'Convert: gltf-transform ktxdecompress in.glb out.glb, then gltf-transform webp',
  pack: 'Convert: gltf-transform copy in.gltf out.glb',
  resize: 'Convert: gltf-transform resize in.glb out.glb --width 2048 --height 2048',
} as const

function described(bytes: Uint8Array): Record<string, unknown> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw broken('its description is not JSON', cause)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw broken('its description is no object')
  return json as Record<string, unknown>
}

const cut = (): ToileError =>
  new ToileError('gltf/cut', 'The file is cut off: it is shorter than it says. Copy or export it again.')

const word = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true)
