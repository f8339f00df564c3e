/**
 * `npm run pictures`: a contact sheet per product, taken by the scene customers see: the start designs from front, back,
 * three-quarter and two places close by, on a white and on a dark page. `npm run pictures -- jeans` takes one product's.
 */
import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp, { type OverlayOptions } from 'sharp'
import type { DarkroomPage } from '../src/scene/compile/darkroom-page.ts'
import { pictureOf, templateOf, withDarkroom, type Shoot } from './pictures.ts'

declare const darkroom: DarkroomPage

const CELL = { width: 150, height: 188 }
const LABEL = 26
const GAP = 4
/** Fits what the folder may weigh, and still shows a seam. */
const MOST_BYTES = 350_000
const PAGES = [
  { ground: 'light', paper: '#ffffff', ink: '#1d1b18' },
  { ground: 'dark', paper: '#161514', ink: '#f1ede6' },
] as const

const [product] = process.argv.slice(2)
const here = new URL('./', import.meta.url)
const products = (await readdir(here)).filter(
  (name) => existsSync(new URL(`${name}/pictures.ts`, here)) && (product === undefined || name === product)
)
if (products.length === 0) {
  console.error(`models/: there is no product "${product}" that says how to photograph it.`)
  process.exitCode = 1
}
for (const name of products) {
  const { shoot } = (await import(new URL(`${name}/pictures.ts`, here).href)) as typeof import('./jeans/pictures.ts')
  const sheet = await sheetOf(shoot, (line) => console.log(`${name}: ${line}`))
  // Beside the products, which it is no part of.
  await writeFile(fileURLToPath(new URL(`contact-${name}.webp`, here)), sheet)
  console.log(`contact-${name}.webp ${(sheet.length / 1000).toFixed(0)} kB`)
}

/** A row per design; on the left as on a white page, on the right as on a dark one. */
async function sheetOf(shoot: Shoot, say: (line: string) => void): Promise<Buffer> {
  const template = await templateOf(shoot)
  const column = CELL.width + GAP
  const row = LABEL + CELL.height + GAP
  const half = shoot.sheet.length * column + GAP
  const height = template.starts.length * row + GAP
  const parts: OverlayOptions[] = PAGES.map(({ paper }, page) => ({
    input: { create: { width: half, height, channels: 3, background: paper } },
    left: page * half,
    top: 0,
  }))
  await withDarkroom(shoot, template, {}, async (room) => {
    for (const [at, { label, picks }] of template.starts.entries()) {
      await room.show(pictureOf(template, picks))
      const top = GAP + at * row
      for (const [page, { ground, ink }] of PAGES.entries()) {
        await room.page.evaluate((on) => darkroom.scene!.setGround(on), ground)
        parts.push({ input: labelOf(label.en, ink), left: page * half + GAP, top })
        for (const [place, view] of shoot.sheet.entries()) {
          const png = await room.take({ width: 2 * CELL.width, height: 2 * CELL.height, ground: 'studio', view })
          const input = await sharp(png).resize(CELL.width, CELL.height).png().toBuffer()
          parts.push({ input, left: page * half + GAP + place * column, top: top + LABEL })
        }
      }
      say(label.en)
    }
  })
  const paper = { width: 2 * half, height, channels: 3, background: '#ffffff' } as const
  const sheet = await sharp({ create: paper }).composite(parts).png().toBuffer()
  for (let quality = 84; quality >= 40; quality -= 4) {
    const file = await sharp(sheet).webp({ quality, effort: 6 }).toBuffer()
    if (file.length <= MOST_BYTES) return file
  }
  throw new Error(`expected a contact sheet of at most ${MOST_BYTES} bytes.`)
}

function labelOf(text: string, ink: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${3 * CELL.width}" height="${LABEL}">` +
      `<text x="4" y="17" font-family="sans-serif" font-size="13" fill="${ink}">${text}</text></svg>`
  )
}
