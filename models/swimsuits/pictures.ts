import type { Shoot } from '../pictures.ts'
import { DRAWINGS } from './drawings.ts'

/** On the flat of the front, between waist and hip. */
const FRONT = [0.03, 0.56, 0.11] as const

export const shoot: Shoot = {
  folder: new URL('./', import.meta.url),
  drawings: DRAWINGS,
  swatches: async () => ({
    fabric: {
      view: { target: FRONT, distance: 0.045, azimuth: 12, elevation: 0 },
      picks: { colour: 'lagoon', print: 'none' },
    },
    colour: { view: { target: FRONT, distance: 0.16, azimuth: 12, elevation: 0 }, picks: { print: 'none' } },
    print: { view: { target: FRONT, distance: 0.3, azimuth: 8, elevation: 0 }, picks: { colour: 'ink' } },
    printColours: {
      view: { target: FRONT, distance: 0.2, azimuth: 8, elevation: 0 },
      picks: { colour: 'sky', print: 'scallops' },
    },
  }),
  sheet: ['front', 'back', 'start', 'neckline', 'leg'],
}
