import type { Artwork } from '../../design/index.ts'
import { digestOfBytes, rowsOf, writePng, type Raster } from '../../ground/index.ts'
import { headerOf } from './kinds.ts'
import { Refused } from './refused.ts'
import { isSvg, readSvg } from './svg.ts'
import type { ArtworkWord } from './words.ts'

/** A customer's file, read: a picture, or why not. */
export type Reading =
  | { readonly ok: true; readonly artwork: Artwork; readonly hasProfile: boolean }
  | { readonly ok: false; readonly word: ArtworkWord; readonly values: Readonly<Record<string, string | number>> }

/** Sharp to the eye at arm's length. */
export const SHARP_DPI = 150
/** Below it single pixels are seen. */
export const LEAST_DPI = 60
const SVG_DPI = 300
const MM_PER_INCH = 25.4
const MOST_MEGABYTES = 40
/** What the shop takes of one picture, with some room. */
const MOST_PNG_BYTES = 7_900_000
/** Larger pictures are brought down: the longer side in pixels, as sent and as shown on the stage. */
const LONGEST_SENT = 3600
const LONGEST_SHOWN = 2048

export const dpiOf = (pixels: number, mm: number): number => Math.round((pixels * MM_PER_INCH) / mm)
export const pixelsFor = (dpi: number, mm: number): number => Math.ceil((dpi * mm) / MM_PER_INCH)

/**
 * Reads a picture that will be printed `width` mm wide. Its kind is told from its bytes. What comes out holds nothing of
 * the file but its pixels: turned upright, in sRGB, written anew as PNG. Nothing leaves the page.
 */
export async function readArtwork(file: Blob, width: number): Promise<Reading> {
  try {
    if (file.size > MOST_MEGABYTES * 1_000_000) throw new Refused('refusedBytes', { most: MOST_MEGABYTES })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { source, hasProfile } = await opened(bytes, width)
    try {
      const dpi = dpiOf(source.width, width)
      if (dpi < LEAST_DPI) throw new Refused('refusedCoarse', { dpi, pixels: pixelsFor(SHARP_DPI, width) })
      return { ok: true, artwork: await artworkOf(source), hasProfile }
    } finally {
      if ('close' in source) source.close()
    }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, word: error.word, values: error.values }
    // Too little memory for so many pixels, or whatever else a browser stops at.
    if (error instanceof DOMException || error instanceof RangeError)
      return { ok: false, word: 'refusedDrawing', values: {} }
    throw error
  }
}

type Source = ImageBitmap | HTMLCanvasElement

async function opened(bytes: Uint8Array<ArrayBuffer>, width: number): Promise<{ source: Source; hasProfile: boolean }> {
  const text = bytes[0] === 0x3c || bytes[0] === 0xef || bytes[0]! <= 0x20 ? new TextDecoder().decode(bytes) : ''
  if (isSvg(text)) return { source: await drawn(text, width), hasProfile: false }
  const { kind, hasProfile } = headerOf(bytes)
  // As it was held, whatever its EXIF says of the camera; in the page's own colours.
  const source = await createImageBitmap(new Blob([bytes], { type: `image/${kind}` }), {
    imageOrientation: 'from-image',
  }).catch(() => {
    throw new Refused('refusedBroken')
  })
  return { source, hasProfile }
}

/** A drawing has as many pixels as its print wants. */
async function drawn(text: string, width: number): Promise<HTMLCanvasElement> {
  const drawing = readSvg(text)
  const wanted = pixelsFor(SVG_DPI, width)
  const across = Math.round(Math.min(wanted, LONGEST_SENT, LONGEST_SENT * drawing.aspect))
  const down = Math.max(1, Math.round(across / drawing.aspect))
  const url = URL.createObjectURL(new Blob([drawing.sized(across, down)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode().catch(() => {
      throw new Refused('refusedDrawing')
    })
    const { canvas, context } = canvasOf(across, down)
    context.drawImage(image, 0, 0, across, down)
    return canvas
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function artworkOf(source: Source): Promise<Artwork> {
  checkGuard()
  let longest = Math.min(LONGEST_SENT, Math.max(source.width, source.height))
  for (;;) {
    const raster = rasterOf(source, longest)
    const png = await writePng(rowsOf(raster))
    if (png.length <= MOST_PNG_BYTES) {
      const { width, height } = raster
      const bitmap = await shownAs(raster)
      return { digest: digestOfBytes(png), width, height, png: new Blob([png], { type: 'image/png' }), bitmap }
    }
    // A photograph: bytes go with the area.
    longest = Math.floor(longest * Math.min(0.95, Math.sqrt(MOST_PNG_BYTES / png.length) * 0.98))
  }
}

function rasterOf(source: Source, longest: number): Raster {
  const scale = Math.min(1, longest / Math.max(source.width, source.height))
  const width = Math.max(1, Math.round(source.width * scale))
  const height = Math.max(1, Math.round(source.height * scale))
  const { context } = canvasOf(width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, pixels: bled(new Uint8Array(data.buffer as ArrayBuffer), width, height) }
}

/** With alpha apart from colour, as the print file reads it. */
async function shownAs({ width, height, pixels }: Raster): Promise<ImageBitmap> {
  const scale = Math.min(1, LONGEST_SHOWN / Math.max(width, height))
  return createImageBitmap(new ImageData(new Uint8ClampedArray(pixels.buffer), width, height), {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'high',
  })
}

/**
 * Gives clear pixels the colour of their neighbours: a canvas forgets it, and between two texels a dark rim would show.
 */
function bled(pixels: Uint8Array<ArrayBuffer>, width: number, height: number): Uint8Array<ArrayBuffer> {
  for (let round = 0; round < 2; round++) {
    const before = pixels.slice()
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = 4 * (y * width + x)
        if (before[at + 3] !== 0 || hasColour(before, at)) continue
        for (const [dx, dy] of NEIGHBOURS) {
          const [i, j] = [x + dx, y + dy]
          const from = 4 * (j * width + i)
          if (i < 0 || j < 0 || i >= width || j >= height) continue
          if (before[from + 3] === 0 && !hasColour(before, from)) continue
          pixels.set(before.subarray(from, from + 3), at)
          break
        }
      }
  }
  return pixels
}

const NEIGHBOURS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const
const hasColour = (pixels: Uint8Array, at: number): boolean =>
  pixels[at] !== 0 || pixels[at + 1] !== 0 || pixels[at + 2] !== 0

/** Some browsers answer with noise so that nobody is told apart by it: that would be printed. */
function checkGuard(): void {
  const { context } = canvasOf(16, 16)
  context.fillStyle = '#336699'
  context.fillRect(0, 0, 16, 16)
  const { data } = context.getImageData(0, 0, 16, 16)
  const isTrue = data.every((value, i) => Math.abs(value - [0x33, 0x66, 0x99, 0xff][i % 4]!) <= 2)
  if (!isTrue) throw new Refused('refusedGuarded')
}

function canvasOf(width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' })
  if (!context) throw new Refused('refusedDrawing')
  return { canvas, context }
}
