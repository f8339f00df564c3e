import { describe, expect, it } from 'vitest'
import { compileTemplate, issueText } from '../../src/template/compile/index.ts'
import { deskFolder, DESK_YAML, type Edits } from '../fixtures/desk.ts'

const issuesOf = (edits: Edits) => compileTemplate(deskFolder(edits)).issues.map(issueText)
const lineOf = (text: string): number => DESK_YAML.slice(0, DESK_YAML.indexOf(text)).split('\n').length
const because = 'because: { en: a, de: a }'
const rules = (text: string): Edits => ({ 'template.yaml': [['rules:\n', `rules:\n${text}`]] })
const place = (line: number, column: number) => `models/desk/template.yaml:${line}:${column} warning`

describe('a rule that changes nothing', () => {
  it('is named with the rules that say it already', () => {
    const said = `  glass-plain:\n    when: top == "glass"\n    then: drawer != "plain"\n    ${because}\n`
    expect(issuesOf(rules(said))).toEqual([
      `${place(lineOf('rules:') + 1, 3)} rule/redundant: rules.glass-plain: changes nothing, by rule "glass-no-drawer". Is it needed?`,
    ])
  })

  it('may follow from several together, and counts and tables are looked at too', () => {
    const found = issuesOf({
      'template.yaml': [
        [
          'rules:\n',
          `rules:
  wide-is-full:
    when: width > 160
    then: drawer == "soft-close"
    ${because}
  not-both:
    atMost: 1
    of: [width > 160, drawer == "none", top == "glass" && drawer == "none"]
    ${because}
  listed:
    table: listed.csv
    ${because}
`,
        ],
      ],
      'listed.csv': 'top,drawer\noak,*\nwalnut,*\nglass,none\n',
    })
    expect(found.filter((issue) => issue.includes('rule/redundant'))).toEqual([
      `${place(lineOf('rules:') + 9, 3)} rule/redundant: rules.listed: changes nothing, by rule "glass-no-drawer". Is it needed?`,
      `${place(lineOf('rules:') + 12, 3)} rule/redundant: rules.glass-no-drawer: changes nothing, by rule "listed". Is it needed?`,
    ])
  })
})

describe('a choice', () => {
  const twin = `      teak:
        label: { en: Oak, de: Eiche }
        facts: { weight: 18 kg }
        look: { materials: { Top: { color: '#b08d57', roughness: 0.6 } } }
`
  const prices = (amount: string): Edits => ({
    'prices/eur.csv': [['top,walnut', `top,teak,${amount}\ntop,walnut`]],
  })

  it('that nothing tells from another is named', () => {
    const edits: Edits = {
      'template.yaml': [
        ['      walnut:\n', `${twin}      walnut:\n`],
        ['then: top == "oak"', 'then: top in ["oak", "teak"]'],
        ['when: top == "oak" && width', 'when: top in ["oak", "teak"] && width'],
      ],
    }
    expect(issuesOf({ ...edits, ...prices('included') })).toEqual([
      `${place(lineOf('      walnut:'), 7)} choice/same: options.top: nothing tells "teak" from "oak": label, price, picture, facts and rules are the same.`,
    ])
    expect(issuesOf({ ...edits, ...prices('1.00') })).toEqual([])
  })

  it('is told apart by a rule or a price', () => {
    const edits: Edits = { 'template.yaml': [['      walnut:\n', `${twin}      walnut:\n`]] }
    expect(issuesOf({ ...edits, ...prices('included') })).toEqual([])
  })
})

describe('an option', () => {
  const option = (choices: string): Edits => ({
    'template.yaml': [
      [
        '  drawer:\n',
        `  edge:
    group: build
    label: { en: Edge, de: Kante }
    default: round
    choices:
${choices}  drawer:
`,
      ],
    ],
    'prices/eur.csv': [['quantity,*', 'edge,*,included\nquantity,*']],
    'prices/jpy.csv': [['quantity,*', 'edge,*,included\nquantity,*']],
  })

  it('that nothing follows from is named, and one with a single choice', () => {
    const line = lineOf('  drawer:')
    const two = '      round: { label: { en: Round, de: Rund } }\n      sharp: { label: { en: Sharp, de: Scharf } }\n'
    expect(issuesOf(option(two))).toEqual([
      `${place(line, 3)} option/idle: options.edge: nothing follows from it, no rule, price, picture or material. Is something forgotten?`,
    ])
    expect(issuesOf(option('      round: { label: { en: Round, de: Rund } }\n'))).toEqual([
      `${place(line, 3)} option/one-choice: options.edge: "round" is its only choice, so there is nothing to choose.`,
    ])
  })
})

describe('a template', () => {
  it('of no options, or of ten thousand, is refused at once', () => {
    const all = DESK_YAML.slice(DESK_YAML.indexOf('  top:\n'), DESK_YAML.indexOf('rules:\n'))
    const many = Array.from(
      { length: 10_000 },
      (_, k) =>
        `  o${k}: { group: yours, label: { en: O, de: O }, default: a, choices: { a: { label: { en: A, de: A } } } }\n`
    )
    const place = `models/desk/template.yaml:${lineOf('options:')}:1`
    expect(issuesOf({ 'template.yaml': [[`options:\n${all}`, 'options: {}\n']] })).toEqual([
      `${place} option/count: options: expected 1 to 5000 of them, got 0.`,
    ])
    expect(issuesOf({ 'template.yaml': [[all, many.join('')]] })).toEqual([
      `${place} option/count: options: expected 1 to 5000 of them, got 10000.`,
    ])
  })
})

describe('rules that contradict', () => {
  it('are said to be one rule when it is one', () => {
    const alone = `  none-fits:
    allow: count(top == "oak", top == "walnut") + count(top == "glass") == 2
    ${because}
`
    expect(issuesOf(rules(alone))).toEqual([
      `models/desk/template.yaml:${lineOf('rules:') + 1}:3 rule/never: rules.none-fits: no combination of choices satisfies it.`,
    ])
  })
})
