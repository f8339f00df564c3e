import type { Satin } from './tailor.ts'

/** Distance of satin stitches in letter heights. */
const PITCH = 0.042
const SIZE = 96

/**
 * A text as satin stitches: drawn once in any script the browser knows, then read row by row. Stitches run along the
 * rows; a wide stroke is split so that no stitch hangs loose. Centred, in letter heights, y down.
 */
export function stitchesOf(text: string): readonly Satin[] {
  const canvas = document.createElement('canvas')
  const font = `600 ${SIZE}px Georgia, "Times New Roman", serif`
  let context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context || text.trim() === '') return []
  context.font = font
  const width = Math.min(2048, Math.ceil(context.measureText(text).width) + SIZE)
  const height = SIZE * 2
  canvas.width = width
  canvas.height = height
  context = canvas.getContext('2d', { willReadFrequently: true })!
  context.font = font
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, width / 2, height / 2)
  return spansOf(context.getImageData(0, 0, width, height), 0.7 * SIZE)
}

/** Rows of a picture's opaque stretches; `unit` pixels are one letter height. */
export function spansOf({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>, unit: number): Satin[] {
  const spans: Satin[] = []
  const step = PITCH * unit
  for (let y = step / 2; y < height; y += step) {
    const row = Math.floor(y) * width
    let from = -1
    for (let x = 0; x <= width; x++) {
      const inked = x < width && data[4 * (row + x) + 3]! > 110
      if (inked && from < 0) from = x
      if (inked || from < 0) continue
      const pieces = Math.ceil((x - from) / (0.5 * unit))
      for (let i = 0; i < pieces; i++) {
        const [a, b] = [from + ((x - from) * i) / pieces, from + ((x - from) * (i + 1)) / pieces]
        // A little slanted, as satin lies.
        spans.push([
          (a - width / 2) / unit,
          (y - height / 2) / unit + 0.015,
          (b - width / 2) / unit,
          (y - height / 2) / unit - 0.015,
        ])
      }
      from = -1
    }
  }
  return spans
}
