import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInside, lengthOf, movedSideways, resampled, sideOf, signedArea } from '../../src/scene/lines.ts'

describe('movedSideways', () => {
  it('keeps a row of stitches at its distance from a corner', () => {
    const moved = movedSideways(
      [
        [0, 0],
        [100, 0],
        [100, 100],
      ],
      8
    )
    expect(moved[1]![0]).toBeCloseTo(92)
    expect(moved[1]![1]).toBeCloseTo(8)
  })

  it('goes to the right of the direction as drawn, y down', () => {
    expect(
      movedSideways(
        [
          [0, 0],
          [10, 0],
        ],
        2
      )
    ).toEqual([
      [0, 2],
      [10, 2],
    ])
  })

  it('closes the corner where a closed line begins', () => {
    const square = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ] as const
    const moved = movedSideways(square, 1)
    expect(moved[0]).toEqual(moved.at(-1))
    expect(moved[0]![0]).toBeCloseTo(1)
    expect(moved[0]![1]).toBeCloseTo(1)
  })
})

describe('sideOf', () => {
  it('agrees with movedSideways about which side is which', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 5, max: 95, noNaN: true }),
        (by, x) => {
          const line = [
            [0, 0],
            [100, 0],
          ] as const
          const y = movedSideways(line, by)[0]![1]
          expect(sideOf(line, x, y, true)).toBeCloseTo(by, 6)
        }
      )
    )
  })

  it('gives infinity beyond the ends of a capped line', () => {
    expect(
      sideOf(
        [
          [0, 0],
          [10, 0],
        ],
        12,
        1,
        true
      )
    ).toBe(Infinity)
    expect(
      Math.abs(
        sideOf(
          [
            [0, 0],
            [10, 0],
          ],
          13,
          4,
          false
        )
      )
    ).toBeCloseTo(5)
  })
})

describe('resampled', () => {
  it('keeps both ends and equal steps', () => {
    const points = resampled(
      [
        [0, 0],
        [3, 4],
        [3, 14],
      ],
      5
    )
    expect(points[0]).toEqual([0, 0])
    expect(points.at(-1)).toEqual([3, 14])
    expect(lengthOf(points.slice(0, 2))).toBeCloseTo(3)
  })
})

describe('signedArea', () => {
  it('is positive clockwise as drawn, and isInside agrees whichever way it runs', () => {
    const clockwise = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ] as const
    expect(signedArea(clockwise)).toBe(100)
    expect(signedArea([...clockwise].reverse())).toBe(-100)
    expect(isInside(clockwise, 5, 5) && isInside([...clockwise].reverse(), 5, 5)).toBe(true)
    expect(isInside(clockwise, 15, 5)).toBe(false)
  })
})
