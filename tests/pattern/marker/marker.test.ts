import { beforeAll, describe, expect, it } from 'vitest'
import { areaOf, boxOf, markerOf, type Cloth, type Marker, type Piece, type Point } from '../../../src/pattern/index.ts'
import { chinos } from '../../fixtures/chinos.ts'
import { towel } from '../rectangle.ts'
import { leastClearance } from './clearance.ts'

const CLOTH: Cloth = { width: 1500, oneWay: false, shrinkage: { warp: 0, weft: 0 }, gap: 3 }

/** A piece of straight sides without allowance; grain downwards. */
const piece = (name: string, corners: readonly Point[], change: Partial<Piece> = {}): Piece => ({
  ...towel({ name }),
  edges: corners.map((p, i) => ({
    name: `side${i}`,
    points: [p, corners[(i + 1) % corners.length]!],
    allowance: 0,
  })),
  grain: [
    [0, 0],
    [0, 100],
  ],
  ...change,
})

/** Wide at the head and narrow at the foot: two lie well head to foot. */
const wedge = (change: Partial<Piece> = {}) =>
  piece(
    'wedge',
    [
      [0, 0],
      [300, 0],
      [200, 400],
      [100, 400],
    ],
    change
  )

function expectSound({ placed, length, width }: Marker, gap = CLOTH.gap) {
  expect(leastClearance(placed.map(({ outline }) => outline), gap + 1)).toBeGreaterThanOrEqual(gap)
  for (const { outline } of placed) {
    const box = boxOf(outline)
    expect(box.x).toBeGreaterThanOrEqual(-1e-9)
    expect(box.y).toBeGreaterThanOrEqual(-1e-9)
    expect(box.x + box.width).toBeLessThanOrEqual(length + 1e-9)
    expect(box.y + box.height).toBeLessThanOrEqual(width + 1e-9)
  }
}

describe('a marker of chinos', () => {
  let marker: Marker
  beforeAll(() => void (marker = markerOf(chinos(), { ...CLOTH, oneWay: true }, 1)))

  it('takes no more than 1.26 m of cloth 1.50 m wide', () => {
    expect(marker.width).toBe(1500)
    expect(marker.length).toBeLessThanOrEqual(1260)
  })

  it('keeps the gap between any two pieces and stays on the cloth', () => expectSound(marker))

  it('lays each piece as often as it is cut, left and right', () => {
    const count = new Map<string, number>()
    for (const { piece: name, copy } of marker.placed)
      count.set(`${name} ${copy}`, (count.get(`${name} ${copy}`) ?? 0) + 1)
    const wanted = chinos().flatMap(({ name, cut, mirrored }): [string, number][] =>
      mirrored ? [`${name} L`, `${name} R`].map((hand) => [hand, cut / 2]) : [[`${name} null`, cut]]
    )
    expect([...count].sort()).toEqual(wanted.sort())
  })

  it('numbers the copies that are alike along the cloth', () => {
    const welts = marker.placed.filter(({ piece: name, copy }) => name === 'backPocketWelt' && copy === 'L')
    expect(welts.map(({ index }) => index)).toEqual([0, 1])
    expect(boxOf(welts[0]!.outline).x).toBeLessThanOrEqual(boxOf(welts[1]!.outline).x)
  })

  it('says what share of the cloth the pieces cover', () => {
    const covered = marker.placed.reduce((sum, { outline }) => sum + areaOf(outline), 0)
    expect(marker.used).toBeCloseTo(covered / (marker.length * 1500), 6)
    expect(marker.used).toBeGreaterThan(0.75)
  })

  it('turns no piece on one-way cloth', () => {
    expect(marker.placed.every(({ turned }) => turned === 0)).toBe(true)
  })
})

describe('markerOf', () => {
  it('comes to the same marker from the same pieces in any order', () => {
    const small = chinos().filter(({ name }) => name !== 'front' && name !== 'back')
    const narrow = { ...CLOTH, width: 1000 }
    expect(markerOf(small.toReversed(), narrow, 1)).toEqual(markerOf(small, narrow, 1))
  })

  it('lays pieces head to foot where the cloth allows it, and says so', () => {
    const pair = [wedge({ cut: 2 })]
    const cloth = { ...CLOTH, width: 520 }
    const [free, oneWay] = [markerOf(pair, cloth, 1), markerOf(pair, { ...cloth, oneWay: true }, 1)]
    expect(free.placed.map(({ turned }) => turned).sort()).toEqual([0, 180])
    expect(free.length).toBeCloseTo(400, 0)
    expect(oneWay.length).toBeGreaterThan(500)
    expectSound(free)
    expectSound(oneWay)
  })

  it('runs the grain along the cloth, however the piece is drawn', () => {
    const level = piece('level', [
      [0, 0],
      [500, 0],
      [500, 80],
      [0, 80],
    ])
    const along = { ...level, name: 'along', grain: [[100, 40], [300, 40]] as const }
    const sizes = markerOf([level, along], CLOTH, 1).placed.map(({ piece: name, outline }) => {
      const { width, height } = boxOf(outline)
      return [name, Math.round(width), Math.round(height)]
    })
    expect(sizes.sort()).toEqual([
      ['along', 500, 80],
      ['level', 80, 500],
    ])
  })

  it('turns the second hand of a pair over about its grain: its top stays its top', () => {
    const hook = piece(
      'hook',
      [
        [0, 0],
        [200, 0],
        [120, 150],
        [0, 300],
      ],
      { cut: 2, mirrored: true }
    )
    const [one, other] = markerOf([hook], { ...CLOTH, oneWay: true }, 1).placed
    const shape = ({ outline }: { outline: readonly Point[] }, flip: boolean) => {
      const { x, y, height } = boxOf(outline)
      return outline
        .map((p) => [p[0] - x, flip ? height - (p[1] - y) : p[1] - y].map((mm) => Math.round(mm * 10) / 10 || 0))
        .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)
    }
    expect([one!.copy, other!.copy].sort()).toEqual(['L', 'R'])
    expect(shape(one!, true)).toEqual(shape(other!, false))
    expect(shape(one!, false)).not.toEqual(shape(other!, false))
  })

  it('opens out a piece that is cut on the fold', () => {
    const edges = towel().edges.map((edge) => (edge.name === 'left' ? { ...edge, allowance: 0 } : edge))
    const half = towel({ onFold: 'left', edges })
    const [whole] = markerOf([half], CLOTH, 1).placed
    const { width, height } = boxOf(whole!.outline)
    // 300 mm with 10 mm above and a hem of 20 mm, along the grain; twice 200 mm with 10 mm on either side.
    expect([width, height].map(Math.round)).toEqual([330, 420])
    expect(areaOf(whole!.outline)).toBeCloseTo(330 * 420, 3)
  })

  it('adds what the cloth will lose in the wash, along it and across', () => {
    const cloth = { ...CLOTH, shrinkage: { warp: 50, weft: 20 } }
    const { width, height } = boxOf(markerOf([towel()], cloth, 1).placed[0]!.outline)
    expect(width * 0.95).toBeCloseTo(330, 6)
    expect(height * 0.98).toBeCloseTo(220, 6)
  })

  it('lays several garments together, closer than one after the other', () => {
    const cloth = { ...CLOTH, width: 700 }
    const one = markerOf([wedge()], cloth, 1)
    const three = markerOf([wedge()], cloth, 3)
    expect(three.placed.map(({ index }) => index).sort()).toEqual([0, 1, 2])
    expect(three.length).toBeLessThan(2 * one.length)
    expectSound(three)
  })

  it('repeats a marker for very many pieces, and loses none', () => {
    const marker = markerOf([towel({ cut: 10 })], CLOTH, 13)
    const numbers = marker.placed.map(({ index }) => index).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 130 }, (_, i) => i))
    expect(marker.used).toBeGreaterThan(0.8)
    expectSound(marker)
  })

  it('takes no cloth for no pieces', () => {
    expect(markerOf([], CLOTH, 1)).toEqual({ width: 1500, length: 0, used: 0, placed: [] })
    expect(markerOf([towel()], CLOTH, 0)).toEqual({ width: 1500, length: 0, used: 0, placed: [] })
  })

  it('names a piece that is wider than the cloth', () => {
    expect(() => markerOf([wedge(), towel()], { ...CLOTH, width: 210 }, 1)).toThrow(
      expect.objectContaining({
        code: 'marker/too-wide',
        message: 'piece "wedge" is wider than the cloth. Choose a wider cloth or divide the piece.',
      })
    )
  })
})
