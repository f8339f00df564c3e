import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../src/ground/index.ts'
import { namesOf } from '../../src/order/pack/names.ts'
import { CARE_ROWS, CARE_WORDS } from '../../src/order/pack/techPack/careSymbols.ts'
import { techPackPdf } from '../../src/order/pack/techPack/index.ts'
import type { ProductionPack } from '../../src/order/pack/types.ts'
import { boxOf, signedAreaOf, type Point } from '../../src/pattern/index.ts'
import { readPdf } from '../fixtures/readPdf.ts'
import { draftOf, towel } from '../pattern/rectangle.ts'
import { both, CARE, CORNER, towels } from './towels.ts'

const read = (pack: ProductionPack, language: 'en' | 'de' = 'en') => readPdf(techPackPdf(pack, { language }))
const wordsOf = (pack: ProductionPack, language: 'en' | 'de' = 'en') =>
  read(pack, language).flatMap(({ texts }) => texts.map(({ text }) => text))

describe('techPackPdf', () => {
  it('tells in English and in German whose, what, how much, how large, from what, how sewn and how cared for', () => {
    expect(wordsOf(towels())).toEqual(
      expect.arrayContaining([
        'Bath towel',
        'Order T-2026-000042 · Placed Nov 21, 2026',
        '2 pieces, 6 parts to cut',
        'Shell shrinks.',
        'Terry, grey',
        'Waist',
        '90.0',
        '+3.8',
        '±0.5',
        'guest towel',
        '1 + 1',
        '1.25 m',
        '4 ×',
        'Side seam',
        '514',
        'EU, women 40, next sizes 38 and 42. Waist: 86 cm.',
        'Washing: At most 40 °C, mild',
      ])
    )
    expect(wordsOf(towels(), 'de')).toEqual(
      expect.arrayContaining([
        'Badetuch',
        'Auftrag T-2026-000042 · Eingegangen am 21. Nov. 2026',
        'Oberstoff läuft ein.',
        'Frottee, grau',
        'Taille',
        '90,0',
        '1,25 m',
        'Seitennaht',
        'Waschen: Höchstens 40 °C, Schonwaschgang',
      ])
    )
  })

  it('has A4 pages that say which of how many they are, and whose', () => {
    for (const language of LANGUAGES) {
      const pages = read(towels(), language)
      pages.forEach(({ width, height, texts }, i) => {
        expect([Math.round(width), Math.round(height)]).toEqual([210, 297])
        const said = texts.map(({ text }) => text)
        expect(said).toContain(
          language === 'en' ? `Page ${i + 1} of ${pages.length}` : `Seite ${i + 1} von ${pages.length}`
        )
        expect(said.some((text) => text.includes('T-2026-000042'))).toBe(true)
      })
    }
  })

  it('carries a long table over pages: rows stay whole, the heads come again, nothing runs off the paper', () => {
    const choices = Array.from({ length: 90 }, (_, i) => ({
      option: both(`Option ${i}`),
      choice: both(
        i % 7 === 0 ? 'a choice with a description so long that it takes two lines of its column, at least' : `c${i}`
      ),
      code: null,
    }))
    const pages = read(towels({ choices }))
    const carrying = pages.filter(({ texts }) => texts.some(({ text }) => /^Option \d/.test(text)))
    expect(carrying.length).toBeGreaterThanOrEqual(3)
    for (const { texts } of carrying) expect(texts.map(({ text }) => text)).toContain('Option')
    expect(pages.flatMap(({ texts }) => texts).filter(({ text }) => /^Option \d/.test(text)).length).toBe(90)
    for (const { texts, drawn } of pages) {
      for (const { at } of texts) expect(at[0] >= 15 && at[0] <= 195 && at[1] >= 10 && at[1] <= 290).toBe(true)
      for (const { points } of drawn)
        for (const [x, y] of points) expect(x > 10 && x < 200 && y > 10 && y < 290).toBe(true)
    }
  })

  it('says where a measurement comes from, and leaves the table out where there are none', () => {
    const said = wordsOf(towels())
    expect(said).toEqual(expect.arrayContaining(['86.2', 'taken', '102.4', 'estimated, ±3.1 cm']))
    expect(wordsOf(towels({ measurements: [] }))).not.toContain('Body measurements')
  })

  it('warns on the cover when nobody was measured', () => {
    const [cover] = read(towels({ bodyOpen: true }))
    expect(cover!.texts.map(({ text }) => text)).toContain('No measurements: ask before cutting')
    expect(wordsOf(towels())).not.toContain('No measurements: ask before cutting')
  })

  it('draws every piece on the cover and in the list', () => {
    const names = wordsOf(towels()).filter((text) => text === 'guest towel')
    expect(names.length).toBeGreaterThanOrEqual(2)
  })

  it('leaves out what an order does not use', () => {
    expect(wordsOf(towels())).not.toContain('Not used')
    const bare = wordsOf(towels({ bill: [], stitches: [], markers: [], chart: [], choices: [], notes: [] }))
    for (const heading of ['Bill of materials', 'Stitch plan', 'Markers', 'Measurement chart', 'Before you cut'])
      expect(bare).not.toContain(heading)
  })

  it('draws labels at true size, and care symbols for what the label says', () => {
    const pages = read(towels())
    const labels = pages
      .flatMap(({ drawn }) => drawn)
      .filter(({ closed, points }) => closed && points.length === 4 && Math.abs(boxOf(points).width - 38) < 0.01)
    expect(labels.length).toBe(2)
    expect(wordsOf(towels({ labels: { ...towels().labels, care: null } }))).toContain(
      'No care symbols: it is not washed as a whole.'
    )
  })

  it('shows a marker in proportion, with its length, width and use', () => {
    const said = wordsOf(towels())
    expect(said.join(' ')).toContain('1.26 m of cloth 150.0 cm wide, 73.1 % used. Gap 3 mm.')
    expect(said.join(' ')).toContain('One-way cloth: no piece may be turned.')
    expect(said.join(' ')).toContain('Laid larger by shrinkage: 3.0 % along, 1.0 % across.')
    const { corner, selvedges } = markerOn(towels())
    expect(boxOf(corner).width / boxOf(corner).height).toBeCloseTo(400 / 700, 3)
    expect(boxOf(selvedges).width / boxOf(selvedges).height).toBeCloseTo(1260 / 1500, 3)
  })

  it('turns a short marker of wide cloth across the page, and never turns it over', () => {
    const [laid] = towels().markers
    const short = towels({ markers: [{ ...laid!, marker: { ...laid!.marker, length: 450, width: 1500 } }] })
    const { corner, selvedges } = markerOn(short)
    expect(boxOf(selvedges).width / boxOf(selvedges).height).toBeCloseTo(1500 / 450, 3)
    expect(boxOf(corner).width / boxOf(corner).height).toBeCloseTo(700 / 400, 3)
    expect(Math.sign(signedAreaOf(corner))).toBe(Math.sign(signedAreaOf(CORNER)))
    expect(Math.sign(signedAreaOf(markerOn(towels()).corner))).toBe(Math.sign(signedAreaOf(CORNER)))
  })

  it('tells each shoe its last and its pieces, and which of them ask for a seam', () => {
    const foot = (side: 'left' | 'right', mm: number) => ({
      side,
      last: [{ name: `foot.${side}`, label: both(`Foot ${side}`), value: mm * 10 }],
      pieces: [
        { name: `vamp.${side}`, material: 'cloth', mirrored: false, strain: 0.13 },
        { name: `heel.${side}`, material: 'cloth', mirrored: false, strain: null },
      ],
    })
    const said = wordsOf(towels({ feet: [foot('left', 260), foot('right', 263)] }))
    expect(said).toEqual(
      expect.arrayContaining([
        'Left',
        'Right',
        'Foot left: 26.0 cm',
        'Foot right: 26.3 cm',
        'vamp left',
        '13.0 %, asks for a seam',
        'lay flat',
      ])
    )
  })

  it('spells out letters that the fonts do not have', () => {
    const choices = [{ option: both('Monogram'), choice: both('Ж'), code: null }]
    expect(wordsOf(towels({ choices }))).toContain('[U+0416]')
  })

  it('calls pieces what the workroom calls them', () => {
    const said = wordsOf(towels({ names: { guestTowel: { en: 'Guest towel', de: 'Gästetuch' } } }), 'de')
    expect(said).toContain('Gästetuch')
    expect(said).not.toContain('guest towel')
  })

  it('names a piece in the designer’s words, with its side, or reads its own name aloud', () => {
    const template = { pieces: { vamp: { en: 'Vamp', de: 'Vorderblatt' } } }
    const draft = draftOf(...['vamp', 'vamp.left', 'heelTab.right'].map((name) => towel({ name })))
    expect(namesOf(template, draft)).toEqual({
      vamp: { en: 'Vamp', de: 'Vorderblatt' },
      'vamp.left': { en: 'Vamp, left', de: 'Vorderblatt, links' },
      'heelTab.right': { en: 'heel tab right', de: 'heel tab right' },
    })
  })

  it('is the same bytes for the same order', () => {
    expect(techPackPdf(towels(), { language: 'de' })).toEqual(techPackPdf(towels(), { language: 'de' }))
  })
})

describe('care symbols', () => {
  it('are all different: no two keys of a row are drawn alike', () => {
    for (const row of CARE_ROWS) {
      const keys = Object.keys(CARE_WORDS[row])
      const drawings = keys.map((key) => {
        const pages = read(towels({ labels: { ...towels().labels, care: { ...CARE, [row]: key } } }))
        return JSON.stringify(pages.map(({ drawn, texts }) => [drawn, texts.filter(({ text }) => text.length < 3)]))
      })
      // A filled dot is not a line: it is told from the bytes below.
      expect(new Set(drawings.map((text, i) => text + dots(row, keys[i]!))).size, row).toBe(keys.length)
    }
  })
})

/** How many filled dots a symbol has, from the file itself. */
function dots(row: string, key: string): number {
  const bytes = techPackPdf(towels({ labels: { ...towels().labels, care: { ...CARE, [row]: key } } }), {
    language: 'en',
  })
  return new TextDecoder('latin1').decode(bytes).match(/ c f\n/g)?.length ?? 0
}

function markerOn(pack: ProductionPack): { corner: readonly Point[]; selvedges: readonly Point[] } {
  const page = read(pack).find(({ texts }) => texts.some(({ text }) => text === 'Markers'))!
  const corner = page.drawn.find(({ closed, points }) => closed && points.length === 6)!.points
  const selvedges = page.drawn.find(
    ({ closed, points, width }) => closed && points.length === 4 && Math.abs(width - 0.3) < 0.01
  )!.points
  return { corner, selvedges }
}
