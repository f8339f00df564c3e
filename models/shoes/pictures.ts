import type { Shoot } from '../pictures.ts'
import { DRAWINGS } from './drawings.ts'

export const shoot: Shoot = {
  folder: new URL('./', import.meta.url),
  drawings: DRAWINGS,
  // The quarters are the largest flat panel: there every material shows what it is.
  swatches: async () => ({
    quarters: { view: { target: [-0.04, 0.055, -0.03], distance: 0.11, azimuth: -82, elevation: 12 } },
    lining: { view: { target: [0.02, 0.06, -0.08], distance: 0.14, azimuth: -60, elevation: 50 } },
    soleColour: { view: { target: [-0.045, 0.012, 0.02], distance: 0.1, azimuth: -80, elevation: 8 } },
    edge: { view: { target: [-0.045, 0.012, 0.02], distance: 0.1, azimuth: -80, elevation: 8 } },
    laceColour: { view: { target: [0, 0.075, 0.03], distance: 0.13, azimuth: -20, elevation: 55 } },
    eyelets: { view: { target: [-0.02, 0.075, 0.03], distance: 0.07, azimuth: -50, elevation: 50 } },
    stitching: { view: { target: [-0.046, 0.033, 0.05], distance: 0.07, azimuth: -78, elevation: 12 } },
  }),
  sheet: ['front', 'back', 'start', 'lacing', 'sole'],
}
