import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDesign } from '../../src/design/index.ts'
import { doubtsOf, ESTIMATED } from '../../src/fit/index.ts'
import { diskFolder } from '../../src/studio/diskFolder.ts'
import { compileTemplate } from '../../src/template/compile/index.ts'

const { template, issues } = compileTemplate(diskFolder('models/jeans'), {
  // The rules and words are what is tested here, not the pattern.
  drafting: { design: 'any', version: '1.0.0' },
  unfinished: true,
})

const newDesign = () => {
  if (!template) throw new Error(issues.map(({ message }) => message).join('\n'))
  return createDesign(template, {
    language: 'en',
    currency: template.books[0]!.currency,
    unit: 'cm',
    now: () => new Date('2026-11-21T10:00:00Z'),
  })
}

describe('the product that ships', () => {
  it('has no dead end: a choice is possible, or has reasons in words and a change that makes it so', () => {
    const choices = template!.options.flatMap(({ id, choices: all }) => all.map((choice) => [id, choice.id] as const))
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...choices), { maxLength: 12 }),
        fc.constantFrom(...choices),
        (walk, [option, choice]) => {
          const design = newDesign()
          for (const [id, next] of walk)
            if (design.possible(id).some((one) => one.choice === next && one.state === 'yes')) design.choose(id, next)
          const { state, exact } = design.possible(option).find((one) => one.choice === choice)!
          expect(exact).toBe(true)
          if (state === 'yes') return design.choose(option, choice)
          const { reasons, changes } = design.explain(option, choice)
          expect(reasons.length).toBeGreaterThan(0)
          for (const { because, picks } of reasons) {
            expect(because.length).toBeGreaterThan(10)
            for (const pick of picks) expect(design.decisions().picks).toHaveProperty([pick])
          }
          expect(changes.length).toBeGreaterThan(0)
          for (const change of changes) {
            const before = design.quote().total
            design.applyChange(change)
            expect(design.selection()[option]).toBe(choice)
            expect(design.quote().total - before).toBe(change.difference)
            design.undo()
          }
        }
      ),
      { numRuns: 150 }
    )
  })

  it('opens each start design as it is drawn, with a code that opens it again', () => {
    expect(template!.starts.length).toBeGreaterThanOrEqual(5)
    for (const { id, picks } of template!.starts) {
      const design = newDesign()
      design.start(id)
      expect(design.decisions().picks).toEqual(picks)
      expect(design.selection()).toMatchObject(picks)
      const other = newDesign()
      other.open(design.code())
      expect(other.selection()).toEqual(design.selection())
      expect(design.code().length).toBeLessThan(100)
    }
  })

  it('is described in both languages without an id in between', () => {
    const design = newDesign()
    design.choose('cloth', 'raw-14')
    const english = design.describe()
    design.setLanguage('de')
    expect(design.describe()).not.toBe(english)
    expect(english).toMatch(/^[^{}_]+\.$/)
    expect(english).not.toContain('raw-14')
  })

  it('has sizes that nobody would question, and that give all a draft needs', () => {
    for (const { system, label, measurements } of template!.sizes) {
      const design = newDesign()
      design.takeSize(system, label)
      const below = ['stature', 'waistGirth', 'hipGirth', 'thighGirth', 'insideLegHeight', 'kneeGirth', ...ESTIMATED]
      expect(design.body().map(({ name }) => name)).toEqual(expect.arrayContaining(below))
      expect({ label, doubts: doubtsOf(measurements) }).toEqual({ label, doubts: [] })
    }
  })
})
