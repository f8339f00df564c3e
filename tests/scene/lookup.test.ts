import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookupOf } from '../../src/scene/lookup.ts'
import { atOnce } from '../../src/scene/slices.ts'
import { surfaceOf } from '../../src/scene/surface.ts'
import { TALL, tube, WIDE } from './tube.ts'

const surface = atOnce(surfaceOf(tube()))
const find = lookupOf(surface, 0)

const patternAt = ({ corners, weights }: NonNullable<ReturnType<typeof find>>) =>
  [0, 1].map((k) => corners.reduce((sum, corner, i) => sum + surface.pattern[2 * corner + k]! * weights[i]!, 0))

describe('lookupOf', () => {
  it('leads from the pattern to the cloth and back within 0.1 mm', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: WIDE, noNaN: true }),
        fc.double({ min: 0, max: TALL, noNaN: true }),
        (x, y) => {
          const found = find(x, y)!
          const [u, v] = patternAt(found)
          expect(Math.hypot(u! - x, v! - y)).toBeLessThan(0.1)
          expect(Math.min(...found.weights)).toBeGreaterThan(-1e-6)
          expect(found.corners.every((corner) => surface.panel[corner] === 0)).toBe(true)
        }
      )
    )
  })

  it('reaches on past an edge from the nearest triangle', () => {
    const [x, y] = patternAt(find(-6, 300)!)
    expect(x).toBeCloseTo(-6, 3)
    expect(y).toBeCloseTo(300, 3)
  })

  it('finds nothing on a panel that is not there', () => {
    expect(lookupOf(surface, 7)(10, 10)).toBeNull()
  })
})
