import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { checkPng, isPng, readPng, rowsOf, writePng, type Raster } from '../../src/ground/png.ts'

/** Noise over a slope, so that no filter is right everywhere. */
function noisy(width: number, height: number, alpha: boolean): Raster {
  const random = seededRandom(width * height)
  const pixels = new Uint8Array(width * height * 4)
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = i % 4 === 3 ? (alpha ? 256 * random() : 255) : (i / 40 + 30 * random()) % 256
  return { width, height, pixels }
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code
  )

/** Changes a byte of the header and mends its checksum by writing the chunk anew. */
function withHeader(png: Uint8Array, change: (header: DataView) => void): Uint8Array {
  const copy = png.slice()
  change(new DataView(copy.buffer, 16, 13))
  new DataView(copy.buffer).setUint32(29, crc(copy.subarray(12, 29)))
  return copy
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

describe('writePng', () => {
  it('is read back by our reader and by another one, pixel by pixel', async () => {
    for (const alpha of [false, true])
      for (const flat of [false, true]) {
        const picture = noisy(37, 23, alpha)
        const png = await writePng(rowsOf(picture), { dpi: 150, flat })
        expect(await readPng(png)).toEqual(picture)
        const other = await sharp(png).ensureAlpha().raw().toBuffer()
        expect(new Uint8Array(other)).toEqual(picture.pixels)
        expect(await sharp(png).metadata()).toMatchObject({ density: 150, space: 'srgb', channels: alpha ? 4 : 3 })
      }
  })
})

describe('readPng', () => {
  it('undoes every filter that other writers use', async () => {
    const picture = noisy(64, 48, true)
    const raw = sharp(picture.pixels, { raw: { width: 64, height: 48, channels: 4 } })
    for (const adaptiveFiltering of [true, false])
      expect(await readPng(await raw.clone().png({ adaptiveFiltering }).toBuffer())).toEqual(picture)
  })

  it('refuses what it would have to guess, in words that say what to save', async () => {
    const picture = sharp(noisy(9, 9, false).pixels, { raw: { width: 9, height: 9, channels: 4 } })
    const palette = await picture.clone().png({ palette: true }).toBuffer()
    const interlaced = await picture.clone().png({ progressive: true }).toBuffer()
    const deep = withHeader(await picture.clone().png().toBuffer(), (header) => header.setUint8(8, 16))
    for (const png of [palette, interlaced, deep]) expect(await code(readPng(png))).toBe('png/other-kind')
    await expect(readPng(interlaced)).rejects.toThrow(
      'PNG: it is interlaced. Save it as 8 bits RGB or RGBA, not interlaced, not animated.'
    )
  })

  it('refuses more pixels than it was told to take before it unpacks one', async () => {
    const png = await writePng(rowsOf(noisy(8, 8, false)))
    const bomb = withHeader(png, (header) => {
      header.setUint32(0, 60_000)
      header.setUint32(4, 60_000)
    })
    expect(await code(readPng(bomb))).toBe('png/too-large')
    expect(await code(readPng(png, 63))).toBe('png/too-large')
  })

  it('stops where a file holds more or fewer pixels than it says', async () => {
    const png = await writePng(rowsOf(noisy(8, 8, false)))
    for (const rows of [7, 9]) expect(await code(readPng(withHeader(png, (h) => h.setUint32(4, rows))))).toBe('png/damaged')
  })

  it('takes no damaged file for a whole one, wherever it is cut or changed', async () => {
    const png = await writePng(rowsOf(noisy(16, 16, true)))
    for (let end = 0; end < png.length; end += 7) expect(await code(readPng(png.subarray(0, end)))).toBe('png/damaged')
    for (let at = 0; at < png.length; at += 5) {
      const changed = png.slice()
      changed[at]! ^= 0x55
      expect(await code(readPng(changed)), `byte ${at}`).not.toBe('done')
    }
    expect(isPng(Uint8Array.of(1, 2, 3))).toBe(false)
  })
})

describe('checkPng', () => {
  it('reads all of it and gives its size', async () => {
    const png = await writePng(rowsOf(noisy(12, 7, true)))
    expect(await checkPng(png)).toEqual({ width: 12, height: 7, channels: 4 })
    const short = deflateSync(new Uint8Array(10))
    expect(await code(checkPng(Uint8Array.of(...png.subarray(0, 60), ...short)))).toBe('png/damaged')
  })
})
