import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Design } from '../../src/design/index.ts'
import { coat, coatDesign } from './coat.ts'

const template = coat()
const choices = template.options.flatMap((option) => option.choices.map((choice) => [option.id, choice.id] as const))

type Act = (design: Design) => void

/** What a customer's hand can do. A choice that is ruled out is taken by its first offered change. */
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(...choices).map(
      ([option, choice]): Act =>
        (design) =>
          pickOrRepair(design, option, choice)
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...template.options).map(
      ({ id }): Act =>
        (design) =>
          design.clear(id)
    ),
  },
  { weight: 2, arbitrary: fc.constant<Act>((design) => design.undo()) },
  { weight: 1, arbitrary: fc.constant<Act>((design) => design.redo()) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('rain', 'summer').map(
      (id): Act =>
        (design) =>
          design.start(id)
    ),
  },
  { weight: 1, arbitrary: fc.constant<Act>((design) => design.startOver()) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 100, max: 30_000 }).map(
      (value): Act =>
        (design) =>
          void design.measure({ waistGirth: value })
    ),
  }
)

function pickOrRepair(design: Design, option: string, choice: string): void {
  const state = design.possible(option).find((one) => one.choice === choice)!.state
  if (state === 'yes') return design.choose(option, choice)
  const { reasons, changes } = design.explain(option, choice)
  expect(reasons.length).toBeGreaterThan(0)
  expect(changes.length).toBeGreaterThan(0)
  const before = design.quote().total
  design.applyChange(changes[0]!)
  expect(design.selection()[option]).toBe(choice)
  expect(design.quote().total - before).toBe(changes[0]!.difference)
}

/** The rules of the coat, said again independently of the engine. */
function obeysTheRules(s: Readonly<Record<string, string>>): boolean {
  const oilskin = s['cloth'] === 'oilskin'
  const linen = s['cloth'] === 'linen'
  return (
    !(oilskin && s['colour'] === 'camel') &&
    !(s['colour'] === 'yellow' && !oilskin) &&
    !(linen && s['lining'] === 'quilted') &&
    !(s['closure'] === 'zip' && !oilskin) &&
    !(oilskin && s['monogram'] === 'written') &&
    !(linen && s['length'] === '110')
  )
}

describe('whatever a customer does', () => {
  it('the selection stays complete and valid, keeps the picks, and leaves defaults only where it must', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 25 }), (walk) => {
        const design = coatDesign({}, template)
        for (const act of walk) {
          act(design)
          const selection = design.selection()
          expect(Object.keys(selection)).toEqual(template.options.map(({ id }) => id))
          expect(obeysTheRules(selection)).toBe(true)
          expect(selection).toMatchObject(design.decisions().picks)
          // Each departure from a default is needed: going back alone breaks a rule.
          for (const { id } of template.options)
            if (!Object.hasOwn(design.decisions().picks, id) && selection[id] !== template.defaults[id])
              expect(obeysTheRules({ ...selection, [id]: template.defaults[id]! })).toBe(false)
        }
      }),
      { numRuns: 150 }
    )
  })

  it('undo goes all the way back to the start, and redo all the way forth', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 25 }), (walk) => {
        const design = coatDesign({}, template)
        const start = design.decisions()
        for (const act of walk) act(design)
        while (design.redo());
        const end = design.decisions()
        while (design.undo());
        expect(design.decisions()).toBe(start)
        while (design.redo());
        expect(design.decisions()).toBe(end)
      }),
      { numRuns: 100 }
    )
  })

  it('the code opens as the same picks', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 12 }), (walk) => {
        const design = coatDesign({}, template)
        for (const act of walk) act(design)
        const other = coatDesign({}, template)
        other.open(design.code())
        expect(Object.entries(other.decisions().picks)).toEqual(Object.entries(design.decisions().picks))
        expect(other.selection()).toEqual(design.selection())
      }),
      { numRuns: 100 }
    )
  })

  it('every difference shown is the real one, and a choice is blocked only where the rules leave no design', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 8 }), fc.constantFrom('EUR', 'JPY'), (walk, currency) => {
        const design = coatDesign({ currency }, template)
        for (const act of walk) act(design)
        const total = design.quote().total
        for (const { id } of template.options)
          for (const { choice, state, difference, exact } of design.possible(id)) {
            expect(exact).toBe(true)
            const { [id]: _, ...others } = design.decisions().picks
            const exists = selections.some(
              (one) => one[id] === choice && Object.entries(others).every(([o, c]) => one[o] === c)
            )
            expect(state).toBe(exists ? 'yes' : 'no')
            if (state !== 'yes') {
              expect(difference).toBeNull()
              continue
            }
            const before = design.decisions()
            design.choose(id, choice)
            expect(design.quote().total - total).toBe(difference)
            if (design.decisions() !== before) design.undo()
          }
      }),
      { numRuns: 60 }
    )
  })
})

const selections = template.options
  .reduce<Record<string, string>[]>(
    (all, option) => all.flatMap((one) => option.choices.map((choice) => ({ ...one, [option.id]: choice.id }))),
    [{}]
  )
  .filter(obeysTheRules)
