import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { styleOf } from '../../models/swimsuits/drafting/style.ts'
import { checkFolder, type FolderCheck } from '../../src/studio/index.ts'
import { selectionOf, toldByHand, totalOf, type Selection } from './product.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The rules once more, by hand. */
function goesTogether(its: Selection): boolean {
  const isIn = (option: string, ...choices: string[]) => choices.includes(its[option]!)
  const seats: Record<string, readonly string[]> = {
    low: ['full'],
    mid: ['full', 'moderate'],
    high: ['moderate', 'cheeky'],
  }
  const isPlain = its.print === 'none'
  const isTuned = its.printColours !== 'chalk' || its.printScale !== 'drawn' || its.printTurn !== 'straight'
  if ((its.neckline === 'high' || its.back === 'racer') && its.straps !== 'wide') return false
  if (its.straps === 'crossed' && its.back !== 'low') return false
  if (!seats[its.leg!]!.includes(its.coverage!)) return false
  if (its.artwork === 'given' && !isPlain) return false
  if (its.fabric === 'rib-260' && (!isPlain || its.artwork === 'given' || its.binding === 'turned')) return false
  if (isPlain && isTuned) return false
  if (its.print === 'breton' && !isIn('printTurn', 'straight', 'across')) return false
  if (isIn('colour', 'white', 'sand') && its.printColours === 'chalk' && !isPlain) return false
  if (isIn('colour', 'ink', 'black', 'cocoa', 'pine') && isIn('printColours', 'deep', 'night')) return false
  if (isIn('colour', 'white', 'sand', 'sky', 'lilac') && its.lining === 'none') return false
  if (its.fabric === 'sculpt-230' && its.lining === 'full') return false
  return its.cups !== 'soft' || its.lining !== 'none'
}

describe('models/swimsuits', () => {
  let check: FolderCheck

  beforeAll(async () => {
    // The pictures are taken of the template, so it must stand without them until they are.
    const unfinished = !existsSync(`${ROOT}/models/swimsuits/pictures/poster.webp`)
    check = await checkFolder('models/swimsuits', { cwd: ROOT, unfinished })
  }, 60_000)

  it('has no mistake, and nothing the checker warns of', () => {
    expect(check.issues).toEqual([])
  })

  it('says of every cloth the stretch that its draft is made smaller by', () => {
    const { choices } = check.template!.options.find(({ id }) => id === 'fabric')!
    const goodsNamed = (name?: string) => check.template!.goods![name!]!
    for (const { id, goods, facts } of choices) {
      const { across, along } = styleOf({ ...check.template!.defaults, fabric: id })
      expect(across, id).toBeCloseTo(1 - (goodsNamed(goods).stretch.across / 100) * 0.2, 10)
      expect(along, id).toBeCloseTo(1 - (goodsNamed(goods).stretch.along / 100) * 0.1, 10)
      const told = facts.find(({ label }) => label.en === 'Stretch')!.value.en
      expect(told).toBe(`${goodsNamed(goods).stretch.across} % across, ${goodsNamed(goods).stretch.along} % along`)
      const fibres = facts.find(({ label }) => label.en === 'Fibre')!.value.en.replaceAll('recycled ', '')
      expect(fibres).toBe(goodsNamed(goods).fibres.map(({ fibre, percent }) => `${percent} % ${fibre}`).join(', '))
    }
  })

  it('asks for neckline to monogram, with 4 cloths, at least 10 colours, 6 prints and the customer’s own', () => {
    const { options, starts } = check.template!
    const choicesOf = (id: string) => options.find((option) => option.id === id)!.choices.map((choice) => choice.id)
    const cut = ['neckline', 'back', 'leg', 'straps', 'coverage']
    const made = ['fabric', 'colour', 'print', 'artwork', 'binding', 'lining', 'cups', 'monogram', 'swatch', 'quantity']
    expect(options.map(({ id }) => id)).toEqual(expect.arrayContaining([...cut, ...made]))
    expect(choicesOf('fabric')).toHaveLength(4)
    expect(choicesOf('colour').length).toBeGreaterThanOrEqual(10)
    expect(choicesOf('print').filter((id) => id !== 'none').length).toBeGreaterThanOrEqual(6)
    expect(options.find(({ id }) => id === 'artwork')).toMatchObject({ kind: 'artwork' })
    expect(starts).toHaveLength(8)
    expect(check.ruleCount).toBe(14)
  })

  it('says of every cloth how far it stretches and how much smaller it is cut, as the drafting has it', () => {
    const template = check.template!
    for (const { id, facts } of template.options.find((option) => option.id === 'fabric')!.choices) {
      const { across, along } = styleOf(selectionOf(template, { fabric: id }))
      const said = Object.fromEntries(facts.map(({ label, value }) => [label.en, value.en]))
      const percent = (share: number) => Math.round(100 * (1 - share))
      expect(said['Cut smaller by']).toBe(`${percent(across)} % in girth, ${percent(along)} % in length`)
      expect(said['Stretch']).toMatch(/^\d+ % across, \d+ % along$/)
    }
  })

  it('has as many designs as its engine counts, and every choice is in some of them', () => {
    expect(check.report).toMatchObject({ exact: true, dead: [], forced: [] })
  })

  it('keeps what its rules say, checked by hand on two thousand designs near its starts', () => {
    const seen = toldByHand(check.template!, 2000, goesTogether)
    expect(seen.filter(Boolean).length).toBeGreaterThan(400)
    expect(seen.filter((answer) => !answer).length).toBeGreaterThan(400)
  })

  it('costs what is worked out by hand', () => {
    const template = check.template!
    const start = (id: string) => template.starts.find((one) => one.id === id)!.picks
    // 119 and bound 4; three less 10 %.
    expect(totalOf(template, {})).toBe(12300)
    expect(totalOf(template, { quantity: '3' })).toBe(33210)
    // 119, firm 14, plain - 12, high neck 4, racer back 5.
    expect(totalOf(template, start('lanes'))).toBe(13000)
    // 119, crossed straps 9, plain - 12, bound 4.
    expect(totalOf(template, start('riviera'))).toBe(12000)
    // 119, classic - 8, narrow straps 6, bare seat - 3, bound 4.
    expect(totalOf(template, start('terrace'))).toBe(11800)
    // 119, bound 4, plain - 12 for the picture 24, lined all round 9, cups 8, monogram 10, swatch 3.
    const own = { artwork: 'given', lining: 'full', cups: 'soft', monogram: 'written', swatch: 'sent' }
    expect(totalOf(template, own)).toBe(16500)
  })

  it('travels in a template of at most 60 kB that names a bundled drafting module', () => {
    expect(JSON.stringify(check.template).length).toBeLessThan(60_000)
    expect(check.template!.drafting).toMatchObject({ module: 'drafting.js' })
    expect(check.bundle!.code).not.toMatch(/\beval\(|Function\(/)
  })
})
