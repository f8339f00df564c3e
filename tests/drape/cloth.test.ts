import { describe, expect, it } from 'vitest'
import { clothLike, clothOf, lengthOf, spotFinder, weldOf, type Cloth } from '../../src/drape/index.ts'
import { tube } from './tube.ts'

const at = (cloth: Cloth, i: number) => [cloth.pattern[2 * i]!, cloth.pattern[2 * i + 1]!] as const

describe('clothOf', () => {
  const { draft, plan } = tube()
  const cloth = clothOf(draft, plan, 15)

  it('gives edges that are sewn to each other equally many vertices', () => {
    expect(cloth.edges.get('half.L/right')!.length).toBe(cloth.edges.get('half.R/right')!.length)
    const top = cloth.edges.get('half.L/top')!.length + cloth.edges.get('half.R/top')!.length - 1
    expect(cloth.edges.get('strip/lower')!.length).toBe(top)
  })

  it('keeps every vertex in pattern millimetres: the ends of an edge are where the piece has them', () => {
    const [first, ...rest] = cloth.edges.get('half.R/bottom')!
    expect(at(cloth, first!)).toEqual([120, 200])
    expect(at(cloth, rest.at(-1)!)).toEqual([0, 200])
  })

  it('covers the pieces with triangles, no more and no less', () => {
    let area = 0
    for (let t = 0; t < cloth.triangles.length; t += 3) {
      const corner = (k: number) => at(cloth, cloth.triangles[t + k]!)
      const [a, b, c] = [corner(0), corner(1), corner(2)]
      area += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2
    }
    expect(area).toBeCloseTo(2 * 120 * 200 + 240 * 30, 3)
  })

  it('finds by itself which way round two edges are sewn', () => {
    for (let s = 0; s < cloth.stitches.length; s += 2) {
      const [a, b] = [cloth.stitches[s]!, cloth.stitches[s + 1]!]
      const panel = (i: number) => cloth.panels[cloth.panel[i]!]!
      const [p, q] = [plan.arrange(panel(a), ...at(cloth, a)), plan.arrange(panel(b), ...at(cloth, b))]
      expect(Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])).toBeLessThan(0.01)
    }
  })

  it('welds whatever meets in one point, however many panels that are', () => {
    const weld = weldOf(cloth)
    const corner = [
      cloth.edges.get('half.L/right')![0]!,
      cloth.edges.get('half.R/right')![0]!,
      cloth.edges.get('half.L/top')!.at(-1)!,
    ]
    expect(new Set(corner.map((i) => weld[i])).size).toBe(1)
    expect([...weld].every((lowest, i) => lowest <= i && weld[lowest] === lowest)).toBe(true)
  })

  it('refuses a plan that names a piece the draft lacks, and a seam that sews an edge twice', () => {
    expect(() => clothOf(draft, { ...plan, pieces: ['half', 'collar'] }, 15)).toThrow(
      expect.objectContaining({
        code: 'drape/no-piece',
        message: 'The draft has no piece "collar", which the sewing plan names.',
      })
    )
    const twice = { ...draft, seams: [...draft.seams, { ...draft.seams[0]!, name: 'again' }] }
    expect(() => clothOf(twice, plan, 15)).toThrow(expect.objectContaining({ code: 'drape/edge-sewn-twice' }))
  })
})

describe('clothLike', () => {
  const reference = clothOf(tube().draft, tube().plan, 15)

  it('carries a mesh over to other pieces of the design: same triangles, same stitches, new measurements', () => {
    const { draft, plan } = tube(170)
    const wider = clothLike(reference, draft, plan)
    expect(wider.triangles).toBe(reference.triangles)
    expect(wider.stitches).toEqual(reference.stitches)
    const bottom = [...wider.edges.get('half.L/bottom')!].map((i) => at(wider, i))
    expect(lengthOf(bottom)).toBeCloseTo(170, 6)
  })

  it('gives the pieces themselves back when nothing changed', () => {
    const { draft, plan } = tube()
    const again = clothLike(reference, draft, plan)
    again.pattern.forEach((value, k) => expect(value).toBeCloseTo(reference.pattern[k]!, 6))
  })

  it('refuses a draft with other seams', () => {
    const { draft, plan } = tube()
    const loose = { ...draft, seams: draft.seams.slice(1) }
    expect(() => clothLike(reference, loose, plan)).toThrow(expect.objectContaining({ code: 'drape/other-design' }))
  })
})

describe('spotFinder', () => {
  it('finds any place of a piece again, to a hundredth of a millimetre', () => {
    const cloth = clothOf(tube().draft, tube().plan, 15)
    const find = spotFinder(cloth)
    for (const [x, y] of [
      [3, 3],
      [60, 100],
      [119, 199],
      [0, 0],
      [120, 87],
    ] as const) {
      const { corners, weights } = find(0, x, y)
      expect(corners.reduce((sum, corner, k) => sum + at(cloth, corner)[0] * weights[k]!, 0)).toBeCloseTo(x, 2)
      expect(corners.reduce((sum, corner, k) => sum + at(cloth, corner)[1] * weights[k]!, 0)).toBeCloseTo(y, 2)
      expect(Math.min(...weights)).toBeGreaterThan(-1e-6)
    }
  })
})
