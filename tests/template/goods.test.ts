import { describe, expect, it } from 'vitest'
import { goodsOf } from '../../src/template/index.ts'
import { compileTemplate, issueText } from '../../src/template/compile/index.ts'
import { deskFolder, type Edits } from '../fixtures/desk.ts'

const CARE = '{ wash: 30, bleach: none, dry: line, iron: 110, clean: P }'
const GOODS = `goods:
  felt:
    width: 1400
    oneWay: true
    shrinkage: { warp: 2.5, weft: 1 }
    weight: 300
    stretch: { across: 8, along: 2 }
    fibres: { polyester: 30, wool: 70 }
    care: ${CARE}
  hide:
    matter: leather
    width: 900
    weight: 1100
    care: { wash: none, bleach: none, dry: none, iron: none, clean: none }
`
const CUTS = `cuts:
  pad: { label: { en: Pad, de: Auflage }, option: top }
  sling: { label: { en: Sling, de: Schlinge }, goods: felt }
`

/** The desk with goods on the shelf, its tops cut from them. */
const withGoods = (...more: [string, string][]): Edits => ({
  'template.yaml': [
    ['materials:\n', `${GOODS}${CUTS}materials:\n`],
    ['        facts: { weight: 18 kg }\n', '        facts: { weight: 18 kg }\n        goods: felt\n'],
    ['        image: walnut.webp\n', '        image: walnut.webp\n        goods: hide\n'],
    ...more,
  ],
})
const compiled = (...more: [string, string][]) => compileTemplate(deskFolder(withGoods(...more)))
/** Without the place, which other tests hold to. */
const issuesOf = (...more: [string, string][]): readonly string[] =>
  compiled(...more).issues.map((issue) => issueText(issue).replace(/^\S+:\d+:\d+ /, ''))

describe('goods', () => {
  it('are what pieces of a material are cut from, by the choice or always', () => {
    const { template, issues } = compiled()
    expect(issues).toEqual([])
    const felt = {
      matter: 'textile',
      width: 1400,
      oneWay: true,
      shrinkage: { warp: 25, weft: 10 },
      weight: 300,
      stretch: { across: 8, along: 2 },
      fibres: [
        { fibre: 'wool', percent: 70 },
        { fibre: 'polyester', percent: 30 },
      ],
      care: { wash: '30', bleach: 'none', dry: 'line', iron: '110', clean: 'P' },
    }
    expect(template!.options[0]!.choices.map(({ goods }) => goods)).toEqual(['felt', 'hide', undefined])
    expect(template!.goods!.felt).toEqual(felt)
    const chosen = goodsOf(template!, { ...template!.defaults, top: 'oak' })
    expect(chosen.map(({ material, goods }) => ({ material, goods }))).toEqual([
      { material: 'pad', goods: felt },
      { material: 'sling', goods: felt },
    ])
    // A glass top is cut from nothing.
    expect(goodsOf(template!, { ...template!.defaults, top: 'glass' }).map(({ material }) => material)).toEqual(['sling'])
  })

  it.each<[string, [string, string], string]>([
    [
      'shares that do not add up',
      ['{ polyester: 30, wool: 70 }', '{ polyester: 30, wool: 60 }'],
      'goods/fibres: goods.felt.fibres: expected shares that add up to 100 percent, got 90.',
    ],
    [
      'a name that no label may say',
      ['{ polyester: 30, wool: 70 }', '{ polyester: 30, wol: 70 }'],
      'goods/unknown-fibre: goods.felt.fibres: expected a fibre of Regulation (EU) 1007/2011, Annex I, got "wol". Did you mean "wool"?',
    ],
    [
      'a cloth of nothing',
      ['    fibres: { polyester: 30, wool: 70 }\n', ''],
      'goods/fibres: goods.felt: expected "fibres", got nothing. Say what it is made of, such as "fibres: { cotton: 98, elastane: 2 }", or another "matter".',
    ],
    [
      'leather with fibres',
      ['    width: 900\n', '    width: 900\n    fibres: { cotton: 100 }\n'],
      'goods/fibres: goods.hide.fibres: fibres are of a textile, and this is "leather". Leave them out, or say "matter: textile".',
    ],
    [
      'a symbol that ISO 3758 does not have',
      ['wash: 30,', 'wash: 35,'],
      'template/bad-value: goods.felt.care.wash: expected one of "none", "hand", "30-mild", "30", "40-mild", "40", "60", got "35".',
    ],
    [
      'a name of no goods',
      ['goods: hide\n', 'goods: hyde\n'],
      'goods/unknown: options.top.choices.walnut.goods: expected one of "felt", "hide", got "hyde". Did you mean "hide"?',
    ],
    [
      'an option that is not there',
      ['option: top }', 'option: tops }'],
      'cut/unknown-option: cuts.pad.option: expected one of "top", "drawer", "width", "plate", "quantity", got "tops". Did you mean "top"?',
    ],
    [
      'an option of which nothing is cut',
      ['option: top }', 'option: drawer }'],
      'cut/no-goods: cuts.pad.option: no choice of "drawer" has "goods". Add what each of them is cut from.',
    ],
    [
      'a cut of two minds',
      ['goods: felt }', 'goods: felt, option: top }'],
      'cut/form: cuts.sling: expected "option" or "goods".',
    ],
    [
      'goods that no piece is cut from',
      ['  pad: { label: { en: Pad, de: Auflage }, option: top }\n', ''],
      'goods/no-cut: options.top.choices.oak.goods: no pieces are cut from it. Name the pieces\' material in "cuts": "cuts: { cloth: { label: ..., option: top } }".',
    ],
    [
      'a bill by another width than the cloth has',
      [
        'materials:\n  screws:',
        'materials:\n  pad:\n    label: { en: Pad, de: Auflage }\n    unit: m\n    quantity: { from: area, material: pad, widthMm: 1500 }\n    waste: 5\n  screws:',
      ],
      'material/width: materials.pad: is 1500 mm wide, but top/oak is 1400. Make a material for each width, with "when".',
    ],
  ])('names %s, and the way out', (_what, edit, expected) => {
    expect(issuesOf(edit)).toContain(expected)
  })

  it('warns of goods that lie on the shelf for nothing', () => {
    expect(issuesOf(['  hide:\n', '  spare:\n    matter: other\n    width: 500\n    weight: 5\n    care: ' + CARE + '\n  hide:\n'])).toEqual([
      'warning goods/idle: goods.spare: neither a choice nor a cut names it.',
    ])
  })
})

describe('sewing, finished measures and sizes', () => {
  const at = (text: string): [string, string] => ['materials:\n  screws:', `${text}materials:\n  screws:`]
  const step = (more: string) => at(`sewing:\n  - { label: { en: Close, de: Schließen }, ${more} }\n`)

  it('are kept in the order they are written', () => {
    const { template, issues } = compiled(
      step('seams: [side], lines: [hem], stitch: 401, perCm: 3.5, when: drawer == "none"'),
      at('finished:\n  waist: { label: { en: Waist, de: Taille }, body: waistGirth, tolerance: 0.5 }\n'),
      at('sizing: [letter, eu]\n')
    )
    expect(issues).toEqual([])
    expect(template!.sewing).toEqual([
      {
        label: { en: 'Close', de: 'Schließen' },
        seams: ['side'],
        lines: ['hem'],
        type: '401',
        perCm: 3.5,
        rows: 1,
        when: { drawer: ['none'] },
      },
    ])
    expect(template!.finished).toEqual([
      { name: 'waist', label: { en: 'Waist', de: 'Taille' }, body: 'waistGirth', tolerance: 50 },
    ])
    expect(template!.sizing).toEqual(['letter', 'eu'])
  })

  it.each<[string, [string, string], string]>([
    [
      'a stitch that is none',
      step('seams: [side], stitch: 302, perCm: 4'),
      'sewing/unknown-stitch: sewing[0].stitch: expected one of "101", "301", "304", "401", "406", "407", "503", "504", "514", "516", "602", "605", got "302". Did you mean "301"?',
    ],
    [
      'a step that sews nothing',
      step('stitch: 301, perCm: 4'),
      'sewing/nothing: sewing[0]: expected "seams" or "lines" that are sewn so.',
    ],
    [
      'a body measurement that nobody takes',
      at('finished:\n  waist: { label: { en: Waist, de: Taille }, body: girth, tolerance: 0.5 }\n'),
      'measurement/unknown: finished.waist.body: expected an ISO 8559 name such as "waistGirth", got "girth".',
    ],
    [
      'a size system of nobody',
      at('sizing: [leter]\n'),
      'sizing/unknown: sizing: expected one of "en13402", "eu", "uk", "us", "letter", "waist-leg", "band-cup", "mondopoint", "paris-point", "uk-shoe", "us-shoe", got "leter". Did you mean "letter"?',
    ],
    [
      'two sides of what a body has once',
      ['measurements: { stature: required }', 'measurements: { stature: { need: required, sided: true } }'],
      'measurement/one-sided: measurements.stature: a body has it once. Taken left and right may be thighGirth, insideLegHeight, kneeGirth, calfGirth, ankleGirth, footLength, footBreadth, ballGirth, instepGirth, heelGirth.',
    ],
  ])('name %s, and the way out', (_what, edit, expected) => {
    expect(issuesOf(edit)).toEqual([expected])
  })

  it('take a measurement on both sides where it says so', () => {
    const { template } = compiled([
      'measurements: { stature: required }',
      'measurements: { stature: required, footLength: { need: optional, sided: true } }',
    ])
    expect(template!.measurements).toEqual([
      { name: 'stature', required: true },
      { name: 'footLength', required: false, sided: true },
    ])
  })
})
