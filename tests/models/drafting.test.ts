import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import drafting from '../../models/jeans/drafting.ts'
import {
  bodyOf,
  crotchEase,
  crotchFrontOf,
  girthBelowWaist,
  waistToCrotchOf,
} from '../../models/jeans/drafting/body.ts'
import { styleOf } from '../../models/jeans/drafting/style.ts'
import { ToileError } from '../../src/ground/index.ts'
import {
  checkSeams,
  crossesItself,
  cutLineOf,
  distance,
  edgeOf,
  isInside,
  lengthOf,
  outlineOf,
  pointAlong,
  projectedOn,
  signedAreaOf,
  towards,
  type Draft,
  type Edge,
  type Piece,
  type Point,
} from '../../src/pattern/index.ts'
import { bodiesIn, MIDDLING, type SurveyBody } from '../fixtures/bodies.ts'
import { CORNERS, DEFAULT } from './selections.ts'

const BODIES = bodiesIn()
/** The benchmark drafts them all, and a thousand more. */
const SOME = BODIES.filter((_, i) => i % 3 === 0)

const draftOf = (change: Readonly<Record<string, string>> = {}, body: SurveyBody = MIDDLING): Draft =>
  drafting.draft({ measurements: body, selection: { ...DEFAULT, ...change } })

const pieceOf = (draft: Draft, name: string): Piece => draft.pieces.find((piece) => piece.name === name)!
const edge = (draft: Draft, piece: string, name: string): Edge => edgeOf(draft.pieces, { piece, edge: name })
const along = (draft: Draft, piece: string, name: string): number => lengthOf(edge(draft, piece, name).points)

function refusal(
  measurements: Readonly<Record<string, number>>,
  change: Readonly<Record<string, string>> = {}
): ToileError {
  try {
    drafting.draft({ measurements, selection: { ...DEFAULT, ...change } })
  } catch (error) {
    if (error instanceof ToileError) return error
    throw error
  }
  throw new Error('expected the draft to be refused.')
}

describe.each(Object.entries(CORNERS))('a surveyed body in %s', (_name, selection) => {
  const style = styleOf(selection)
  let drafts: { readonly body: SurveyBody; readonly draft: Draft }[] = []
  beforeAll(() => {
    drafts = SOME.map((body) => ({ body, draft: drafting.draft({ measurements: body, selection }) }))
  })

  it('has every seam pair within half a millimetre, measured again', () => {
    for (const { draft } of drafts)
      for (const { seam, a, b, ok } of checkSeams(draft)) {
        expect(ok, seam).toBe(true)
        expect(Math.abs(a - b), seam).toBeLessThan(0.5)
      }
  })

  it('has the inside leg that was chosen, in front and behind', () => {
    for (const { draft } of drafts) {
      expect(draft.girths.insideLeg).toBe(Number(selection.length) * 100)
      expect(along(draft, 'front', 'inseam')).toBeCloseTo(Number(selection.length) * 10, 3)
      expect(along(draft, 'back', 'inseam')).toBeCloseTo(Number(selection.length) * 10, 3)
    }
  })

  it('has the waist its body and fit ask for, within 2 mm', () => {
    for (const { body, draft } of drafts) {
      const drop = style.rise * Math.min(waistToCrotchOf(bodyOf(body)), 0.8 * crotchFrontOf(bodyOf(body)))
      const asked = girthBelowWaist(bodyOf(body), drop) * (1 + style.waist) + style.waistMore
      expect(Math.abs(draft.girths.waist! / 10 - asked)).toBeLessThan(2)
    }
  })

  it('has the hem its knee and leg ask for, within 2 mm, and wide enough for a foot', () => {
    for (const { body, draft } of drafts) {
      const asked = (body.kneeGirth / 10) * (1 + style.knee) * style.hemRatio
      const foot = 0.182 * (body.stature / 10) * (1 - 0.5 * style.stretch)
      expect(Math.abs(draft.girths.hem! / 10 - Math.max(asked, foot))).toBeLessThan(2)
    }
  })

  it('lets the thigh in and does not cut the seat short', () => {
    for (const { body, draft } of drafts) {
      expect((draft.girths.thigh! - style.thighMore * 10) / body.thighGirth - 1).toBeGreaterThan(style.thigh - 0.001)
      expect(draft.girths.hip! / body.hipGirth - 1).toBeGreaterThan(style.seat - 0.012)
    }
  })

  it('has a crotch seam as long as the body’s and its ease, in front and behind, within 2 mm', () => {
    for (const { body: surveyed, draft } of drafts) {
      const body = bodyOf(surveyed)
      const [inFront, ease] = [crotchFrontOf(body), crotchEase(body, style.crotchDrop)]
      // The band lies 7 mm lower in front than at the side, and 9 mm higher behind.
      const cut = style.rise * Math.min(waistToCrotchOf(body), 0.8 * inFront) + 38
      const front = along(draft, 'front', 'fly') + along(draft, 'front', 'rise')
      const back = along(draft, 'yoke', 'centre') + along(draft, 'back', 'rise')
      expect(Math.abs(front - (inFront + ease - cut - 7))).toBeLessThan(2)
      expect(Math.abs(back - (body.crotchLength - inFront + ease - cut + 9))).toBeLessThan(2)
    }
  })

  it('has outlines and cut lines that close, run clockwise and never cross themselves', () => {
    for (const { draft } of drafts)
      for (const piece of draft.pieces) {
        const [outline, cut] = [outlineOf(piece), cutLineOf(piece)]
        expect(crossesItself(outline) || crossesItself(cut), piece.name).toBe(false)
        expect(signedAreaOf(outline), piece.name).toBeGreaterThan(0)
        expect(signedAreaOf(cut), piece.name).toBeGreaterThanOrEqual(signedAreaOf(outline) - 1)
        for (const [i, { points }] of piece.edges.entries())
          expect(
            distance(points.at(-1)!, piece.edges[(i + 1) % piece.edges.length]!.points[0]!),
            piece.name
          ).toBeLessThan(1e-6)
      }
  })
})

describe('a draft', () => {
  it('takes the waist from the tape where the band sits at the waist', () => {
    expect(draftOf({ rise: 'high' }).girths.waist).toBe(8932) // 88 cm and 1.5 %
  })

  it('is the same for the same input', () => {
    expect(draftOf()).toEqual(draftOf())
  })

  it('does not depend on the names of unrelated measurements', () => {
    const measurements = { ...MIDDLING, chestGirth: 10000 }
    expect(drafting.draft({ measurements, selection: DEFAULT })).toEqual(draftOf())
  })

  it('keeps the seam lines of the leg whatever pockets, fly and hem are chosen', () => {
    const whole = draftOf({ frontPockets: 'none' })
    for (const frontPockets of ['scoop', 'slant']) {
      const cut = draftOf({ frontPockets, fly: 'button', hem: 'raw', backPockets: 'welt' })
      expect(along(cut, 'front', 'waist') + along(cut, 'frontPocketFacing', 'waist')).toBeCloseTo(
        along(whole, 'front', 'waist'),
        6
      )
      expect(edge(cut, 'front', 'inseam').points).toEqual(edge(whole, 'front', 'inseam').points)
      expect(edge(cut, 'back', 'side').points).toEqual(edge(whole, 'back', 'side').points)
    }
  })

  it('names each seam edge by a piece and edge it has', () => {
    for (const selection of Object.values(CORNERS)) {
      const draft = draftOf(selection)
      for (const { a, b } of draft.seams)
        for (const at of [...a, ...b]) expect(() => edgeOf(draft.pieces, at)).not.toThrow()
    }
  })

  it('walks both sides of a seam from the same end', () => {
    // Sewn from the waist: the first point of each side lies at the waist, the last at the hem.
    const draft = draftOf()
    const side = draft.seams.find(({ name }) => name === 'side.L')!
    for (const edges of [side.a, side.b]) {
      const walked = edges.map((at) => {
        const { points } = edgeOf(draft.pieces, at)
        return at.reversed === true ? [...points].reverse() : points
      })
      expect(walked[0]![0]![1]).toBeLessThan(walked.at(-1)!.at(-1)![1])
      for (const points of walked) expect(points[0]![1]).toBeLessThan(points.at(-1)![1])
    }
  })

  it('runs the waist smoothly over side seam and centre back, and square to the centre front', () => {
    const draft = draftOf({ frontPockets: 'none' })
    expect(cornerOf(draft, 'front', 'fly', 'waist')).toBeCloseTo(90, -0.5)
    expect(cornerOf(draft, 'yoke', 'waist', 'centre')).toBeCloseTo(90, -0.5)
    const overSide = cornerOf(draft, 'front', 'waist', 'side') + cornerOf(draft, 'yoke', 'side', 'waist')
    expect(Math.abs(overSide - 180)).toBeLessThan(6)
  })

  it('runs front and back into one line through the crotch', () => {
    const draft = draftOf()
    const through = cornerOf(draft, 'front', 'inseam', 'rise') + cornerOf(draft, 'back', 'rise', 'inseam')
    expect(through).toBeGreaterThan(150)
    expect(through).toBeLessThan(200)
  })

  it('notches hips and knees at the same distance from the hem in front and behind', () => {
    const draft = draftOf()
    const kneeFromHem = (piece: string, name: string, fromStart: boolean) => {
      const { points } = edge(draft, piece, name)
      const marks = pieceOf(draft, piece).notches.filter((notch) => notch.edge === name)
      const knee = marks.reduce((low, mark) => (mark.at[1] > low.at[1] ? mark : low)).at
      return distance(knee, fromStart ? points[0]! : points.at(-1)!)
    }
    const hip = (piece: string) => pieceOf(draft, piece).notches.find((mark) => mark.edge === 'side')!.at
    const [inFront, behind] = [edge(draft, 'front', 'side').points, edge(draft, 'back', 'side').points]
    const fromHem = lengthOf(inFront) - projectedOn(inFront, hip('front'))
    expect(Math.abs(fromHem - projectedOn(behind, hip('back')))).toBeLessThan(1)
    expect(Math.abs(kneeFromHem('front', 'inseam', true) - kneeFromHem('back', 'inseam', false))).toBeLessThan(1)
    expect(Math.abs(kneeFromHem('front', 'side', false) - kneeFromHem('back', 'side', true))).toBeLessThan(1)
  })

  it('keeps every notch on its edge, every mark and inner line on its piece', () => {
    for (const selection of Object.values(CORNERS))
      for (const piece of draftOf(selection).pieces) {
        for (const notch of piece.notches) {
          const { points } = piece.edges.find(({ name }) => name === notch.edge)!
          expect(offLine(points, notch.at), `${piece.name} ${notch.edge}`).toBeLessThan(0.01)
        }
        const cut = cutLineOf(piece)
        for (const { at, name } of piece.marks) expect(isInside(cut, at), `${piece.name} ${name}`).toBe(true)
        for (const { points, name } of piece.lines)
          for (const p of points) expect(holds(cut, p), `${piece.name} ${name}`).toBe(true)
        expect(isInside(cut, piece.grain[0]) && isInside(cut, piece.grain[1]), `${piece.name} grain`).toBe(true)
        expect(new Set(piece.lines.map(({ name }) => name)).size).toBe(piece.lines.length)
        expect(new Set(piece.edges.map(({ name }) => name)).size).toBe(piece.edges.length)
      }
  })

  it('lays pockets well inside the seams of what they lie on', () => {
    for (const body of SOME) {
      const draft = draftOf({}, body)
      const back = outlineOf(pieceOf(draft, 'back'))
      for (const p of outlineOf(pieceOf(draft, 'backPocket'))) expect(isInside(back, p)).toBe(true)
      const facing = outlineOf(pieceOf(draft, 'frontPocketFacing'))
      for (const p of outlineOf(pieceOf(draft, 'coinPocket'))) expect(isInside(facing, p)).toBe(true)
    }
  })

  it('cuts the pieces that were chosen, and no others', () => {
    const names = (change: Readonly<Record<string, string>>) => draftOf(change).pieces.map(({ name }) => name)
    expect(names({})).toEqual([
      'front',
      'back',
      'yoke',
      'waistband',
      'waistbandFacing',
      'waistbandFusible',
      'beltLoops',
      'flyFacing',
      'flyShield',
      'frontPocketFacing',
      'coinPocket',
      'pocketBagBack',
      'pocketBagFront',
      'backPocket',
    ])
    expect(names({ frontPockets: 'none', backPockets: 'none', beltLoops: 'none' })).toEqual([
      'front',
      'back',
      'yoke',
      'waistband',
      'waistbandFacing',
      'waistbandFusible',
      'flyFacing',
      'flyShield',
    ])
    expect(names({ fly: 'button' })).toContain('flyButtonholeStand')
    expect(names({ backPockets: 'welt' })).toEqual(
      expect.arrayContaining(['backPocketWelt', 'backPocketFacing', 'backPocketBag'])
    )
  })

  it('names its lines and marks by the node that shows them', () => {
    const nodes = (change: Readonly<Record<string, string>>) =>
      new Set(
        draftOf(change)
          .pieces.flatMap(({ lines, marks }) => [...lines, ...marks])
          .map(({ name }) => name.split('/')[0])
      )
    for (const node of [
      'stitch.side',
      'stitch.inseam',
      'stitch.seat',
      'stitch.yoke',
      'stitch.waistband',
      'rivets',
      'waist.button',
      'monogram',
    ])
      expect(nodes({})).toContain(node)
    for (const [option, choices] of [
      ['fly', ['zip', 'button']],
      ['frontPockets', ['scoop', 'slant']],
      ['backPockets', ['patch', 'welt']],
      ['pocketStitch', ['plain', 'wave', 'diamond', 'chevron']],
      ['hem', ['plain', 'chain', 'raw', 'cuff']],
      ['beltLoops', ['five', 'seven']],
    ] as const)
      for (const choice of choices) expect(nodes({ [option]: choice })).toContain(`${option}.${choice}`)
    expect(nodes({ label: 'paper' })).toContain('label.patch')
    expect(nodes({ label: 'none' })).not.toContain('label.patch')
  })

  it('gives each hem its allowance, and turns it back on a leg that narrows', () => {
    const allowance = (hem: string) => edge(draftOf({ hem }), 'front', 'hem').allowance
    expect(['plain', 'chain', 'raw', 'cuff'].map(allowance)).toEqual([26, 20, 0, 60])
    const front = pieceOf(draftOf({ leg: 'tapered', hem: 'cuff' }), 'front')
    const cut = cutLineOf(front)
    const hemY = edgeOf([front], { piece: 'front', edge: 'hem' }).points[0]![1]
    const widthAt = (y: number) => {
      const near = cut.filter((p) => Math.abs(p[1] - y) < 0.5).map(([x]) => x)
      return Math.max(...near) - Math.min(...near)
    }
    expect(widthAt(hemY + 60)).toBeGreaterThan(widthAt(hemY) + 3)
  })

  it('has looser girths the looser the fit', () => {
    const by = (what: string) => ['slim', 'regular', 'relaxed'].map((fit) => draftOf({ fit }).girths[what]!)
    for (const what of ['hip', 'thigh', 'knee', 'waist']) expect(by(what)).toEqual([...by(what)].sort((a, b) => a - b))
  })

  it('is smaller than the body where stretch cloth is cut skinny, and never otherwise', () => {
    expect(draftOf({ fit: 'skinny', cloth: 'stretch-11' }).girths.hip).toBeLessThan(MIDDLING.hipGirth)
    expect(draftOf({ fit: 'slim', cloth: 'raw-14' }).girths.hip).toBeGreaterThan(MIDDLING.hipGirth)
  })

  it('changes waist and thigh by exactly what is asked, and nothing where an order says nothing', () => {
    const { waistEase: _, thighEase: __, ...older } = DEFAULT
    const plain = draftOf()
    expect(drafting.draft({ measurements: MIDDLING, selection: older })).toEqual(plain)
    for (const body of BODIES.filter((_body, i) => i % 12 === 0)) {
      const { girths } = draftOf({}, body)
      for (const cm of [-2, -1, 1, 2]) {
        const waist = draftOf({ waistEase: `${cm}` }, body).girths
        expect(Math.abs(waist.waist! - girths.waist! - 100 * cm)).toBeLessThanOrEqual(1)
        expect(Math.abs(waist.band! - girths.band! - 100 * cm)).toBeLessThanOrEqual(1)
        for (const other of ['thigh', 'knee', 'hem', 'insideLeg', 'frontRise', 'backRise'])
          expect(Math.abs(waist[other]! - girths[other]!), other).toBeLessThanOrEqual(1)
      }
      for (const cm of [-2, 2, 4]) {
        const thigh = draftOf({ thighEase: `${cm}` }, body).girths
        expect(Math.abs(thigh.thigh! - girths.thigh! - 100 * cm)).toBeLessThanOrEqual(5)
        for (const other of ['waist', 'band', 'knee', 'hem', 'insideLeg', 'frontRise', 'backRise'])
          expect(Math.abs(thigh[other]! - girths[other]!), other).toBeLessThanOrEqual(1)
      }
    }
  })

  it('takes no thigh in that the hips do not let in, and is exact for the rest', () => {
    const loose = BODIES.map((body) => draftOf({}, body).girths.thigh! / body.thighGirth - 1.08).sort((a, b) => a - b)
    expect(loose[0]).toBeGreaterThan(-0.0002)
    expect(loose[Math.floor(loose.length / 2)]).toBeLessThan(0.0002)
    expect(loose[Math.floor(loose.length * 0.9)]).toBeLessThan(0.045)
  })

  it('rises higher the higher the rise', () => {
    const rises = ['low', 'mid', 'high'].map((rise) => draftOf({ rise }).girths.frontRise!)
    expect(rises[1]! - rises[0]!).toBeGreaterThan(100)
    expect(rises[2]! - rises[1]!).toBeGreaterThan(100)
  })
})

describe('a refusal', () => {
  it('names the measurement that is missing', () => {
    for (const name of drafting.needs) {
      const { [name as keyof SurveyBody]: _, ...rest } = MIDDLING
      const error = refusal(rest)
      expect(error.code).toBe('draft/missing-measurement')
      expect(error.message).toBe(`measurement ${name}: is needed for this pattern.`)
      expect(error.path).toBe(`/measurements/${name}`)
    }
  })

  it.each([NaN, Infinity, -8800, 0, 12, 999_999, '8800' as unknown as number])(
    'says no to a waist of %s',
    (waistGirth) => {
      const error = refusal({ ...MIDDLING, waistGirth })
      expect(error.code).toBe('draft/refused')
      expect(error.path).toBe('/measurements/waistGirth')
    }
  )

  it('does not take an inherited property for a measurement', () => {
    const measurements = Object.create(MIDDLING) as Record<string, number>
    expect(refusal(measurements).code).toBe('draft/missing-measurement')
  })

  it.each([
    ['insideLegHeight', 11000],
    ['crotchLengthBack', 5800],
    ['thighGirth', 9900],
    ['kneeHeight', 6700],
  ])('says which measurements are not of one body: %s', (name, value) => {
    expect(refusal({ ...MIDDLING, [name]: value }).code).toBe('draft/refused')
  })

  it('names the option that has no such choice', () => {
    const error = refusal(MIDDLING, { leg: 'flared' })
    expect(error.code).toBe('draft/unknown-choice')
    expect(error.message).toBe('selection.leg: expected one of "tapered", "straight", "bootcut", "wide".')
    expect(refusal(MIDDLING, { length: 'constructor' }).code).toBe('draft/unknown-choice')
    expect(refusal(MIDDLING, { fit: 'toString' }).code).toBe('draft/unknown-choice')
  })

  it('is the only alternative to a sound draft, whatever is measured, and repeats no number', () => {
    const length = (value: number) => fc.integer({ min: Math.round(value * 0.88), max: Math.round(value * 1.16) })
    const body = fc.record(Object.fromEntries(Object.entries(MIDDLING).map(([name, value]) => [name, length(value)])))
    const corner = fc.constantFrom(...Object.values(CORNERS))
    fc.assert(
      fc.property(body, corner, (measurements, selection) => {
        let draft: Draft
        try {
          draft = drafting.draft({ measurements, selection })
        } catch (error) {
          expect(error).toBeInstanceOf(ToileError)
          expect((error as ToileError).code).toMatch(/^draft\//)
          expect((error as ToileError).message).not.toMatch(/\d/)
          return
        }
        expect(draft.checks.every(({ ok }) => ok)).toBe(true)
        expect(Object.values(draft.girths).every((girth) => Number.isInteger(girth) && girth > 0)).toBe(true)
      }),
      { numRuns: 150, seed: 20261121 }
    )
  })
})

/** Inside angle in degrees where one edge of a piece ends and the next begins. */
function cornerOf(draft: Draft, piece: string, before: string, after: string): number {
  const [ending, starting] = [edge(draft, piece, before).points, edge(draft, piece, after).points]
  const corner = ending.at(-1)!
  const [back, on] = [towards(corner, ending.at(-2)!), towards(corner, starting[1]!)]
  const angle = (Math.atan2(on[1], on[0]) - Math.atan2(back[1], back[0])) * (180 / Math.PI)
  return ((-angle % 360) + 360) % 360
}

/** How far a point lies from a line, mm. */
const offLine = (line: readonly Point[], p: Point): number => distance(p, pointAlong(line, projectedOn(line, p)))

/** Inside, or on the edge of an edge that has no allowance. */
const holds = (cut: readonly Point[], p: Point): boolean => isInside(cut, p) || offLine([...cut, cut[0]!], p) < 0.01
