import { describe, expect, it } from 'vitest'
import { openHardPart } from '../../src/rules/fallback/index.ts'
import type { HardPart, OpenHardPart } from '../../src/rules/index.ts'
import { coat, coatDesign } from './coat.ts'

/** The coat, as if its rules had outgrown every diagram. */
const outgrown = () => {
  const { rules } = coat()
  return coat({ rules: { ...rules, diagram: '', designs: '' } })
}

const states = (design: ReturnType<typeof coatDesign>, option: string) =>
  design.possible(option).map(({ state, exact, difference }) => ({ state, exact, difference }))

describe('a design whose rules outgrew their diagram', () => {
  it('says "not known" where nothing is known, and still is the template’s default', () => {
    const design = coatDesign({}, outgrown())
    expect(design.selection()).toEqual(coat().defaults)
    expect(design.isValid()).toBe(true)
    for (const { state, exact, difference } of states(design, 'cloth')) {
      expect(exact).toBe(false)
      if (state === 'unknown') expect(difference).toBeNull()
    }
    expect(states(design, 'cloth').some(({ state }) => state === 'unknown')).toBe(true)
  })

  it('answers what a search finds out as the diagram would, reasons and ways out too', () => {
    const [exact, searched] = [coatDesign(), coatDesign({ openHardPart }, outgrown())]
    for (const design of [exact, searched]) {
      design.choose('cloth', 'linen')
      design.choose('lining', 'none')
    }
    for (const { id } of coat().options)
      searched.possible(id).forEach(({ choice, state, difference }, at) => {
        const sure = exact.possible(id)[at]!
        if (state !== 'unknown') expect({ id, choice, state }).toEqual({ id, choice, state: sure.state })
        if (difference !== null) expect(difference).toBe(sure.difference)
      })
    expect(searched.explain('closure', 'zip').reasons).toEqual(exact.explain('closure', 'zip').reasons)
    expect(searched.fromPrices('cloth').every((price) => !price.exact)).toBe(true)
  })

  it('asks again, and tells the page, when more became known', () => {
    let tell = () => {}
    let known = -1
    const open: OpenHardPart = (_, options): HardPart => ({
      options,
      possible: (_picks, answer) => void answer.fill(known),
      cheapest: () => undefined,
      contradicts: () => undefined,
      bounds: () => ({ least: 0, greatest: 0 }),
      subscribe(listener) {
        const before = tell
        tell = () => {
          before()
          listener()
        }
        return () => {}
      },
    })
    const design = coatDesign({ openHardPart: open }, outgrown())
    expect(states(design, 'colour').map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown'])
    const before = design.revision()
    let heard = 0
    design.subscribe(() => heard++)
    known = 1
    tell()
    expect(design.revision()).toBeGreaterThan(before)
    expect(heard).toBeGreaterThan(0)
    expect(states(design, 'colour').map(({ state }) => state)).toEqual(['yes', 'yes', 'yes'])
  })
})
