import { describe, expect, it } from 'vitest'
import { addWorkingDays } from '../../src/price/workingDays.ts'
import { compileTemplate, issueText } from '../../src/template/compile/index.ts'
import { desk, deskFolder } from '../fixtures/desk.ts'
import { compiledBomb, liveWith, readAlone, writtenBomb } from './bombs.ts'

const issuesOf = (text: string): readonly string[] =>
  compileTemplate(deskFolder({ 'template.yaml': text })).issues.map(issueText)

/** Times are measured where nothing else runs: `npm run bench -- bombs` takes ten thousand of each. */
describe('a template that means harm [threat 5]', () => {
  it('is refused by code, or answers; nothing else comes out of it on a page or a server', async () => {
    const fates = new Set<string>()
    for (let nth = 0; nth < 60; nth++) {
      fates.add(await liveWith(compiledBomb(nth)))
      readAlone(compiledBomb(nth))
    }
    expect([...fates].sort()).toEqual(['opened', 'proven', 'refused'])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('is refused by code, however deep', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const text = JSON.stringify(desk()).replace('"history":[', `"history":[${deep},`)
    expect(await liveWith({ name: 'deep', text })).toBe('opened')
    expect(() => readAlone({ name: 'deep', text })).not.toThrow()
  })

  it('is refused with place and words by the studio', () => {
    for (let nth = 0; nth < 15; nth++) {
      const { template, issues } = compileTemplate(deskFolder({ 'template.yaml': writtenBomb(nth).text }))
      expect(template === null).toBe(issues.some(({ severity }) => severity === 'error'))
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('cannot keep a page counting days', () => {
    expect(() => addWorkingDays('2026-11-21', 9_007_199_254_740_991, [])).toThrow(
      expect.objectContaining({ code: 'price/lead-too-long' })
    )
  })

  it.each([
    ['brackets', '['.repeat(4_000_000)],
    ['maps', 'a: {'.repeat(1_000_000)],
    ['lists', '- '.repeat(2_000_000)],
    ['keys that are keys', '? '.repeat(2_000_000)],
  ])('cannot pile up %s: that is seen before it is read', (_, text) => {
    expect(issuesOf(text)).toEqual([expect.stringMatching(/ yaml\/too-deep: expected at most 32 levels\.$/)])
  })

  it('is refused for words that are not what they look like', () => {
    for (const unseen of ['\\u001b[2J', '\\u202e', '\\u2066', '\\u0000', '\\u0085']) {
      const text = `name: { en: "Desk ${unseen}", de: Tisch }\n`
      expect(issuesOf(text).filter((issue) => issue.includes('name.en'))).toEqual([
        expect.stringContaining('name.en: expected words without control or direction characters'),
      ])
    }
  })
})
