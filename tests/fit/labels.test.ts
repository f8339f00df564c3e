import { describe, expect, it } from 'vitest'
import { estimate, labelsFor, pictogramOf, SIZE_SYSTEMS, type Measured } from '../../src/fit/index.ts'

const body = (values: Readonly<Record<string, number>>): Measured[] =>
  Object.entries(values).map(([name, value]) => ({ name, value, source: 'taken', error: 0 }))

const labelOf = (system: string, values: Readonly<Record<string, number>>, survey: 'men' | 'women' | null = null) =>
  labelsFor([system], body(values), survey).map(({ system: own, label }) => `${own} ${label}`)

describe('labelsFor', () => {
  it.each([
    [8700, 10_700, '85D'],
    [8900, 10_800, '90D'],
    [8200, 10_000, '80C'],
    // The bounds of a band and of a cup: the upper one of a cup is its own.
    [8749, 10_749, '85D'],
    [8750, 10_750, '90D'],
    [8700, 10_701, '85E'],
    [7500, 8501, '75AA'],
    [7500, 8701, '75A'],
  ])('names the cup of an underbust of %d and a bust of %d tenths as EN 13402-3 does: %s', (underbust, bust, label) => {
    expect(labelOf('band-cup', { underbustGirth: underbust, bustGirth: bust })).toEqual([`band-cup ${label}`])
  })

  it('names no cup where the bust is hardly more, and tells the neighbours and the sisters of one', () => {
    expect(labelOf('band-cup', { underbustGirth: 9000, bustGirth: 10_000 })).toEqual([])
    expect(labelsFor(['band-cup'], body({ underbustGirth: 8700, bustGirth: 10_700 }))).toEqual([
      {
        system: 'band-cup',
        label: '85D',
        smaller: '85C',
        larger: '85E',
        because: {
          en: 'Underbust: 87 cm, which rounds to 85. The bust is 20 cm more; D is for more than 18 cm up to 20 cm. Cups of the same volume: 80E, 90C.',
          de: 'Unterbrust: 87 cm, gerundet 85. Die Brust misst 20 cm mehr; D gilt für mehr als 18 cm bis 20 cm. Körbchen mit gleichem Volumen: 80E, 90C.',
        },
      },
    ])
  })

  it('names trousers by whole inches of waist and every second of inside leg', () => {
    expect(labelOf('waist-leg', { waistGirth: 8636, insideLegHeight: 8128 })).toEqual(['waist-leg 34/32'])
    expect(labelOf('waist-leg', { waistGirth: 8508, insideLegHeight: 8128 })).toEqual(['waist-leg 33/32'])
    expect(labelOf('waist-leg', { waistGirth: 8509, insideLegHeight: 7873 })).toEqual(['waist-leg 34/30'])
    expect(labelOf('waist-leg', { waistGirth: 8636 })).toEqual(['waist-leg 34'])
    expect(labelsFor(['waist-leg'], body({ waistGirth: 8636, insideLegHeight: 8128 }))[0]).toMatchObject({
      smaller: '33/32',
      larger: '35/32',
      because: {
        en: 'Waist: 86.4 cm. 34 is for 85.1 cm to 87.6 cm. Inside leg: 81.3 cm. 32 is for 78.7 cm to 83.8 cm.',
      },
    })
  })

  it('names shoes from the length of the foot', () => {
    const feet = { footLength: 2700, footBreadth: 1020 }
    expect(labelOf('mondopoint', feet)).toEqual(['mondopoint 270/102'])
    expect(labelOf('mondopoint', { footLength: 2725 })).toEqual(['mondopoint 275'])
    expect(labelOf('paris-point', feet)).toEqual(['paris-point 43'])
    expect(labelOf('uk-shoe', feet)).toEqual(['uk-shoe 9'])
    expect(labelOf('us-shoe', feet, 'men')).toEqual(['us-shoe 10'])
    expect(labelOf('us-shoe', feet)).toEqual(['us-shoe-men 10', 'us-shoe-women 11'])
    expect(labelsFor(['uk-shoe'], body(feet))[0]).toMatchObject({ smaller: '8.5', larger: '9.5' })
  })

  it('names clothes by the tables of men and women, both where nobody said', () => {
    const trunk = { bustGirth: 10_000, waistGirth: 8800, hipGirth: 10_400 }
    expect(labelOf('eu', trunk, 'men')).toEqual(['eu 50'])
    expect(labelOf('letter', trunk, 'men')).toEqual(['letter M'])
    expect(labelOf('uk', trunk, 'men')).toEqual(['uk 40'])
    const woman = { bustGirth: 8800, waistGirth: 7200, hipGirth: 9600 }
    expect(labelOf('eu', woman, 'women')).toEqual(['eu 38'])
    expect(labelOf('uk', woman, 'women')).toEqual(['uk 12'])
    expect(labelOf('us', woman, 'women')).toEqual(['us 8'])
    expect(labelOf('letter', woman, 'women')).toEqual(['letter S'])
    expect(labelOf('eu', woman)).toEqual(['eu-men 44', 'eu-women 38'])
  })

  it('takes the size that is large enough everywhere, and says what alone would be another', () => {
    const [label] = labelsFor(['eu'], body({ bustGirth: 8800, waistGirth: 7200, hipGirth: 10_400 }), 'women')
    expect(label).toMatchObject({ label: '42', smaller: '40', larger: '44' })
    expect(label!.because.en).toBe(
      'Hip: 104 cm. 42 is for 102 cm to 106 cm. Bust alone would be 38. Waist alone would be 38.'
    )
    expect(label!.because.de).toContain('Taille allein wäre 38.')
  })

  it('looks only at what the garment is cut to', () => {
    const known = body({ bustGirth: 11_000, waistGirth: 7200, hipGirth: 9600 })
    expect(labelsFor(['eu'], known, 'women', ['waistGirth', 'hipGirth'])[0]!.label).toBe('38')
    expect(labelsFor(['eu'], known, 'women')[0]!.label).toBe('48')
  })

  it('names no size from what is estimated, whatever is known besides', () => {
    const guessed = estimate({ stature: 17_800, bodyMass: 750 })
    expect(guessed.map(({ name }) => name)).toContain('hipGirth')
    expect(labelsFor([...SIZE_SYSTEMS], guessed).map(({ system }) => system)).toEqual(['en13402'])
    expect(labelsFor([...SIZE_SYSTEMS], [])).toEqual([])
  })

  it('says of a size worked out from a garment how sure it is', () => {
    const waist: Measured = { name: 'waistGirth', value: 8600, source: 'derived', error: 200 }
    expect(labelsFor(['waist-leg'], [waist])[0]!.because.en).toBe(
      'Waist: 86 cm. 34 is for 85.1 cm to 87.6 cm. Worked out from a garment, within 2 cm for two in three people.'
    )
  })

  it('leaves out systems it does not know, and bodies beyond a table', () => {
    expect(labelsFor(['constructor', 'jp'], body({ waistGirth: 8600 }))).toEqual([])
    expect(labelOf('waist-leg', { waistGirth: 19_000 })).toEqual([])
  })

  it('covers its tables without gap or overlap: every tenth of a millimetre has one label, and they ascend', () => {
    for (const [system, name, from, to] of [
      ['paris-point', 'footLength', 1900, 3300],
      ['uk-shoe', 'footLength', 2000, 3400],
      ['mondopoint', 'footLength', 1900, 3600],
      ['waist-leg', 'waistGirth', 5600, 15_000],
      ['eu', 'waistGirth', 7200, 13_000],
    ] as const) {
      let before = -Infinity
      for (let value = from; value < to; value += 7) {
        const [label] = labelsFor([system], body({ [name]: value }), 'men')
        const size = Number(label!.label.split('/')[0])
        expect(size).toBeGreaterThanOrEqual(before)
        before = size
      }
    }
  })
})

describe('pictogramOf', () => {
  it('shows the body in whole centimetres from head to foot, and nothing that was guessed', () => {
    expect(pictogramOf(estimate({ waistGirth: 8640, stature: 17_800, hipGirth: 10_050 }))).toEqual([
      { name: 'stature', cm: 178 },
      { name: 'waistGirth', cm: 86 },
      { name: 'hipGirth', cm: 101 },
    ])
    expect(labelOf('en13402', { waistGirth: 8640, stature: 17_800 })).toEqual(['en13402 178–86'])
  })
})
