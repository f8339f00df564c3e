import { describe, expect, it } from 'vitest'
import { compileTemplate, issueText, priceRanges } from '../../src/template/compile/index.ts'
import { quoteOf } from '../../src/price/index.ts'
import { loadRules } from '../../src/rules/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { desk, deskFolder, DESK_YAML, glbWith, type Edits } from '../fixtures/desk.ts'

const issuesOf = (edits: Edits): readonly string[] => compileTemplate(deskFolder(edits)).issues.map(issueText)
const yaml = (...edits: (readonly [string, string])[]): Edits => ({ 'template.yaml': edits })
/** Line of the desk's YAML on which the text stands first. */
const lineOf = (text: string): number => DESK_YAML.slice(0, DESK_YAML.indexOf(text)).split('\n').length

describe('a sound folder', () => {
  it('compiles without a word', () => {
    const { issues, template, report, ruleCount } = compileTemplate(deskFolder())
    expect(issues).toEqual([])
    expect(template).toMatchObject({
      format: 'toile.template/1',
      id: 'desk',
      version: '1.2.0',
      roles: { quantity: 'quantity' },
    })
    expect({ exact: report?.exact, dead: report?.dead, forced: report?.forced, ruleCount }).toEqual({
      exact: true,
      dead: [],
      forced: [],
      ruleCount: 2,
    })
  })

  it('has exactly the designs that its rules allow, counted one by one', () => {
    const { options, rules } = desk()
    const [top, drawer, width, plate, quantity] = options.map(({ choices }) => choices.map(({ id }) => id))
    let count = 0
    for (const t of top!)
      for (const d of drawer!)
        for (const w of width!)
          if (!(t === 'glass' && d !== 'none') && !(Number(w) > 160 && t !== 'oak'))
            count += plate!.length * quantity!.length
    expect(rules.designs).toBe(String(count))
    expect(loadRules(rules).count(new Int32Array(options.length).fill(-1))).toBe(BigInt(count))
  })

  it('gives the same bytes for the same folder, and another hash for any change', () => {
    expect(JSON.stringify(desk())).toBe(JSON.stringify(desk()))
    expect(desk({ 'prices/eur.csv': [['50.00', '50.01']] }).hash).not.toBe(desk().hash)
  })

  it('makes choices of a range and of a text', () => {
    const [, , width, plate] = desk().options
    expect(width).toMatchObject({ kind: 'number', control: 'stepper', unit: 'cm' })
    expect(width!.choices.map(({ id, label }) => `${id}: ${label.de}`)).toEqual([
      '100: 100 cm',
      '120: 120 cm',
      '140: 140 cm',
      '160: 160 cm',
      '180: 180 cm',
    ])
    expect(plate).toMatchObject({ kind: 'text', control: 'field', text: { most: 12, letters: 'latin' } })
    expect(plate!.choices.map(({ id }) => id)).toEqual(['none', 'written'])
  })

  it('lists the nodes that choices show, prices every choice, and turns conditions into plain lists of choices', () => {
    const { scene, books, lead, materials } = desk()
    expect(scene.trims).toEqual(['Damper', 'Drawer'])
    expect(books[0]!.choices['width']).toEqual({ 100: 0, 120: 0, 140: 0, 160: 0, 180: 4550 })
    expect(books[0]!.discounts[0]).toMatchObject({
      basisPoints: 1000,
      when: [{ quantity: ['3', '4', '5', '6', '7', '8', '9', '10'] }],
    })
    expect(books[0]!.extras[0]!.when).toEqual([{ top: ['oak'], width: ['160', '180'] }])
    expect(lead.extra.map(({ when, days }) => [when, days])).toEqual([
      [[{ top: ['glass'] }], 5],
      [[{ plate: ['written'] }], 2],
    ])
    expect(materials[0]).toMatchObject({ waste: 50, when: { drawer: ['plain', 'soft-close'] } })
  })

  it.each([
    ['the discount is for several', []],
    ['a discount is for a choice', [['    when: quantity >= 3', '    when: drawer == "soft-close"']]],
    ['a discount is for all but one', [['    when: quantity >= 3', '    when: top != "glass" && width < 180']]],
  ] as const)('knows the cheapest and the dearest piece when %s', (_, edits) => {
    const template = desk(yaml(...edits))
    expect(priceRanges(template)?.[0]).toEqual({ currency: 'EUR', ...extremesOf(template) })
  })
})

/** Prices every sound desk, one piece each. */
function extremesOf(template: CompiledTemplate): { least: number; greatest: number } {
  const totals: number[] = []
  const walk = (selection: Record<string, string>, at: number): void => {
    const option = template.options[at]
    if (option) for (const { id } of option.choices) walk({ ...selection, [option.id]: id }, at + 1)
    else if (
      selection['quantity'] === '1' &&
      !(selection['top'] === 'glass' && selection['drawer'] !== 'none') &&
      !(selection['width'] === '180' && selection['top'] !== 'oak')
    )
      totals.push(quoteOf(template, selection, { currency: 'EUR', day: '2026-11-21', language: 'en' }).total)
  }
  walk({}, 0)
  return { least: Math.min(...totals), greatest: Math.max(...totals) }
}

describe('a rule', () => {
  it('with a misspelt option says which was meant', () => {
    expect(issuesOf(yaml(['when: top == "glass"', 'when: topp == "glass"']))).toEqual([
      `models/desk/template.yaml:${lineOf('when: top')}:11 rule/unknown-option: rules.glass-no-drawer.when: expected one of "top", "drawer", "width", "plate", "quantity", got "topp". Did you mean "top"?`,
    ])
  })

  it('with an unknown choice says which there are, at the choice', () => {
    expect(issuesOf(yaml(['when: top == "glass"', 'when: top in ["glas", "oak"]']))).toEqual([
      `models/desk/template.yaml:${lineOf('when: top')}:19 rule/unknown-choice: rules.glass-no-drawer.when: top: expected one of "oak", "walnut", "glass", got "glas". Did you mean "glass"?`,
    ])
    expect(issuesOf(yaml(['width > 160', 'width == 170']))).toEqual([
      `models/desk/template.yaml:${lineOf('width > 160')}:20 rule/unknown-choice: rules.wide-needs-oak.when: width: expected one of "100", "120", "140", "160", "180", got "170". Did you mean "100"?`,
    ])
  })

  it('says what is wrong with its syntax or its types, at the place', () => {
    const place = `models/desk/template.yaml:${lineOf('when: width > 160')}`
    expect(issuesOf(yaml(['when: width > 160', 'when: width >']))).toEqual([
      `${place}:18 rule/syntax: rules.wide-needs-oak.when: Unexpected token: EOF.`,
    ])
    expect(issuesOf(yaml(['when: width > 160', 'when: width > "160"']))[0]).toBe(
      `${place}:11 rule/type: rules.wide-needs-oak.when: no such overload: int > string.`
    )
    expect(issuesOf(yaml(['when: width > 160', 'when: width + 1']))).toEqual([
      `${place}:11 rule/type: rules.wide-needs-oak.when: expected a condition (true or false), got int.`,
    ])
    expect(issuesOf(yaml(['when: width > 160', 'when: width == "160"']))).toContain(
      `${place}:20 rule/unknown-choice: rules.wide-needs-oak.when: width: expected a number such as 100, got the text "160". Write it without quotes.`
    )
  })

  it('means what CEL means, in every combination', () => {
    const allow =
      '!(top in ["glass"] && (drawer != "none" || quantity % 4 == 0)) && [90, 170].map(w, w + 10).exists(w, w == width || width >= 140 || top == "walnut")'
    const { rules, options } = desk(
      yaml(['    when: top == "glass"\n    then: drawer == "none"', `    allow: '${allow}'`])
    )
    const engine = loadRules(rules)
    const value = (option: number, choice: string) => options[option]!.choices.findIndex(({ id }) => id === choice)
    const count = (top: string, drawer: string, width: string, quantity: string) =>
      engine.count(Int32Array.of(value(0, top), value(1, drawer), value(2, width), -1, value(4, quantity)))
    expect(count('glass', 'none', '140', '3')).toBe(2n)
    expect(count('glass', 'none', '140', '4')).toBe(0n)
    expect(count('glass', 'plain', '140', '3')).toBe(0n)
    expect(count('oak', 'plain', '100', '4')).toBe(2n)
    expect(count('oak', 'plain', '120', '4')).toBe(0n)
  })

  it('may be a table of allowed combinations, with the same care for its cells', () => {
    const withTable = (table: string): Edits => ({
      ...yaml(['    when: top == "glass"\n    then: drawer == "none"', '    table: tops.csv']),
      'tops.csv': table,
    })
    const asRule = desk()
    const asTable = desk(withTable('top,drawer\noak|walnut,*\nglass,none\n'))
    expect(asTable.rules.designs).toBe(asRule.rules.designs)
    expect(issuesOf(withTable('top,drwer\noak,*\n'))).toEqual([
      'models/desk/tops.csv:1:1 rule/unknown-option: expected one of "top", "drawer", "width", "plate", "quantity", got "drwer". Did you mean "drawer"?',
    ])
    expect(issuesOf(withTable('top,drawer\noak,*\n# thin\nglas,none\n'))).toContain(
      'models/desk/tops.csv:4:1 rule/unknown-choice: top: expected one of "oak", "walnut", "glass", got "glas". Did you mean "glass"?'
    )
    expect(issuesOf({ ...withTable(''), 'tops.csv': null })).toEqual([
      `models/desk/template.yaml:${lineOf('    when: top')}:12 file/missing: rules.glass-no-drawer: no file "tops.csv" in models/desk.`,
    ])
  })

  it('has exactly one form', () => {
    expect(issuesOf(yaml(['    then: drawer == "none"\n', '']))).toEqual([
      `models/desk/template.yaml:${lineOf('glass-no-drawer')}:3 rule/form: rules.glass-no-drawer: expected "when" with "then", or "allow", or "table", or "of" with "atMost", "atLeast" or "exactly".`,
    ])
  })

  it('that speaks of too much is refused, not run', () => {
    const many = Array.from(
      { length: 6 },
      (_, k) =>
        `  many${k}:\n    group: yours\n    label: { en: Many, de: Viele }\n    range: { from: 1, to: 20, step: 1 }\n    default: 1\n`
    )
    const priced = Array.from({ length: 6 }, (_, k) => `many${k},*,included\n`).join('')
    const product = Array.from({ length: 6 }, (_, k) => `many${k}`).join(' * ')
    const issues = issuesOf({
      ...yaml(['  quantity:\n', `${many.join('')}  quantity:\n`], ['when: top == "glass"', `when: ${product} > 100`]),
      'prices/eur.csv': [['quantity,*', `${priced}quantity,*`]],
      'prices/jpy.csv': [['quantity,*', `${priced}quantity,*`]],
    })
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatch(
      /rule\/too-large: rules\.glass-no-drawer\.when: speaks of 64000000 combinations, expected at most 100000\. Split it into several rules\.$/
    )
  })

  it('that fails for some choices, or falls apart into thousands of cases, is refused in words', () => {
    const place = `models/desk/template.yaml:${lineOf('glass-no-drawer')}:3`
    expect(issuesOf(yaml(['when: top == "glass"', 'when: 12 / (quantity - 1) > 3']))).toEqual([
      `${place} rule/evaluation: rules.glass-no-drawer: division by zero.`,
    ])
    const many = ['a', 'b', 'c'].map(
      (id) =>
        `  ${id}:\n    group: yours\n    label: { en: A, de: A }\n    range: { from: 1, to: 46, step: 1 }\n    default: 1\n`
    )
    const priced = (file: string): Edits => ({ [file]: [['quantity,*', 'a,*,included\nb,*,included\nc,*,included\nquantity,*']] })
    const scattered = issuesOf({
      ...yaml(
        ['  quantity:\n', `${many.join('')}  quantity:\n`],
        ['    when: top == "glass"\n    then: drawer == "none"', '    allow: (a * 47 + b * 13 + a * b) % (c + 3) <= c / 2']
      ),
      ...priced('prices/eur.csv'),
      ...priced('prices/jpy.csv'),
    })
    expect(scattered.join()).toMatch(
      /rule\/too-large: rules\.glass-no-drawer: falls apart into \d+ cases, expected at most 2000\./
    )
  })

  it('that can never hold, or forbids nothing, is named', () => {
    const never = yaml(['    when: top == "glass"\n    then: drawer == "none"', '    allow: width > 500'])
    expect(issuesOf(never)).toEqual([
      `models/desk/template.yaml:${lineOf('glass-no-drawer')}:3 rule/never: rules.glass-no-drawer: no combination of choices satisfies it.`,
    ])
    expect(issuesOf(yaml(['then: top == "oak"', 'then: top != "oak" || top == "oak"']))).toEqual([
      `models/desk/template.yaml:${lineOf('wide-needs-oak')}:3 warning rule/no-effect: rules.wide-needs-oak: forbids nothing. Is it needed?`,
    ])
  })
})

describe('rules together', () => {
  it('that contradict are named as a smallest set, and no others', () => {
    const extra = `  only-wide:
    allow: width == 180
    because: { en: a, de: a }
  never-oak:
    allow: top != "oak"
    because: { en: b, de: b }
prices:`
    const [issue, ...more] = issuesOf(yaml(['prices:', extra]))
    expect(more).toEqual([])
    expect(issue).toMatch(
      /rule\/contradiction: rules "wide-needs-oak" \(line \d+\), "only-wide" \(line \d+\) and "never-oak" \(line \d+\) contradict each other: together they leave no design\. Loosen one of them\.$/
    )
  })

  it('that rule out the default design are named with the defaults they break', () => {
    expect(
      issuesOf(yaml(['    default: oak', '    default: glass'], ['    default: none', '    default: plain']))
    ).toEqual([
      `models/desk/template.yaml:${lineOf('glass-no-drawer')}:3 rule/default: rules.glass-no-drawer: rules out the default design (top "glass" and drawer "plain"). Change one of these defaults, or the rule.`,
    ])
  })

  it('that rule out a start design are named with the picks', () => {
    expect(
      issuesOf(yaml(['picks: { top: walnut, drawer: soft-close', 'picks: { top: glass, drawer: soft-close']))
    ).toEqual([
      `models/desk/template.yaml:${lineOf('picks:')}:26 rule/start: starts.writer: drawer "soft-close" does not go with top "glass", by rule "glass-no-drawer". Change one of these picks, or the rule.`,
    ])
  })

  it('that leave a choice to nobody are named at the choice', () => {
    expect(issuesOf(yaml(['then: drawer == "none"', 'then: drawer == "none" && width > 160']))).toEqual([
      `models/desk/template.yaml:${lineOf('glass:')}:7 warning choice/dead: options.top: no design can have "glass", by rules "glass-no-drawer" and "wide-needs-oak". Loosen a rule or drop the choice.`,
    ])
  })

  it('that leave an option one choice are named at the option', () => {
    const [issue, ...more] = issuesOf(
      yaml(
        ['    when: top == "glass"\n    then: drawer == "none"', '    allow: drawer == "none"'],
        [', drawer: soft-close', '']
      )
    )
    expect(more).toEqual([])
    expect(issue).toBe(
      `models/desk/template.yaml:${lineOf('  drawer:')}:3 warning option/forced: options.drawer: only "none" is ever possible, by rule "glass-no-drawer". Loosen a rule or drop the option.`
    )
  })
})

describe('prices', () => {
  it('that are missing are named with the line to add', () => {
    expect(issuesOf({ 'prices/eur.csv': [['top,walnut,50.00\n', '']] })).toEqual([
      'models/desk/prices/eur.csv:14:1 price/missing: no price for "top/walnut" in EUR. Add the line "top,walnut,<price>".',
    ])
    expect(
      issuesOf({
        'prices/eur.csv': [
          ['base,,649.00\n', ''],
          ['extra,long-oak,25.00\n', ''],
        ],
      })
    ).toEqual([
      'models/desk/prices/eur.csv:13:1 price/missing: no price for "base/" in EUR. Add the line "base,,<price>".',
      'models/desk/prices/eur.csv:13:1 price/missing: no price for "extra/long-oak" in EUR. Add the line "extra,long-oak,<price>".',
    ])
  })

  it('that are no amounts of the currency are refused, never rounded', () => {
    expect(issuesOf({ 'prices/eur.csv': [['walnut,50.00', 'walnut,50.005']] })).toEqual([
      'models/desk/prices/eur.csv:5:12 price/not-an-amount: price: expected an amount in EUR such as "18.00", or "included", got "50.005".',
    ])
    expect(issuesOf({ 'prices/jpy.csv': [['walnut,8000', 'walnut,8000.50']] })).toEqual([
      'models/desk/prices/jpy.csv:4:12 price/not-an-amount: price: expected an amount in JPY such as "1800", or "included", got "8000.50".',
    ])
  })

  it('of unknown options and choices are named at the cell', () => {
    expect(issuesOf({ 'prices/eur.csv': [['top,walnut', 'top,wallnut']] })).toEqual([
      'models/desk/prices/eur.csv:5:5 price/unknown-choice: choice: expected one of "oak", "walnut", "glass", got "wallnut". Did you mean "walnut"?',
      'models/desk/prices/eur.csv:15:1 price/missing: no price for "top/walnut" in EUR. Add the line "top,walnut,<price>".',
    ])
    expect(issuesOf({ 'prices/eur.csv': [['quantity,*,included', 'quantity,*,included\nquantty,1,5']] })[0]).toMatch(
      /^models\/desk\/prices\/eur\.csv:15:1 price\/unknown-option: option: expected one of .*, got "quantty"\. Did you mean "quantity"\?$/
    )
  })

  it('that stand twice, or fall below nothing, are refused', () => {
    expect(issuesOf({ 'prices/eur.csv': [['top,glass,-30.00', 'top,glass,-30.00\ntop,oak,5']] })).toEqual([
      'models/desk/prices/eur.csv:7:1 price/twice: "top/oak" has a price above already. Keep one of the two.',
    ])
    expect(issuesOf({ 'prices/eur.csv': [['base,,649.00', 'base,,29.99']] })).toEqual([
      'models/desk/prices/eur.csv:2:1 price/negative: the cheapest design would cost less than nothing in EUR. Raise the base price.',
    ])
  })

  it('in a currency that does not exist are refused', () => {
    expect(issuesOf(yaml(['    JPY:', '    JPJ:']))).toEqual([
      `models/desk/template.yaml:${lineOf('    JPY:')}:5 price/unknown-currency: prices.books.JPJ: currency: expected an ISO 4217 code such as "EUR", got "JPJ". Did you mean "JPY"?`,
    ])
  })
})

describe('a table', () => {
  it('with rows of the wrong length, open quotes or another heading is refused by line', () => {
    expect(issuesOf({ 'prices/eur.csv': [['walnut,50.00', 'walnut']] })[0]).toBe(
      'models/desk/prices/eur.csv:5:1 csv/cells: expected 3 cells (option, choice, price), got 2.'
    )
    expect(issuesOf({ 'prices/eur.csv': [['walnut,50.00', 'walnut,"50.00']] })[0]).toBe(
      'models/desk/prices/eur.csv:5:1 csv/quote: a quote is opened and not closed on this line.'
    )
    expect(issuesOf({ 'prices/eur.csv': [['option,choice,price', 'option,choice,cost']] })).toEqual([
      'models/desk/prices/eur.csv:2:1 csv/heading: expected the columns option,choice,price, got option,choice,cost.',
    ])
    expect(issuesOf({ 'prices/eur.csv': '# nothing yet\n' })).toEqual([
      'models/desk/prices/eur.csv:1:1 csv/empty: expected a heading and at least one row.',
    ])
  })

  it('of sizes has the measurements that are asked, as lengths', () => {
    expect(issuesOf({ 'sizes.csv': [['186.5', 'tall']] })).toEqual([
      'models/desk/sizes.csv:3:9 size/not-a-length: stature: expected centimetres such as "86" or "86.5", got "tall".',
    ])
    expect(issuesOf({ 'sizes.csv': [['label,stature', 'label,waistGirth']] })).toEqual([
      'models/desk/sizes.csv:1:1 csv/heading: expected the columns system,label,stature, got system,label,waistGirth.',
    ])
    expect(desk().sizes).toEqual([
      { system: 'adult', label: 'M', measurements: { stature: 17200 } },
      { system: 'adult', label: 'L', measurements: { stature: 18650 } },
    ])
  })
})

describe('shapes and pictures', () => {
  it('without a node that a choice shows name the nearest', () => {
    expect(issuesOf(yaml(['show: [Drawer] }', 'show: [Leg_L] }']))).toEqual([
      `models/desk/template.yaml:${lineOf('plain: {')}:66 scene/no-node: options.drawer.choices.plain.look: no node "Leg_L" in desk.glb. Did you mean "Leg_Left"?`,
    ])
    expect(issuesOf(yaml(['show: [Drawer] }', 'show: [Shelf] }']))[0]).toMatch(
      /no node "Shelf" in desk\.glb\. There are Body, Drawer, Damper, Leg_Left\.$/
    )
  })

  it('without a material that a choice paints name the nearest', () => {
    expect(
      issuesOf(yaml(["materials: { Top: { color: '#5b4030'", "materials: { Topp: { color: '#5b4030'"]))[0]
    ).toMatch(
      /scene\/no-material: options\.top\.choices\.walnut\.look: no material "Topp" in desk\.glb\. Did you mean "Top"\?$/
    )
  })

  it('are looked for in every shape that a design with the choice can have, and in no other', () => {
    const axes = yaml(
      ['shape: desk.glb', 'shape: shapes/{top}.glb'],
      ["look: { materials: { Top: { color: '#b08d57', roughness: 0.6 } } }", 'look: { shape: { top: oak } }'],
      ["look: { materials: { Top: { color: '#5b4030' } } }", 'look: { shape: { top: walnut } }'],
      ["look: { materials: { Top: { color: '#e8f0f0', roughness: 0.05 } } }", 'look: { shape: { top: glass } }']
    )
    const full = glbWith(['Drawer', 'Damper'])
    const shapes = { 'shapes/oak.glb': full, 'shapes/walnut.glb': full, 'shapes/glass.glb': glbWith(['Body']) }
    // A glass desk has no drawer, so its shape needs none.
    expect(issuesOf({ ...axes, ...shapes })).toEqual([])
    expect(issuesOf({ ...axes, ...shapes, 'shapes/walnut.glb': glbWith(['Drawer']) })).toEqual([
      `models/desk/template.yaml:${lineOf('soft-close: {')}:80 scene/no-node: options.drawer.choices.soft-close.look: no node "Damper" in shapes/walnut.glb. There are Drawer.`,
    ])
    expect(issuesOf({ ...axes, ...shapes, 'shapes/walnut.glb': null })).toEqual([
      `models/desk/template.yaml:${lineOf('shape: desk')}:10 file/missing: scene.shape: no file "shapes/walnut.glb" in models/desk.`,
    ])
    expect(issuesOf({ ...axes, ...shapes, 'shapes/oak.glb': 'no glTF' })[0]).toMatch(
      /scene\/not-gltf: models\/desk\/shapes\/oak\.glb: not a glTF 2\.0 file\.$/
    )
    expect(issuesOf(yaml(['shape: desk.glb', 'shape: shapes/{size}.glb']))[0]).toMatch(
      /scene\/axis: scene\.shape: no choice gives \{size\}\./
    )
  })

  it('bring what they load from beside themselves, and it must be there', () => {
    const sewn = (uri: string): Edits => ({
      ...yaml(
        ['shape: desk.glb', 'shape: shapes/desk.glb'],
        ["look: { materials: { Top: { color: '#b08d57', roughness: 0.6 } } }", 'look: {}'],
        ["look: { materials: { Top: { color: '#5b4030' } } }", 'look: {}'],
        ["look: { materials: { Top: { color: '#e8f0f0', roughness: 0.05 } } }", 'look: {}']
      ),
      'shapes/desk.glb': glbWith(['Drawer', 'Damper'], [], {
        nodes: [
          { name: 'cloth', extras: { toile: { format: 'toile.shape/1' } } },
          { name: 'Drawer' },
          { name: 'Damper' },
        ],
        buffers: [{ byteLength: 8 }, { byteLength: 8, uri }],
      }),
    })
    expect(issuesOf(sewn('desk.bin'))).toEqual([
      `models/desk/template.yaml:${lineOf('shape: desk')}:10 file/missing: scene.shape: no file "shapes/desk.bin" in models/desk, which a shape loads.`,
    ])
    const { assets } = compileTemplate(deskFolder({ ...sewn('desk.bin'), 'shapes/desk.bin': 'numbers' }))
    expect(assets).toEqual(['poster.webp', 'shapes/desk.bin', 'shapes/desk.glb', 'walnut.webp'])
  })

  it('that are not there are named; before the first shape is made this is a warning', () => {
    expect(issuesOf({ 'walnut.webp': null })).toEqual([
      `models/desk/template.yaml:${lineOf('image: walnut')}:16 file/missing: options.top.choices.walnut.image: no file "walnut.webp" in models/desk.`,
    ])
    expect(issuesOf({ 'walnut.webp': null, 'desk.glb': null })).toEqual([
      `models/desk/template.yaml:${lineOf('image: walnut')}:16 warning file/missing: options.top.choices.walnut.image: no file "walnut.webp" in models/desk.`,
      `models/desk/template.yaml:${lineOf('shape: desk')}:10 warning scene/no-shapes: scene.shape: no file "desk.glb" in models/desk yet. Make them and check again.`,
    ])
  })

  it('may be missing while they are made, named or left out as one likes', () => {
    const { template, issues } = compileTemplate(deskFolder({ 'walnut.webp': null }), { unfinished: true })
    expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning file/missing'])
    expect(template?.options[0]!.choices[1]!.image).toBe('walnut.webp')
    const { template: without } = compileTemplate(deskFolder({ 'walnut.webp': null }), {
      unfinished: true,
      leaveOut: true,
    })
    expect(without?.options[0]!.choices[1]!.image).toBeNull()
  })
})

describe('words', () => {
  it('in one language only are asked for in the other', () => {
    expect(issuesOf(yaml(['label: { en: Walnut, de: Nussbaum }', 'label: { en: Walnut }']))).toEqual([
      `models/desk/template.yaml:${lineOf('label: { en: Walnut')}:9 template/missing-translation: options.top.choices.walnut.label: expected "de", got nothing. Add the German text.`,
    ])
  })

  it('with a comma and no quotes are told from an unknown key', () => {
    expect(issuesOf(yaml(['de: Ein Schreibtisch.', 'de: Ein Schreibtisch, groß']))).toEqual([
      `models/desk/template.yaml:${lineOf('about:')}:45 template/unknown-key: about: no such key "groß". A text with a comma needs quotes.`,
    ])
  })
})

describe('the whole list', () => {
  it('holds every mistake of every kind at once, each with its place, in the order of the file', () => {
    const issues = compileTemplate(
      deskFolder({
        ...yaml(
          ['control: swatch', 'contrl: swatch'],
          ['label: { en: Walnut, de: Nussbaum }', 'label: { en: Walnut }'],
          ['group: yours\n    label: { en: Name plate', 'group: your\n    label: { en: Name plate'],
          ['default: 140', 'default: 150'],
          ['when: top == "glass"', 'when: topp == "glas"'],
          ['posterView: front', 'posterView: frnt'],
          ['picks: { top: walnut', 'picks: { tpo: walnut']
        ),
        'prices/jpy.csv': [['base,,98000\n', '']],
        'walnut.webp': null,
      })
    ).issues
    expect(issues.map(({ code }) => code)).toEqual([
      'template/unknown-key',
      'template/missing-translation',
      'file/missing',
      'option/unknown-default',
      'group/unknown',
      'rule/unknown-option',
      'view/unknown',
      'start/unknown-option',
      'price/missing',
    ])
  })
})

describe('a field', () => {
  it.each([
    [['rate: 19', 'rate: nineteen'], 'template/bad-value: prices.books.EUR.rate: expected a number, got "nineteen".'],
    [
      ['percent: 10', 'percent: 110'],
      'template/bad-value: discounts.three-or-more.percent: expected 0 to 100, got 110.',
    ],
    [
      ['version: 1.2.0', 'version: 1.2'],
      'template/bad-value: version: expected a text (in quotes when it looks like a number), got 1.2.',
    ],
    [
      ['tax: included', 'tax: inclusive'],
      'template/bad-value: prices.books.EUR.tax: expected "included" or "excluded", got "inclusive".',
    ],
    [
      ["color: '#b08d57'", 'color: brown'],
      'template/bad-value: options.top.choices.oak.look.materials.Top.color: expected a colour such as "#1b2a49", got "brown".',
    ],
    [
      ['shape: desk.glb', 'shape: ../desk.glb'],
      'template/bad-value: scene.shape: expected a file inside the folder, such as "prices/eur.csv", got "../desk.glb".',
    ],
    [
      ['poster: poster.webp', 'poster: https://elsewhere/p.webp'],
      'template/bad-value: scene.poster: expected a file inside the folder, such as "prices/eur.csv", got "https://elsewhere/p.webp".',
    ],
    [['days: [10, 14]', 'days: [14, 10]'], 'lead/order: lead.days: expected the earliest first, got [14, 10].'],
    [['[2026-12-25]', '[2026-13-25]'], 'lead/not-a-day: lead.holidays: "2026-13-25" is not a day of the calendar.'],
    [
      ['Europe/Berlin', 'Europe/Berlon'],
      'template/time-zone: timeZone: expected an IANA name such as "Europe/Berlin", got "Europe/Berlon".',
    ],
    [
      ['stature: required', 'statur: required'],
      'measurement/unknown: measurements: expected one of "stature", "waistGirth", "highHipGirth", "hipGirth", "thighGirth", "insideLegHeight", "bustGirth", "underbustGirth", "torsoGirth", "kneeGirth", "calfGirth", "ankleGirth", "footLength", "footBreadth", ..., got "statur". Did you mean "stature"?',
    ],
    [
      ['to: 180, step: 20', 'to: 185, step: 20'],
      'option/range: options.width.range: expected "to" to be some steps of 20 above 100, got 185.',
    ],
    [
      ['facts: { weight: 18 kg }', 'facts: { weigth: 18 kg }'],
      'fact/unknown: options.top.choices.oak: expected one of "weight", got "weigth". Did you mean "weight"?',
    ],
    [
      ['    when: drawer != "none"', '    when: drawer != "none" || top == "oak"'],
      'material/when: materials.screws: expected one list of choices per option, joined by "&&". Make a material for each case.',
    ],
  ] as const)('%s is refused by name', (edit, message) => {
    expect(issuesOf(yaml(edit)).map((issue) => issue.replace(/^\S+ /, ''))).toContain(message)
  })

  it('named by a word of the rules is refused, and the rest is checked all the same', () => {
    const issues = issuesOf({
      ...yaml(['  plate:\n', '  type:\n'], ['when: plate == "written"', 'when: top == "oakk"']),
      'prices/eur.csv': [
        ['plate,none', 'type,none'],
        ['plate,written', 'type,written'],
      ],
      'prices/jpy.csv': [['plate,', 'type,']],
    })
    expect(issues.map((issue) => issue.replace(/^\S+ /, ''))).toEqual([
      "option/reserved: options.type: the rules' language uses this word. Choose another.",
      'rule/unknown-choice: lead.extra.engraving.when: top: expected one of "oak", "walnut", "glass", got "oakk". Did you mean "oak"?',
    ])
  })

  it('that is missing is named at its parent', () => {
    expect(issuesOf(yaml(['timeZone: Europe/Berlin\n', '']))).toEqual([
      'models/desk/template.yaml:1:1 template/missing: template: expected "timeZone", got nothing.',
    ])
    expect(issuesOf({ 'template.yaml': null })).toEqual([
      'models/desk/template.yaml:1:1 file/missing: no file "template.yaml" in models/desk. "toile new <id>" makes one.',
    ])
  })
})
