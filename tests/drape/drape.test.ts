import { beforeAll, describe, expect, it } from 'vitest'
import {
  ASTRIDE,
  between,
  bodyForm,
  clothOf,
  drapeOf,
  edgeLengthOf,
  fieldOf,
  figuresOf,
  lengthOf,
  sewTogether,
  smoothed,
  STANDING,
  strainOf,
  weldOf,
  type Cloth,
  type DrapeSettings,
  type SolverSettings,
} from '../../src/drape/index.ts'
import { draftOf } from '../../models/jeans/cuts.ts'
import { REFERENCE_BODY } from '../../models/jeans/body.ts'
import { jeansPlan, sewable } from '../../models/jeans/sewing.ts'

// A real pattern, meshed so wide that it takes a second or two.
const draft = sewable(draftOf('regular-straight-mid'))
const plan = jeansPlan(draft, REFERENCE_BODY)
// It closes its legs while the cloth settles.
const closing = [0, 0.25, 0.5, 0.75, 1].map((share) =>
  fieldOf(bodyForm(REFERENCE_BODY, between(ASTRIDE, STANDING, share)), 12)
)
const body = closing.at(-1)!
const held: SolverSettings['held'] = { edges: ['waistband/waist'], height: plan.waist, slope: [-0.16, -0.05] }
const SETTINGS: DrapeSettings = {
  plan,
  body: (frame) => closing[Math.min(4, Math.floor(frame / 6))]!,
  sewnOn: closing[0]!,
  quarter: plan.quarter,
  held,
  cloth: { weight: 440, bending: 60 },
  stiff: ({ piece }) => (piece === 'waistband' ? 12 : 1),
  coarse: 40,
  sewingFrames: 90,
  settlingFrames: 60,
}

const hemOf = (cloth: Cloth, positions: Float64Array) =>
  edgeLengthOf(cloth, positions, 'front.L/hem') + edgeLengthOf(cloth, positions, 'back.L/hem')
const hemAsCut = ['front', 'back'].reduce(
  (sum, name) =>
    sum +
    lengthOf(draft.pieces.find((piece) => piece.name === name)!.edges.find((edge) => edge.name === 'hem')!.points),
  0
)

describe('a drape', () => {
  const cloth = clothOf(draft, plan, 32)
  let positions: Float64Array
  beforeAll(async () => {
    positions = await drapeOf(draft, cloth, SETTINGS)
  })

  it('leaves no seam open and nothing inside the body', () => {
    const figures = figuresOf(cloth, positions, body)
    expect(figures.seamGap95).toBeLessThan(2)
    expect(figures.seamGapMost).toBeLessThan(2)
    expect(figures.penetration).toBeLessThan(3)
  })

  it('is as wide at the hem as the pattern, within two in a hundred', () => {
    expect(hemOf(cloth, positions) / hemAsCut).toBeGreaterThan(0.98)
    expect(hemOf(cloth, positions) / hemAsCut).toBeLessThan(1.02)
  })

  it('keeps the cloth at its length: half of it is strained by less than two in a hundred', () => {
    expect(Math.abs(figuresOf(cloth, positions, body).strain50)).toBeLessThan(0.02)
    expect(strainOf(cloth, positions)).toHaveLength(cloth.panel.length)
  })

  it('keeps each leg on its side, the waist up and the hems where the inside leg puts them', () => {
    const sewn = new Set(cloth.stitches)
    cloth.panel.forEach((panel, i) => {
      const side = cloth.panels[panel]!.copy === 'L' ? 1 : cloth.panels[panel]!.copy === 'R' ? -1 : 0
      if (side !== 0 && !sewn.has(i)) expect(positions[3 * i]! * side).toBeGreaterThan(0)
    })
    const lowest = positions.reduce((least, value, k) => (k % 3 === 1 ? Math.min(least, value) : least), Infinity)
    expect(Math.abs(lowest - plan.hem)).toBeLessThan(60)
    for (const i of cloth.edges.get('waistband/waist')!)
      expect(Math.abs(positions[3 * i + 1]! - plan.waist)).toBeLessThan(40)
  })

  it('is the same every time', async () => {
    const quick = { ...SETTINGS, sewingFrames: 12, settlingFrames: 4 }
    expect(await drapeOf(draft, cloth, quick)).toEqual(await drapeOf(draft, cloth, quick))
  })

  it('tells how far it is, and stops when asked to', async () => {
    const shares: number[] = []
    const abort = new AbortController()
    const stopped = drapeOf(draft, cloth, {
      ...SETTINGS,
      signal: abort.signal,
      onProgress: (share) => {
        shares.push(share)
        if (share > 0.05) abort.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'drape/cancelled' })
    expect(shares.at(-1)).toBeLessThan(0.1)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
  })

  it('loses its noise and not its size when it is smoothed', () => {
    const calm = smoothed(positions, cloth.triangles, weldOf(cloth), 2)
    expect(hemOf(cloth, calm) / hemOf(cloth, positions)).toBeGreaterThan(0.98)
    const most = calm.reduce((far, value, k) => Math.max(far, Math.abs(value - positions[k]!)), 0)
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(25)
  })
})

describe('sewTogether', () => {
  it('draws panels together until no more is left than keeps left from right, which welding closes', async () => {
    const cloth = clothOf(draft, plan, 40)
    const hung = Float64Array.from({ length: 3 * cloth.panel.length }, (_, k) => {
      const i = Math.floor(k / 3)
      return plan.arrange(cloth.panels[cloth.panel[i]!]!, cloth.pattern[2 * i]!, cloth.pattern[2 * i + 1]!)[k % 3]!
    })
    expect(figuresOf(cloth, hung, body).seamGap95).toBeGreaterThan(50)
    const settings = { ...SETTINGS, keepSides: true, frames: 110, substeps: 10 }
    const sewn = await sewTogether(cloth, hung, SETTINGS.sewnOn, settings)
    const { seamGap95, seamGapMost } = figuresOf(cloth, sewn, SETTINGS.sewnOn)
    expect(seamGap95).toBeLessThan(4.5)
    expect(seamGapMost).toBeLessThan(12)
  })
})
