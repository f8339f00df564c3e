import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { namesIn } from '../../src/template/compile/gltf.ts'
import { openDarkroom, type Darkroom } from '../../src/scene/compile/darkroom.ts'
import type { Look, SceneSpec } from '../../src/template/types.ts'

/** A hand controller for virtual reality: see the README beside it. */
const FOLDER = fileURLToPath(new URL('fixtures/', import.meta.url))
const PAINT = 'controllerMATphongRT'
const SPEC: SceneSpec = {
  trims: ['thumbstick'],
  shape: 'controller.glb',
  topology: null,
  stand: null, exposure: 1, frame: 0.8,
  poster: 'none.webp',
  posterView: 'side',
  views: { side: { target: [0, 0, 0.02], distance: 0.35, azimuth: 20, elevation: 35 } },
}
const SIDE = 128

let darkroom: Darkroom
const pictureOf = async (look: Look): Promise<Buffer> => {
  await darkroom.show({ look, texts: {}, artworks: {} })
  const png = await darkroom.take({ width: SIDE, height: SIDE, ground: 'transparent', view: 'side' })
  return sharp(png).ensureAlpha().raw().toBuffer()
}
/** The mean red, green and blue of what stands there, and how many pixels it takes. */
const seen = (pixels: Buffer): { readonly rgb: readonly number[]; readonly count: number } => {
  const sums = [0, 0, 0]
  let count = 0
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3]! < 250) continue
    count++
    for (let k = 0; k < 3; k++) sums[k]! += pixels[i + k]!
  }
  return { rgb: sums.map((sum) => sum / count), count }
}
const apart = (a: Buffer, b: Buffer): number =>
  a.reduce((sum, value, i) => sum + (Math.abs(value - b[i]!) > 12 ? 1 : 0), 0)

describe('a glTF that nobody wrote for Toile, bound by a template', () => {
  beforeAll(async () => {
    darkroom = await openDarkroom({ folder: FOLDER, spec: SPEC, picture: { look: {}, texts: {}, artworks: {} } })
  })
  afterAll(() => darkroom.close())

  it('has names to bind options to', async () => {
    const { nodes, materials } = namesIn(await readFile(new URL('fixtures/controller.glb', import.meta.url)))
    expect(nodes).toContain('thumbstick')
    expect(materials).toEqual([PAINT])
  })

  it('shows a part where a choice does', async () => {
    const [without, within] = [await pictureOf({}), await pictureOf({ show: ['thumbstick'] })]
    expect(seen(without).count).toBeGreaterThan(1000)
    expect(apart(without, within)).toBeGreaterThan(60)
  })

  it('takes colours and surfaces, and gives its own back', async () => {
    const own = await pictureOf({})
    const red = seen(await pictureOf({ materials: { [PAINT]: { color: '#d02020' } } })).rgb
    expect(red[0]).toBeGreaterThan(1.8 * red[1]!)
    const [leather, smooth] = [
      await pictureOf({ materials: { [PAINT]: { color: '#b08050', surface: 'cork' } } }),
      await pictureOf({ materials: { [PAINT]: { color: '#b08050', surface: 'smooth' } } }),
    ]
    expect(apart(leather, smooth)).toBeGreaterThan(300)
    expect(apart(await pictureOf({}), own)).toBeLessThan(20)
  })

  it('breaks no rule of the page', () => {
    expect(darkroom.faults).toEqual([])
  })
})
