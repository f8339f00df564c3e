import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ToileError } from '../../../src/ground/index.ts'
import { importText } from '../../../src/studio/importFile.ts'
import { compileTemplate, folderOf, issueText } from '../../../src/template/compile/index.ts'
import { countOf, dimacsOf, models, uvlOf } from './featureModels.ts'
import { designsIn, instances } from './instances.ts'

const compiled = (file: string, text: string) => compileTemplate(folderOf('models/x', importText(file, text, 'x')))

const given = (file: string): string => readFileSync(join(import.meta.dirname, 'models', file), 'utf8')

/** What may be said of an import that went well: it is not furnished yet, and the model may say things twice. */
const UNFURNISHED = ['option/idle', 'rule/redundant', 'rule/no-effect']

function designsOf(file: string, text: string): bigint {
  let compilation
  try {
    compilation = compiled(file, text)
  } catch (error) {
    // One design or none is nothing to choose from.
    if (error instanceof ToileError && error.code === 'import/nothing-to-choose')
      return error.message.includes('one valid design') ? 1n : 0n
    throw error
  }
  const { template, issues, report } = compilation
  if (!template) {
    expect(issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^rule\/(contradiction|never)$/)])
    )
    return 0n
  }
  expect(issues.filter(({ code }) => !UNFURNISHED.includes(code)).map(issueText)).toEqual([])
  expect(report!.exact).toBe(true)
  return report!.designs
}

describe('an imported template', () => {
  it('has as many valid designs as the model, whatever its shape, written as UVL and as DIMACS', () => {
    fc.assert(
      fc.property(models, (model) => {
        const count = countOf(model)
        expect(designsOf('model.uvl', uvlOf(model))).toBe(count)
        expect(designsOf('model.dimacs', dimacsOf(model))).toBe(count)
      }),
      { numRuns: 150 }
    )
  }, 120_000)

  it('has as many valid designs as the clauses, and nothing dead or forced in it', () => {
    const clauses = fc.array(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.boolean()), { minLength: 1, maxLength: 4 }),
      { maxLength: 16 }
    )
    fc.assert(
      fc.property(clauses, (drawn) => {
        const cnf = drawn.map((clause) => clause.map(([variable, isTrue]) => (isTrue ? variable : -variable)))
        let count = 0n
        for (let set = 0; set < 256; set++)
          if (
            cnf.every((clause) =>
              clause.some((literal) => (((set >> (Math.abs(literal) - 1)) & 1) === 1) === literal > 0)
            )
          )
            count++
        const text = `p cnf 8 ${cnf.length}\n${cnf.map((clause) => `${clause.join(' ')} 0\n`).join('')}`
        expect(designsOf('model.cnf', text)).toBe(count)
      }),
      { numRuns: 150 }
    )
  }, 120_000)

  it('has as many valid designs as the instance, with tables, clauses and counts', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        expect(designsOf('model.json', JSON.stringify(instance))).toBe(designsIn(instance))
      }),
      { numRuns: 150 }
    )
  }, 120_000)

  it('keeps the count of real models', () => {
    expect(designsOf('e-shop.uvl', given('e-shop.uvl'))).toBe(247496437923840n)
    expect(designsOf('e-shop.dimacs', given('e-shop.dimacs'))).toBe(247496437923840n)
    expect(designsOf('uclibc.dimacs', given('uclibc.dimacs'))).toBe(16601881363009992107753731518030151680000n)
  }, 60_000)

  it('takes a model of two thousand features within seconds', () => {
    const parts = Array.from({ length: 200 }, (_, part) => {
      const inner = Array.from({ length: 6 }, (_, at) => `\t\t\t\t\tP${part}F${at}`).join('\n')
      const kind = ['or', 'alternative', '[2..4]'][part % 3]!
      return `\t\t\tP${part}\n\t\t\t\t${kind}\n${inner}\n\t\t\t\toptional\n\t\t\t\t\tP${part}X\n\t\t\t\t\tP${part}Y\n\t\t\t\t\tP${part}Z`
    })
    const constraints = Array.from(
      { length: 190 },
      (_, at) => `\tP${at % 200}X => P${(at + 1) % 200}Y | P${(at + 2 + (at % 3)) % 200}F0`
    )
    const text = `features\n\tRoot\n\t\toptional\n${parts.join('\n')}\nconstraints\n${constraints.join('\n')}\n`
    const began = performance.now()
    const { template, report } = compiled('large.uvl', text)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(template!.options.length).toBeGreaterThan(1500)
    expect(report!.designs).toBeGreaterThan(10n ** 200n)
  }, 60_000)
})
