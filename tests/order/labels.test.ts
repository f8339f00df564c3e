import { describe, expect, it } from 'vitest'
import { mildestOf } from '../../src/order/pack/labels.ts'
import type { Care, ChosenGoods } from '../../src/template/index.ts'

const ROBUST: Care = { wash: '60', bleach: 'any', dry: 'normal', iron: '200', clean: 'P' }

const goods = (care: Partial<Care>): ChosenGoods => ({
  material: 'cloth',
  label: { en: 'Shell', de: 'Oberstoff' },
  choice: null,
  part: null,
  goods: {
    matter: 'textile',
    width: 1500,
    oneWay: false,
    shrinkage: { warp: 0, weft: 0 },
    weight: 200,
    stretch: { across: 0, along: 0 },
    fibres: [{ fibre: 'cotton', percent: 100 }],
    care: { ...ROBUST, ...care },
  },
})
const careOf = (...cares: readonly Partial<Care>[]): Care => mildestOf(cares.map(goods))!

describe('the care of several materials', () => {
  it.each<[Care['wash'], Care['wash'], Care['wash']]>([
    ['60', '40', '40'],
    ['30', '40-mild', '30-mild'],
    ['60', '40-mild', '40-mild'],
    ['40', 'hand', 'hand'],
    ['hand', 'none', 'none'],
  ])('washed at %s and at %s is washed at %s', (a, b, both) => {
    expect(careOf({ wash: a }, { wash: b }).wash).toBe(both)
    expect(careOf({ wash: b }, { wash: a }).wash).toBe(both)
  })

  it.each<[Care['dry'], Care['dry'], Care['dry']]>([
    ['normal', 'low', 'low'],
    ['normal', 'none', 'none'],
    ['normal', 'line', 'line'],
    ['none', 'line-shade', 'line-shade'],
    ['line-shade', 'flat', 'flat-shade'],
  ])('dried as %s and as %s is dried as %s', (a, b, both) => {
    expect(careOf({ dry: a }, { dry: b }).dry).toBe(both)
    expect(careOf({ dry: b }, { dry: a }).dry).toBe(both)
  })

  it.each<[Care['clean'], Care['clean'], Care['clean']]>([
    ['P', 'P-mild', 'P-mild'],
    ['P', 'W', 'none'],
    ['W', 'W-mild', 'W-mild'],
    ['P', 'none', 'none'],
  ])('cleaned as %s and as %s is cleaned as %s', (a, b, both) => {
    expect(careOf({ clean: a }, { clean: b }).clean).toBe(both)
    expect(careOf({ clean: b }, { clean: a }).clean).toBe(both)
  })

  it('is ironed and bleached as the most delicate allows', () => {
    expect(careOf({ iron: '110' }, {})).toMatchObject({ iron: '110', bleach: 'any' })
    expect(careOf({ bleach: 'oxygen' }, { bleach: 'none' })).toMatchObject({ iron: '200', bleach: 'none' })
  })

  it('is that of one material where there is one, and none where there is none', () => {
    expect(careOf({})).toEqual(ROBUST)
    expect(mildestOf([])).toBe(null)
  })
})
