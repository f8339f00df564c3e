import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import swimsuitDrafting from '../../models/swimsuits/drafting.ts'
import swimsuit from '../../models/swimsuits/fitting.ts'
import { REFERENCE } from '../../models/swimsuits/body.ts'
import { selectionOf, SHAPES } from '../../models/swimsuits/cuts.ts'
import { wearerOf } from '../../models/jeans/wearer.ts'
import { STANCE } from '../../models/jeans/body.ts'
import { bodyForm, fieldOf, girthRound, readShape } from '../../src/drape/index.ts'
import { SIX_BODIES } from '../fixtures/sixBodies.ts'

describe('the wearer', () => {
  it('has the girths that were taken, on six bodies that are not alike', () => {
    for (const measurements of Object.values(SIX_BODIES)) {
      const wearer = wearerOf(measurements)
      const form = bodyForm(wearer, STANCE)
      expect(girthRound(form, wearer.waistHeight) / wearer.waistGirth).toBeCloseTo(1, 2)
      expect(fieldOf(form, 20).values.every(Number.isFinite)).toBe(true)
    }
  })
})

describe('a fitted swimsuit', () => {
  const name = SHAPES[0]!
  const folder = new URL('../../models/swimsuits/shapes/', import.meta.url)
  const beside = async (file: string) => new Uint8Array(await readFile(new URL(file, folder)))
  const measurements = { ...REFERENCE, waistGirth: 7300, hipGirth: 10000 }
  const selection = selectionOf(name)

  it('is sewn shut, lies on the form and is as smaller than the body as it is cut', async () => {
    const near = await readShape(await beside(`${name}.glb`), { beside })
    const draft = swimsuitDrafting.draft({ measurements, selection })
    const shares: number[] = []
    const fitted = await swimsuit.drape({
      draft,
      measurements,
      selection,
      near,
      signal: new AbortController().signal,
      onProgress: (share) => shares.push(share),
    })
    expect(fitted.figures.seamGap95).toBeLessThan(1)
    expect(fitted.figures.penetration).toBeLessThan(2)
    expect(fitted.map.zones.map(({ zone, verdict }) => `${zone} ${verdict}`)).toEqual([
      'bust close',
      'waist close',
      'hip close',
    ])
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  }, 20_000)

  it('stops when it is told to', async () => {
    const cancel = new AbortController()
    cancel.abort()
    const draft = swimsuitDrafting.draft({ measurements, selection })
    const drape = swimsuit.drape({ draft, measurements, selection, near: null, signal: cancel.signal })
    await expect(drape).rejects.toMatchObject({ code: 'drape/cancelled' })
  })
})
