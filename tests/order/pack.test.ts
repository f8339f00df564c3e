import { beforeAll, describe, expect, it } from 'vitest'
import { packOf, type ProductionPack } from '../../src/order/pack/index.ts'
import { lengthOf } from '../../src/pattern/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { keptOrder, templateOf } from '../fixtures/madeOrders.ts'

const fibresOf = ({ labels }: ProductionPack): readonly string[] =>
  labels.fibres.map(
    ({ part, fibres }) => `${part.en}: ${fibres.map(({ fibre, percent }) => `${percent} % ${fibre.en}`).join(', ')}`
  )
const billed = ({ bill }: ProductionPack, id: string): number => bill.find((line) => line.id === id)!.amount / 1000
const notesOf = ({ notes }: ProductionPack): string => notes.map(({ en }) => en).join('\n')

describe('the pack of a pair of jeans', () => {
  let template: CompiledTemplate
  let pack: ProductionPack
  beforeAll(() => {
    template = templateOf('jeans')
    pack = packOf(keptOrder('jeans', template, { cloth: 'stretch-11', quantity: '2' }), template, null)!
  })

  it('has a row for every finished measure of the draft, with the body beside it', () => {
    expect(pack.chart.map(({ name }) => name).toSorted()).toEqual(Object.keys(pack.draft.girths).toSorted())
    expect(pack.chart.every(({ label, tolerance }) => label.de !== '' && tolerance >= 30)).toBe(true)
    expect(pack.chart.find(({ name }) => name === 'hip')).toMatchObject({ body: 9900, finished: expect.any(Number) })
  })

  it('plans every seam and every stitched line once, in sewing order, with no stitch left to guess', () => {
    const sewn = pack.stitches.map(({ line }) => line)
    for (const { name } of pack.draft.seams) expect(sewn).toContain(name.replace(/\.[LR]$/, ''))
    expect(pack.stitches.map(({ label }) => label.en)).not.toContain('Stitch not stated')
    const [yoke, side, band] = ['yoke', 'side', 'waistband'].map((line) => sewn.indexOf(line))
    expect(yoke! < side! && side! < band!).toBe(true)
    // Both legs, seam line to seam line.
    expect(pack.stitches.find(({ line }) => line === 'inseam')!.length / 10).toBeCloseTo(
      2 * pack.draft.checks.find(({ seam }) => seam === 'inseam.L')!.a,
      0
    )
  })

  it('takes thread from the plan, for the whole order and with its waste', () => {
    const each = pack.stitches.reduce((sum, { thread }) => sum + thread, 0)
    expect(each).toBeGreaterThan(90)
    expect(each).toBeLessThan(220)
    expect(billed(pack, 'thread-40')).toBeCloseTo(each * 2 * 1.1, 1)
  })

  it('names fibres of the shell alone, says the leather patch, and cares for the most delicate', () => {
    expect(fibresOf(pack)).toEqual(['Shell: 92 % cotton, 6 % polyester, 2 % elastane'])
    expect(pack.labels.besides.map(({ en }) => en)).toEqual(['Contains non-textile parts of animal origin'])
    expect(pack.labels.care).toEqual({ wash: '30', bleach: 'none', dry: 'line', iron: '150', clean: 'P-mild' })
    const without = packOf(keptOrder('jeans', template, { label: 'canvas' }), template, null)!
    expect(without.labels.besides).toEqual([])
  })

  it('names the size it is for', () => {
    expect(pack.labels.size.find(({ system }) => system === 'waist-leg')).toMatchObject({ label: '32/32' })
  })

  it('warns of what shrinks and of what nobody measured, and of a product that was built again', () => {
    expect(notesOf(pack)).toMatch(/Estimated, not taken: Ankle; Calf;[\s\S]*Shell shrinks by 2 % along and 5 % across/)
    expect(notesOf(pack)).not.toContain('built again')
    const kept = keptOrder('jeans', template)
    expect(notesOf(packOf(kept, { ...template, hash: 'another' }, null)!)).toContain('built again')
  })

  it('is none without pieces or without a body', () => {
    const kept = keptOrder('jeans', template)
    expect(packOf({ ...kept, pieces: null }, template, null)).toBe(null)
    expect(packOf({ ...kept, spec: { ...kept.spec, fit: null } }, template, null)).toBe(null)
  })
})

describe('the pack of a swimsuit', () => {
  let template: CompiledTemplate
  beforeAll(() => {
    template = templateOf('swimsuits')
  })

  it('names lining beside shell, and is washed by hand', () => {
    const pack = packOf(keptOrder('swimsuits', template, { lining: 'full' }), template, null)!
    expect(fibresOf(pack)).toEqual(['Shell: 78 % polyamide, 22 % elastane', 'Lining: 86 % polyamide, 14 % elastane'])
    expect(pack.labels.care).toMatchObject({ wash: 'hand', dry: 'line-shade', iron: 'none' })
  })

  it.each([
    ['turned', 'elastic', 'Elastic'],
    ['self', 'tape', 'Tape'],
  ])('cuts what holds a %s edge to the length of each opening, and bills as much', (binding, material, ending) => {
    const pack = packOf(keptOrder('swimsuits', template, { binding }), template, null)!
    expect(pack.strips.map(({ piece, count }) => `${count} ${piece}`)).toEqual(
      ['1 neck', '2 arm', '2 leg'].map((name) => `${name}${ending}`)
    )
    // The opening of a leg: along front, gusset and back.
    const opening = pack.draft.pieces
      .filter(({ material: of }) => of === 'cloth')
      .flatMap(({ edges }) => edges.filter(({ name }) => name === 'legL'))
      .reduce((sum, { points }) => sum + lengthOf(points), 0)
    const leg = pack.strips.find(({ piece }) => piece === `leg${ending}`)!.length / 10
    expect(leg / opening).toBeGreaterThan(0.9)
    expect(leg / opening).toBeLessThan(1)
    const metres = pack.strips.reduce((sum, { count, length }) => sum + (count * length) / 10_000, 0)
    expect(billed(pack, material)).toBeCloseTo(metres * 1.06, 2)
  })

  it('sews stretch seams and covers edges in one go with two needles', () => {
    const pack = packOf(keptOrder('swimsuits', template), template, null)!
    expect(new Set(pack.stitches.map(({ type }) => type))).toEqual(new Set(['514', '406']))
    const edge = pack.stitches.find(({ type }) => type === '406')!
    expect(edge.rows).toBe(2)
    expect(edge.thread).toBeCloseTo((edge.length / 10_000) * 18, 2)
  })
})

describe('the pack of a pair of shoes', () => {
  let pack: ProductionPack
  beforeAll(() => {
    const template = templateOf('shoes')
    pack = packOf(keptOrder('shoes', template, { vamp: 'canvas-ecru' }), template, null)!
  })

  it('lists each foot with its own last and pieces, and how far each is strained', () => {
    expect(pack.feet.map(({ side }) => side)).toEqual(['left', 'right'])
    const [left, right] = pack.feet
    expect(left!.last.map(({ value }) => value)).toEqual([2650, 2480, expect.any(Number)])
    expect(right!.last.map(({ value }) => value)).toEqual([2680, 2520, expect.any(Number)])
    expect(left!.pieces.every(({ name }) => name.endsWith('.left'))).toBe(true)
    expect(left!.pieces.length).toBe(right!.pieces.length)
    expect(left!.pieces.find(({ name }) => name === 'vamp.left')!.strain).toBeGreaterThan(0)
  })

  it('labels upper, lining and sole by their surface, and is not washed', () => {
    expect(fibresOf(pack)).toEqual([
      expect.stringMatching(/^Upper: \d\d % leather, \d\d % textile$/),
      'Lining and sock: 100 % leather',
      'Outer sole: 100 % other material',
    ])
    expect(pack.labels.care).toBe(null)
  })
})
