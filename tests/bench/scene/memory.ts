import type { DarkroomPage } from '../../../src/scene/compile/darkroom-page.ts'
import { openDarkroom } from '../../../src/scene/compile/darkroom.ts'
import { builtProducts, figure, MODELS } from './products.ts'

declare const darkroom: DarkroomPage

const SIZE = { width: 40, height: 50 }
const SWITCHES = 50
const MOUNTS = 200
/** Share of what was held at first. */
const REACH = 0.05

/**
 * Geometries and textures that the renderer holds for the first product after it was put up, after so many changes from
 * product to product, and after it was taken down and put up so many times. The share by which they grew.
 */
export default async function memory(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  const products = builtProducts(note).map(({ id, template, picture }) => ({ id, spec: template.scene, picture }))
  const { spec } = products[0]!
  const room = await openDarkroom({ folder: MODELS, spec, picture: null, ...SIZE })
  try {
    const now = () => room.page.evaluate(() => darkroom.held()!)
    const put = (i: number) =>
      room.page.evaluate(
        async ({ id, spec, picture }) => {
          darkroom.close()
          await darkroom.open({ spec, picture, base: new URL(`/product/${id}/`, location.href).href })
        },
        products[i % products.length]!
      )
    // Once round: what all scenes share is made with the first.
    for (let i = 0; i < products.length; i++) await put(i)
    await put(0)
    const base = await now()
    for (let i = 1; i <= SWITCHES; i++) await put(i)
    await put(0)
    const switched = await now()
    for (let i = 0; i < MOUNTS; i++) await put(0)
    const held = { base, switched, mounted: await now() }
    for (const [name, after] of [
      [`memory.switches`, held.switched],
      [`memory.mounts`, held.mounted],
    ] as const) {
      const grown = Math.max(
        after.geometries / held.base.geometries - 1,
        after.textures / Math.max(1, held.base.textures) - 1
      )
      say(figure(name, Math.round(grown * 1000) / 1000, 'share', REACH))
    }
    note(`scene.memory: ${held.base.geometries} geometries and ${held.base.textures} textures at first.`)
  } finally {
    await room.close()
  }
}
