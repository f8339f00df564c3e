import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { quoteOf } from '../../src/price/index.ts'
import { loadRules } from '../../src/rules/index.ts'
import { checkFolder, type FolderCheck } from '../../src/studio/index.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('models/jeans', () => {
  let check: FolderCheck

  beforeAll(async () => {
    // The pictures are taken of the template, so it must stand without them until they are.
    const unfinished = !existsSync(`${ROOT}/models/jeans/pictures/poster.webp`)
    check = await checkFolder('models/jeans', { cwd: ROOT, unfinished })
  }, 60_000)

  it('has no mistake', () => {
    expect(check.issues.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('has at least 14 options with 70 choices, 6 cloths and 5 start designs', () => {
    const { options, starts } = check.template!
    expect(options.length).toBeGreaterThanOrEqual(14)
    expect(options.reduce((sum, { choices }) => sum + choices.length, 0)).toBeGreaterThanOrEqual(70)
    expect(options.find(({ id }) => id === 'cloth')!.choices.length).toBeGreaterThanOrEqual(6)
    expect(starts.length).toBeGreaterThanOrEqual(5)
  })

  it('says weight, fibre, stretch, care and origin of every cloth, in both languages', () => {
    const [cloth] = check.template!.options
    for (const { facts } of cloth!.choices)
      expect(facts.map(({ label }) => label.en)).toEqual(['Weight', 'Fibre', 'Stretch', 'Care', 'Woven in'])
    const german = cloth!.choices.map(({ facts }) => facts.map(({ value }) => value.de).join(' · '))
    expect(german[0]).toBe('475 g/m² · 100 % Baumwolle · keine · Selten und kalt waschen · Okayama, Japan')
  })

  it('says of every cloth what it is cut from: the weight, the fibres and the stretch that the customer reads', () => {
    const goodsNamed = (name?: string) => check.template!.goods![name!]!
    for (const { id, goods, facts } of check.template!.options[0]!.choices) {
      const told = (name: string) => facts.find(({ label }) => label.en === name)!.value.en
      expect(told('Weight'), id).toBe(`${goodsNamed(goods).weight} g/m²`)
      expect(told('Fibre').replace('organic ', ''), id).toBe(
        goodsNamed(goods).fibres.map(({ fibre, percent }) => `${percent} % ${fibre}`).join(', ')
      )
      expect(told('Stretch'), id).toBe(goodsNamed(goods).stretch.across === 0 ? 'none' : `${goodsNamed(goods).stretch.across} % across`)
    }
  })

  it('has as many designs as the engine counts, and every choice is in some of them', () => {
    const { rules, options } = check.template!
    const engine = loadRules(rules)
    const open = new Int32Array(options.length).fill(-1)
    expect(engine.count(open)).toBe(check.report!.designs)
    expect(check.report).toMatchObject({ exact: true, dead: [], forced: [] })
    expect(check.report!.designs).toBeGreaterThan(0n)
  })

  it('keeps what its rules say, checked on combinations of what each speaks of', () => {
    const { rules, options } = check.template!
    const engine = loadRules(rules)
    const isPossible = (picks: Readonly<Record<string, string>>) =>
      engine.count(
        Int32Array.from(options, ({ id, choices }) =>
          picks[id] === undefined ? -1 : choices.findIndex((choice) => choice.id === picks[id])
        )
      ) > 0n
    const expected: readonly (readonly [Readonly<Record<string, string>>, boolean])[] = [
      [{ fit: 'skinny', cloth: 'stretch-11' }, true],
      [{ fit: 'skinny', cloth: 'classic-13' }, false],
      [{ fit: 'skinny', leg: 'wide' }, false],
      [{ cloth: 'raw-14', wash: 'stone' }, true],
      [{ cloth: 'raw-14', wash: 'light' }, false],
      [{ cloth: 'ecru-13', wash: 'stone' }, false],
      [{ cloth: 'black-12', wash: 'stone' }, true],
      [{ cloth: 'black-12', wash: 'faded' }, false],
      [{ cloth: 'comfort-12', wash: 'raw' }, false],
      [{ hem: 'cuff', cloth: 'raw-14', length: '88', leg: 'straight' }, true],
      [{ hem: 'cuff', cloth: 'raw-14', length: '90' }, false],
      [{ hem: 'cuff', cloth: 'classic-13' }, false],
      [{ hem: 'cuff', leg: 'bootcut' }, false],
      [{ fly: 'button', cloth: 'light-9' }, false],
      [{ backPockets: 'welt', pocketStitch: 'wave' }, false],
      [{ backPockets: 'none', pocketStitch: 'none' }, true],
      [{ beltLoops: 'none', rise: 'mid' }, false],
      [{ beltLoops: 'none', rise: 'high' }, true],
    ]
    for (const [picks, possible] of expected)
      expect({ picks, possible: isPossible(picks) }).toEqual({ picks, possible })
  })

  it('prices its default and every start in each currency, ten percent off from three on', () => {
    const template = check.template!
    const day = '2026-11-23'
    for (const { currency } of template.books) {
      const quote = (quantity: string) =>
        quoteOf(template, { ...template.defaults, quantity }, { currency, day, language: 'de' })
      const [one, two, three, four] = ['1', '2', '3', '4'].map((quantity) => quote(quantity).total)
      expect([two, three, four]).toEqual([2 * one!, 3 * one! - (3 * one!) / 10, 4 * one! - (4 * one!) / 10])
    }
    expect(quoteOf(template, template.defaults, { currency: 'EUR', day, language: 'en' }).total).toBe(14900)
  })

  it('shows its price range per currency', () => {
    expect(check.prices).toEqual([
      { currency: 'EUR', least: 12100, greatest: 24100 },
      { currency: 'GBP', least: 10550, greatest: 20800 },
      { currency: 'USD', least: 13500, greatest: 26800 },
    ])
  })

  it('travels in a template of at most 60 kB that names a bundled drafting module', () => {
    expect(JSON.stringify(check.template).length).toBeLessThan(60_000)
    expect(check.template!.drafting).toMatchObject({ module: 'drafting.js' })
    expect(check.bundle!.code).not.toMatch(/\beval\(|Function\(/)
  })
})
