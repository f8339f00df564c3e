import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { headerOf } from '../../../src/widget/artwork/kinds.ts'

const noise = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp(Buffer.from(Array.from({ length: width * height * channels }, (_, i) => (i * 37) % 256)), {
    raw: { width, height, channels },
  })

const refusalOf = (bytes: Uint8Array): string => {
  try {
    headerOf(bytes)
    return 'taken'
  } catch (error) {
    return (error as { word: string }).word
  }
}

/** Puts a chunk behind the header. */
function withChunk(png: Buffer, name: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(name, 4, 'latin1')
  data.copy(chunk, 8)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}

describe('headerOf', () => {
  it('reads kind and size of what can be printed from, by its bytes alone', async () => {
    const picture = noise(64, 40)
    expect(headerOf(await picture.clone().png().toBuffer())).toMatchObject({ kind: 'png', width: 64, height: 40 })
    expect(headerOf(await picture.clone().jpeg().toBuffer())).toMatchObject({ kind: 'jpeg', width: 64, height: 40 })
    expect(headerOf(await picture.clone().jpeg({ progressive: true }).toBuffer())).toMatchObject({ width: 64, height: 40 })
    for (const lossless of [true, false])
      expect(headerOf(await picture.clone().webp({ lossless }).toBuffer())).toMatchObject({ kind: 'webp', width: 64, height: 40 })
    expect(headerOf(await noise(64, 40, 4).webp().toBuffer())).toMatchObject({ kind: 'webp', width: 64, height: 40 })
  })

  it('knows a profile of its own', async () => {
    for (const form of ['png', 'jpeg', 'webp'] as const) {
      const [plain, own] = [noise(16, 16), noise(16, 16).withIccProfile('p3')]
      expect(headerOf(await plain.toFormat(form).toBuffer()).hasProfile, form).toBe(false)
      expect(headerOf(await own.toFormat(form).toBuffer()).hasProfile, form).toBe(true)
    }
  })

  it('refuses printing inks', async () => {
    expect(refusalOf(await noise(16, 16).toColourspace('cmyk').jpeg().toBuffer())).toBe('refusedCmyk')
  })

  it('refuses what moves', async () => {
    const frames = await Promise.all([noise(16, 16), noise(16, 16).negate()].map((frame) => frame.png().toBuffer()))
    const webp = await sharp(frames, { join: { animated: true } }).webp().toBuffer()
    expect(refusalOf(webp)).toBe('refusedAnimated')
    const png = await noise(16, 16).png().toBuffer()
    expect(refusalOf(withChunk(png, 'acTL', Buffer.alloc(8)))).toBe('refusedAnimated')
    expect(refusalOf(Buffer.from('GIF89a__________'))).toBe('refusedGif')
  })

  it('refuses a picture with more pixels than can be unpacked, before one is', async () => {
    const png = await noise(8, 8).png().toBuffer()
    png.writeUInt32BE(60_000, 16)
    png.writeUInt32BE(60_000, 20)
    expect(refusalOf(png)).toBe('refusedPixels')
  })

  it('refuses other kinds and what is cut short', async () => {
    for (const start of ['%PDF-1.7', '8BPS', 'II*\0', '\0\0\0\x18ftypheic', 'BM', ''])
      expect(refusalOf(Buffer.from(start, 'latin1')), start).toBe('refusedKind')
    for (const form of ['png', 'jpeg', 'webp'] as const) {
      const whole = await noise(32, 32).toFormat(form).toBuffer()
      expect(refusalOf(whole.subarray(0, 22)), form).toBe('refusedBroken')
    }
  })
})
