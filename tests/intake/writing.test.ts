import { randomBytes } from 'node:crypto'
import DxfParser from 'dxf-parser'
import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import { createDesign, NOTE, textProblemOf } from '../../src/design/index.ts'
import { sayer } from '../../src/ground/index.ts'
import { deskListPage, deskOrderPage } from '../../src/intake/deskPages.ts'
import { viewFor, type KeptOrder } from '../../src/order/views.ts'
import { filesOf, type ProductionPack } from '../../src/order/pack/index.ts'
import { dxfOf, svgOf } from '../../src/pattern/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { cardOf } from '../../src/widget/card/card.ts'
import { SHEET_WORDS } from '../../src/widget/sheetWords.ts'
import { MARKUP } from '../fixtures/payloads.ts'
import { readPdf } from '../fixtures/readPdf.ts'
import { skirt, skirtOrder } from '../order/skirt.ts'
import { towels } from '../order/towels.ts'

/** What spreadsheets, PDF readers and cutting tables would act upon. */
const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '\r=1+1', ' =1+1', '＝1+1', '=HYPERLINK("//x.invalid";"x")', 'a;=1+1']
const PDF = [
  ') Tj ET /OpenAction << /S /JavaScript /JS (app.alert(7)) >>',
  '\\) >> endobj 1 0 obj << /S /URI /URI (//x.invalid)',
  'endstream endobj',
]
const DXF = ['0\nSECTION\n2\nENTITIES', '\n0\nEOF\n', '\r\n  0\r\nLINE\r\n']
/** All two hundred, forty in a text: what one needs closed, another closes. */
const BUNDLES = [0, 40, 80, 120, 160].map((at) => MARKUP.slice(at, at + 40).join(' '))
const BENIGN = 'Plain words'

const both = (text: string) => ({ en: text, de: text })

/** Every text that a designer or a customer writes is `words`; ids stay. */
const said = <T>(value: T, words: string): T =>
  JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && 'en' in inner && 'de' in inner ? both(words) : inner
  ) as T

function packSaying(words: string): ProductionPack {
  const pack = said(towels(), words)
  const names = Object.fromEntries(pack.draft.pieces.map(({ name }) => [name, both(words)]))
  return { ...pack, number: words, names }
}

const made = new Map<string, ReadonlyMap<string, Uint8Array>>()

/** A file of the pack in which every text is `words`. */
function fileSaying(words: string, name: string): Uint8Array {
  let files = made.get(words)
  if (!files) made.set(words, (files = new Map(filesOf(packSaying(words)).map((file) => [file.name, file.bytes]))))
  return files.get(name)!
}
const textSaying = (words: string, name: string) => new TextDecoder().decode(fileSaying(words, name))

/** Elements and the names of their attributes, without any words: what a browser makes of a page. A long word may be turned. */
function skeletonOf(markup: string, contentType: 'text/html' | 'image/svg+xml' = 'text/html'): readonly string[] {
  const { document } = new JSDOM(markup, { contentType }).window
  return [...document.querySelectorAll('*')].map(
    (element) => `${element.localName} ${element.getAttributeNames().filter((name) => name !== 'transform').sort().join(' ')}`
  )
}

const rowsOf = (csv: string): readonly (readonly string[])[] =>
  [...csv.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g)].map(([, row]) =>
    [...`${row!},`.matchAll(/("(?:[^"]|"")*"|[^",]*),/g)].map(([, cell]) => cell!.replace(/^"|"$/g, '').replaceAll('""', '"'))
  )

describe('what a customer may write [threat 2]', () => {
  const initials = { most: 4, letters: 'any' } as const

  it.each([
    ['a control character', 'A\u0007B'],
    ['an escape', '\u001b[2J'],
    ['a mark that turns the words round', 'A\u202eB'],
    ['an isolate that is never closed', 'A\u2067B'],
    ['a space nobody sees', 'A\u200bB'],
    ['a tag character', 'A\u{e0041}'],
    ['half a character', 'A\ud800'],
    ['a line', 'A\u2028B'],
    ['a letter of nobody’s alphabet', '\ue000'],
  ])('has no %s in it, neither to be sewn nor in a note', (_, text) => {
    expect(textProblemOf(text, initials, 'en')?.code).toBe('design/text-unreadable')
    expect(textProblemOf(text, NOTE, 'en')?.code).toBe('design/text-unreadable')
  })

  it('is as long as a reader counts it, and no tower of marks', () => {
    expect(textProblemOf('🇩🇪🇫🇷e\u0301o', initials, 'en')).toBeNull()
    expect(textProblemOf('abcde', initials, 'en')?.code).toBe('design/text-too-long')
    expect(textProblemOf(`a${'\u0301'.repeat(9)}`, initials, 'en')?.code).toBe('design/text-too-long')
    expect(textProblemOf('a'.repeat(501), NOTE, 'en')?.code).toBe('design/text-too-long')
    expect(textProblemOf('\u0301'.repeat(5_000_000), NOTE, 'en')?.code).toBe('design/text-too-long')
  })
})

describe('words in the workroom’s files [threat 2]', () => {
  it.each([...FORMULAS, MARKUP[0]!])('are no formula and no other cell in a table: %j', (words) => {
    const tables = ['chart.csv', 'bill.csv', 'stitches.csv']
    for (const name of tables) {
      const [got, plain] = [rowsOf(textSaying(words, name)), rowsOf(textSaying(BENIGN, name))]
      expect(got.map((row) => row.length)).toEqual(plain.map((row) => row.length))
      // A number is a number; whatever else begins like a formula has a mark before it.
      for (const cell of got.flat()) expect(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) && Number.isNaN(Number(cell)), cell).toBe(false)
      expect(got.flat().some((cell) => cell.includes(words.trim()))).toBe(true)
    }
    // A program that takes the semicolon for its comma finds none outside of quotes.
    expect(textSaying(words, 'bill.csv').replace(/"(?:[^"]|"")*"/g, '')).not.toContain(';')
  })

  it.each([...PDF, MARKUP[0]!])('are words in a PDF, and no object of it: %j', async (words) => {
    const objects = (bytes: Uint8Array) => [...new TextDecoder('latin1').decode(bytes).matchAll(/^(\d+) 0 obj$/gm)].length
    for (const name of ['tech-pack-en.pdf', 'pattern-a4-en.pdf']) {
      const bytes = fileSaying(words, name)
      // Follows the table of objects, and throws where one is not what it says.
      expect(readPdf(bytes).length).toBeGreaterThan(0)
      expect(objects(bytes)).toBeGreaterThanOrEqual(objects(fileSaying(BENIGN, name)))
      expect(activeIn(bytes)).toEqual([])
    }
    const template = skirt()
    const options = template.options.map((option) =>
      option.kind === 'text' ? { ...option, text: { most: 200, letters: 'any' as const } } : option
    )
    const wide = skirt({ options })
    const design = createDesign(wide, { language: 'en', currency: 'EUR', unit: 'cm' })
    const spec = skirtOrder({ template: wide, texts: { initials: words }, note: words })
    const card = await cardOf({ design, spec, number: words, photo: null, say: sayer(SHEET_WORDS, 'en') })
    const bytes = new Uint8Array(await card.arrayBuffer())
    expect(readPdf(bytes).flatMap(({ texts }) => texts.map(({ text }) => text)).join(' ')).toContain(words.slice(0, 20))
    expect(activeIn(bytes)).toEqual([])
  })

  it('are no element of a drawing', () => {
    const { draft } = towels()
    const plain = skeletonOf(svgOf(draft, { title: BENIGN, label: () => BENIGN }), 'image/svg+xml')
    for (const words of [...BUNDLES, ...DXF]) {
      expect(skeletonOf(svgOf(draft, { title: words, label: () => words }), 'image/svg+xml')).toEqual(plain)
    }
    const pieces = textSaying(MARKUP[0]!, 'pieces.svg')
    expect(skeletonOf(pieces, 'image/svg+xml')).toEqual(skeletonOf(textSaying(BENIGN, 'pieces.svg'), 'image/svg+xml'))
  })

  it('are no line of a cutting file', () => {
    const { draft } = towels()
    const read = (words: string) => {
      const text = dxfOf(draft, { style: words, day: '2026-11-21', product: words, label: () => words, material: () => words })
      const { blocks, entities } = new DxfParser().parseSync(text)!
      return [Object.keys(blocks).length, entities.length, ...Object.values(blocks).map((block) => block.entities?.length)]
    }
    for (const words of [...DXF, ...MARKUP.slice(0, 20)]) expect(read(words)).toEqual(read(BENIGN))
  })

  it('are the same words in JSON', () => {
    for (const words of [MARKUP[0]!, ...DXF, ...FORMULAS])
      expect((JSON.parse(textSaying(words, 'pack.json')) as ProductionPack).template.name.en).toBe(words)
  })
})

/** What a reader would do by itself, outside of any text: actions, scripts, addresses, files. */
function activeIn(bytes: Uint8Array): readonly string[] {
  const outside = new TextDecoder('latin1').decode(bytes).replace(/\((?:\\.|[^\\()])*\)/gs, '()')
  return [...outside.matchAll(/\/(?:OpenAction|AA|JS|JavaScript|URI|Launch|EmbeddedFile|GoToR|SubmitForm)\b/g)].map(([found]) => found)
}

describe('words on the shop’s desk [threat 2]', () => {
  const pages = (words: string, secret: string) => {
    const template = said(skirt(), words) as CompiledTemplate
    const spec = skirtOrder({ note: 'x' })
    const kept = {
      number: '2026-0001',
      placedAt: '2026-11-21T11:00:00Z',
      spec: { ...spec, personal: { ...spec.personal!, texts: { initials: words }, note: `${words} ${secret}` } },
      pieces: null,
      piecesDigest: '',
      bodyOpen: false,
      bill: [{ id: 'cloth', label: both(words), unit: 'm', amount: 1000, waste: 100 }],
      signature: '',
      kid: '',
    } as KeptOrder
    const pictures = { script: '/draw.js', models: '/models' }
    return [
      deskListPage({
        role: 'shop',
        language: 'en',
        pictures,
        older: null,
        orders: [{ number: kept.number, placedAt: kept.placedAt, order: spec.order, labels: template }],
      }),
      ...(['shop', 'workroom'] as const).map((role) =>
        deskOrderPage({
          view: viewFor(role, kept),
          language: 'en',
          pictures,
          labels: template,
          prints: null,
          pack: role === 'workroom' ? packSaying(words) : null,
        })
      ),
    ].map(({ text }) => text)
  }

  it('are read as they were written, on every page, and make nothing of the page', () => {
    const plain = pages(BENIGN, '').map((page) => skeletonOf(page))
    for (const words of BUNDLES) {
      const secret = randomBytes(4).toString('hex')
      const read = pages(words, secret)
      expect(read.map((page) => skeletonOf(page))).toEqual(plain)
      const workroom = new JSDOM(read[2]!).window.document
      expect([...workroom.querySelectorAll('bdi')].map(({ textContent }) => textContent)).toContain(`${words} ${secret}`)
      // The workroom's alone.
      expect(read[0]! + read[1]!).not.toContain(secret)
    }
  })
})
