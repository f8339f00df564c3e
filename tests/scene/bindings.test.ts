import { describe, expect, it } from 'vitest'
import { BOUND } from '../../src/scene/bindings.ts'
import { bodyOf, dressed } from '../../src/scene/garment.ts'
import { atOnce } from '../../src/scene/slices.ts'
import { RADIUS, tube, WIDE } from './tube.ts'

const dress = (shape: ReturnType<typeof tube>) => atOnce(dressed(atOnce(bodyOf(shape, null)), () => true, () => []))

describe('a binding', () => {
  const bare = dress(tube()).cloth
  const { cloth } = dress(
    tube({
      placements: [
        {
          node: 'edge',
          panel: 'front',
          kind: 'binding',
          points: [
            [2, 600],
            [WIDE - 2, 600],
          ],
          width: 7,
          height: 1.2,
        },
      ],
    })
  )
  const from = bare.position.length / 3
  const tape = Array.from({ length: cloth.position.length / 3 - from }, (_, k) => {
    const [x, y, z] = cloth.position.subarray(3 * (from + k), 3 * (from + k) + 3) as unknown as [number, number, number]
    return { above: (Math.hypot(x, z) - RADIUS) * 1000, height: y * 1000, tone: cloth.worn[4 * (from + k) + 1]! }
  })

  it('lies as thick as it is on both faces, and reaches a little beyond the edge between them', () => {
    expect(tape.length).toBeGreaterThan(500)
    const heights = tape.map(({ above }) => above)
    expect(Math.max(...heights)).toBeGreaterThan(1.1)
    expect(Math.max(...heights)).toBeLessThan(1.6)
    expect(Math.min(...heights)).toBeLessThan(-1.1)
    expect(Math.min(...tape.map(({ height }) => height))).toBeCloseTo(-0.55, 1)
    expect(Math.max(...tape.map(({ height }) => height))).toBeCloseTo(7.3, 0)
  })

  it('is told from the cloth by its tone and belongs to no panel', () => {
    expect(new Set(tape.map(({ tone }) => tone))).toEqual(new Set([BOUND]))
    expect(new Set(cloth.panel.subarray(from))).toEqual(new Set([-1]))
  })

  it('turns its face outwards where it lies outside', () => {
    const tris = cloth.index.subarray(bare.index.length)
    let [out, all] = [0, 0]
    for (let t = 0; t < tris.length; t += 3) {
      const corners = [...tris.subarray(t, t + 3)]
      if (!corners.every((corner) => tape[corner - from]!.above > 0.9)) continue
      const at = (corner: number, k: number) => cloth.position[3 * corner + k]!
      const [a, b, c] = corners as [number, number, number]
      const side = (p: number, k: number) => at(p, k) - at(a, k)
      const normal = [
        side(b, 1) * side(c, 2) - side(b, 2) * side(c, 1),
        0,
        side(b, 0) * side(c, 1) - side(b, 1) * side(c, 0),
      ]
      all++
      if (normal[0]! * at(a, 0) + normal[2]! * at(a, 2) > 0) out++
    }
    expect(all).toBeGreaterThan(50)
    expect(out).toBe(all)
  })
})
