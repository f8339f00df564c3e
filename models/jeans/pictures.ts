import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { createDesign } from '../../src/design/index.ts'
import { openDarkroom } from '../../src/scene/compile/darkroom.ts'
import { checkFolder } from '../../src/studio/checkFolder.ts'
import type { CompiledTemplate, SceneSpec, View } from '../../src/template/types.ts'
import { DRAWINGS, drawingFile } from './drawings.ts'

const FOLDER = fileURLToPath(new URL('./', import.meta.url))
const INTO = fileURLToPath(new URL('./pictures/', import.meta.url))

/** Where a swatch is looked at from: close enough to see what it is made of. */
const CLOSE: Readonly<Record<string, View>> = {
  cloth: { target: [0.115, 0.62, 0.09], distance: 0.17, azimuth: 14, elevation: 2 },
  wash: { target: [0.1, 0.7, 0.07], distance: 0.3, azimuth: 14, elevation: 2 },
  thread: { target: [0.09, 0.9, -0.13], distance: 0.13, azimuth: 170, elevation: 6 },
  hardware: { target: [0.012, 1.021, 0.117], distance: 0.1, azimuth: 10, elevation: 4 },
  label: { target: [-0.045, 1.025, -0.118], distance: 0.21, azimuth: 192, elevation: 8 },
}
/** Twice what a swatch measures on the page. */
const SWATCH = 112
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
  const spec: SceneSpec = { ...template.scene, views: { ...template.scene.views, ...prefixed(CLOSE) } }
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
  return { look: design.look(), texts: {} }
}

const prefixed = (views: Readonly<Record<string, View>>): Record<string, View> =>
  Object.fromEntries(Object.entries(views).map(([name, view]) => [`close-${name}`, view]))
