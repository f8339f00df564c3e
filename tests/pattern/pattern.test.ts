import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areaOf,
  bezier,
  boxOf,
  checkSeams,
  crossesItself,
  cutLineOf,
  distance,
  edgeOf,
  gapOf,
  isInside,
  lengthOf,
  offsetLine,
  outlineOf,
  partOf,
  pointAlong,
  projectedOn,
  signedAreaOf,
  type Edge,
  type Piece,
  type Point,
} from '../../src/pattern/index.ts'
import { towel } from './rectangle.ts'

describe('outlineOf', () => {
  it('joins the edges into one polygon, corners once', () => {
    expect(outlineOf(towel())).toEqual([
      [0, 0],
      [200, 0],
      [200, 300],
      [0, 300],
    ])
    expect(areaOf(outlineOf(towel()))).toBe(60_000)
  })

  it('is clockwise as drawn where its area is positive', () => {
    expect(signedAreaOf(outlineOf(towel()))).toBe(60_000)
    expect(signedAreaOf([...outlineOf(towel())].reverse())).toBe(-60_000)
  })
})

describe('gapOf', () => {
  it('is nothing for a piece that closes and the distance for one that does not', () => {
    expect(gapOf(towel())).toBe(0)
    const [top, ...rest] = towel().edges
    const short: Edge = {
      ...top!,
      points: [
        [0, 0],
        [196, 3],
      ],
    }
    expect(gapOf({ edges: [short, ...rest] })).toBe(5)
  })
})

describe('cutLineOf', () => {
  it('adds each edge its own allowance and meets in the corners', () => {
    const { x, y, width, height } = boxOf(cutLineOf(towel()))
    expect([x, y, width, height].map((mm) => Math.round(mm * 1e6) / 1e6)).toEqual([-10, -10, 220, 330])
    expect(areaOf(cutLineOf(towel()))).toBeCloseTo(220 * 330, 6)
  })

  it('goes outwards whichever way the outline runs', () => {
    const backwards = towel()
      .edges.map((edge) => ({ ...edge, points: [...edge.points].reverse() }))
      .reverse()
    expect(areaOf(cutLineOf({ edges: backwards }))).toBeCloseTo(220 * 330, 6)
  })

  it('mirrors what a hem is folded back on', () => {
    // 10 mm narrower on each side at the foot, over 100 mm: the hem must widen by the same again.
    const corners: Point[] = [
      [0, 0],
      [100, 0],
      [90, 100],
      [10, 100],
    ]
    const edges = corners.map((p, i) => ({
      name: String(i),
      points: [p, corners[(i + 1) % 4]!] as Point[],
      allowance: i === 2 ? 20 : 0,
      folded: i === 2,
    }))
    const foot = cutLineOf({ edges }).filter(([, y]) => Math.abs(y - 120) < 1e-6)
    expect(foot.map(([x]) => Math.round(x * 1e6) / 1e6).sort((a, b) => a - b)).toEqual([8, 92])
  })

  it('cuts off the loop that a hollow tighter than its allowance would make', () => {
    const bay = bezier([60, 0], [60, 60], [68, 60], [68, 0], 24)
    const edges: Edge[] = [
      {
        name: 'a',
        points: [
          [0, 0],
          [60, 0],
        ],
        allowance: 12,
      },
      { name: 'bay', points: bay, allowance: 12 },
      {
        name: 'b',
        points: [
          [68, 0],
          [130, 0],
          [130, 90],
          [0, 90],
          [0, 0],
        ],
        allowance: 12,
      },
    ]
    expect(crossesItself(outlineOf({ edges }))).toBe(false)
    expect(crossesItself(cutLineOf({ edges }))).toBe(false)
    expect(boxOf(cutLineOf({ edges })).width).toBeCloseTo(154, 6)
  })

  it('holds the whole seam line of any star-shaped piece and never crosses itself', () => {
    const star = fc.tuple(
      fc.array(fc.double({ min: 120, max: 200, noNaN: true }), { minLength: 8, maxLength: 24 }),
      fc.integer({ min: 1, max: 15 })
    )
    fc.assert(
      fc.property(star, ([radii, allowance]) => {
        const corners = radii.map((radius, i): Point => {
          const angle = (i / radii.length) * 2 * Math.PI
          return [radius * Math.cos(angle), radius * Math.sin(angle)]
        })
        const edges = corners.map((p, i) => ({
          name: String(i),
          points: [p, corners[(i + 1) % corners.length]!],
          allowance,
        }))
        const cut = cutLineOf({ edges })
        expect(crossesItself(cut)).toBe(false)
        for (const corner of corners) expect(isInside(cut, corner)).toBe(true)
        for (const p of cut) expect(nearestOn([...corners, corners[0]!], p)).toBeGreaterThan(allowance * 0.6)
      }),
      { numRuns: 200, seed: 7 }
    )
  })
})

const nearestOn = (line: readonly Point[], p: Point): number => distance(p, pointAlong(line, projectedOn(line, p)))

describe('crossesItself', () => {
  it('finds the bow and passes the square', () => {
    expect(
      crossesItself([
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 10],
      ])
    ).toBe(true)
    expect(
      crossesItself([
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
      ])
    ).toBe(false)
  })

  it('finds what comparing every side with every other finds', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
    const proper = (a: Point, b: Point, c: Point, d: Point) => {
      const side = (p: Point, q: Point, r: Point) =>
        Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
      return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
    }
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), (polygon) => {
        const sides = polygon.map((p, i) => [p, polygon[(i + 1) % polygon.length]!] as const)
        const crossing = sides.some(([a, b]) => sides.some(([c, d]) => proper(a, b, c, d)))
        expect(crossesItself(polygon)).toBe(crossing)
      }),
      { seed: 11 }
    )
  })
})

describe('a line', () => {
  const line: Point[] = [
    [0, 0],
    [30, 0],
    [30, 40],
  ]

  it('is walked by its length', () => {
    expect(lengthOf(line)).toBe(70)
    expect(pointAlong(line, 50)).toEqual([30, 20])
    expect(pointAlong(line, -1)).toEqual([0, 0])
    expect(pointAlong(line, 99)).toEqual([30, 40])
    expect(projectedOn(line, [35, 20])).toBe(50)
  })

  it('is cut without losing length, whatever the cuts', () => {
    const lengths = fc.tuple(fc.double({ min: 0, max: 70, noNaN: true }), fc.double({ min: 0, max: 70, noNaN: true }))
    fc.assert(
      fc.property(lengths, ([a, b]) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        expect(lengthOf(partOf(line, from, to))).toBeCloseTo(to - from, 9)
      })
    )
  })

  it('is moved to its right hand, corners mitred', () => {
    expect(offsetLine(line, 5)).toEqual([
      [0, 5],
      [25, 5],
      [25, 40],
    ])
  })
})

describe('checkSeams', () => {
  const pieces: Piece[] = [towel(), towel({ name: 'flannel' })]
  const seam = (edge: string, ease = 0, tolerance = 1) => ({
    name: 'side',
    a: [{ piece: 'towel', edge: 'right' }],
    b: [{ piece: 'flannel', edge }],
    ease,
    tolerance,
  })

  it('measures both sides along the seam line', () => {
    expect(checkSeams({ pieces, seams: [seam('left')] })).toEqual([{ seam: 'side', a: 300, b: 300, ok: true }])
  })

  it('says no to sides that do not match, and allows for ease', () => {
    expect(checkSeams({ pieces, seams: [seam('top')] })).toEqual([{ seam: 'side', a: 300, b: 200, ok: false }])
    expect(checkSeams({ pieces, seams: [seam('top', 100, 0)] })[0]!.ok).toBe(true)
  })

  it('says which edge a seam asks for in vain', () => {
    expect(() => edgeOf(pieces, { piece: 'towel', edge: 'waist' })).toThrow('no edge "waist" on a piece "towel".')
    expect(() => checkSeams({ pieces, seams: [seam('waist')] })).toThrow('no edge "waist" on a piece "flannel".')
  })
})
