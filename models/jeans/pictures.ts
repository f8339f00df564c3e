import { readFile } from 'node:fs/promises'
import { readShape } from '../../src/drape/index.ts'
import { bodyOf } from '../../src/scene/garment.ts'
import { atOnce } from '../../src/scene/slices.ts'
import type { View } from '../../src/template/types.ts'
import type { Shoot, Swatch } from '../pictures.ts'
import { DRAWINGS } from './drawings.ts'

const DEFAULT_SHAPE = 'regular-straight-mid-falls'

/**
 * Where a swatch is looked at from: close enough to see what it is made of. A trim is found where it lies on the sewn
 * shape, the cloth at a place on the thigh.
 */
const CLOSE: Readonly<Record<string, Omit<View, 'target'> & { readonly at: string | View['target'] }>> = {
  cloth: { at: [0.125, 0.62, 0.09], distance: 0.12, azimuth: 14, elevation: 2 },
  wash: { at: [0.12, 0.7, 0.07], distance: 0.24, azimuth: 14, elevation: 2 },
  thread: { at: 'pocketStitch.wave', distance: 0.13, azimuth: 158, elevation: 0 },
  hardware: { at: 'waist.button', distance: 0.1, azimuth: 10, elevation: 4 },
  label: { at: 'label.patch', distance: 0.21, azimuth: 192, elevation: 8 },
}

export const shoot: Shoot = {
  folder: new URL('./', import.meta.url),
  drawings: DRAWINGS,
  swatches,
  sheet: ['front', 'back', 'start', 'waist', 'backPocket'],
}

async function swatches(): Promise<Record<string, Swatch>> {
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
      name,
      { view: { ...view, target: typeof at === 'string' ? placeOf(at) : at } },
    ])
  )
}
