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
  /** Per point: how strongly sitting creases it. Below zero two sets of creases cross, as behind a knee. */
  readonly crease: Float32Array
  /** Two per point: which crease of its set, and how far along. */
  readonly phase: Float32Array
  /** Per point: 0 hidden to 1 in the light, darker in the hollow of a fold. */
  readonly open: Float32Array
}

export function wearOf(surface: Surface, heights: Readonly<Record<string, number>>): Wear {
  const { points, normals, values } = surface
  const count = points.length / 3
  const fade = new Float32Array(count)
  const crease = new Float32Array(count)
  const phase = new Float32Array(2 * count)
  const open = new Float32Array(count)
  const { crotch, knee, hem } = heights
  const legs = legsOf(points)
  for (let i = 0; i < count; i++) {
    const fold = values.fold[i]!
    const sat = values.creased[i]!
    open[i] = values.open[i]! * (1 - 0.32 * smooth(-fold / 3)) * (1 - 0.15 * smooth(-2 * sat))
    fade[i] =
      within(fold * 0.05, -0.1, 0.17) +
      within(values.bulge[i]! * 0.006, -0.06, 0.08) +
      within(values.strain[i]! * 0.9, -0.05, 0.09) +
      within(sat * 0.42, -0.1, 0.34)
    if (crotch === undefined || knee === undefined || hem === undefined) continue
    const [x, y, z] = [points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!]
    const nz = normals[3 * i + 2]!
    // Figures below are metres on a leg of 0.8 m; nobody wears both legs alike.
    const scale = (crotch - hem) / 0.8
    const side = x > 0 ? 1 : -1
    const uneven = (side > 0 ? 0.014 : -0.01) * scale
    const at = (height: number, reach: number): number => bell((y - height - uneven) / (reach * scale))
    const front = smooth((nz - 0.1) / 0.85)
    const back = smooth((-nz - 0.1) / 0.85)
    const leg = legs(y, side)
    const round = Math.atan2(z - leg.z, (x - leg.x) * side)
    // The thigh rubs where it is highest, a little inside of its middle.
    const ridge = bell((round - 1.72 - 0.12 * side) / 0.85)
    fade[i]! +=
      front * (0.34 * ridge * at(crotch - 0.14 * scale, 0.2) + 0.17 * ridge * at(knee + 0.01, 0.085)) +
      front * ridge * (0.1 * at((crotch + knee) / 2, 0.3) + 0.07 * at(knee - 0.2 * scale, 0.2)) +
      back *
        (0.2 * at(crotch + 0.075 * scale, 0.1) * bell((Math.abs(x) - 0.095) / 0.1) +
          0.1 * at(crotch - 0.12 * scale, 0.16) +
          0.07 * at(knee - 0.16 * scale, 0.16)) -
      0.07 * (1 - front) * (1 - back)

    const reach = legWidth(leg) / 0.16
    const across = (round * leg.radius) / 0.036
    if (front > 0.02 && y > crotch - 0.09 * scale) {
      // Creases of sitting fan out from the fork to the hip.
      const [dx, dy] = [Math.abs(x) + 0.035, y - crotch - 0.035 * scale - uneven]
      const far = Math.hypot(dx, dy)
      const angle = Math.atan2(dy, dx)
      phase[2 * i] = angle / 0.155 + 0.55 * (noise(far * 26 + (side > 0 ? 3 : 9)) - 0.5) + (side > 0 ? 0.35 : 40)
      phase[2 * i + 1] = far / 0.05
      crease[i] =
        front *
        smooth((far - 0.05) / 0.035) *
        smooth((0.205 * scale - far) / 0.09) *
        smooth((angle + 0.75) / 0.3) *
        smooth((0.85 - angle) / 0.3)
    } else {
      // Behind the knee, and where the leg stacks over the shoe.
      const behind = back * bell((y - knee - 0.005) / (0.075 * scale))
      const above = front * 0.35 * bell((y - knee - 0.075 * scale) / (0.03 * scale))
      const stack = 0.5 * bell((y - hem - 0.085 * scale) / (0.06 * scale)) * smooth((y - hem - 0.015) / 0.03)
      phase[2 * i] = (y - knee) / 0.026 + 0.8 * noise(round * 2.3 + side * 7)
      phase[2 * i + 1] = across * (behind > stack ? 0.62 : 0.3) + side * 13
      crease[i] = -Math.max(behind, above, stack) * reach
    }
  }
  return { fade, crease, phase, open }
}

interface Leg {
  readonly x: number
  readonly z: number
  /** Metres. */
  readonly radius: number
}

const legWidth = ({ radius }: Leg): number => Math.min(0.16, 2 * radius)
const BINS = 48

/** Where the middle of each leg is at a height. */
function legsOf(points: Float32Array): (y: number, side: number) => Leg {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 1; i < points.length; i += 3) {
    low = Math.min(low, points[i]!)
    high = Math.max(high, points[i]!)
  }
  const bin = (y: number): number => Math.max(0, Math.min(BINS - 1, Math.floor(((y - low) / (high - low)) * BINS)))
  const sums = Array.from({ length: 2 * BINS }, () => ({ n: 0, x: 0, z: 0, x2: 0 }))
  for (let i = 0; i < points.length; i += 3) {
    const sum = sums[2 * bin(points[i + 1]!) + (points[i]! > 0 ? 1 : 0)]!
    sum.n++
    sum.x += points[i]!
    sum.z += points[i + 2]!
    sum.x2 += points[i]! ** 2
  }
  const legs = sums.map(({ n, x, z, x2 }): Leg => {
    const middle = x / (n || 1)
    return { x: middle, z: z / (n || 1), radius: 1.4 * Math.sqrt(Math.max(1e-4, x2 / (n || 1) - middle ** 2)) }
  })
  return (y, side) => legs[2 * bin(y) + (side > 0 ? 1 : 0)]!
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))
const bell = (t: number): number => Math.exp(-3.2 * t * t)
