import '../seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAnswers as answersOf } from '../../src/design/index.ts'
import { allHelpers } from '../../src/rules/index.ts'
import { compileTemplate, issueText } from '../../src/template/compile/index.ts'
import { cellsOf, type CompiledTemplate } from '../../src/template/index.ts'
import { desk, deskFolder, DESK_YAML, type Edits } from '../fixtures/desk.ts'

const lineOf = (text: string): number => DESK_YAML.slice(0, DESK_YAML.indexOf(text)).split('\n').length
const createAnswers = (template: CompiledTemplate) => answersOf(template, allHelpers())
const because = 'because: { en: a, de: a }'

/** The desk with rules of this text, and these measurements. */
const measured = (rules: string, measurements: string, more: Edits = {}): Edits => ({
  'template.yaml': [
    ['prices:\n', `${rules}prices:\n`],
    ['measurements: { stature: required }', `measurements:\n${measurements}`],
  ],
  ...more,
})
const STATURE = '  stature: { need: required, range: { from: 140, to: 210 } }\n'
const WAIST = '  waistGirth: { need: optional, range: { from: 50, to: 150 } }\n'
const TALL = `  tall-needs-width:
    when: stature > 190
    then: width >= 140
    ${because}
  short-needs-shallow:
    allow: stature >= 152.5 || drawer == "none"
    ${because}
`

const between = (min: number, max: number) => fc.integer({ min, max })
const issuesOf = (edits: Edits) => compileTemplate(deskFolder(edits)).issues.map(issueText)
const messagesOf = (edits: Edits) => issuesOf(edits).map((issue) => issue.replace(/^\S+ /, ''))

describe('a rule over a measurement', () => {
  it('cuts its range where the rules do, to the tenth of a millimetre', () => {
    const { cells, measurements, rules } = desk(measured(TALL, STATURE))
    expect(measurements).toEqual([{ name: 'stature', required: true, range: { from: 14000, to: 21000 } }])
    expect(cells).toEqual([{ option: 'stature', sum: { stature: 1 }, from: 14000, to: 21000, cuts: [15250, 19001] }])
    expect(rules.problem.options[rules.visible]).toEqual({ id: 'stature', values: ['0', '1', '2'] })
  })

  it('holds for exactly the bodies it names, and leaves a body that is not known free', () => {
    const template = desk(measured(TALL, STATURE))
    const answers = createAnswers(template)
    const widths = (stature: number | null) =>
      answers.statesOf({}, 'width', stature === null ? {} : cellsOf(template, { stature })).join()
    const all = 'yes,yes,yes,yes,yes'
    expect([widths(null), widths(19000), widths(19001), widths(25000)]).toEqual([
      all,
      all,
      'no,no,yes,yes,yes',
      'no,no,yes,yes,yes',
    ])
    const drawers = (stature: number) => answers.statesOf({}, 'drawer', cellsOf(template, { stature })).join()
    expect([drawers(15249), drawers(15250), drawers(100)]).toEqual(['yes,no,no', 'yes,yes,yes', 'yes,no,no'])
  })

  it('offers what the measurement may be for the picks', () => {
    const answers = createAnswers(desk(measured(TALL, STATURE)))
    expect(answers.allowed({}, 'stature')).toEqual([{ from: 14000, to: 21000 }])
    expect(answers.allowed({ width: '100' }, 'stature')).toEqual([{ from: 14000, to: 19000 }])
    expect(answers.allowed({ width: '100', drawer: 'plain' }, 'stature')).toEqual([{ from: 15250, to: 19000 }])
    expect(answers.allowed({}, 'waistGirth')).toBeNull()
  })

  it('may compare with a number that depends on a choice', () => {
    const template = desk(
      measured(
        `  by-top:
    allow: 'stature <= (top == "oak" ? 200.0 : top == "glass" ? 170.0 : 180.25) || width == 180'
    ${because}
`,
        STATURE
      )
    )
    expect(template.cells[0]!.cuts).toEqual([17001, 18026, 20001])
    const answers = createAnswers(template)
    const tops = (stature: number) => answers.statesOf({ width: '160' }, 'top', cellsOf(template, { stature })).join()
    expect([tops(17000), tops(17001), tops(18025), tops(18026), tops(20001)]).toEqual([
      'yes,yes,yes',
      'yes,yes,no',
      'yes,yes,no',
      'yes,no,no',
      'no,no,no',
    ])
  })

  it('may compare measurements, exactly so once all of them are taken', () => {
    const rules = `  round:
    when: 2 * waistGirth - stature > -20.5
    then: width >= 160
    ${because}
  tall:
    when: stature >= 190
    then: top == "oak"
    ${because}
`
    const edits = measured(rules, STATURE + WAIST)
    const template = desk(edits)
    const answers = createAnswers(template)
    fc.assert(
      fc.property(between(14000, 21000), between(5000, 15000), (stature, waistGirth) => {
        const cells = cellsOf(template, { stature, waistGirth })
        const needsWidth = 2 * waistGirth - stature > -2050
        expect(answers.statesOf({}, 'width', cells)).toEqual(
          [100, 120, 140, 160, 180].map((width) => (needsWidth && width < 160 ? 'no' : 'yes'))
        )
        expect(answers.statesOf({}, 'top', cells)[1]).toBe(stature >= 19000 ? 'no' : 'yes')
      }),
      { numRuns: 200 }
    )
    expect(messagesOf(edits)).toEqual([
      'warning rule/bound: measurements: rules compare stature with waistGirth. Until all of them are taken, more may show as possible than is. Give each a range with a step (at most 64 steps), and it is exact.',
    ])
  })

  it('compares stepped measurements exactly, however few are taken', () => {
    const rules = `  round:
    when: waistGirth * 2 > stature
    then: width >= 160
    ${because}
`
    const edits = measured(
      rules,
      '  stature: { need: required, range: { from: 150, to: 200, step: 5 } }\n  waistGirth: { need: optional, range: { from: 60, to: 140, step: 2 } }\n'
    )
    expect(issuesOf(edits)).toEqual([])
    const template = desk(edits)
    const answers = createAnswers(template)
    const steps = (from: number, to: number, step: number) =>
      Array.from({ length: (to - from) / step + 1 }, (_, at) => from + at * step)
    for (const stature of steps(150, 200, 5)) {
      const cells = cellsOf(template, { stature: stature * 100 + 120 })
      const waists = steps(60, 140, 2).filter((waist) => waist * 2 <= stature)
      const spans = answers.allowed({ width: '100' }, 'waistGirth', cells)!
      expect(spans).toEqual([{ from: 6000, to: waists.at(-1)! * 100 + 199 }])
      const most = steps(60, 140, 2).some((waist) => waist * 2 > stature)
      expect(answers.statesOf({}, 'width', cellsOf(template, { stature: stature * 100, waistGirth: 14000 }))[0]).toBe(
        most ? 'no' : 'yes'
      )
    }
  })

  it('without a range, or not compared, is refused at its place', () => {
    const place = `models/desk/template.yaml:${lineOf('prices:') + 1}`
    expect(issuesOf(measured(`  tall:\n    allow: stature > 190\n    ${because}\n`, '  stature: required\n'))).toEqual([
      `${place}:12 rule/no-range: rules.tall.allow: stature: a rule over a measurement needs its range. Write "stature: { need: required, range: { from: 70, to: 160 } }" under measurements, in cm.`,
    ])
    expect(
      issuesOf(measured(`  tall:\n    allow: top == "oak" || [stature].exists(x, x > 190.0)\n    ${because}\n`, STATURE))
    ).toEqual([
      `${place}:28 rule/measurement: rules.tall.allow: expected a measurement compared with a number, such as "stature > 120"; whole multiples of measurements may be added.`,
    ])
  })

  it('leaves each design counted once, whatever bodies it fits', () => {
    const { report } = compileTemplate(deskFolder(measured(TALL, STATURE)))
    // Every desk fits a body between the two rules.
    expect(report!.designs).toBe(BigInt(desk().rules.designs))
    const narrow = `  some:
    allow: stature > 180 || width != 100
    ${because}
  others:
    allow: stature < 160 || width != 100 || top != "oak"
    ${because}
`
    const fitting = compileTemplate(deskFolder(measured(narrow, STATURE))).report!.designs
    const small = `rules:\n  small:\n    allow: width != 100 || top != "oak"\n    ${because}\n`
    const without = desk({ 'template.yaml': [['rules:\n', small]] })
    expect(fitting).toBe(BigInt(without.rules.designs))
  })

  it('beyond the range says so; a body that no design fits is named', () => {
    const [first, ...more] = messagesOf(
      measured(`  tall:\n    when: stature > 230\n    then: top == "oak"\n    ${because}\n`, STATURE)
    )
    expect(first).toBe(
      'warning rule/no-effect: rules.tall: forbids nothing. Is it needed?'
    )
    expect(more).toEqual([
      'warning rule/beyond-range: rules.tall.when: stature: within the range this is always false. Is the number or the range meant otherwise?',
    ])
    expect(messagesOf(measured(`  tall:\n    allow: stature <= 195\n    ${because}\n`, STATURE))).toEqual([
      'warning measurement/nobody: measurements.stature: no design is left for stature 195.01 to 210 cm, by rule "tall". Loosen a rule or narrow the range.',
    ])
  })

  it('has a range that makes sense', () => {
    expect(messagesOf(measured('', '  stature: { need: required, range: { from: 140, to: 139 } }\n'))).toEqual([
      'measurement/range: measurements.stature: expected "to" to be some steps above 140 cm, got 139 cm.',
    ])
    expect(messagesOf(measured('', '  stature: { need: required, range: { from: 140 } }\n'))[0]).toMatch(
      /^template\/bad-value: measurements\.stature: expected "required" or "optional", or these as "need" with a "range" of centimetres/
    )
  })
})

describe('a term', () => {
  const terms = (text: string, rules = ''): Edits => ({
    'template.yaml': [['rules:\n', `terms:\n${text}rules:\n${rules}`]],
  })
  const ALLOW = `  few:\n    allow: '!fancy'\n    ${because}\n`

  it('stands for its condition, also through others', () => {
    const written = desk({
      'template.yaml': [
        ['rules:\n', `rules:\n${ALLOW.replace('fancy', '(drawer == "soft-close" && top == "walnut")')}`],
        ['drawer: soft-close, ', ''],
      ],
    })
    const named = desk({
      'template.yaml': [
        ['rules:\n', `terms:\n  quiet: drawer == "soft-close"\n  fancy: quiet && top == "walnut"\nrules:\n${ALLOW}`],
        ['drawer: soft-close, ', ''],
      ],
    })
    expect(named.rules.designs).toBe(written.rules.designs)
  })

  it('that needs itself is named with its whole circle, once', () => {
    const circle = '  a: b || top == "oak"\n  b: "!c"\n  c: a && width > 100\n  d: c\n'
    expect(messagesOf(terms(circle, ALLOW.replace('fancy', 'd')))).toEqual([
      'term/circle: terms.a: "a" needs "b" needs "c" needs "a". Say one of them without the others.',
    ])
    expect(messagesOf(terms('  a: "!a"\n'))).toEqual([
      'term/circle: terms.a: "a" needs "a". Say one of them without the others.',
    ])
  })

  it('that is wrong is said where it stands, not where it is used', () => {
    expect(issuesOf(terms('  fancy: topp == "oak"\n', ALLOW))).toEqual([
      `models/desk/template.yaml:${lineOf('rules:') + 1}:10 rule/unknown-option: terms.fancy: expected one of "top", "drawer", "width", "plate", "quantity", "fancy", got "topp". Did you mean "top"?`,
    ])
    expect(messagesOf(terms('  top: width > 100\n'))).toEqual([
      'term/name: terms.top: an option has this name. Choose another.',
    ])
  })
})

describe('counting', () => {
  const counted = (rule: string): Edits => ({
    'template.yaml': [['rules:\n', `rules:\n  some:\n${rule}    ${because}\n`]],
  })

  it('reads as a list as well as in CEL', () => {
    const list = desk(counted('    atMost: 1\n    of: [top == "oak", drawer == "plain", width > 140]\n'))
    const cel = desk(counted('    allow: count(top == "oak", drawer == "plain", width > 140) <= 1\n'))
    expect(list.rules.designs).toBe(cel.rules.designs)
  })

  it('holds only where its "when" does', () => {
    const when = desk(counted('    when: top == "oak"\n    exactly: 1\n    of: [drawer == "none", width == 120]\n'))
    const cel = desk(counted('    allow: top != "oak" || count(drawer == "none", width == 120) == 1\n'))
    expect(when.rules.designs).toBe(cel.rules.designs)
  })

  it('names a bound that cannot be met, and a form that is none', () => {
    expect(messagesOf(counted('    atLeast: 3\n    of: [top == "oak", drawer == "plain"]\n'))[0]).toBe(
      'rule/form: rules.some: 3 to 2 of 2 conditions can never hold.'
    )
    expect(messagesOf(counted('    of: [top == "oak", drawer == "plain"]\n'))[0]).toMatch(
      /^rule\/form: rules\.some: expected/
    )
  })
})
