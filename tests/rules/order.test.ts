import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { dissect } from '../../src/rules/compile/dissect.ts'
import { graphOf } from '../../src/rules/compile/graph.ts'
import { treesInTurn } from '../../src/rules/compile/order.ts'
import { partsOf, type Rule } from '../../src/rules/compile/variables.ts'
import { createScale } from '../../src/rules/compile/weigh.ts'

const clause = (scope: readonly number[]): Rule => ({
  type: 'count',
  scope: [...scope].sort((a, b) => a - b),
  weights: scope.map(() => [0, 1]),
  least: 1,
  most: Infinity,
})

/** Mostly neighbours on a line, now and then a few from anywhere. */
function randomPart(count: number, far: number, seed: number) {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const rules: Rule[] = []
  for (let variable = 1; variable < count; variable++) {
    rules.push(clause([variable - 1, variable]))
    const others = [below(count), below(count)].filter((other) => other !== variable)
    if (random() < far) rules.push(clause([...new Set([variable, ...others])]))
  }
  return { sizes: Array.from({ length: count }, () => 2 + below(3)), rules }
}

/** A grid of variables, each tied to the four around it. */
function grid(side: number) {
  const rules: Rule[] = []
  for (let at = 0; at < side * side; at++) {
    if (at % side > 0) rules.push(clause([at - 1, at]))
    if (at >= side) rules.push(clause([at - side, at]))
  }
  return { sizes: Array.from({ length: side * side }, () => 2), rules }
}

function pathOf(parent: ArrayLike<number>, variable: number): number[] {
  const path: number[] = []
  for (let at = variable; at >= 0; at = parent[at]!) {
    path.push(at)
    if (path.length > parent.length) throw new Error(`a circle at ${variable}`)
  }
  return path
}

describe('treesInTurn', () => {
  it('puts the variables of each rule on one path from the one root', () => {
    for (let seed = 0; seed < 60; seed++) {
      const part = randomPart(2 + seed, 0.3, seed)
      for (const { parent } of treesInTurn(part)) {
        expect([...parent].filter((above) => above < 0)).toHaveLength(1)
        for (const { scope } of part.rules) {
          const paths = scope.map((variable) => pathOf(parent, variable))
          const longest = paths.reduce((a, b) => (a.length > b.length ? a : b))
          expect(scope.filter((variable) => !longest.includes(variable))).toEqual([])
        }
      }
    }
  })

  it('[R7] gives the same trees each time, none twice', () => {
    for (let seed = 0; seed < 10; seed++) {
      const trees = [...treesInTurn(randomPart(120, 0.3, seed))]
      expect(trees).toEqual([...treesInTurn(randomPart(120, 0.3, seed))])
      expect(new Set(trees.map(({ parent }) => parent.join())).size).toBe(trees.length)
    }
  })

  it('keeps a chain as shallow as its logarithm, nearly, when it dissects', () => {
    const chain = { sizes: Array.from({ length: 512 }, () => 2), rules: [] as Rule[] }
    for (let at = 1; at < 512; at++) chain.rules.push(clause([at - 1, at]))
    const classes = dissect(graphOf(chain), new Float64Array(512).fill(1), seededRandom(1))
    expect(-Math.min(...classes)).toBeLessThanOrEqual(12)
  })

  it('cuts a grid along its short sides', () => {
    const scaleOf = createScale(grid(12))
    const scales = [...treesInTurn(grid(12))].map(({ parent }) => scaleOf(parent))
    // 12 variables part it: about 2 to the 12 states in each of 144.
    expect(Math.min(...scales)).toBeLessThan(12 + Math.log2(2 * 144) + 2)
  })

  it('finds a path where one rule speaks of thousands and others tie them together', () => {
    const count = 1_500
    const rules = [clause(Array.from({ length: count }, (_, variable) => variable))]
    for (let variable = 1; variable < count; variable++) rules.push(clause([variable - 1, variable]))
    const trees = [...treesInTurn({ sizes: Array.from({ length: count }, () => 2), rules })]
    expect([...trees[0]!.parent].filter((above) => above < 0)).toHaveLength(1)
  })

  it('[R10] orders 2,000 variables in no time', () => {
    const part = randomPart(2_000, 0.1, 5)
    const began = performance.now()
    expect([...treesInTurn(part)].length).toBeGreaterThan(1)
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})

describe('partsOf', () => {
  it('parts what no rule ties together, in order, and numbers each part by itself', () => {
    expect(partsOf({ sizes: [2, 3, 4, 5], rules: [clause([1, 3])] })).toEqual([
      { variables: [0], sizes: [2], rules: [] },
      { variables: [1, 3], sizes: [3, 5], rules: [clause([0, 1])] },
      { variables: [2], sizes: [4], rules: [] },
    ])
  })
})
