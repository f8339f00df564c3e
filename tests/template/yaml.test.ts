import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileTemplate, folderOf, issueText } from '../../src/template/compile/index.ts'
import { deskFolder, DESK_YAML } from '../fixtures/desk.ts'

const issuesOf = (template: string): readonly string[] =>
  compileTemplate(deskFolder({ 'template.yaml': template })).issues.map(issueText)

describe('a YAML file', () => {
  it('with a key that stands twice is refused at the second', () => {
    const twice = DESK_YAML.replace('version: 1.2.0', 'version: 1.2.0\nversion: 1.3.0')
    expect(issuesOf(twice)).toEqual([
      'models/desk/template.yaml:3:1 yaml/duplicate-key: "version" stands here a second time. Keep one of the two.',
    ])
  })

  it('that is cyclic is refused', () => {
    expect(issuesOf('options: &all\n  top: *all\n')).toEqual([
      'models/desk/template.yaml:1:10 yaml/alias: "&all" names a place to refer to. Write the content out where it is needed.',
      'models/desk/template.yaml:2:8 yaml/alias: "*all" refers to another place. Write its content out here.',
    ])
  })

  it('that grows without end is refused before it grows', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let k = 1; k < 12; k++)
      bomb.push(
        `a${k}: &a${k} [${Array(9)
          .fill(`*a${k - 1}`)
          .join(', ')}]`
      )
    const began = performance.now()
    const issues = issuesOf(bomb.join('\n'))
    expect(issues.every((issue) => issue.includes(' yaml/alias: '))).toBe(true)
    expect(issues).not.toEqual([])
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('that is huge is refused unread', () => {
    expect(issuesOf(`id: ${'x'.repeat(4_200_000)}`)).toEqual([
      'models/desk/template.yaml:1:1 yaml/too-large: expected at most 4194304 bytes, got 4200004. Move tables to CSV files.',
    ])
  })

  it('that is too deep is refused, however deep', () => {
    expect(issuesOf(`id: ${'['.repeat(40)}${']'.repeat(40)}`)).toEqual([
      expect.stringMatching(/^models\/desk\/template\.yaml:1:\d+ yaml\/too-deep: expected at most 32 levels\.$/),
    ])
    for (const text of ['['.repeat(100_000), '{a: '.repeat(60_000), '- '.repeat(100_000)]) {
      const issues = issuesOf(text)
      expect(issues).toHaveLength(1)
      expect(issues[0]).toMatch(/yaml\/too-deep: expected at most 32 levels\.$/)
    }
  })

  it('with a tag, a second document or broken syntax is refused at the place', () => {
    expect(issuesOf('id: !!js/function x')[0]).toBe(
      'models/desk/template.yaml:1:5 yaml/tag: tags such as "!name" are not read. Put a text that begins with "!" in quotes.'
    )
    expect(issuesOf('id: desk\n---\nid: desk')[0]).toMatch(/^models\/desk\/template\.yaml:2:1 yaml\/syntax: /)
    expect(issuesOf('id: [desk')[0]).toMatch(/^models\/desk\/template\.yaml:1:\d+ yaml\/syntax: /)
  })

  it('that holds no map, or nothing, is refused in words', () => {
    expect(issuesOf('just words')).toEqual([
      'models/desk/template.yaml:1:1 template/bad-value: template: expected a map of keys, got "just words".',
    ])
    expect(issuesOf('')).toEqual([
      'models/desk/template.yaml:1:1 template/bad-value: template: expected a map of keys, got nothing.',
    ])
  })

  it('with names from the depths of the language is refused like any other, and changes nothing', () => {
    const issues = issuesOf(
      DESK_YAML.replace('options:\n', 'options:\n  __proto__: { polluted: 1 }\n  constructor: { polluted: 1 }\n')
    )
    expect(issues).toEqual([
      'models/desk/template.yaml:13:3 yaml/bad-key: a key is a plain name, and not one that JavaScript uses itself.',
      'models/desk/template.yaml:14:3 yaml/bad-key: a key is a plain name, and not one that JavaScript uses itself.',
    ])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('never makes the checker fall over, whatever is cut out of it or typed into it', () => {
    const anywhere = fc.nat(DESK_YAML.length)
    fc.assert(
      fc.property(anywhere, fc.nat(40), fc.string({ maxLength: 12, unit: 'grapheme' }), (at, cut, typed) => {
        const { template, issues } = compileTemplate(
          deskFolder({ 'template.yaml': DESK_YAML.slice(0, at) + typed + DESK_YAML.slice(at + cut) })
        )
        expect(template === null).toBe(issues.some(({ severity }) => severity === 'error'))
        for (const { line, column, message } of issues) {
          expect(line).toBeGreaterThan(0)
          expect(column).toBeGreaterThan(0)
          expect(message).not.toMatch(/undefined|\[object|NaN/)
        }
      }),
      { numRuns: 60 }
    )
  }, 60_000)

  it('is read even with a byte order mark and foreign line ends', () => {
    const { issues } = compileTemplate(deskFolder({ 'template.yaml': `\uFEFF${DESK_YAML.replaceAll('\n', '\r\n')}` }))
    expect(issues.map(issueText)).toEqual([])
    expect(compileTemplate(folderOf('models/none', {})).issues).toHaveLength(1)
  })
})
