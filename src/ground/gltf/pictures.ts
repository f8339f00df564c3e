import { ToileError } from '../errors.ts'
import { CONVERT } from './container.ts'

/** Pixels: a side of one picture, and of all pictures together; a picture of 4 kB may unpack to gigabytes. */
const MOST = { side: 4096, total: 2 * 4096 * 4096 }

export interface PictureSize {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp'
  readonly width: number
  readonly height: number
}

/** What a picture's header says of it; nothing is decoded. Null when it is none of the three kinds, or cut. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (view.getUint32(0) === 0x89504e47)
      return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
    if (view.getUint16(0) === 0xffd8) return jpegSize(view)
    if (view.getUint32(0) === RIFF && view.getUint32(8) === WEBP) return webpSize(view)
  } catch {
    // Read beyond the end: it is cut.
  }
  return null
}

const RIFF = 0x52494646
const WEBP = 0x57454250

/** @see ITU T.81, B.2.2: a frame header names the size; every other segment is stepped over. */
function jpegSize(view: DataView): PictureSize | null {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    while (view.getUint8(at + 1) === 0xff) at++
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff || marker === 0xda) return null
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
  }
}

/** @see RFC 9649: lossy, lossless and extended files each say it in their own way. */
function webpSize(view: DataView): PictureSize | null {
  const type = 'image/webp'
  const three = (at: number): number => view.getUint16(at, true) + 65536 * view.getUint8(at + 2)
  switch (view.getUint32(12)) {
    case 0x56503820: // "VP8 "
      return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 0x5650384c: {
      // "VP8L"
      const bits = view.getUint32(21, true)
      return { type, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
    }
    case 0x56503858: // "VP8X"
      return { type, width: 1 + three(24), height: 1 + three(27) }
    default:
      return null
  }
}

/**
 * Refuses pictures that a page could not hold, before a byte of them is decoded.
 *
 * @throws {ToileError} `gltf/picture`, `gltf/ktx2`, `gltf/too-large`
 */
export function checkPictures(pictures: readonly Uint8Array[]): readonly PictureSize[] {
  let total = 0
  return pictures.map((bytes, i) => {
    if (bytes[0] === 0xab && bytes[1] === 0x4b && bytes[2] === 0x54 && bytes[3] === 0x58) throw ktx2()
    const size = pictureSize(bytes)
    if (!size || size.width === 0 || size.height === 0)
      throw new ToileError('gltf/picture', `Picture ${i} is no whole WebP, PNG or JPEG. Save it as one of these.`)
    const { width, height } = size
    total += width * height
    if (Math.max(width, height) > MOST.side)
      throw new ToileError(
        'gltf/too-large',
        `Picture ${i} has ${width} by ${height} pixels, expected at most ${MOST.side} a side. ${CONVERT.resize}`
      )
    if (total > MOST.total)
      throw new ToileError(
        'gltf/too-large',
        `Its pictures have more than ${Math.round(MOST.total / 1e6)} million pixels together. ${CONVERT.resize}`
      )
    return size
  })
}

export const ktx2 = (): ToileError =>
  new ToileError(
    'gltf/ktx2',
    `The file keeps its pictures as KTX2 (Basis), which needs code that a strict content policy cannot run. ${CONVERT.ktx2}`
  )
