import Delaunator from 'delaunator'
import type { Last } from '../../src/pattern/last.ts'
import type { Vector } from '../../src/pattern/space.ts'
import type { Design } from './design.ts'
import { gridPart, smoothstep, stitchesAlong, type Part, type Stitches } from './mesh.ts'

/** A point of the line in which the upper meets the sole, seen from above; `n` points outwards, `s` mm have gone by. */
interface ContourPoint {
  readonly x: number
  readonly y: number
  readonly nx: number
  readonly ny: number
  readonly s: number
}
/** Outwards from the contour and up from the ground, mm. */
type Profile = readonly (readonly [out: number, z: number])[]

const POINTS = 224
/** mm; how thick the upper is where the sole begins. */
const UPPER = 2.2

/** Where the last stands at the lip's height, smoothed as a mould is. */
export function contourOf(last: Last, lip: Design['lip']): ContourPoint[] {
  const half = (from: number): [number, number][] => {
    const points: [number, number][] = []
    for (let i = 0; i <= 1200; i++) {
      const u = i / 1200
      const under = (v: number): boolean => {
        const p = last.point([u, v])
        return p[2] < lip(p[0])
      }
      if (under(0.5)) continue
      let [a, b] = [from, 0.5]
      for (let k = 0; k < 30; k++) {
        const middle = (a + b) / 2
        if (under(middle)) a = middle
        else b = middle
      }
      const p = last.point([u, a])
      points.push([p[0], p[1]])
    }
    return points
  }
  let loop = evenLoop([...half(0), ...half(1).reverse()])
  const at = (i: number) => loop[(i + POINTS) % POINTS]!
  for (let round = 0; round < 20; round++)
    loop = loop.map((p, i) => [0, 1].map((k) => (at(i - 1)[k]! + 2 * p[k]! + at(i + 1)[k]!) / 4) as [number, number])
  const area = loop.reduce((sum, a, i) => sum + a[0] * at(i + 1)[1] - at(i + 1)[0] * a[1], 0)
  if (area < 0) loop.reverse()
  let s = 0
  return loop.map(([x, y], i) => {
    const [a, b] = [at(i - 1), at(i + 1)]
    const long = Math.hypot(b[0] - a[0], b[1] - a[1])
    if (i > 0) s += Math.hypot(x - at(i - 1)[0], y - at(i - 1)[1])
    return { x, y, nx: (b[1] - a[1]) / long, ny: (a[0] - b[0]) / long, s }
  })
}

function evenLoop(points: readonly (readonly [number, number])[]): [number, number][] {
  const gone = [0]
  points.forEach((p, i) => {
    const q = points[(i + 1) % points.length]!
    gone.push(gone[i]! + Math.hypot(q[0] - p[0], q[1] - p[1]))
  })
  let j = 0
  return Array.from({ length: POINTS }, (_, i): [number, number] => {
    const s = (gone.at(-1)! * i) / POINTS
    while (gone[j + 1]! < s) j++
    const t = (s - gone[j]!) / (gone[j + 1]! - gone[j]! || 1)
    const [a, b] = [points[j]!, points[(j + 1) % points.length]!]
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
  })
}

type Sweep = (node: string, material: string, profile: (c: ContourPoint, i: number) => Profile) => Part

const sweeper =
  (contour: readonly ContourPoint[]): Sweep =>
  (node, material, profile) => {
    const profiles = contour.map((point, i) => profile(point, i))
    const rows = profiles[0]!.length - 1
    const round = contour.at(-1)!.s + 1
    return gridPart(node, material, contour.length, rows, (i, j) => {
      const c = contour[i % contour.length]!
      const line = profiles[i % contour.length]!
      const [out, z] = line[j]!
      let down = 0
      for (let k = 1; k <= j; k++) down += Math.hypot(line[k]![0] - line[k - 1]![0], line[k]![1] - line[k - 1]![1])
      const p: Vector = [c.x + c.nx * (out + UPPER), c.y + c.ny * (out + UPPER), z]
      return { p, flat: [i === contour.length ? round : c.s, down] }
    }, true)
  }

/** What the ground sees: the area inside the contour, so far in, at its height. */
function bottom(node: string, material: string, contour: readonly ContourPoint[], out: number, z: (x: number) => number): Part {
  const rim = contour.filter((_, i) => i % 4 === 0).map((c): [number, number] => [c.x + c.nx * out, c.y + c.ny * out])
  const isIn = (x: number, y: number): boolean => {
    let hit = false
    rim.forEach(([ax, ay], i) => {
      const [bx, by] = rim[(i + rim.length - 1) % rim.length]!
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) hit = !hit
    })
    return hit
  }
  const points = [...rim]
  for (let x = -10; x < 330; x += 9) for (let y = -60; y < 60; y += 9) if (isIn(x, y)) points.push([x, y])
  const corners = Delaunator.from(points).triangles
  const triangles: number[] = []
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [corners[i]!, corners[i + 1]!, corners[i + 2]!]
    const [x, y] = ([0, 1] as const).map((k) => (points[a]![k] + points[b]![k] + points[c]![k]) / 3) as [number, number]
    if (!isIn(x, y)) continue
    const [p, q, r] = [points[a]!, points[b]!, points[c]!]
    const turn = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    triangles.push(...(turn > 0 ? [a, c, b] : [a, b, c]))
  }
  return { node, material, positions: points.map(([x, y]): Vector => [x, y, z(x)]), flat: points, triangles }
}

/** Uneven by nature: 0 to 1, slowly along a length in mm. */
const slow = (s: number, seed: number): number =>
  0.5 + 0.25 * Math.sin(s / 9.1 + seed) + 0.15 * Math.sin(s / 3.7 + 2.1 * seed) + 0.1 * Math.sin(s / 1.9 + 5.3 * seed)

/** Cup and crepe: rubber soles that the upper stands in. */
export function sneakerSoles(last: Last, { lip }: Design): { readonly parts: Part[]; readonly stitches: Stitches[] } {
  const contour = contourOf(last, lip)
  const sweep = sweeper(contour)
  const k = last.scale
  // The tread lifts at the toe and a little at the heel.
  const ground = (x: number): number =>
    4 + 10 * Math.max(0, (x / k - 196) / 80) ** 2.1 + 3 * Math.max(0, (26 - x / k) / 26) ** 2
  /** How far the wall flares: most at the heel, a bumper at the toe. */
  const flare = (x: number): number => 1.6 * smoothstep(70 - x / k, 0, 60) + 0.8 * smoothstep(x / k, 225, 272)
  const wall = ({ x }: ContourPoint, i: number): Profile => {
    const [t, g, f] = [lip(x), ground(x), flare(x)]
    const h = t - g
    // The bumper's rubber is ribbed round the toe.
    const rib = i % 2 === 0 ? 0.4 * smoothstep(x / k, 236, 246) : 0
    return [
      [-3.2, t - 5], [-0.9, t - 0.7], [-0.25, t - 0.05], [0.55, t + 0.15], [1.5, t - 0.05], [2.15, t - 0.7],
      [2.4, t - 1.7], [2.45, t - 3.2], [1.85, t - 3.75], [1.85, t - 4.8], [2.45, t - 5.4],
      [2.75 + 0.2 * f, t - 6.6],
      [2.95 + 0.45 * f + rib, g + 0.58 * h], [3.1 + 0.7 * f + rib, g + 0.36 * h],
      [3.05 + 0.75 * f, g + 0.315 * h], [2.6 + 0.75 * f, g + 0.3 * h], [2.4, g + 0.27 * h],
    ]
  }
  const tread = ({ x }: ContourPoint, i: number): Profile => {
    const [g, f] = [ground(x), flare(x)]
    const t = g + 0.29 * (lip(x) - g)
    const notch = i % 4 === 0 ? 0.5 : 0
    return [
      [2.3, t], [2.6 + f, t - 0.3], [3.35 + f, t - 0.9], [3.45 + f - notch * 0.5, t - 2],
      [3.4 + f - notch, g + 2.4], [3.1 + f - notch, g + 0.9], [2 + f - notch, g + 0.1], [-9, g + 0.15],
    ]
  }
  const foxing = ({ x }: ContourPoint): Profile => {
    const z = ground(x) + 0.45 * (lip(x) - ground(x))
    const out = 3.25 + 0.62 * flare(x)
    return [
      [out - 0.5, z + 1.15], [out + 0.3, z + 0.8], [out + 0.45, z], [out + 0.3, z - 0.8], [out - 0.5, z - 1.15],
    ]
  }
  const crepe = ({ x, s }: ContourPoint): Profile => {
    const [t, g, f] = [lip(x) - 1.5, ground(x), flare(x)]
    const layers: [number, number][] = []
    for (let i = 0; i <= 13; i++) {
      const share = i / 13
      const z = t - 1 - share * (t - 1 - g)
      // Sheets of crepe, pressed together: wrinkled, each with its own edge.
      const seam = Math.min(...[0.3, 0.62].map((at) => Math.abs(share - at)))
      const wrinkle = 0.55 * (slow(s + 7 * z, Math.floor(share * 3.2)) - 0.5) + 0.3 * (slow(3 * s, z) - 0.5)
      layers.push([3.2 + f * (0.4 + 0.6 * share) + wrinkle - 0.9 * (1 - smoothstep(seam, 0, 0.045)), z])
    }
    return [[-3, t - 5], [-0.5, t - 0.6], [0.4, t], [1.6, t + 0.05], [2.5, t - 0.4], ...layers, [1.4, g - 0.05], [-9, g]]
  }
  const channel = contour.map(({ x, y, nx, ny }) => ({
    p: [x + nx * (1.95 + UPPER), y + ny * (1.95 + UPPER), lip(x) - 4.3] as Vector,
    n: [nx, ny, 0] as Vector,
  }))
  return {
    parts: [
      sweep('sole.cup', 'sole', wall),
      sweep('sole.cup', 'sole', tread),
      sweep('sole.cup', 'edge', foxing),
      bottom('sole.cup', 'sole', contour, -6, (x) => ground(x) + 0.15),
      sweep('sole.crepe', 'sole', crepe),
      bottom('sole.crepe', 'sole', contour, -6, (x) => ground(x) + 0.05),
    ],
    stitches: [{ node: 'construction.stitched', rows: stitchesAlong([...channel, channel[0]!], 4.6, 3.7) }],
  }
}

/** Leather and ridged rubber soles on a welt, with a stacked heel. */
export function derbySoles(last: Last, { lip, pitch }: Design): { readonly parts: Part[]; readonly stitches: Stitches[] } {
  const contour = contourOf(last, lip)
  const sweep = sweeper(contour)
  const k = last.scale
  const HEEL_BREAST = 66 * k
  /** The upper side of the welt; it follows the last's bottom with the heel raised. */
  const welt = (x: number): number => lip(x) + pitch(x) - 2.6
  /** The welt stands out at the ball and the toe, and hugs the waist and the heel. */
  const out = (x: number): number => 3.2 + 3 * smoothstep(x / k, 96, 150)
  const WELT = 3
  const SOLE = 5.2
  const rounded = (edge: number, top: number, low: number, round = 0.7): Profile => [
    [-10, top - 0.6], [-1, top + 0.5], [edge - round - 0.6, top], [edge - round * 0.35, top - 0.12], [edge, top - round], [edge + 0.05, (top + low) / 2],
    [edge, low + round], [edge - round * 0.5, low + 0.1],
  ]
  const weltAt = ({ x }: ContourPoint): Profile => rounded(out(x), welt(x), welt(x) - WELT, 0.6)
  const soleAt = ({ x }: ContourPoint): Profile => [
    ...rounded(out(x) - 0.35, welt(x) - WELT - 0.15, welt(x) - WELT - SOLE, 0.8),
    [-9, welt(x) - WELT - SOLE],
  ]
  const floor = (x: number): number => welt(x) - WELT - SOLE
  const lowest = Math.min(...contour.filter(({ x }) => x > 120 * k).map(({ x }) => floor(x)))
  /** Heel: layers of leather, then the rubber; only behind its breast. */
  const breast = heelLoop(contour, HEEL_BREAST)
  const stack = sweeper(breast)
  const heelSide = (low: (x: number) => number, high: (x: number) => number, lines: number): ((c: ContourPoint) => Profile) =>
    ({ x }) => {
      const [t, g] = [high(x), low(x)]
      const rows: [number, number][] = [[-14, t], [out(x) - 1.4, t]]
      const steps = lines * 5
      for (let i = 0; i <= steps; i++) {
        const share = i / steps
        const near = lines === 1 ? 1 : Math.abs(((share * lines) % 1) - 0.5) * 2
        const groove = lines === 1 ? 0 : 0.22 * (1 - smoothstep(1 - near, 0, 0.22))
        rows.push([out(x) - 0.6 - 1.6 * share ** 1.4 - groove - (i === 0 || i === steps ? 0.25 : 0), t - share * (t - g)])
      }
      rows.push([-14, g])
      return rows
    }
  const rubber = lowest + 5.5
  const stackSide = heelSide(() => rubber, floor, 3)
  const topPiece = heelSide(() => lowest, () => rubber, 1)
  const ridge = ({ x, s }: ContourPoint): Profile => {
    const lug = Math.abs(((s / 13) % 1) - 0.5) < 0.29 ? 0 : 1
    const isHeel = x < HEEL_BREAST
    const low = floor(x)
    const high = welt(x) - WELT - 0.15
    const bite = lug * (isHeel ? 0 : 2.6)
    return [
      ...rounded(out(x) - 0.1, high, high - 2.2, 0.7),
      [out(x) - 0.4 - bite, high - 2.5],
      [out(x) - 0.5 - bite, low + 0.8],
      [out(x) - 1.1 - bite, low + bite * 0.3],
      [-3, low + bite * 0.3],
      [-9, low + 0.4],
    ]
  }
  const ridgeHeel = heelSide(() => lowest, floor, 1)
  const row = contour
    .filter(({ x }) => x > HEEL_BREAST * 0.95)
    .map(({ x, y, nx, ny }) => ({
      p: [x + nx * (out(x) - 1.9 + UPPER), y + ny * (out(x) - 1.9 + UPPER), welt(x) + 0.1] as Vector,
      n: [0, 0, 1] as Vector,
      x,
      y,
    }))
  const start = row.findIndex(({ x }, i) => i > 0 && Math.hypot(x - row[i - 1]!.x, row[i]!.y - row[i - 1]!.y) > 20)
  const sewn = start < 0 ? row : [...row.slice(start), ...row.slice(0, start)]
  return {
    parts: [
      ...['sole.leather', 'sole.ridge'].map((node) => sweep(node, 'edge', weltAt)),
      sweep('sole.leather', 'edge', soleAt),
      bottom('sole.leather', 'sole', contour, -5, (x) => floor(x) - 0.02),
      stack('sole.leather', 'edge', stackSide),
      stack('sole.leather', 'topPiece', topPiece),
      bottom('sole.leather', 'topPiece', breast, -8, () => lowest),
      sweep('sole.ridge', 'sole', ridge),
      bottom('sole.ridge', 'sole', contour, -5, (x) => floor(x) + 1.2),
      stack('sole.ridge', 'sole', ridgeHeel),
      bottom('sole.ridge', 'sole', breast, -8, () => lowest),
    ],
    stitches: [{ node: 'construction.goodyear', rows: stitchesAlong(sewn, 3.6, 2.9) }],
  }
}

/** The contour behind the heel's breast, closed across by a shallow arc. */
function heelLoop(contour: readonly ContourPoint[], breast: number): ContourPoint[] {
  const first = contour.findIndex(({ x }, i) => x < breast && contour[(i + contour.length - 1) % contour.length]!.x >= breast)
  const behind: ContourPoint[] = []
  for (let i = 0; i < contour.length; i++) {
    const point = contour[(first + i) % contour.length]!
    if (point.x < breast) behind.push(point)
  }
  const [from, to] = [behind.at(-1)!, behind[0]!]
  const steps = 24
  const arc = Array.from({ length: steps - 1 }, (_, i): ContourPoint => {
    const t = (i + 1) / steps
    const bow = -5 * Math.sin(Math.PI * t)
    return { x: from.x + (to.x - from.x) * t + bow, y: from.y + (to.y - from.y) * t, nx: 1, ny: 0, s: 0 }
  })
  let s = 0
  const loop = [...behind, ...arc]
  return loop.map((point, i) => {
    const [a, b] = [loop[(i + loop.length - 1) % loop.length]!, loop[(i + 1) % loop.length]!]
    const long = Math.hypot(b.x - a.x, b.y - a.y)
    if (i > 0) s += Math.hypot(point.x - loop[i - 1]!.x, point.y - loop[i - 1]!.y)
    return { ...point, nx: (b.y - a.y) / long, ny: (a.x - b.x) / long, s }
  })
}
