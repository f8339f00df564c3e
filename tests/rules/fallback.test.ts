import { describe, expect, it, onTestFinished } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { createEncoding } from '../../src/rules/encode.ts'
import { openHardPart, settled, type Port } from '../../src/rules/fallback/index.ts'
import { serve } from '../../src/rules/fallback/service.ts'
import { offsetsOf } from '../../src/rules/oracle.ts'
import type { Constraint, HardPart, RuleProblem } from '../../src/rules/types.ts'
import { designsOf, keeps, randomCosts, randomPicks, randomProblem } from './bruteForce.ts'

const all = ({ options }: RuleProblem) => options.map((_, option) => option)

const cases = Array.from({ length: 300 }, (_, seed) => {
  const problem = randomProblem(seed)
  const designs = designsOf(problem)
  const picks = randomPicks(problem, designs, seed)
  const offsets = offsetsOf(problem.options)
  const keeping = designs.filter((design) => design.every((value, o) => picks[o] === -1 || picks[o] === value))
  /** Designs with a value, its option's own pick left aside. */
  const having = (option: number, value: number) =>
    designs.filter(
      (design) => design[option] === value && design.every((v, o) => o === option || picks[o] === -1 || picks[o] === v)
    )
  /** Per absolute value what trying out says. */
  const truth = problem.options.flatMap(({ values }, option) =>
    values.map((_, value) => (having(option, value).length > 0 ? 1 : 0))
  )
  return { seed, problem, designs, picks, offsets, keeping, having, truth }
})

const answerOf = (part: HardPart, picks: Int32Array, values: number) => {
  const answer = new Int8Array(values).fill(7)
  part.possible(picks, answer)
  return [...answer]
}

describe('the hard part', () => {
  it('[R8] settles small problems wholly and at once', () => {
    for (const { seed, problem, picks, truth } of cases)
      expect(answerOf(openHardPart(problem, all(problem)), picks, truth.length), `seed ${seed}`).toEqual(truth)
  })

  it('[R8] is never wrong when it may hardly work, and knows more later', async () => {
    let left = 0
    for (const { seed, problem, picks, truth } of cases.slice(0, 100)) {
      const part = openHardPart(problem, all(problem), { effort: 0 })
      const first = answerOf(part, picks, truth.length)
      first.forEach((state, at) => expect([truth[at], -1], `seed ${seed}, value ${at}`).toContain(state))
      if (!first.includes(-1)) continue
      left++
      await new Promise<void>((resolve) => {
        const stop = part.subscribe(() => {
          if (answerOf(part, picks, truth.length).includes(-1)) return
          stop()
          resolve()
        })
      })
      expect(answerOf(part, picks, truth.length), `seed ${seed}`).toEqual(truth)
    }
    expect(left).toBeGreaterThan(20)
  })

  it('[R8] speaks only of its own options, and heeds what fixes them from outside', () => {
    for (const { seed, problem, designs, offsets } of cases) {
      // Options that nothing links to these may contradict each other: that is told by whoever answers for them.
      if (designs.length === 0) continue
      const own = all(problem).filter((option) => option % 2 === seed % 2)
      const part = openHardPart(problem, own)
      const none = new Int32Array(problem.options.length).fill(-1)
      const answer = answerOf(part, none, offsets.at(-1)!)
      problem.options.forEach(({ values }, option) =>
        values.forEach((_, value) => {
          const expected = designs.some((design) => design[option] === value) ? 1 : 0
          expect(answer[offsets[option]! + value], `seed ${seed}`).toBe(own.includes(option) ? expected : 7)
        })
      )
    }
  })

  it('[R8] finds the cheapest design, and says when none is allowed', () => {
    for (const { seed, problem, keeping, picks, offsets } of cases) {
      const costs = randomCosts(offsets.at(-1)!, seed)
      const totals = keeping.map((design) => totalOf(design, costs, offsets))
      forbidOthers(costs, picks, offsets)
      const selection = new Int32Array(problem.options.length)
      const found = openHardPart(problem, all(problem)).cheapest(costs, selection)
      expect(found, `seed ${seed}`).toBe(keeping.length > 0)
      if (!found) continue
      expect(problem.constraints.every((rule) => keeps(selection, rule))).toBe(true)
      expect(totalOf(selection, costs, offsets), `seed ${seed}`).toBe(Math.min(...totals))
    }
  })

  it('[R8] says whether picks contradict', () => {
    for (const { seed, problem, picks, keeping } of cases)
      expect(openHardPart(problem, all(problem)).contradicts(picks), `seed ${seed}`).toBe(keeping.length === 0)
  })

  it('[R7] finds the same design whatever was asked before', () => {
    const problem = tangle(120, 3)
    const offsets = offsetsOf(problem.options)
    const questions = Array.from({ length: 6 }, (_, seed) => randomCosts(offsets.at(-1)!, seed))
    const designOf = (part: HardPart, costs: Float64Array) => {
      const selection = new Int32Array(problem.options.length)
      expect(part.cheapest(costs, selection)).toBe(true)
      return [...selection]
    }
    const one = openHardPart(problem, all(problem))
    const inTurn = questions.map((costs) => designOf(one, costs))
    answerOf(one, new Int32Array(120).fill(-1), offsets.at(-1)!)
    expect(questions.toReversed().map((costs) => designOf(one, costs)).toReversed()).toEqual(inTurn)
    expect(questions.map((costs) => designOf(openHardPart(problem, all(problem)), costs))).toEqual(inTurn)
  })

  it('[R8] gives bounds that no design crosses, also for alternatives of picks', () => {
    for (const { seed, problem, having, keeping, picks, offsets } of cases) {
      const costs = randomCosts(offsets.at(-1)!, seed)
      const least = new Float64Array(costs.length).fill(Infinity)
      const greatest = new Float64Array(costs.length).fill(-Infinity)
      const total = openHardPart(problem, all(problem)).bounds(picks, costs, least, greatest)
      for (const design of keeping) {
        expect(totalOf(design, costs, offsets), `seed ${seed}`).toBeGreaterThanOrEqual(total.least)
        expect(totalOf(design, costs, offsets), `seed ${seed}`).toBeLessThanOrEqual(total.greatest)
      }
      problem.options.forEach(({ values }, option) =>
        values.forEach((_, value) => {
          for (const design of having(option, value)) {
            const at = offsets[option]! + value
            expect(totalOf(design, costs, offsets), `seed ${seed}`).toBeGreaterThanOrEqual(least[at]!)
            expect(totalOf(design, costs, offsets), `seed ${seed}`).toBeLessThanOrEqual(greatest[at]!)
          }
        })
      )
    }
  })

  it('[R8] bounds alternatives together, written as a count or as clauses of two', () => {
    const options = Array.from({ length: 5 }, (_, o) => ({ id: `o${o}`, values: ['no', 'yes'] }))
    const lits = options.map((_, o) => [o, [1]] as const)
    const pairs: Constraint[] = lits.flatMap(([one], i) =>
      lits.slice(0, i).map(([other]): Constraint => ({ type: 'clause', id: 'pair', lits: [[one, [0]], [other, [0]]] }))
    )
    const asCount: Constraint = { type: 'count', id: 'one', lits, least: 1, most: 1 }
    const costs = Float64Array.of(0, 10, 0, 20, 0, 30, 0, 40, 5, 50)
    for (const constraints of [[asCount], [...pairs, { type: 'clause', id: 'some', lits } satisfies Constraint]]) {
      const problem = { options, constraints }
      const least = new Float64Array(10)
      const greatest = new Float64Array(10)
      const part = openHardPart(problem, all(problem))
      const none = new Int32Array(5).fill(-1)
      expect(part.bounds(none, costs, least, greatest)).toEqual({ least: 15, greatest: 50 })
      expect([...least]).toEqual([25, 15, 15, 25, 15, 35, 15, 45, 15, 50])
      expect([...greatest]).toEqual([50, 15, 50, 25, 50, 35, 50, 45, 45, 50])
      const picked = none.with(1, 1)
      expect(part.bounds(picked, costs, least, greatest)).toEqual({ least: 25, greatest: 25 })
      expect([...least.subarray(2, 4)]).toEqual([15, 25])
    }
  })

  it('[R8] settles all 3,600 pairs of a large vehicle line, each as a solver asked for it alone', () => {
    const problem = tangle(1_800, 9)
    const answer = settled(problem, all(problem))
    const encoding = createEncoding(problem.options)
    for (const rule of problem.constraints) encoding.add(rule)
    let ruledOut = 0
    for (let option = 0; option < 1_800; option++)
      for (const value of [0, 1]) {
        expect(answer[2 * option + value]).toBe(encoding.solver.solve([encoding.literal(option, value)]))
        if (answer[2 * option + value] === 0) ruledOut++
      }
    expect(ruledOut).toBeGreaterThan(20)
  })
})

describe('the hard part and its worker', () => {
  /** A real channel between the two, as between a page and its worker. */
  function channel(): { page: Port; worker: Port } {
    const { port1, port2 } = new MessageChannel()
    onTestFinished(() => port1.close())
    return { page: port1 as unknown as Port, worker: port2 as unknown as Port }
  }

  const heard = (part: HardPart, until: () => boolean) =>
    new Promise<void>((resolve) => {
      const stop = part.subscribe(() => {
        if (!until()) return
        stop()
        resolve()
      })
    })

  it('[R8] learns from the worker what it left open, and keeps it', async () => {
    const { page, worker } = channel()
    serve(worker)
    const { problem, picks, truth } = cases.find(({ truth, designs }) => truth.includes(0) && designs.length > 5)!
    const part = openHardPart(problem, all(problem), { port: page, effort: 0 })
    const settledNow = () => !answerOf(part, picks, truth.length).includes(-1)
    expect(settledNow()).toBe(false)
    await heard(part, settledNow)
    expect(answerOf(part, picks, truth.length)).toEqual(truth)
    page.postMessage = () => {
      throw new Error('asked again')
    }
    expect(answerOf(part, picks, truth.length)).toEqual(truth)
  })

  it('[R8] turns to new picks between two slices, and comes back to the old', async () => {
    const { page, worker } = channel()
    const slices: (() => void)[] = []
    serve(worker, (slice) => slices.push(slice))
    const problem = tangle(300, 4)
    const part = openHardPart(problem, all(problem), { port: page, effort: 0 })
    const none = new Int32Array(300).fill(-1)
    const one = none.slice()
    one[0] = settled(problem, [0])[0] === 1 ? 0 : 1
    const isSettled = (picks: Int32Array) => !answerOf(part, picks, 600).includes(-1)
    expect(isSettled(none)).toBe(false)
    expect(isSettled(one)).toBe(false)
    // Both questions wait before the worker's first slice: it works on the later.
    while (slices.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await new Promise((resolve) => setTimeout(resolve, 20))
    const turning = heard(part, () => isSettled(one))
    while (slices.length > 0) slices.shift()!()
    await turning
    expect(answerOf(part, one, 600)).toEqual([...settled(problem, all(problem), one)])
    const returning = heard(part, () => isSettled(none))
    expect(isSettled(none)).toBe(false)
    while (slices.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    while (slices.length > 0) slices.shift()!()
    await returning
    expect(answerOf(part, none, 600)).toEqual([...settled(problem, all(problem))])
  })

  it('[R8] goes on in place when the worker does not start', async () => {
    const { problem, picks, truth } = cases.find(({ truth, designs }) => truth.includes(0) && designs.length > 5)!
    const port: Port = { postMessage: () => {}, onmessage: null }
    const part = openHardPart(problem, all(problem), { port, effort: 0 })
    const settledNow = () => !answerOf(part, picks, truth.length).includes(-1)
    expect(settledNow()).toBe(false)
    const settling = heard(part, settledNow)
    port.onerror!(undefined as never)
    await settling
    expect(answerOf(part, picks, truth.length)).toEqual(truth)
  })
})

const totalOf = (design: ArrayLike<number>, costs: Float64Array, offsets: Int32Array) =>
  Array.from(design, (value, o) => costs[offsets[o]! + value]!).reduce((a, b) => a + b, 0)

function forbidOthers(costs: Float64Array, picks: Int32Array, offsets: Int32Array) {
  picks.forEach((pick, option) => {
    if (pick < 0) return
    const cost = costs[offsets[option]! + pick]!
    costs.fill(Infinity, offsets[option]!, offsets[option + 1]!)
    costs[offsets[option]! + pick] = cost
  })
}

/**
 * Yes-or-no options as vehicle lines have them: groups of which exactly one is taken, "A implies B or C", some long
 * clauses. A design is planted, so that some is valid.
 */
function tangle(size: number, seed: number): RuleProblem {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const planted = Array.from({ length: size }, () => 0)
  const constraints: Constraint[] = []
  for (let option = 0; option < size * 0.7; ) {
    const group = Array.from({ length: 2 + below(8) }, () => option++).filter((member) => member < size)
    planted[group[below(group.length)]!] = 1
    const lits = group.map((member) => [member, [1]] as const)
    constraints.push({ type: 'count', id: `g${option}`, lits, least: 1, most: 1 })
  }
  while (constraints.length < size * 1.9) {
    const width = random() < 0.1 ? 6 + below(8) : 2 + below(2)
    const lits = Array.from({ length: width }, (_, i) => [below(size), [i === 0 || random() < 0.3 ? 0 : 1]] as const)
    if (lits.some(([option, [value]]) => planted[option] === value))
      constraints.push({ type: 'clause', id: `c${constraints.length}`, lits })
  }
  return { options: planted.map((_, o) => ({ id: `o${o}`, values: ['no', 'yes'] })), constraints }
}
