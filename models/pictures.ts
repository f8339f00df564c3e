import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp, { type Sharp } from 'sharp'
import { createDesign } from '../src/design/index.ts'
import { openDarkroom, type Darkroom } from '../src/scene/compile/darkroom.ts'
import type { Picture } from '../src/scene/types.ts'
import { checkFolder } from '../src/studio/checkFolder.ts'
import type { CompiledTemplate, SceneSpec, View } from '../src/template/types.ts'

type Picks = Readonly<Record<string, string>>

/** What a product's `pictures.ts` says: what to draw, what to photograph, and where the camera stands. */
export interface Shoot {
  /** The product's folder. */
  readonly folder: URL
  /** Line drawings as SVG files, by name without ending. */
  readonly drawings: Readonly<Record<string, string>>
  /** Options whose choices get a picture of their material; of pictures that several share, the first is taken. */
  readonly swatches: () => Promise<Readonly<Record<string, Swatch>>>
  /** Views of the contact sheet: front, back, three-quarter, and two from close. */
  readonly sheet: readonly string[]
}

export interface Swatch {
  readonly view: View
  /** What the design is besides. */
  readonly picks?: Picks
}

/** Twice what a swatch measures on the page. */
const SWATCH = 112
const POSTER = { width: 960, height: 1200, bytes: 60_000 }
const START = { width: 280, height: 350 }

/**
 * Photographs a product: the poster, the start designs, a swatch of each material, all through the scene customers see,
 * and writes the line drawings beside them.
 */
export async function takePictures(shoot: Shoot, say: (line: string) => void = () => {}): Promise<void> {
  const into = fileURLToPath(new URL('pictures/', shoot.folder))
  await mkdir(into, { recursive: true })
  let bytes = 0
  const keep = async (name: string, data: Buffer | string): Promise<void> => {
    bytes += data.length
    await writeFile(`${into}${name}`, data)
    if (typeof data !== 'string') say(name)
  }
  for (const [name, drawing] of Object.entries(shoot.drawings)) await keep(`${name}.svg`, drawing)

  const template = await templateOf(shoot)
  const swatches = await shoot.swatches()
  const closeUps = Object.fromEntries(Object.entries(swatches).map(([option, { view }]) => [`close-${option}`, view]))
  await withDarkroom(shoot, template, closeUps, async (room) => {
    const { posterView } = template.scene
    await keep('poster.webp', await fitted(await takenAt(room, POSTER, posterView), POSTER.bytes))
    const taken = new Set<string>()
    for (const [option, { picks = {} }] of Object.entries(swatches))
      for (const { id, image } of template.options.find((one) => one.id === option)!.choices) {
        if (image === null || !image.endsWith('.webp') || taken.has(image)) continue
        taken.add(image)
        await room.show(pictureOf(template, { ...picks, [option]: id }))
        const picture = await takenAt(room, { width: SWATCH, height: SWATCH }, `close-${option}`)
        await keep(image.slice(image.lastIndexOf('/') + 1), await webp(picture, 80))
      }
    for (const { id, picks } of template.starts) {
      await room.show(pictureOf(template, picks))
      await keep(`start-${id}.webp`, await webp(await takenAt(room, START, posterView), 80))
    }
  })
  say(`pictures: ${(bytes / 1000).toFixed(0)} kB`)
}

/** The product as its folder says it; pictures that are not there yet are what this is for. */
export async function templateOf({ folder }: Shoot): Promise<CompiledTemplate> {
  const path = fileURLToPath(folder)
  const { template, issues } = await checkFolder(path, { unfinished: true })
  if (!template) throw new Error(`${path}: ${issues.map((issue) => issue.message).join('\n')}`)
  return template
}

/** Opens the scene with the default design, and does not let pass what its page complains of. */
export async function withDarkroom(
  { folder }: Shoot,
  template: CompiledTemplate,
  views: Readonly<Record<string, View>>,
  work: (room: Darkroom) => Promise<void>
): Promise<void> {
  const path = fileURLToPath(folder)
  const spec: SceneSpec = { ...template.scene, views: { ...template.scene.views, ...views } }
  const room = await openDarkroom({ folder: path, spec, picture: pictureOf(template, {}) })
  try {
    await work(room)
    if (room.faults.length > 0) throw new Error(`${path}: the darkroom's page complains: ${room.faults.join('; ')}`)
  } finally {
    await room.close()
  }
}

/** Picks and what the rules make of the rest. */
export function pictureOf(template: CompiledTemplate, picks: Picks): Picture {
  const design = createDesign(template, { currency: template.books[0]!.currency, language: 'en', unit: 'cm' })
  for (const [option, choice] of Object.entries(picks)) design.choose(option, choice)
  return { look: design.look(), texts: {}, artworks: {} }
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Four times the pixels and brought down: threads below a pixel average out as they do in a lens. */
async function takenAt(room: Darkroom, { width, height }: Size, view: string): Promise<Sharp> {
  const png = await room.take({ width: 2 * width, height: 2 * height, ground: 'transparent', view })
  return sharp(png).resize(width, height)
}

const webp = (picture: Sharp, quality: number): Promise<Buffer> =>
  picture.clone().webp({ quality, alphaQuality: 90, effort: 6 }).toBuffer()

/** As good as it gets within so many bytes. */
async function fitted(picture: Sharp, most: number): Promise<Buffer> {
  for (let quality = 86; quality >= 40; quality -= 4) {
    const file = await webp(picture, quality)
    if (file.length <= most) return file
  }
  throw new Error(`expected a picture of at most ${most} bytes.`)
}
