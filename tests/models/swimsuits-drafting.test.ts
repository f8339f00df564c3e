import { describe, expect, it } from 'vitest'
import drafting from '../../models/swimsuits/drafting.ts'
import { REFERENCE } from '../../models/swimsuits/body.ts'
import { selectionOf, SHAPES } from '../../models/swimsuits/cuts.ts'
import {
  areaOf,
  distance,
  edgeOf,
  lengthOf,
  outlineOf,
  towards,
  type Draft,
  type Piece,
  type Point,
} from '../../src/pattern/index.ts'
import { women } from '../fixtures/women.ts'

const FABRICS = ['classic-190', 'recycled-200', 'sculpt-230', 'rib-260'] as const
/** Of the body's: a fifth of what each cloth stretches across, a tenth of what it stretches along. */
const REDUCED = {
  'classic-190': [0.88, 0.95],
  'recycled-200': [0.896, 0.954],
  'sculpt-230': [0.924, 0.966],
  'rib-260': [0.86, 0.96],
} as const

const START = selectionOf('scoop-scoop-mid-wide-moderate')
const pieceOf = ({ pieces }: Draft, name: string): Piece => pieces.find((piece) => piece.name === name)!
const edgeLength = (draft: Draft, piece: string, edge: string) => lengthOf(edgeOf(draft.pieces, { piece, edge }).points)

describe('the pattern of a one-piece', () => {
  it('comes out for 60 bodies in four cloths: seams within half a millimetre, girths and loop within 1 %', () => {
    for (const [i, measurements] of women(60).entries())
      for (const fabric of FABRICS) {
        const style = selectionOf(SHAPES[(i * 7) % SHAPES.length]!)
        const { checks, girths } = drafting.draft({ measurements, selection: { ...style, fabric } })
        for (const { seam, a, b, ok } of checks) {
          expect(ok, seam).toBe(true)
          expect(Math.abs(a - b), seam).toBeLessThan(0.5)
        }
        const [across, along] = REDUCED[fabric]
        for (const row of ['bust', 'waist', 'hip'] as const)
          expect(Math.abs(girths[row]! / (measurements[`${row}Girth`]! * across) - 1), row).toBeLessThan(0.01)
        if (style.straps !== 'crossed')
          expect(Math.abs(girths.loop! / (measurements.torsoGirth! * along) - 1)).toBeLessThan(0.01)
      }
  })

  it('meets at the side at one height, as far from the middle in front as behind but for the shift', () => {
    const draft = drafting.draft({ measurements: REFERENCE, selection: START })
    const [front, back] = [
      edgeOf(draft.pieces, { piece: 'front', edge: 'sideL' }).points,
      edgeOf(draft.pieces, { piece: 'back', edge: 'sideL' }).points.toReversed(),
    ]
    expect(front).toHaveLength(back.length)
    front.forEach(([x, y], i) => {
      expect(y).toBeCloseTo(back[i]![1], 6)
      expect(x + back[i]![0]).toBeCloseTo(12, 6)
    })
  })

  it('takes a dart for a full bust and none for a small one, deeper the fuller it is', () => {
    const intake = (bustGirth: number): number => {
      const draft = drafting.draft({ measurements: { ...REFERENCE, bustGirth }, selection: START })
      if (!pieceOf(draft, 'front').edges.some(({ name }) => name === 'dartUpperL')) return 0
      const [upper, lower] = ['dartUpperL', 'dartLowerL'].map(
        (edge) => edgeOf(draft.pieces, { piece: 'front', edge }).points
      )
      return lower!.at(-1)![1] - upper![0]![1]
    }
    expect(intake(8_500)).toBe(0)
    expect(intake(9_500)).toBeGreaterThan(10)
    expect(intake(9_900)).toBeGreaterThan(intake(9_500))
  })

  it('cuts every tape shorter than its opening: a leg to 93 %, an armhole to 88 %, the neck to 92 %', () => {
    const draft = drafting.draft({ measurements: REFERENCE, selection: START })
    const tape = (name: string) => lengthOf(edgeOf(draft.pieces, { piece: name, edge: 'top' }).points) - 12
    const leg = ['front', 'gusset', 'back'].reduce((sum, piece) => sum + edgeLength(draft, piece, 'legL'), 0)
    const arm = ['front', 'back'].reduce((sum, piece) => sum + edgeLength(draft, piece, 'armL'), 0)
    const neck = ['front', 'back'].reduce((sum, piece) => sum + 2 * edgeLength(draft, piece, 'neckL'), 0)
    expect(tape('legTape') / leg).toBeCloseTo(0.93, 3)
    expect(tape('armTape') / arm).toBeCloseTo(0.88, 3)
    expect(tape('neckTape') / neck).toBeCloseTo(0.92, 3)
  })

  it('has straps that lie on the front’s side when turned round, never turned over: inner edge to inner edge', () => {
    for (const straps of ['narrow', 'crossed']) {
      const draft = drafting.draft({ measurements: REFERENCE, selection: { ...START, back: 'low', straps } })
      const seam = draft.seams.find(({ name }) => name === 'strapFront.L')!
      const walked = ([at]: (typeof seam)['a']): Point[] => {
        const { points } = edgeOf(draft.pieces, at!)
        return at!.reversed === true ? points.toReversed() : [...points]
      }
      const [front, strap] = [walked(seam.a), walked(seam.b)]
      const inner = edgeOf(draft.pieces, { piece: 'strap', edge: 'inner' }).points
      // The front's edge is walked outwards from its inner corner, the strap's from its inner edge.
      expect(front[0]![0]).toBeLessThan(front.at(-1)![0])
      expect(inner.some((p) => distance(p, strap[0]!) < 1e-9)).toBe(true)
      // Brought together by turning in the plane, the strap leads away from the front.
      const [to, from] = [towards(front[0]!, front.at(-1)!), towards(strap[0]!, strap.at(-1)!)]
      const [cos, sin] = [to[0] * from[0] + to[1] * from[1], from[0] * to[1] - from[1] * to[0]]
      const far = inner.reduce((long, p) => (p[1] > long[1] ? p : long))
      const [dx, dy] = [far[0] - strap[0]![0], far[1] - strap[0]![1]]
      expect(dx * sin + dy * cos).toBeLessThan(-50)
    }
  })

  it('changes bust, loop and leg edges by exactly what is asked, and nothing where an order says nothing', () => {
    const selection = { ...START, leg: 'low', coverage: 'full' }
    const plain = drafting.draft({ measurements: REFERENCE, selection })
    const none = { bustEase: '0', torsoEase: '0', legEase: '0' }
    expect(drafting.draft({ measurements: REFERENCE, selection: { ...selection, ...none } })).toEqual(plain)
    const tape = (draft: Draft) => edgeLength(draft, 'legTape', 'top')
    for (const cm of [-2, -1, 1, 2]) {
      const asked = (option: string, by = cm) =>
        drafting.draft({ measurements: REFERENCE, selection: { ...selection, [option]: `${by}` } })
      expect(asked('bustEase').girths).toEqual({ ...plain.girths, bust: plain.girths.bust! + 100 * cm })
      expect(asked('torsoEase', 2 * cm).girths).toEqual({ ...plain.girths, loop: plain.girths.loop! + 200 * cm })
      expect(tape(asked('legEase')) - tape(plain)).toBeCloseTo(10 * cm, 6)
      expect(asked('legEase').girths).toEqual(plain.girths)
      expect(asked('bustEase').checks.every(({ ok }) => ok)).toBe(true)
    }
  })

  it('lines the gusset always, front and back when asked, and cuts cups and straps when chosen', () => {
    const names = (more: Readonly<Record<string, string>>) =>
      drafting.draft({ measurements: REFERENCE, selection: { ...START, ...more } }).pieces.map(({ name }) => name)
    expect(names({ lining: 'none' }).filter((name) => name.endsWith('Lining'))).toEqual(['gussetLining'])
    expect(names({ lining: 'front' })).toEqual(expect.arrayContaining(['frontLining', 'gussetLining']))
    expect(names({ lining: 'full' })).toEqual(expect.arrayContaining(['frontLining', 'backLining', 'gussetLining']))
    expect(names({ cups: 'none' })).not.toContain('cup')
    expect(names({ cups: 'soft' })).toContain('cup')
    expect(names({ straps: 'wide' })).not.toContain('strap')
    expect(names({ straps: 'narrow' })).toContain('strap')
    expect(names({ binding: 'turned' })).toContain('legElastic')
  })

  it('covers less of the seat from full to cheeky', () => {
    const seat = (coverage: string) =>
      areaOf(outlineOf(pieceOf(drafting.draft({ measurements: REFERENCE, selection: { ...START, coverage } }), 'back')))
    expect(seat('full')).toBeGreaterThan(seat('moderate') + 1000)
    expect(seat('moderate')).toBeGreaterThan(seat('cheeky') + 1000)
  })

  it('refuses in typed words what is missing, is no length, is no one body, or cannot be sewn', () => {
    const failing = (measurements: Readonly<Record<string, number>>, more: Readonly<Record<string, string>> = {}) => {
      try {
        drafting.draft({ measurements, selection: { ...START, ...more } })
      } catch (error) {
        return error
      }
      return null
    }
    const { torsoGirth: _, ...withoutLoop } = REFERENCE
    expect(failing(withoutLoop)).toMatchObject({ code: 'draft/missing-measurement', path: '/measurements/torsoGirth' })
    expect(failing({ ...REFERENCE, hipGirth: NaN })).toMatchObject({ code: 'draft/refused' })
    expect(failing({ ...REFERENCE, bustGirth: 7_000 })).toMatchObject({
      code: 'draft/refused',
      message: 'measurement bustGirth: does not go with underbustGirth.',
    })
    expect(failing({ ...REFERENCE, torsoGirth: 12_600 })).toMatchObject({ code: 'draft/refused' })
    expect(failing(REFERENCE, { neckline: 'high', straps: 'narrow' })).toMatchObject({
      code: 'draft/refused',
      path: '/selection/straps',
    })
    expect(failing(REFERENCE, { leg: 'knee' })).toMatchObject({
      code: 'draft/unknown-choice',
      message: 'selection.leg: expected one of "low", "mid", "high".',
    })
  })
})
