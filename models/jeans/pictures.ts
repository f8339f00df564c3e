import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { createDesign } from '../../src/design/index.ts'
import { readShape } from '../../src/drape/index.ts'
import { openDarkroom } from '../../src/scene/compile/darkroom.ts'
import { bodyOf } from '../../src/scene/garment.ts'
import { atOnce } from '../../src/scene/slices.ts'
import { checkFolder } from '../../src/studio/checkFolder.ts'
import type { CompiledTemplate, SceneSpec, View } from '../../src/template/types.ts'
import { DRAWINGS, drawingFile } from './drawings.ts'

const FOLDER = fileURLToPath(new URL('./', import.meta.url))
const INTO = fileURLToPath(new URL('./pictures/', import.meta.url))

/**
 * Where a swatch is looked at from: close enough to see what it is made of. A trim is found where it lies on the sewn
 * shape, the cloth at a place on the thigh.
 */
const CLOSE: Readonly<Record<string, Omit<View, 'target'> & { readonly at: string | View['target'] }>> = {
  cloth: { at: [0.135, 0.62, 0.09], distance: 0.17, azimuth: 14, elevation: 2 },
  wash: { at: [0.12, 0.7, 0.07], distance: 0.24, azimuth: 14, elevation: 2 },
  thread: { at: 'pocketStitch.wave', distance: 0.13, azimuth: 158, elevation: 0 },
  hardware: { at: 'waist.button', distance: 0.1, azimuth: 10, elevation: 4 },
  label: { at: 'label.patch', distance: 0.21, azimuth: 192, elevation: 8 },
}
/** Twice what a swatch measures on the page. */
const SWATCH = 112
const DEFAULT_SHAPE = 'regular-straight-mid'
const POSTER = { width: 960, height: 1200 }
const START = { width: 280, height: 350 }

/**
 * Photographs the product: the poster, the start designs, a swatch of each material, all through the scene customers
 * see, and writes the line drawings beside them.
 */
export async function takePictures(say: (line: string) => void = () => {}): Promise<void> {
  await mkdir(INTO, { recursive: true })
  let bytes = 0
  const keep = async (name: string, data: Buffer | string): Promise<void> => {
    bytes += data.length
    await writeFile(`${INTO}${name}`, data)
  }
  for (const [name, drawing] of Object.entries(DRAWINGS)) await keep(`${name}.svg`, drawingFile(drawing))

  const { template, issues } = await checkFolder(FOLDER, { unfinished: true })
  if (!template) throw new Error(`models/jeans: ${issues.map((issue) => issue.message).join('\n')}`)
  const spec: SceneSpec = { ...template.scene, views: { ...template.scene.views, ...(await closeViews()) } }
  const room = await openDarkroom({ folder: FOLDER, spec, picture: pictureOf(template, {}) })
  try {
    const shot = async (name: string, width: number, height: number, view: string, quality: number): Promise<void> => {
      // Four times the pixels and brought down: threads below a pixel average out as they do in a lens.
      const png = await room.take({ width: 2 * width, height: 2 * height, ground: 'transparent', view })
      await keep(
        `${name}.webp`,
        await sharp(png).resize(width, height).webp({ quality, alphaQuality: 90, effort: 6 }).toBuffer()
      )
      say(`${name}.webp`)
    }
    await shot('poster', POSTER.width, POSTER.height, template.scene.posterView, 84)
    for (const option of Object.keys(CLOSE)) {
      const { choices } = template.options.find(({ id }) => id === option)!
      for (const { id, image } of choices) {
        if (image === null) continue
        await room.show(pictureOf(template, { [option]: id }))
        await shot(`${option}-${id}`, SWATCH, SWATCH, `close-${option}`, 80)
      }
    }
    for (const { id, picks } of template.starts) {
      await room.show(pictureOf(template, picks))
      await shot(`start-${id}`, START.width, START.height, template.scene.posterView, 80)
    }
    if (room.faults.length > 0)
      throw new Error(`models/jeans: the darkroom's page complains: ${room.faults.join('; ')}`)
  } finally {
    await room.close()
  }
  say(`pictures: ${(bytes / 1000).toFixed(0)} kB`)
}

/** Picks and what the rules make of the rest. */
function pictureOf(template: CompiledTemplate, picks: Readonly<Record<string, string>>) {
  const design = createDesign(template, { currency: template.books[0]!.currency, language: 'en', unit: 'cm' })
  for (const [option, choice] of Object.entries(picks)) design.choose(option, choice)
  return { look: design.look(), texts: {}, artworks: {} }
}

async function closeViews(): Promise<Record<string, View>> {
  const shapes = new URL('./shapes/', import.meta.url)
  const read = async (name: string): Promise<Uint8Array> => new Uint8Array(await readFile(new URL(name, shapes)))
  const shape = await readShape(await read(`${DEFAULT_SHAPE}.glb`), { beside: read })
  const { cloth } = atOnce(bodyOf(shape, null))
  const placeOf = (node: string): View['target'] => {
    const placement = shape.placements.find((one) => one.node === node)!
    const points = 'at' in placement ? [placement.at] : placement.points
    const middle = [0, 1].map((k) => points.reduce((sum, point) => sum + point[k]!, 0) / points.length)
    return cloth.at(placement.panel, middle[0]!, middle[1]!)!.p
  }
  return Object.fromEntries(
    Object.entries(CLOSE).map(([name, { at, ...view }]) => [
      `close-${name}`,
      { ...view, target: typeof at === 'string' ? placeOf(at) : at },
    ])
  )
}
