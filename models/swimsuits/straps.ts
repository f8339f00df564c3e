import { distanceAt, type Cloth, type DistanceGrid } from '../../src/drape/index.ts'

type Place = readonly [number, number, number]

/** mm from an end over which a strap keeps to what it is sewn to. */
const SEWN = 16
/**
 * Lays straps flat: so narrow a mesh may roll over on a shoulder, which a strap of two layers does not. Each keeps its
 * middle line and is turned about it until it faces away from the form.
 */
export function laidFlat(
  cloth: Cloth,
  positions: Float64Array,
  grid: DistanceGrid,
  liesAt: (vertex: number) => number
): Float64Array {
  const p = positions.slice()
  for (const panel of cloth.panels.filter(({ piece }) => piece === 'strap')) {
    // Both from the front end; the inner edge lies at x > 0.
    const inner = cloth.edges.get(`${panel.name}/inner`)!
    const outer = [...cloth.edges.get(`${panel.name}/outer`)!].reverse()
    const along = Array.from(inner, (i) => cloth.pattern[2 * i + 1]!)
    const long = along.at(-1)!
    const place = (i: number): Place => [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!]
    const middle = calmed(
      Array.from(inner, (i, k): Place => {
        const [a, b] = [place(i), place(outer[Math.min(outer.length - 1, k)]!)]
        return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2]
      })
    )
    const at = (k: number): Place => middle[Math.min(middle.length - 1, Math.max(0, k))]!
    const frames = middle.map((here, k) => frameAt(grid, here, minus(at(k + 1), at(k - 1))))
    // Which way is inwards along the strap's width is known where it is sewn on in front.
    const first = minus(place(inner[0]!), place(outer[0]!))
    const sign = dot(first, frames[0]!.across) > 0 ? 1 : -1
    for (let i = panel.first; i < panel.first + panel.count; i++) {
      const [x, y] = [cloth.pattern[2 * i]!, cloth.pattern[2 * i + 1]!]
      const share = Math.min(1, Math.max(0, Math.min(y, long - y) / SEWN))
      let k = 1
      while (k < along.length - 1 && along[k]! < y) k++
      const t = (y - along[k - 1]!) / (along[k]! - along[k - 1]!)
      const mixed = (a: Place, b: Place): Place => [0, 1, 2].map((q) => a[q]! + (b[q]! - a[q]!) * t) as unknown as Place
      const [centre, across] = [mixed(middle[k - 1]!, middle[k]!), mixed(frames[k - 1]!.across, frames[k]!.across)]
      const flat = [0, 1, 2].map((q) => centre[q]! + sign * x * across[q]!) as [number, number, number]
      lifted(grid, flat, liesAt(i))
      for (let q = 0; q < 3; q++) p[3 * i + q] = positions[3 * i + q]! + (flat[q]! - positions[3 * i + q]!) * share
    }
  }
  return p
}

function frameAt(grid: DistanceGrid, at: Place, tangent: Place): { readonly across: Place } {
  const normal = new Float64Array(3)
  distanceAt(grid, ...at, normal)
  return { across: unit(cross([normal[0]!, normal[1]!, normal[2]!], tangent)) }
}

/** Out of the form; where it spans a hollow, as it hangs. */
function lifted(grid: DistanceGrid, p: [number, number, number], offset: number): void {
  const normal = new Float64Array(3)
  const away = distanceAt(grid, p[0], p[1], p[2], normal)
  if (away < offset) for (let k = 0; k < 3; k++) p[k] = p[k]! + (offset - away) * normal[k]!
}

function calmed(line: readonly Place[]): Place[] {
  let points = [...line]
  for (let round = 0; round < 6; round++)
    points = points.map((at, k) => {
      const [before, after] = [points[k - 1], points[k + 1]]
      if (!before || !after) return at
      return [0, 1, 2].map((q) => at[q]! * 0.5 + (before[q]! + after[q]!) * 0.25) as unknown as Place
    })
  return points
}

const minus = (a: Place, b: Place): Place => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const dot = (a: Place, b: Place): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Place, b: Place): Place => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
function unit(v: Place): Place {
  const length = Math.hypot(...v) || 1
  return [v[0] / length, v[1] / length, v[2] / length]
}
