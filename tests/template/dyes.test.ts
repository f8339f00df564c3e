import { describe, expect, it } from 'vitest'
import { hexOf } from '../../src/ground/colour.ts'
import { compileTemplate, issueText } from '../../src/template/compile/index.ts'
import { desk, deskFolder, DESK_YAML, type Edits } from '../fixtures/desk.ts'

const yaml = (...edits: (readonly [string, string])[]): Edits => ({ 'template.yaml': edits })
const issuesOf = (edits: Edits): readonly string[] => compileTemplate(deskFolder(edits)).issues.map(issueText)
const lineOf = (text: string): number => DESK_YAML.slice(0, DESK_YAML.indexOf(text)).split('\n').length

const WALNUT = "look: { materials: { Top: { color: '#5b4030' } } }"

describe('the colour of a choice', () => {
  it('is what its look says by "colour", as a screen shows it', () => {
    const own =
      'look: { materials: { Top: { color: colour, roughness: 0.4 } }, binding: { color: colour }, lining: { color: "#102030" } }'
    const template = desk(yaml([WALNUT, `colour: { lab: [31, 9, 14], code: W-31 }\n        ${own}`]))
    const walnut = template.options[0]!.choices[1]!
    expect(walnut.colour).toEqual({ lab: [31, 9, 14], code: 'W-31' })
    expect(walnut.look).toEqual({
      materials: { Top: { color: hexOf([31, 9, 14]), roughness: 0.4 } },
      binding: { color: hexOf([31, 9, 14]) },
      lining: { color: '#102030' },
    })
  })

  it('is asked for where a look names it and there is none', () => {
    expect(issuesOf(yaml([WALNUT, 'look: { materials: { Top: { color: colour } } }']))).toEqual([
      `models/desk/template.yaml:${lineOf(WALNUT)}:44 look/no-colour: ` +
        'options.top.choices.walnut.look.materials.Top.color: "colour" is the choice\'s own, and it has none. ' +
        'Add "colour: { lab: [L, a, b], code: ... }" to the choice.',
    ])
  })

  it('may be one that no screen shows, which is said', () => {
    expect(issuesOf(yaml([WALNUT, `colour: { lab: [60, 110, 20], code: NEON }\n        ${WALNUT}`]))).toEqual([
      `models/desk/template.yaml:${lineOf(WALNUT)}:24 warning colour/gamut: options.top.choices.walnut: ` +
        `no screen of sRGB shows this colour; the nearest is ${hexOf([60, 110, 20])}.`,
    ])
  })
})

describe("an option for the customer's own picture", () => {
  const PICTURE = `  picture:
    group: yours
    label: { en: Picture, de: Bild }
    default: none
    artwork:
      none: { label: { en: None, de: Keines } }
      given:
        label: { en: Yours, de: Ihres }
        lead: 3
        look: { artwork: { option: picture, piece: top, at: [0, 0], width: 120 } }
  quantity:
`
  const PRICES = `plate,written,18.00
picture,none,included
picture,given,12.00
`
  const edits = (picture: string): Edits => ({
    'template.yaml': [['  quantity:\n', picture]],
    'prices/eur.csv': [['plate,written,18.00\n', PRICES]],
    'prices/jpy.csv': [['plate,*,included\n', 'plate,*,included\npicture,*,included\n']],
  })

  it('has the choices none and given, a field, a price and days of its own', () => {
    const template = desk(edits(PICTURE))
    const picture = template.options.find(({ id }) => id === 'picture')!
    expect(picture).toMatchObject({ kind: 'artwork', control: 'field', text: null, unit: null })
    expect(picture.choices.map(({ id }) => id)).toEqual(['none', 'given'])
    expect(picture.choices[1]!.look.artwork).toEqual({ option: 'picture', piece: 'top', at: [0, 0], width: 120 })
    expect(template.books[0]!.choices['picture']).toEqual({ none: 0, given: 1200 })
    expect(template.lead.extra).toContainEqual({
      when: [{ picture: ['given'] }],
      days: 3,
      label: { en: 'Yours', de: 'Ihres' },
    })
  })

  it('is the only kind that a look may take artwork from', () => {
    const [issue] = issuesOf(edits(PICTURE.replace('option: picture', 'option: pictures')))
    expect(issue).toMatch(
      /:64:36 look\/no-artwork: options\.picture\.artwork\.given\.look\.artwork\.option: expected one of "picture", got "pictures"\. Did you mean "picture"\?$/
    )
  })

  it('is one kind of several, never two at once', () => {
    const both = PICTURE.replace('    artwork:', '    range: { from: 1, to: 2, step: 1 }\n    artwork:')
    expect(issuesOf(edits(both))[0]).toMatch(
      /option\/no-choices: options\.picture: expected "choices", "range", "text" or "artwork", got 2 of them\.$/
    )
  })
})
