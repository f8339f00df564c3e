import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { openPage, useBrowser, withElement, type WatchedPage } from './browser.ts'

useBrowser()

describe('a template whose rules outgrew the diagram', () => {
  it('answers as the exact one does, by search in the page and in a worker, under the strict policy', async () => {
    const exact = await openPage('/jeans')
    const searched = await openPage('/jeans')
    await searched.page.route('**/models/jeans/template.json', (route) =>
      route.fulfill({ contentType: 'application/json', body: JSON.stringify(withoutDiagram()) })
    )
    await searched.page.reload()
    const known = await answersIn(exact)
    const found = await answersIn(searched)

    expect(known.map(({ exact }) => exact)).toEqual([true, true, true])
    expect(found.map(({ exact }) => exact)).toEqual([false, false, false])
    expect(found.map(({ states }) => states)).toEqual(known.map(({ states }) => states))
    expect(found.map(({ reasons }) => reasons)).toEqual(known.map(({ reasons }) => reasons))
    expect(found.every(({ valid }) => valid)).toBe(true)
    expect(workersOf(searched)).toContain('/toile/rules-worker.js')
    expect(workersOf(exact)).not.toContain('/toile/rules-worker.js')
    expect(await searched.violations()).toEqual([])
    expect(searched.errors).toEqual([])
    await Promise.all([exact.close(), searched.close()])
  })
})

const workersOf = ({ page }: WatchedPage): readonly string[] =>
  page.workers().map((worker) => new URL(worker.url()).pathname)

/** The shop's own template, its diagram left out as if it were too large. */
function withoutDiagram(): CompiledTemplate {
  const { hash: _, ...template } = JSON.parse(
    readFileSync('dist/models/jeans/template.json', 'utf8')
  ) as CompiledTemplate
  const { problem, visible } = template.rules
  const { compiled } = compileRules(problem, { visible, limits: { gzipBytes: 0 } })
  // As the page will read it: what is undefined here is not there.
  const hard = JSON.parse(JSON.stringify({ ...template, rules: compiled })) as Omit<CompiledTemplate, 'hash'>
  return { ...hard, hash: digestOf(hard) }
}

/** What three states of the design say of every choice, waited for until nothing is left open. */
const answersIn = ({ page }: WatchedPage) =>
  withElement(page, async (element) => {
    const steps: readonly (readonly [string, string])[] = [
      ['fit', 'skinny'],
      ['cloth', 'comfort-12'],
      ['hem', 'chain'],
    ]
    const seen = []
    for (const [option, choice] of steps) {
      element.choose(option, choice)
      const all = () => element.options.flatMap(({ id }) => element.possible(id).map((one) => ({ id, ...one })))
      while (all().some(({ state }) => state === 'unknown')) await new Promise((settle) => setTimeout(settle, 50))
      seen.push({
        exact: all().every((one) => one.exact),
        states: all().map(({ id, choice, state }) => `${id}/${choice}: ${state}`),
        reasons: all()
          .filter(({ state }) => state === 'no')
          .map(({ id, choice }) => element.explain(id, choice).reasons.map(({ rule }) => rule).join()),
        valid: element.design.valid,
      })
    }
    return seen
  })
