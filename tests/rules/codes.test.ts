import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/rules/compile/index.ts'
import { createCodes, createRanks, loadRules, type RuleProblem } from '../../src/rules/index.ts'
import { designsOf, randomPicks, randomProblem } from './bruteForce.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const loaded = (problem: RuleProblem) => loadRules(compileRules(problem).compiled)

const free = (count: number, values: number): RuleProblem => ({
  options: Array.from({ length: count }, (_, i) => ({
    id: `o${i}`,
    values: Array.from({ length: values }, (_, v) => `v${v}`),
  })),
  constraints: [],
})

const errorOf = (run: () => unknown): { code: string; message: string } | undefined => {
  try {
    run()
  } catch (error) {
    return error as { code: string; message: string }
  }
  return undefined
}

describe('codes', () => {
  it('[R12] of designs are as short as their number allows, and read back', () => {
    for (let seed = 0; seed < 100; seed++) {
      const problem = randomProblem(seed)
      const designs = designsOf(problem)
      const codes = createCodes(loaded(problem), seed)
      const bits = Math.ceil(Math.log2(Math.max(1, designs.length)))
      expect(codes.bodyChars).toBe(Math.ceil(bits / 6))
      const seen = new Set<string>()
      for (const design of designs) {
        const code = codes.designCode(design)
        expect(code).toHaveLength(codes.bodyChars + 4)
        expect(codes.read(code)).toEqual({ kind: 'design', values: Int32Array.from(design) })
        seen.add(code)
      }
      expect(seen.size).toBe(designs.length)
    }
  })

  it('[R12] of picks read back, and are told from designs', () => {
    for (let seed = 0; seed < 100; seed++) {
      const problem = randomProblem(seed)
      const designs = designsOf(problem)
      const codes = createCodes(loaded(problem), 7)
      for (let n = 0; n < 8; n++) {
        const picks = randomPicks(problem, designs, seed * 10 + n)
        const keeps = designs.some((design) => design.every((value, o) => picks[o] === -1 || picks[o] === value))
        if (keeps) expect(codes.read(codes.picksCode(picks)), `seed ${seed}`).toEqual({ kind: 'picks', values: picks })
        else if (designs.length > 0)
          expect(() => codes.picksCode(picks)).toThrow(expect.objectContaining({ code: 'rules/not-a-design' }))
      }
    }
  })

  it('[R12] of no picks are four characters, and of early picks not longer than need be', () => {
    const codes = createCodes(loaded(free(30, 7)), 1)
    const picks = new Int32Array(30).fill(-1)
    expect(codes.picksCode(picks)).toHaveLength(4)
    picks[0] = 6
    expect(codes.picksCode(picks)).toHaveLength(5)
    picks[1] = 6
    expect(codes.picksCode(picks)).toHaveLength(5)
    picks[2] = 0
    expect(codes.picksCode(picks)).toHaveLength(6)
    // All of eight states each: three bits an option.
    expect(codes.picksCode(picks.fill(6))).toHaveLength(15 + 4)
  })

  it.each([
    ['a short code', free(3, 4)],
    ['a code of 63 characters', free(118, 8)],
    ['a code of 129 characters', free(248, 8)],
  ])('[R12] name the place of a wrong character, whichever it is, in %s', (_, problem) => {
    const rules = loaded(problem)
    const codes = createCodes(rules, 200)
    const code = codes.designCode(createRanks(rules).random(3))
    for (let at = 0; at < code.length; at++)
      for (const character of ALPHABET) {
        if (character === code[at]) continue
        expect(errorOf(() => codes.read(code.slice(0, at) + character + code.slice(at + 1)))).toMatchObject({
          code: 'rules/code-wrong-character',
          message:
            `character ${at + 1} of the code, "${character}", is wrong: ` +
            `it should be "${code[at]}" if the others are right.`,
        })
      }
  })

  it.each([free(3, 4), free(118, 8), free(248, 8)])('[R12] notice neighbours that changed places (%#)', (problem) => {
    const rules = loaded(problem)
    const codes = createCodes(rules, 3)
    for (let seed = 0; seed < 5; seed++) {
      const code = codes.designCode(createRanks(rules).random(seed))
      for (let at = 0; at + 1 < code.length; at++) {
        if (code[at] === code[at + 1]) continue
        const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)
        expect(errorOf(() => codes.read(swapped))?.code).toBe('rules/code-wrong-character')
      }
    }
  })

  it('[R12] say what is wrong: a strange character, the length, the version, the number', () => {
    const rules = loaded(free(3, 4))
    const codes = createCodes(rules, 3)
    const code = codes.designCode([1, 2, 3])
    expect(code).toHaveLength(5)
    expect(errorOf(() => codes.read(`${code.slice(0, 2)}!${code.slice(3)}`))).toMatchObject({
      code: 'rules/code-wrong-character',
      message: 'character 3 of the code, "!", is wrong: expected only A-Z, a-z, 0-9, "-" and "_".',
    })
    for (const text of ['', code.slice(0, 3), code.slice(0, 4), `${code}A`])
      expect(errorOf(() => codes.read(text))?.code, text).toBe('rules/code-length')
    expect(errorOf(() => createCodes(rules, 4).read(code))).toMatchObject({
      code: 'rules/code-other-version',
      message: 'the code is of version 3 of the template, not 4.',
    })
    const narrowed: RuleProblem = {
      ...free(3, 4),
      constraints: [{ type: 'clause', id: 'r', lits: [[0, [1]]] }],
    }
    const fewer = createCodes(loaded(narrowed), 3)
    expect(errorOf(() => fewer.read(code))?.code).toBe('rules/rank-out-of-range')
  })

  it('[R12] of rules that did not compile whole hold designs and picks all the same', () => {
    const problem: RuleProblem = {
      ...free(4, 4),
      constraints: [{ type: 'table', id: 'r', scope: [0, 1, 2], tuples: [[0, 1, 2], [1, 2, 3], [2, 3, 3], [1, 1, 1]] }],
    }
    const rules = loadRules(compileRules(problem, { limits: { states: 1 } }).compiled)
    expect(rules.exact).toBe(false)
    const codes = createCodes(rules, 3)
    expect(codes.read(codes.picksCode([1, -1, 3, 2]))).toEqual({ kind: 'picks', values: Int32Array.of(1, -1, 3, 2) })
    expect(codes.read(codes.designCode([1, 2, 3, 2])).values).toEqual(Int32Array.of(1, 2, 3, 2))
  })
})
