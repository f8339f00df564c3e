import { readFile } from 'node:fs/promises'
import { readPng, rowsOf, writePng, type Raster } from '../../src/ground/png.ts'
import type { Piece, Point } from '../../src/pattern/index.ts'
import { MM_PER_INCH, printFileOf, type Printing } from '../../src/pattern/print.ts'
import { withBundledPage } from './bundledPage.ts'
import type { Drawing } from './print-page.ts'

/** A print file beside the same cloth as the scene's own print code paints it, a pixel on a pixel. */
export interface Compared {
  readonly name: string
  /** Pixels inside the cut line. */
  readonly pixels: number
  /** Of them, those whose colour is nowhere within one pixel of the same place in the other picture. */
  readonly astray: number
  /** The greatest difference of a channel at the very same pixel, of 255. */
  readonly farthest: number
}

const SCENARIOS = [
  { name: 'straight', scale: 1, rotation: 0, pxPerMm: 8 },
  { name: 'turned', scale: 1, rotation: 30, pxPerMm: 8 },
  { name: 'half as large', scale: 0.5, rotation: 45, pxPerMm: 16 },
  { name: 'half as large again', scale: 1.5, rotation: 90, pxPerMm: 6 },
] as const

/** How far two colours may lie apart and still be the same, of 255: both are rounded. */
const SAME = 2

/** Slanted and hollow, over the origin, so that no edge hides a shift. */
const OUTLINE: readonly Point[] = [
  [-14, -9],
  [13, -11],
  [15, 10],
  [2, 6],
  [-12, 12],
]

export async function comparePrints(tiles: readonly string[]): Promise<readonly Compared[]> {
  return withBundledPage(new URL('./print-page.ts', import.meta.url), async (page) => {
    const compared: Compared[] = []
    for (const [at, link] of tiles.entries()) {
      const tile = await readPng(await readFile(link))
      for (const [k, scenario] of SCENARIOS.entries()) {
        // One in four with a picture on it.
        const picture = (at + k) % 4 === 0 ? gradient() : null
        const { wanted, drawing } = await draft(tile, picture, scenario)
        const seen = await page.evaluate((what) => (globalThis as unknown as Page).draw(what), drawing)
        const name = `${link.slice(link.lastIndexOf('/') + 1)} ${scenario.name}`
        compared.push({ name, ...differences(wanted, Buffer.from(seen, 'base64'), drawing.width) })
      }
    }
    return compared
  })
}

interface Page {
  draw(what: Drawing): Promise<string>
}

async function draft(
  tile: Raster,
  picture: Raster | null,
  { scale, rotation, pxPerMm }: (typeof SCENARIOS)[number]
): Promise<{ wanted: Uint8Array; drawing: Drawing }> {
  const edges = OUTLINE.map((p, i) => ({ name: `${i}`, points: [p, OUTLINE[(i + 1) % OUTLINE.length]!], allowance: 2 }))
  const piece: Piece = {
    name: 'front',
    material: 'cloth',
    cut: 1,
    mirrored: false,
    edges,
    grain: [
      [0, 0],
      [0, 10],
    ],
    notches: [],
    lines: [],
    marks: [],
  }
  const repeat = { width: tile.width / 8, height: tile.height / 8, scale, rotation }
  const inks = ['#c8462f', '#1d3a6b', '#e0b04a'] as const
  const placed = { at: [3, -1] as const, width: 12 }
  const printing: Printing = {
    color: '#f1ece1',
    repeat: { ...repeat, tile, inks },
    artwork: picture && { ...placed, piece: 'front', picture },
  }
  const file = printFileOf({ piece, copy: null }, printing, pxPerMm * MM_PER_INCH)
  const { width, height, origin } = file
  const wanted = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) wanted.set(file.rowAt(y), 4 * y * width)
  const text = async (raster: Raster) => Buffer.from(await writePng(rowsOf(raster))).toString('base64')
  return {
    wanted,
    drawing: {
      color: printing.color,
      repeat,
      inks,
      tile: await text(tile),
      picture: picture && (await text(picture)),
      placed,
      origin,
      pxPerMm,
      width,
      height,
    },
  }
}

/** Colours in both directions and half clear, so that turned and mirrored pictures differ. */
function gradient(): Raster {
  const [width, height] = [48, 32]
  const pixels = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.set([5 * x, 7 * y, 200 - 3 * x, 255 - 2 * x - 2 * y], 4 * (y * width + x))
  return { width, height, pixels }
}

function differences(wanted: Uint8Array, seen: Uint8Array, width: number): Omit<Compared, 'name'> {
  let [pixels, astray, farthest] = [0, 0, 0]
  const apart = (a: number, b: number): number =>
    Math.max(...[0, 1, 2].map((k) => Math.abs(wanted[4 * a + k]! - seen[4 * b + k]!)))
  const count = wanted.length / 4
  for (let i = 0; i < count; i++) {
    if (wanted[4 * i + 3] === 0) continue
    pixels++
    const here = apart(i, i)
    farthest = Math.max(farthest, here)
    if (here <= SAME) continue
    const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1].map((step) => i + step)
    if (!around.some((other) => other >= 0 && other < count && apart(i, other) <= SAME)) astray++
  }
  return { pixels, astray, farthest }
}
