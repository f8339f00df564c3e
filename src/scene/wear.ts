import { noise, smooth } from './lines.ts'
import type { Surface } from './surface.ts'

/**
 * How worn each point of the skin is, on the number that runs through the cloth's warp ramp (see `ClothLook`): folds,
 * strain and the body's own shape fade, and so do thigh, knee and seat, whose places come from the shape's named
 * heights.
 */
export interface Wear {
  /** Per point; added to the wash as far as the wash wears. */
  readonly fade: Float32Array
  /** Per point: how strongly, and where in its pitch, a fan of sitting creases runs. */
  readonly whisker: Float32Array
  readonly whiskerPhase: Float32Array
}

export function wearOf(surface: Surface, heights: Readonly<Record<string, number>>): Wear {
  const { points, normals, values } = surface
  const count = points.length / 3
  const fade = new Float32Array(count)
  const whisker = new Float32Array(count)
  const whiskerPhase = new Float32Array(count)
  const { crotch, knee, hem } = heights
  for (let i = 0; i < count; i++) {
    fade[i] =
      within(values.fold[i]! * 0.075, -0.22, 0.2) +
      within(values.bulge[i]! * 0.013, -0.14, 0.14) +
      within(values.strain[i]! * 1.1, -0.08, 0.09)
    if (crotch === undefined || knee === undefined || hem === undefined) continue
    const [x, y, nz] = [points[3 * i]!, points[3 * i + 1]!, normals[3 * i + 2]!]
    // Figures below are metres on a leg of 0.8 m; nobody wears both legs alike.
    const scale = (crotch - hem) / 0.8
    const at = (height: number, reach: number): number => bell((y - height) / (reach * scale))
    const uneven = (x > 0 ? 0.012 : -0.008) * scale
    const front = smooth((nz - 0.05) / 0.9)
    const back = smooth((-nz - 0.05) / 0.9)
    fade[i]! +=
      front *
        (0.27 * at(crotch - 0.1 * scale + uneven, 0.22) +
          0.12 * at(knee + uneven, 0.1) +
          0.05 * at(knee - 0.25 * scale, 0.18)) +
      back *
        (0.2 * at(crotch + 0.09 * scale, 0.14) * bell((Math.abs(x) - 0.09) / 0.12) +
          0.09 * at(crotch - 0.15 * scale, 0.14) +
          0.08 * at(knee - 0.2 * scale, 0.18))

    if (front > 0.02 && y > crotch - 0.03 * scale) {
      // Creases of sitting fan out from the crotch and rise towards the hips.
      const out = Math.abs(x)
      const rise = y - crotch - (0.2 + 0.6 * uneven) * out - 0.01
      whiskerPhase[i] = rise / (0.021 + 0.06 * out) + 0.35 * noise(out * 18 + (x > 0 ? 3 : 9))
      whisker[i] =
        front * bell((out - 0.085) / 0.085) * smooth((rise + 0.01) / 0.03) * smooth((0.12 * scale - rise) / 0.05)
    } else if (back > 0.02) {
      // Behind the knee they cross it.
      const rise = y - knee - 0.01
      whiskerPhase[i] = rise / 0.03 + 1.6 * noise(x * 14 + 5)
      whisker[i] = 0.6 * back * bell(rise / (0.075 * scale))
    }
  }
  return { fade, whisker, whiskerPhase }
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))
const bell = (t: number): number => Math.exp(-3.2 * t * t)
