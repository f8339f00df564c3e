import { describe, expect, it } from 'vitest'
import { createDesign } from '../../src/design/index.ts'
import { sayer } from '../../src/ground/index.ts'
import { cardOf } from '../../src/widget/card/card.ts'
import { SHEET_WORDS } from '../../src/widget/sheetWords.ts'
import { readPdf } from '../fixtures/readPdf.ts'
import { skirt, skirtOrder } from '../order/skirt.ts'

const cardIn = async (language: 'en' | 'de') => {
  const design = createDesign(skirt(), { language, currency: 'EUR', unit: 'cm' })
  const say = sayer(SHEET_WORDS, language)
  const spec = skirtOrder({ picks: { cloth: 'silk', initials: 'written' } })
  const blob = await cardOf({ design, spec, number: 'T-1001', photo: null, say })
  return readPdf(new Uint8Array(await blob.arrayBuffer()))
}

describe('the card of an order', () => {
  it.each(['en', 'de'] as const)(
    'has number, choices, words, measurements and price lines in %s, on A4',
    async (language) => {
      const template = skirt()
      const pages = await cardIn(language)
      const said = pages.flatMap(({ texts }) => texts.map(({ text }) => text))
      const { quote } = skirtOrder({ picks: { cloth: 'silk', initials: 'written' } }).order
      expect(said).toContain(template.name[language])
      expect(said.some((text) => text.includes('T-1001'))).toBe(true)
      for (const { label } of template.options) expect(said).toContain(label[language])
      for (const { label } of quote.lines) expect(said).toContain(label)
      expect(said).toContain('Zoë')
      for (const { width, height, texts } of pages) {
        expect([Math.round(width), Math.round(height)]).toEqual([210, 297])
        for (const { at } of texts) expect(at[0] >= 16 && at[0] < 195 && at[1] > 10 && at[1] < 285).toBe(true)
      }
    }
  )

  it('sets its lines from the top down, none on another', async () => {
    const [first] = await cardIn('en')
    const column = first!.texts.filter(({ at }) => Math.abs(at[0] - 17) < 0.01).map(({ at }) => at[1])
    for (const [i, y] of column.entries()) if (i > 0) expect(y - column[i - 1]!).toBeGreaterThan(3)
  })
})
