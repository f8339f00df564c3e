import { describe, expect, it } from 'vitest'
import { pieceBounds, quoteOf } from '../../src/price/index.ts'
import { loadRules } from '../../src/rules/index.ts'
import { compileTemplate, issueText, priceRanges } from '../../src/template/compile/index.ts'
import { cellsOf, type CompiledTemplate } from '../../src/template/index.ts'
import { desk, deskFolder, type Edits } from '../fixtures/desk.ts'

const issuesOf = (edits: Edits) => compileTemplate(deskFolder(edits)).issues.map(issueText)

const MEASURED = '  stature: { need: required, range: { from: 140, to: 210 } }\n'

/** Extras of every kind: by a combination, by a table, by a measurement; and discounts that choices decide. */
const DEAR: Edits = {
  'template.yaml': [
    [
      'discounts:\n',
      `  drawers:
    table: prices/drawers.csv
    label: { en: Fitting, de: Einbau }
  tall:
    when: stature > 190 && top != "glass"
    label: { en: Longer legs, de: Längere Beine }
discounts:
  plain-oak:
    when: top == "oak" && drawer == "none"
    percent: 5
    label: { en: From stock, de: Ab Lager }
    because: { en: a, de: a }
`,
    ],
    ['measurements: { stature: required }', `measurements:\n${MEASURED}`],
    [
      'rules:\n',
      `rules:
  tall-needs-width:
    when: stature > 195
    then: width >= 140
    because: { en: a, de: a }
`,
    ],
  ],
  'prices/drawers.csv': `drawer,width,EUR,JPY
plain,100|120,5.00,800
soft-close,100|120,7.50,1100
soft-close,140,1.25,200
`,
  'prices/eur.csv': [['extra,long-oak,25.00', 'extra,long-oak,25.00\nextra,tall,19.90']],
  'prices/jpy.csv': [['extra,long-oak,4000', 'extra,long-oak,4000\nextra,tall,3000']],
}

const BODIES = [15000, 19000, 19001, 19500, 19501]

/** Every valid desk with every kind of body, one piece each, and what it costs. */
function* desksOf(template: CompiledTemplate, currency: string) {
  const designs: Record<string, string>[] = [{}]
  for (const { id, choices } of template.options)
    designs.push(...designs.splice(0).flatMap((design) => choices.map((choice) => ({ ...design, [id]: choice.id }))))
  for (const selection of designs)
    for (const stature of BODIES) {
      const { top, drawer, width, quantity } = selection as Record<'top' | 'drawer' | 'width' | 'quantity', string>
      const isValid =
        !(top === 'glass' && drawer !== 'none') &&
        !(Number(width) > 160 && top !== 'oak') &&
        !(stature > 19500 && Number(width) < 140)
      if (quantity !== '1' || !isValid) continue
      const body = cellsOf(template, { stature })
      const { total } = quoteOf(template, { ...selection, ...body }, { currency, day: '2026-11-21', language: 'en' })
      yield { selection: { ...selection, ...body }, total }
    }
}

describe('prices', () => {
  const template = desk(DEAR)

  it.each(['EUR', 'JPY'])('in %s are exact for every choice, with every kind of extra and discount', (currency) => {
    const rules = loadRules(template.rules)
    const open = new Int32Array(rules.options.length).fill(-1)
    const drawer = template.options.findIndex(({ id }) => id === 'drawer')
    const tall = rules.options.findIndex(({ id }) => id === 'stature')
    const desks = [...desksOf(template, currency)]
    const picksets: readonly (readonly (readonly [option: number, value: number])[])[] = [
      [],
      [[drawer, 2]],
      [[tall, 2]],
      [
        [drawer, 1],
        [tall, 0],
      ],
    ]
    for (const given of picksets) {
      const picks = open.slice()
      for (const [option, value] of given) picks[option] = value
      const bounds = pieceBounds(template, currency, rules, picks)
      expect(bounds.exact).toBe(true)
      const chosen = ([option, value]: readonly [number, number]) => {
        const { id, values } = rules.options[option]!
        return { id, choice: values[value]! }
      }
      const shown = [...template.options.keys(), tall]
      for (const option of shown)
        rules.options[option]!.values.forEach((_, value) => {
          if (template.options[option]?.id === 'quantity') return
          // A picked option's alternatives are told as if it were free.
          const others = given.filter(([other]) => other !== option)
          const wanted = [...others, [option, value] as const].map(chosen)
          const totals = desks
            .filter(({ selection }) => wanted.every(({ id, choice }) => selection[id] === choice))
            .map(({ total }) => total)
          const at = rules.offsets[option]! + value
          expect([bounds.least[at], bounds.greatest[at]]).toEqual([Math.min(...totals), Math.max(...totals)])
        })
    }
    const totals = desks.map(({ total }) => total)
    expect(priceRanges(template).find((range) => range.currency === currency)).toEqual({
      currency,
      least: Math.min(...totals),
      greatest: Math.max(...totals),
    })
  })

  it('add no designs: what they need in the rules follows from the choices and the body', () => {
    const { 'template.yaml': edits } = DEAR as { 'template.yaml': readonly (readonly [string, string])[] }
    const plain = desk({ 'template.yaml': edits.slice(1) })
    // The plain desk's rules tell two kinds of body apart, the dear one's prices a third.
    const tallOf = (one: CompiledTemplate, stature: number) => {
      const rules = loadRules(one.rules)
      const picks = new Int32Array(rules.options.length).fill(-1)
      picks[rules.options.findIndex(({ id }) => id === 'stature')] = Number(cellsOf(one, { stature })['stature'])
      return rules.count(picks)
    }
    for (const stature of BODIES) expect(tallOf(template, stature)).toBe(tallOf(plain, stature))
  })

  it('of a table stand in the quote under one line, and only one row of it', () => {
    const line = (drawer: string, width: string) => {
      const selection = { ...template.defaults, drawer, width }
      const { lines } = quoteOf(template, selection, { currency: 'EUR', day: '2026-11-21', language: 'de' })
      return lines.filter(({ code }) => code === 'drawers')
    }
    expect(line('soft-close', '120')).toEqual([{ code: 'drawers', label: 'Einbau', amount: 750 }])
    expect(line('soft-close', '180')).toEqual([])
  })

  it('of a table are checked cell by cell', () => {
    const table = (text: string) => issuesOf({ ...DEAR, 'prices/drawers.csv': text })
    expect(table('drawer,width,EUR\nplain,100,5.00\n')).toEqual([
      'models/desk/prices/drawers.csv:1:1 csv/heading: expected a column "JPY", as for every currency with a book.',
    ])
    expect(table('drawr,EUR,JPY\nplain,5.00,800\n')[0]).toMatch(
      /^models\/desk\/prices\/drawers\.csv:1:1 csv\/heading: .*, got "drawr"\. Did you mean "drawer"\?$/
    )
    expect(table('drawer,EUR,JPY\nplain,5.005,800\n')).toEqual([
      'models/desk/prices/drawers.csv:2:7 price/not-an-amount: EUR: expected an amount in EUR such as "18.00", or "included", got "5.005".',
    ])
    expect(table('drawer,EUR,JPY\nplain,5,800\n*,6,900\n')).toEqual([
      'models/desk/prices/drawers.csv:3:1 price/twice: a row above has another amount for a combination of this one. Keep one.',
    ])
    expect(table('drawer,EUR,JPY\nplain|soft-close,5,800\nplain,5,800\n')).toEqual([
      'models/desk/prices/drawers.csv:3:1 warning rule/row-twice: all of this row stands above already. Is another one meant?',
    ])
  })

  it('that could leave the exact integers are refused', () => {
    const rows = Array.from(
      { length: 1000 },
      (_, k) => `  o${k}:
    group: yours
    label: { en: O, de: O }
    default: a
    choices: { a: { label: { en: A, de: A } }, b: { label: { en: B, de: B } } }
`
    )
    const dear = Array.from({ length: 1000 }, (_, k) => `o${k},a,included\no${k},b,10000000000\n`).join('')
    const issues = issuesOf({
      'template.yaml': [['  quantity:\n', `${rows.join('')}  quantity:\n`]],
      'prices/eur.csv': [['quantity,*', `${dear}quantity,*`]],
      'prices/jpy.csv': [['quantity,*', `${dear.replaceAll('10000000000', '1')}quantity,*`]],
    })
    expect(issues).toEqual([
      'models/desk/prices/eur.csv:2:1 price/overflow: amounts in EUR may add up to 1.0e+16 minor units, past what is reckoned exactly (9.0e+15).',
    ])
  })
})
