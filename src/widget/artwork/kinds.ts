import { Refused } from './refused.ts'

/** What a file says of itself before a single pixel of it is unpacked. */
export interface Header {
  readonly kind: 'png' | 'jpeg' | 'webp'
  /** Pixels, as they are stored: a camera may have been held upright. */
  readonly width: number
  readonly height: number
  /** Its colours are measured in a profile of its own. */
  readonly hasProfile: boolean
}

/** Width times height: what a phone can still unpack. */
const MOST_PIXELS = 60_000_000

/**
 * Reads the header of a picture by its bytes; its name and declared type are not asked.
 *
 * @throws {Refused}
 */
export function headerOf(bytes: Uint8Array): Header {
  const header = pngHeader(bytes) ?? jpegHeader(bytes) ?? webpHeader(bytes)
  if (!header) throw new Refused(startsWith(bytes, 'GIF8') ? 'refusedGif' : 'refusedKind')
  const { width, height } = header
  if (width === 0 || height === 0) throw new Refused('refusedBroken')
  if (width * height > MOST_PIXELS) throw new Refused('refusedPixels', { width, height })
  return header
}

/** ISO/IEC 15948: chunks of length, name and data; what matters stands before the first pixels. */
function pngHeader(bytes: Uint8Array): Header | null {
  if (!startsWith(bytes, '\x89PNG\r\n\x1a\n')) return null
  const view = viewOf(bytes)
  if (bytes.length < 33) throw new Refused('refusedBroken')
  let hasProfile = false
  for (let at = 8; at + 12 <= bytes.length; ) {
    const name = textAt(bytes, at + 4, 4)
    if (name === 'IDAT') break
    if (name === 'acTL') throw new Refused('refusedAnimated')
    if (name === 'iCCP') hasProfile = true
    at += 12 + view.getUint32(at)
  }
  return { kind: 'png', width: view.getUint32(16), height: view.getUint32(20), hasProfile }
}

/** ITU-T T.81, B.1: markers, of which a start of frame holds the size and how many inks there are. */
function jpegHeader(bytes: Uint8Array): Header | null {
  if (!(bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)) return null
  const view = viewOf(bytes)
  let hasProfile = false
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1]!
    if (bytes[at] !== 0xff) break
    // Fill bytes, and markers that stand alone.
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (marker === 0xda || marker === 0xd9) break
    if (marker === 0xe2 && textAt(bytes, at + 4, 11) === 'ICC_PROFILE') hasProfile = true
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame && at + 10 <= bytes.length) {
      const inks = bytes[at + 9]!
      // Four inks, with or without Adobe's marker that says which: made for a printing press.
      if (inks === 4) throw new Refused('refusedCmyk')
      if (bytes[at + 4] !== 8 || (inks !== 1 && inks !== 3)) throw new Refused('refusedKind')
      return { kind: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7), hasProfile }
    }
    at += 2 + view.getUint16(at + 2)
  }
  throw new Refused('refusedBroken')
}

/** RFC 9649: a RIFF container whose first chunk is lossy, lossless or extended. */
function webpHeader(bytes: Uint8Array): Header | null {
  if (!startsWith(bytes, 'RIFF') || textAt(bytes, 8, 4) !== 'WEBP') return null
  if (bytes.length < 30) throw new Refused('refusedBroken')
  const view = viewOf(bytes)
  switch (textAt(bytes, 12, 4)) {
    case 'VP8X': {
      const flags = bytes[20]!
      if (flags & 0x02) throw new Refused('refusedAnimated')
      const threeBytes = (at: number) => 1 + bytes[at]! + bytes[at + 1]! * 256 + bytes[at + 2]! * 65_536
      return { kind: 'webp', width: threeBytes(24), height: threeBytes(27), hasProfile: (flags & 0x20) !== 0 }
    }
    case 'VP8 ':
      return {
        kind: 'webp',
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
        hasProfile: false,
      }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { kind: 'webp', width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), hasProfile: false }
    }
    default:
      throw new Refused('refusedBroken')
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))

const startsWith = (bytes: Uint8Array, text: string): boolean => textAt(bytes, 0, text.length) === text
