import { describe, expect, it } from 'vitest'
import drafting from '../../models/shoes/drafting.ts'
import { seededRandom } from '../../src/ground/index.ts'
import { areaOf, crossesItself, cutLineOf, gapOf, outlineOf, type Draft, type Piece } from '../../src/pattern/index.ts'
import { STRAIN_LIMIT } from '../../src/pattern/flatten.ts'

const SELECTION = { style: 'sneaker', toe: 'round', size: 'mm-265', width: 'g', eyeletPairs: 'six' }
const draftOf = (measurements: Readonly<Record<string, number>>, selection = {}): Draft =>
  drafting.draft({ measurements, selection: { ...SELECTION, ...selection } })
const pieceOf = ({ pieces }: Draft, name: string): Piece => pieces.find((piece) => piece.name === name)!
const areaIn = (piece: Piece): number => areaOf(outlineOf(piece))

describe('the draft of a pair', () => {
  const ready = draftOf({})

  it('lies in closed pieces that cross nowhere, with seams that meet within half a millimetre', () => {
    for (const draft of [ready, draftOf({}, { style: 'derby', toe: 'chisel', eyeletPairs: 'five' })]) {
      for (const piece of draft.pieces) {
        expect(gapOf(piece), piece.name).toBeLessThan(1e-6)
        expect(crossesItself(outlineOf(piece)), piece.name).toBe(false)
        expect(crossesItself(cutLineOf(piece)), piece.name).toBe(false)
      }
      for (const { seam, a, b } of draft.checks) expect(Math.abs(a - b), seam).toBeLessThanOrEqual(0.5)
      expect(draft.checks.length).toBeGreaterThan(1)
    }
  })

  it('says how far each piece is strained, and asks for a seam where lasting would ask too much', () => {
    for (const { name, strain } of ready.pieces) {
      expect(strain!.p95, name).toBeGreaterThanOrEqual(strain!.p50)
      if (strain!.p95 > STRAIN_LIMIT) expect(strain!.seamed, name).toBeLessThan(strain!.p95)
      else expect(strain!.seamed, name).toBeUndefined()
    }
  })

  it('is cut as one mirrored pair for feet alike, to the larger where they hardly differ', () => {
    const nearly = draftOf({ 'footLength.left': 2650, 'footLength.right': 2656, ballGirth: 2510, instepGirth: 2560 })
    for (const draft of [ready, nearly]) expect(draft.pieces.every(({ cut, mirrored }) => cut === 2 && mirrored)).toBe(true)
    expect(nearly.girths).toMatchObject({ 'foot.left': 2656, 'foot.right': 2656 })
  })

  it('gives feet that differ a last and pieces each, the right as the mirror image', () => {
    const draft = draftOf({ 'footLength.left': 2600, 'footLength.right': 2700, 'ballGirth.left': 2450, 'ballGirth.right': 2600 })
    expect(draft.girths).toMatchObject({ 'foot.left': 2600, 'foot.right': 2700, 'ball.left': 2450, 'ball.right': 2600 })
    expect(draft.pieces.every(({ cut, mirrored }) => cut === 1 && !mirrored)).toBe(true)
    const names = draft.pieces.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => name.endsWith('.left')).length).toBe(names.filter((name) => name.endsWith('.right')).length)
    expect(areaIn(pieceOf(draft, 'quarterOuter.right'))).toBeGreaterThan(1.04 * areaIn(pieceOf(draft, 'quarterOuter.left')))
    expect(draft.checks.map(({ seam }) => seam)).toContain('throat.right')
  })

  it('makes the right exactly as the left where each foot is as the other', () => {
    const feet = (left: number, right: number): Draft =>
      draftOf(
        { 'footLength.left': left, 'footLength.right': right, ballGirth: 2510, instepGirth: 2560 },
        { style: 'derby', toeCap: 'none' }
      )
    const [apart, other] = [feet(2650, 2660), feet(2660, 2650)]
    for (const { name } of apart.pieces.filter((piece) => piece.name.endsWith('.left'))) {
      const right = pieceOf(other, name.replace('.left', '.right'))
      expect(areaIn(right), name).toBeCloseTo(areaIn(pieceOf(apart, name)), 6)
      expect(areaOf(cutLineOf(right)), name).toBeCloseTo(areaOf(cutLineOf(pieceOf(apart, name))), 3)
    }
  })

  it('takes one foot for both when only one was measured', () => {
    expect(draftOf({ 'footLength.left': 2480 }).girths).toMatchObject({ 'foot.left': 2480, 'foot.right': 2480 })
  })

  it('refuses what is no foot in words that name the measurement and never its value', () => {
    for (const [bad, names] of [
      [{ 'footLength.left': 990 }, 'footLength.left'],
      [{ footLength: 2650, 'ballGirth.right': 4130 }, 'ballGirth.right'],
      [{ footLength: 3200, ballGirth: 1900 }, 'ballGirth.left'],
      [{ footLength: Number.NaN }, 'footLength'],
      [{ footLength: '265' as never }, 'footLength'],
    ] as const) {
      const attempt = (): Draft => draftOf(bad)
      expect(attempt).toThrow(expect.objectContaining({ code: 'draft/refused', message: expect.stringContaining(names) }))
      expect(attempt).not.toThrow(/990|4130|1900|413|NaN|265/)
    }
  })

  it('drafts or refuses whatever feet come, and never anything else', () => {
    const random = seededRandom(5)
    let drafted = 0
    for (let i = 0; i < 40; i++) {
      const length = 1900 + random() * 1500
      const feet = { 'footLength.left': length, 'footLength.right': length * (0.97 + random() * 0.06), ballGirth: length * (0.7 + random() * 0.5) }
      try {
        const { checks } = draftOf(feet, { style: 'derby' })
        expect(checks.every(({ ok }) => ok)).toBe(true)
        drafted++
      } catch (error) {
        expect(error).toMatchObject({ code: 'draft/refused' })
      }
      if (drafted > 1) break
    }
    expect(drafted).toBe(2)
  })
})
