import { flatArea } from './constraints/particles.ts'
import type { Cloth } from './cloth.ts'
import { distanceAt, type BodyField } from './field.ts'
import type { FitMap, FitZone } from './fitting.ts'

/** A zone of the body as it is measured: where it is on the cloth, and what is finished and what is body there, mm. */
export interface Zone {
  readonly zone: string
  readonly finished: number
  readonly body: number
  /** How much longer its line of measure is than it was cut, as a share. */
  readonly drawn: number
  /** Vertices of the cloth that belong to it. */
  readonly holds: (vertex: number) => boolean
}

/** How far a cloth may be stretched, as shares of its length: comfortably, and at the most. */
export interface Stretches {
  readonly comfortable: number
  readonly most: number
}

/** What a fit map is painted from, and its zones in a fitter's words. */
export function fitMapOf(
  cloth: Cloth,
  positions: Float64Array,
  body: Pick<BodyField, 'values' | 'size' | 'origin' | 'cell'>,
  zones: readonly Zone[],
  stretches: Stretches
): FitMap {
  const strain = strainOver(cloth, positions)
  const gradient = new Float64Array(3)
  const stand = Float32Array.from(cloth.panel, (_, i) => {
    const away = distanceAt(body, positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!, gradient)
    return Math.min(away, FARTHEST)
  })
  return {
    strain,
    stand,
    zones: zones.map(({ zone, finished, body: own, drawn, holds }): FitZone => {
      const strains = [...strain].filter((_, i) => holds(i)).sort((a, b) => a - b)
      const worst = strains[Math.floor(strains.length * 0.95)] ?? 0
      const ease = finished - own
      return { zone, ease, strain: worst, verdict: verdictOf(ease / own, drawn, stretches) }
    }),
  }
}

/** mm; what stands off farther hangs freely. */
const FARTHEST = 200
/** Of ease over body: below it cloth lies close, above it hangs loose. */
const CLOSE = 0.025
const LOOSE = 0.12

/** Of the length as cut: a woven cloth drawn out farther round the body is tight. */
const DRAWN = 0.025

/**
 * A cloth with stretch may be cut smaller than the body by what it gives in comfort: that is `close`. Beyond that, or
 * where one without stretch is drawn out all round, it is `tight`.
 */
function verdictOf(ease: number, drawn: number, { comfortable, most }: Stretches): FitZone['verdict'] {
  if (ease < -comfortable - 0.002 || drawn > Math.max(most, DRAWN)) return 'tight'
  if (ease < CLOSE) return 'close'
  return ease > LOOSE ? 'loose' : 'easy'
}

/** How much longer cloth is about each place than it was cut, along the more strained of its threads, as a share. */
function strainOver(cloth: Cloth, positions: Float64Array): Float32Array {
  const { warp, weft } = threadStrainsOf(cloth, positions)
  const [along, across] = [calmed(cloth, warp), calmed(cloth, weft)]
  return along.map((share, i) => Math.max(0, share, across[i]!))
}

/** A mesh of some 10 mm is averaged over a hand's breadth by so many rounds. */
const ROUNDS = 40

/**
 * A mean over what lies around each place. Folds and single triangles are drawn out here and pushed together there; what
 * a hand would feel as tight is what is left over its breadth.
 */
function calmed({ triangles }: Cloth, strain: Float32Array): Float32Array {
  let values = strain
  for (let round = 0; round < ROUNDS; round++) {
    const sum = new Float32Array(values.length)
    const count = new Float32Array(values.length)
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
      const mean = (values[a]! + values[b]! + values[c]!) / 3
      for (const i of [a, b, c]) {
        sum[i] = sum[i]! + mean
        count[i] = count[i]! + 1
      }
    }
    values = sum.map((total, i) => (count[i] ? total / count[i]! : 0))
  }
  return values
}

/** How much longer each place is than it was cut along its warp (y) and its weft (x), as shares. */
function threadStrainsOf(cloth: Cloth, p: Float64Array): { readonly warp: Float32Array; readonly weft: Float32Array } {
  const { pattern: q, triangles, panel } = cloth
  const warp = new Float64Array(panel.length)
  const weft = new Float64Array(panel.length)
  const weight = new Float64Array(panel.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    const twice = flatArea(q, a, b, c)
    if (Math.abs(twice) < 1e-6) continue
    const [ux, uy] = [q[2 * b]! - q[2 * a]!, q[2 * b + 1]! - q[2 * a + 1]!]
    const [vx, vy] = [q[2 * c]! - q[2 * a]!, q[2 * c + 1]! - q[2 * a + 1]!]
    // Columns of the map from the pattern to space: what one mm along the weft and along the warp has become.
    let [alongWeft, alongWarp] = [0, 0]
    for (let k = 0; k < 3; k++) {
      const [u, v] = [p[3 * b + k]! - p[3 * a + k]!, p[3 * c + k]! - p[3 * a + k]!]
      alongWeft += ((u * vy - v * uy) / twice) ** 2
      alongWarp += ((v * ux - u * vx) / twice) ** 2
    }
    const area = Math.abs(twice)
    for (const i of [a, b, c]) {
      weft[i]! += (Math.sqrt(alongWeft) - 1) * area
      warp[i]! += (Math.sqrt(alongWarp) - 1) * area
      weight[i]! += area
    }
  }
  const shares = (sums: Float64Array) => Float32Array.from(weight, (area, i) => (area > 0 ? sums[i]! / area : 0))
  return { warp: shares(warp), weft: shares(weft) }
}
