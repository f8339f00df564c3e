import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import { openHardPart } from '../../src/rules/fallback/index.ts'
import { createCodes, createRanks, loadRules, type Picks, type Rules } from '../../src/rules/index.ts'
import { keeps, randomPicks, referenceOf, type Reference } from './bruteForce.ts'
import { randomTemplate } from './randomTemplates.ts'

interface Case {
  readonly seed: number
  readonly random: () => number
  readonly reference: Reference
  readonly rules: Rules
  /** Mostly along a valid design, at times contradicting. */
  picks(): Picks
  /** Few different ones, so that ties happen. */
  costs(): Float64Array
}

/** Shrinking a seed would only try other templates. */
const seeds = fc.noShrink(fc.nat({ max: 2 ** 31 - 1 }))

/** With few `states`, parts that need more of them are left to search. */
function caseOf(seed: number, states?: number): Case {
  const random = seededRandom(seed)
  const reference = referenceOf(randomTemplate(seed))
  const { compiled } = compileRules(reference.problem, states === undefined ? {} : { limits: { states } })
  // Through text, as a page gets it.
  const rules = loadRules(JSON.parse(JSON.stringify(compiled)), openHardPart)
  const below = (limit: number) => Math.floor(random() * limit)
  return {
    seed,
    random,
    reference,
    rules,
    picks: () => randomPicks(reference.problem, reference.designs, below(2 ** 31)),
    costs: () => Float64Array.from({ length: reference.offsets.at(-1)! }, () => below(6) - 2),
  }
}

const forEachCase = (runs: number, check: (one: Case) => void, states?: number) =>
  fc.assert(
    fc.property(seeds, (seed) => check(caseOf(seed, states))),
    { numRuns: runs }
  )

const eachValue = function* ({ problem }: Reference): Generator<readonly [option: number, value: number]> {
  for (const [option, { values }] of problem.options.entries()) for (const value of values.keys()) yield [option, value]
}

function plain({ possible, least, greatest, designs, total }: ReturnType<Rules['answer']>) {
  return {
    possible: [...possible],
    least: [...least],
    greatest: [...greatest],
    designs: [...designs],
    total: { ...total },
  }
}

describe('a question', () => {
  it('[R1] [R2] [R4] is answered as by looking at every design: possible, designs left, least and greatest', () => {
    forEachCase(700, ({ rules, reference, picks, costs }) => {
      const some = picks()
      const priced = costs()
      const expected = reference.answer(some, priced)
      expect(plain(rules.answer(some, priced))).toEqual(expected)
      expect([...rules.possible(some)]).toEqual(expected.possible)
      const { least, greatest, total } = rules.bounds(some, priced)
      expect({ least: [...least], greatest: [...greatest] }).toEqual({
        least: expected.least,
        greatest: expected.greatest,
      })
      expect(total).toMatchObject({ least: expected.total.least, greatest: expected.total.greatest })
      expect(rules.count(some)).toBe(BigInt(expected.total.designs))
    })
  })

  it('[R3] for the cheapest design gives the first in option order of those that cost least', () => {
    forEachCase(700, ({ rules, reference, picks, costs }) => {
      for (let n = 0; n < 3; n++) {
        const some = picks()
        const priced = costs()
        const found = rules.complete(some, priced)
        expect(found === null ? null : [...found]).toEqual(reference.cheapest(some, priced))
      }
    })
  })

  it('[R1] [R4] after any others is answered as if it were the first', () => {
    forEachCase(250, ({ rules, reference, random, picks, costs, seed }) => {
      const below = (limit: number) => Math.floor(random() * limit)
      let some = picks()
      let priced = costs()
      for (let step = 0; step < 24; step++) {
        const act = below(12)
        const option = below(some.length)
        const value = below(reference.problem.options[option]!.values.length)
        const at = reference.offsets[option]! + value
        // A new array or the same one written to: the engine may remember neither.
        if (random() < 0.3) some = some.slice()
        if (random() < 0.3) priced = priced.slice()
        if (act < 4) some[option] = value
        else if (act < 7) some[option] = -1
        else if (act < 9) priced[at] = below(40) - 15
        else if (act === 9) priced[at] = priced[at] === Infinity ? 0 : Infinity
        else if (act === 10) some = picks()
        else priced = costs()
        const budget = random() < 0.3 ? below(12) - 4 : Infinity
        const where = `seed ${seed}, step ${step}`
        expect(plain(rules.answer(some, priced, budget)), where).toEqual(reference.answer(some, priced, budget))
        // Other questions in between leave no trace.
        const other = below(8)
        const finite = priced.map((cost) => Math.min(cost, 50))
        if (other === 0) rules.complete(picks(), finite)
        if (other === 1) rules.repair(some, option, value, { costs: finite })
        if (other === 2) rules.explain(some, option, value)
        if (other === 3) rules.count(picks())
        if (other === 4) expect([...rules.possible(some)], where).toEqual(reference.answer(some, finite).possible)
        const { least } = reference.answer(some, priced)
        if (other === 5) expect([...rules.bounds(some, priced).least], where).toEqual(least)
      }
    })
  })
})

describe('an explanation', () => {
  it('[R5] is given exactly for what is not possible, and nothing of it can be left out: no pick, no rule', () => {
    forEachCase(350, ({ rules, reference, picks }) => {
      const some = picks()
      const { possible } = reference.answer(some, new Float64Array(reference.offsets.at(-1)!))
      for (const [option, value] of eachValue(reference)) {
        const conflict = rules.explain(some, option, value)
        const where = `${option}=${value} with ${some.join()}`
        expect(conflict === null, where).toBe(possible[reference.offsets[option]! + value] === 1)
        if (conflict === null) continue
        const { picks: blockers, rules: ids } = conflict
        expect(blockers, where).toEqual([...blockers].sort((a, b) => a - b))
        expect(blockers.includes(option), where).toBe(false)
        expect(new Set(ids).size, where).toBe(ids.length)
        expect(reference.isPossible(some, blockers, option, value, ids), where).toBe(false)
        for (const left of blockers) {
          const others = blockers.filter((o) => o !== left)
          expect(reference.isPossible(some, others, option, value), `${where}: pick ${left}`).toBe(true)
        }
        for (const left of ids) {
          const others = ids.filter((id) => id !== left)
          expect(reference.isPossible(some, blockers, option, value, others), `${where}: rule ${left}`).toBe(true)
        }
      }
    })
  })
})

describe('a repair', () => {
  it('[R6] is the lightest, then the cheapest, none part of another; locked picks stay; as many as asked', () => {
    forEachCase(350, ({ rules, reference, picks, costs, random }) => {
      const { options, constraints } = reference.problem
      // Also picks that contradict: orders of old, sold designs that break the rules.
      const some = picks()
      const below = (limit: number) => Math.floor(random() * limit)
      const wishes = {
        locked: random() < 0.3 ? [below(options.length)] : [],
        costs: costs(),
        weights: Float64Array.from(options, () => (random() < 0.5 ? 1 : 1 + below(4))),
      }
      const limit = 1 + below(3)
      for (const [option, value] of eachValue(reference)) {
        const where = `${option}=${value} with ${some.join()}, locked ${wishes.locked.join()}`
        const expected = reference.repairs(some, option, value, wishes)
        const found = rules.repair(some, option, value, { ...wishes, ...(random() < 0.5 ? {} : { limit }) })
        expect([Math.min(expected.length, limit), Math.min(expected.length, 3)], where).toContain(found.length)
        found.forEach(({ changes, selection }, n) => {
          const changed = changes.map(([o]) => o).sort((a, b) => a - b)
          expect(
            {
              weight: changed.reduce((sum, o) => sum + wishes.weights[o]!, 0),
              cost: reference.costOf(selection, wishes.costs),
            },
            where
          ).toEqual({ weight: expected[n]!.weight, cost: expected[n]!.cost })
          expect(
            expected.map((one) => one.changed),
            where
          ).toContain(changed.join())
          expect(
            constraints.every((constraint) => keeps(selection, constraint)),
            where
          ).toBe(true)
          expect(selection[option], where).toBe(value)
          for (const [o, pick] of some.entries()) {
            const change = changes.find(([other]) => other === o)
            if (change !== undefined) expect(change[1], where).toBe(selection[o])
            else if (pick >= 0 && o !== option) expect(selection[o], where).toBe(pick)
          }
        })
        expect(new Set(found.map(({ changes }) => changes.map(([o]) => o).join())).size, where).toBe(found.length)
      }
    })
  })
})

describe('a rank', () => {
  it('[R11] numbers all designs from 0 on, each once, and gives each back', () => {
    forEachCase(300, ({ rules, reference }) => {
      const ranks = createRanks(rules)
      const { designs } = reference
      expect(ranks.total).toBe(BigInt(designs.length))
      expect(designs.map((design) => Number(ranks.rank(design))).sort((a, b) => a - b)).toEqual([...designs.keys()])
      for (const design of designs) expect([...ranks.unrank(ranks.rank(design))]).toEqual(design)
    })
  })

  it('[R11] drawn by a seed is as likely as any other', () => {
    forEachCase(12, ({ rules, reference: { designs } }) => {
      if (designs.length === 0) return
      const ranks = createRanks(rules)
      const drawn = new Map<string, number>()
      const each = 20
      for (let seed = 0; seed < each * designs.length; seed++) {
        const key = ranks.random(seed).join()
        drawn.set(key, (drawn.get(key) ?? 0) + 1)
      }
      const spread = designs.reduce((sum, design) => sum + ((drawn.get(design.join()) ?? 0) - each) ** 2 / each, 0)
      // Chi squared has this mean and variance; five deviations above is one in a million.
      const freedom = designs.length - 1
      expect(spread).toBeLessThanOrEqual(freedom + 5 * Math.sqrt(2 * freedom) + 5)
    })
  })
})

function errorCodeOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
  return undefined
}

describe('a code', () => {
  it('[R12] gives back the design or the picks it was made of, and no single wrong character goes through', () => {
    forEachCase(40, ({ rules, reference, random, picks, seed }) => {
      const codes = createCodes(rules, seed)
      const below = (limit: number) => Math.floor(random() * limit)
      const { designs } = reference
      if (designs.length === 0) return
      const design = designs[below(designs.length)]!
      const some = picks()
      const isKept = designs.some((one) => one.every((value, o) => some[o] === -1 || some[o] === value))
      const written = [
        { kind: 'design', values: Int32Array.from(design), code: codes.designCode(design) },
        ...(isKept ? [{ kind: 'picks', values: some, code: codes.picksCode(some) }] : []),
      ]
      for (const { kind, values, code } of written) {
        expect(codes.read(code)).toEqual({ kind, values })
        expect(code).toMatch(/^[\w-]+$/)
        for (let at = 0; at < code.length; at++)
          for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
            if (character !== code[at])
              expect(errorCodeOf(() => codes.read(code.slice(0, at) + character + code.slice(at + 1)))).toBe(
                'rules/code-wrong-character'
              )
      }
    })
  })
})

describe('where some part is left to search', () => {
  it('[R8] nothing said is wrong: values, bounds, designs left, explanations, repairs, the cheapest design', () => {
    let searched = 0
    let settled = 0
    let open = 0
    const check = ({ rules, reference, picks, costs }: Case) => {
      if (!rules.exact) searched++
      const { problem, offsets } = reference
      for (let n = 0; n < 4; n++) {
        const some = picks()
        const priced = costs()
        const expected = reference.answer(some, priced)
        const { possible, least, greatest, designs, total } = plain(rules.answer(some, priced))
        for (const [option, value] of eachValue(reference)) {
          const at = offsets[option]! + value
          if (possible[at] === -1) open++
          else {
            settled++
            expect(possible[at], `${option}=${value} with ${some.join()}`).toBe(expected.possible[at])
          }
          expect(least[at]).toBeLessThanOrEqual(expected.least[at]!)
          expect(greatest[at]).toBeGreaterThanOrEqual(expected.greatest[at]!)
          if (designs[at] !== -1) expect(designs[at]).toBe(expected.designs[at])
        }
        expect(total.least).toBeLessThanOrEqual(expected.total.least)
        expect(total.greatest).toBeGreaterThanOrEqual(expected.total.greatest)
        if (total.designs !== -1) expect(total.designs).toBe(expected.total.designs)
        const isFree = (design: ArrayLike<number>) => problem.constraints.every((one) => keeps(design, one))
        const cheapest = rules.complete(some, priced)
        if (cheapest !== null) expect(isFree(cheapest)).toBe(true)
        for (const [option, value] of eachValue(reference)) {
          const conflict = rules.explain(some, option, value)
          if (conflict !== null)
            expect(reference.isPossible(some, conflict.picks, option, value, conflict.rules)).toBe(false)
          const repairs = rules.repair(some, option, value, { costs: priced })
          for (const { changes, selection } of repairs) {
            expect(isFree(selection)).toBe(true)
            expect(selection[option]).toBe(value)
            for (const [o, pick] of some.entries())
              if (pick >= 0 && o !== option && !changes.some(([changed]) => changed === o))
                expect(selection[o]).toBe(pick)
          }
        }
      }
    }
    for (const states of [0, 1, 2]) forEachCase(80, check, states)
    expect(searched).toBeGreaterThan(60)
    // Small ones are settled at once.
    expect(open).toBeLessThan(settled / 20)
  })
})
