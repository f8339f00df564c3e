import { describe, expect, it } from 'vitest'
import type { Placement } from '../../src/drape/index.ts'
import { bodyOf, dressed, type Garment } from '../../src/scene/garment.ts'
import type { Instances } from '../../src/scene/instances.ts'
import { atOnce } from '../../src/scene/slices.ts'
import { RADIUS, row, tube, WIDE } from './tube.ts'

const body = atOnce(bodyOf(tube(), null))
const dress = (placements: readonly Placement[]): Garment =>
  atOnce(
    dressed(
      { ...body, shape: { ...body.shape, placements } },
      () => true,
      () => []
    )
  )
const bare = dress([])
const bareCount = bare.cloth.position.length / 3
const countOf = ({ matrix }: Instances) => matrix.length / 16
const heightsOf = (position: Float32Array) =>
  Array.from(
    { length: position.length / 3 },
    (_, i) => (Math.hypot(position[3 * i]!, position[3 * i + 2]!) - RADIUS) * 1000
  )

describe('rows of thread', () => {
  it('are seen from afar as a ribbon over every stitch, and nothing between two rows', () => {
    const { thread, threadRows } = dress([row({ rows: [2, 8] })])
    expect(threadRows.index.length / 6).toBe(countOf(thread))
    // Two vertices more a row than stitches.
    expect(threadRows.position.length / 6).toBe(countOf(thread) + 2)
  })

  it('show the four strands of each loop of a chain stitch', () => {
    expect(countOf(dress([row({ chain: true })]).thread)).toBe(4 * 50)
  })
})

/** A curved opening down from the upper edge of the front, and its fold. */
const MOUTH = [
  [100, 0],
  [110, 50],
  [150, 75],
  [190, 50],
  [200, 0],
] as const
const opening: Placement = { node: 'mouth', panel: 'front', kind: 'opening', points: MOUTH }
const fold: Placement = { node: 'mouth', panel: 'front', kind: 'band', points: MOUTH, from: 0, to: 10, height: 1.6 }

describe('an opening with a folded edge', () => {
  const { cloth } = dress([opening, fold])
  const isSkin = Array.from({ length: cloth.index.length / 3 }, (_, t) => cloth.index[3 * t]! < bareCount)

  it('shows a layer 2 mm below the cloth, and what was cut away little deeper', () => {
    const lowest = Math.min(...heightsOf(cloth.position))
    expect(lowest).toBeLessThan(-2)
    expect(lowest).toBeGreaterThan(-6)
  })

  it('leaves out the triangles across the cut and no other', () => {
    const [before, now] = [bare.cloth.index.length / 3, isSkin.filter(Boolean).length]
    expect(now).toBeLessThan(before)
    expect(now).toBeGreaterThan(before * 0.97)
  })

  it('lets nobody look through: wherever one looks in, cloth is met within 6 mm', () => {
    for (let x = 115; x <= 185; x += 14)
      for (let y = 6; y <= 54; y += 12) expect(depthAt(cloth, x, y), `${x}, ${y}`).toBeLessThan(6)
  })

  it('is sewn shut where no fold runs along it', () => {
    expect(Math.min(...heightsOf(dress([opening]).cloth.position))).toBeGreaterThan(-1)
  })
})

describe('a cut edge', () => {
  const cut = (height: number): Placement => ({
    node: 'edge',
    panel: 'front',
    kind: 'band',
    points: [
      [5, 600],
      [300, 600],
    ],
    from: 0,
    to: -4,
    height,
  })
  const lowestOf = (placement: Placement) =>
    Math.min(...dress([placement]).cloth.position.filter((_, i) => i % 3 === 1)) * 1000

  it('frays: threads hang below it, none longer than a fringe', () => {
    expect(lowestOf(cut(0.4))).toBeLessThan(-5)
    expect(lowestOf(cut(0.4))).toBeGreaterThan(-14)
  })

  it('does not fray where it is folded and thick', () => {
    expect(lowestOf(cut(1.6))).toBeGreaterThan(-2)
  })
})

/** How deep below the tube a ray goes in at a place of the front's pattern before it meets cloth, mm. */
function depthAt({ position, index }: Garment['cloth'], x: number, y: number): number {
  const angle = (Math.PI * x) / WIDE
  const way = [Math.cos(angle), 0, -Math.sin(angle)] as const
  const from = [-2 * RADIUS * way[0], 0.6 - y / 1000, -2 * RADIUS * way[2]] as const
  let least = Infinity
  for (let t = 0; t < index.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => position.subarray(3 * index[t + k]!, 3 * index[t + k]! + 3))
    least = Math.min(least, hitOf(from, way, a!, b!, c!))
  }
  return (least - RADIUS) * 1000
}

type Three = ArrayLike<number>
const minus = (p: Three, q: Three) => [0, 1, 2].map((k) => p[k]! - q[k]!)
const cross = (p: Three, q: Three) =>
  [0, 1, 2].map((k) => p[(k + 1) % 3]! * q[(k + 2) % 3]! - p[(k + 2) % 3]! * q[(k + 1) % 3]!)
const dot = (p: Three, q: Three) => p[0]! * q[0]! + p[1]! * q[1]! + p[2]! * q[2]!

/** Metres along the ray to a triangle (Möller and Trumbore), or infinity. */
function hitOf(from: Three, way: Three, a: Three, b: Three, c: Three): number {
  const [ab, ac, af] = [minus(b, a), minus(c, a), minus(from, a)]
  const side = cross(way, ac)
  const det = dot(ab, side)
  if (Math.abs(det) < 1e-14) return Infinity
  const u = dot(af, side) / det
  const other = cross(af, ab)
  const v = dot(way, other) / det
  const along = dot(ac, other) / det
  return u < 0 || v < 0 || u + v > 1 || along < 0 ? Infinity : along
}
