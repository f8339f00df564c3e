import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { boxOf, cutLineOf, distance, type Draft, type Piece, type Point } from '../../src/pattern/index.ts'
import { pdfSheetOf, pdfTilesOf } from '../../src/pattern/pdf/index.ts'
import { readPdf } from '../fixtures/readPdf.ts'
import { draftOf, dressed, towel } from './rectangle.ts'

const ABOUT = { language: 'en', title: 'Bath towel', number: 'T-2026-000001', day: '2026-11-21' } as const
const MARGIN = 10
const [TILE_WIDTH, TILE_HEIGHT] = [190, 277]

const big = (): Draft => draftOf(curtain(), towel(), dressed({ name: 'guestTowel' }))

/** Taller and wider than a page, with a curved side, so that a line crosses tiles at every angle. */
const curtain = (): Piece => {
  const side = Array.from({ length: 41 }, (_, i): Point => [420 + 60 * Math.sin(i / 5), i * 16])
  return towel({
    name: 'curtain',
    edges: [
      { name: 'top', points: [[0, 0], side[0]!], allowance: 10 },
      { name: 'right', points: side, allowance: 10 },
      { name: 'hem', points: [side.at(-1)!, [0, 640]], allowance: 20 },
      {
        name: 'left',
        points: [
          [0, 640],
          [0, 0],
        ],
        allowance: 10,
      },
    ],
    grain: [
      [200, 100],
      [200, 500],
    ],
  })
}

const sidesOf = (points: readonly Point[]): number[] =>
  points.map((point, i) => distance(point, points[(i + 1) % points.length]!))
const squaresIn = (drawn: readonly { readonly points: readonly Point[]; readonly closed: boolean }[]) =>
  drawn.filter(
    ({ points, closed }) => closed && points.length === 4 && sidesOf(points).every((s) => Math.abs(s - 50) < 5)
  )

const hasPoppler = spawnSync('pdftoppm', ['-v']).error === undefined

/** Pixels of a page as poppler shows it: true where ink is. */
async function inkOf(
  bytes: Uint8Array,
  page: number,
  dpi: number
): Promise<{ width: number; dark: (x: number, y: number) => boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'toile-pdf-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes)
    execFileSync('pdftoppm', ['-r', `${dpi}`, '-f', `${page}`, '-l', `${page}`, '-gray', '-singlefile', 'a.pdf', 'a'], {
      cwd: folder,
    })
    // A portable greymap: three numbers, then a byte a pixel.
    const pgm = readFileSync(join(folder, 'a.pgm'))
    const [head, width] = /^P5\s+(\d+)\s+\d+\s+255\s/.exec(pgm.toString('latin1', 0, 40))!
    return { width: Number(width), dark: (x, y) => pgm[head.length + y * Number(width) + x]! < 140 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('pdfTilesOf', () => {
  it('has a square of 50.0 mm on its first page, and says not to scale, in both languages', () => {
    for (const [language, words] of [
      ['en', 'Print at 100 %, no scaling.'],
      ['de', 'Mit 100 % drucken, nicht skalieren.'],
    ] as const) {
      const [first] = readPdf(pdfTilesOf(big(), { ...ABOUT, language }))
      const [square, ...more] = squaresIn(first!.drawn)
      expect(more).toEqual([])
      for (const side of sidesOf(square!.points)) expect(Math.abs(side - 50)).toBeLessThan(0.01)
      expect(first!.texts.map(({ text }) => text)).toContain(words)
    }
  })

  it.runIf(hasPoppler)('shows that square 50 mm wide and high when it is printed', async () => {
    const bytes = pdfTilesOf(big(), ABOUT)
    const [first] = readPdf(bytes)
    const box = boxOf(squaresIn(first!.drawn)[0]!.points)
    const dpi = 254
    const { dark } = await inkOf(bytes, 1, dpi)
    const inked = (from: number, to: number, at: (i: number) => readonly [number, number]) => {
      const hits = Array.from({ length: to - from }, (_, i) => from + i).filter((i) => dark(...at(i)))
      return hits.at(-1)! - hits[0]!
    }
    const [x, y, side] = [box.x, box.y, 50].map((mm) => Math.round(mm * 10)) as [number, number, number]
    const across = inked(x - 20, x + side + 20, (i) => [i, y + 80])
    const down = inked(y - 20, y + side + 20, (i) => [x + 80, i])
    // Ten pixels a millimetre; from outer rim to outer rim is a line's width more.
    for (const pixels of [across, down]) expect(Math.abs(pixels - 500)).toBeLessThanOrEqual(3)
  })

  it('is A4 unless another paper is named, and every page after the first is named in its corner', () => {
    const pages = readPdf(pdfTilesOf(big(), ABOUT))
    for (const { width, height } of pages) {
      expect(width).toBeCloseTo(210, 2)
      expect(height).toBeCloseTo(297, 2)
    }
    const names = pages.slice(1).map(({ texts }) => texts.find(({ size }) => size === 14)!.text)
    expect(names[0]).toBe('A1')
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[A-Z]+\d+$/)
    const [letter] = readPdf(pdfTilesOf(big(), { ...ABOUT, paper: { width: 215.9, height: 279.4 } }))
    expect(letter!.width).toBeCloseTo(215.9, 2)
  })

  it('joins: a line that leaves a page enters the next one at the same place', () => {
    const pages = readPdf(pdfTilesOf(big(), ABOUT)).slice(1)
    const tiles = pages.map(({ drawn, texts }) => {
      const name = texts.find(({ size }) => size === 14)!.text
      return { row: name.charCodeAt(0) - 65, column: Number(name.slice(1)) - 1, drawn }
    })
    let crossings = 0
    for (const tile of tiles)
      for (const [right, down] of [
        [1, 0],
        [0, 1],
      ] as const) {
        const next = tiles.find(({ row, column }) => row === tile.row + down && column === tile.column + right)
        if (!next) continue
        const here = crossingsOf(
          tile.drawn,
          right === 1 ? MARGIN + TILE_WIDTH : MARGIN + TILE_HEIGHT,
          right === 1 ? 0 : 1
        )
        const there = crossingsOf(next.drawn, MARGIN, right === 1 ? 0 : 1)
        expect(here.length).toBe(there.length)
        here.forEach((at, i) => expect(Math.abs(at - there[i]!)).toBeLessThan(0.002))
        crossings += here.length
      }
    expect(crossings).toBeGreaterThan(20)
  })

  it('prints every piece whole: what lies in the frames of all pages adds up to the cut line', () => {
    const pages = readPdf(pdfTilesOf(draftOf(curtain()), ABOUT)).slice(1)
    const inFrames = pages
      .flatMap(({ drawn }) => drawn)
      .filter(({ closed, width }) => closed && Math.abs(width - 0.5) < 0.01)
      .reduce((sum, { points }) => sum + lengthWithin(points), 0)
    const cut = cutLineOf(curtain())
    expect(inFrames).toBeCloseTo(
      sidesOf(cut).reduce((sum, side) => sum + side),
      0
    )
  })

  it('leaves out pages that would show nothing, and prints the inside of a large piece', () => {
    const cloth = (width: number, height: number) =>
      towel({
        edges: [
          {
            name: 'top',
            points: [
              [0, 0],
              [width, 0],
            ],
            allowance: 0,
          },
          {
            name: 'right',
            points: [
              [width, 0],
              [width, height],
            ],
            allowance: 0,
          },
          {
            name: 'hem',
            points: [
              [width, height],
              [0, height],
            ],
            allowance: 0,
          },
          {
            name: 'left',
            points: [
              [0, height],
              [0, 0],
            ],
            allowance: 0,
          },
        ],
      })
    expect(readPdf(pdfTilesOf(draftOf(cloth(150, 250)), ABOUT)).length).toBe(1 + 1)
    expect(readPdf(pdfTilesOf(draftOf(cloth(550, 800)), ABOUT)).length).toBe(1 + 9)
    // A piece that is long one way leaves the other corner of its sheet empty.
    const bent = readPdf(pdfTilesOf(draftOf(cloth(500, 100), { ...cloth(100, 800), name: 'strip' }), ABOUT)).length
    expect(bent).toBeLessThan(1 + 9)
  })

  it('names the pieces, their count and their material, the order and the day; nothing else of anybody', () => {
    const texts = readPdf(pdfTilesOf(big(), { ...ABOUT, material: () => 'Köper' })).flatMap(({ texts: all }) =>
      all.map(({ text }) => text)
    )
    expect(texts).toEqual(
      expect.arrayContaining(['guest towel × 1 + 1', 'Köper', 'T-2026-000001', 'Order T-2026-000001 · Nov 21, 2026'])
    )
  })

  it('is the same bytes for the same draft', () => {
    expect(pdfTilesOf(big(), ABOUT)).toEqual(pdfTilesOf(big(), ABOUT))
  })
})

describe('pdfSheetOf', () => {
  it('is one page as wide as the roll, with the square and all pieces at true scale', () => {
    const pages = readPdf(pdfSheetOf(big(), { ...ABOUT, width: 914 }))
    expect(pages.length).toBe(1)
    expect(pages[0]!.width).toBeCloseTo(914, 2)
    for (const side of sidesOf(squaresIn(pages[0]!.drawn)[0]!.points)) expect(side).toBeCloseTo(50, 2)
    const boxes = pages[0]!.drawn.filter(({ closed, width }) => closed && Math.abs(width - 0.5) < 0.01)
    const sizes = boxes
      .map(({ points }) => boxOf(points))
      .map(({ width, height }) => `${Math.round(width)} × ${Math.round(height)}`)
    expect(sizes).toContain('220 × 330')
    for (const { points } of boxes)
      for (const [x, y] of points) expect(x > 0 && y > 0 && x < 914 && y < pages[0]!.height).toBe(true)
  })

  it('is wider than the roll only where a piece is, and refuses to be longer than a page may be', () => {
    expect(readPdf(pdfSheetOf(big(), { ...ABOUT, width: 300 }))[0]!.width).toBeGreaterThan(480)
    const many = draftOf(...Array.from({ length: 60 }, (_, i) => towel({ name: `t${i}` })))
    expect(() => pdfSheetOf(many, { ...ABOUT, width: 300 })).toThrow('the pieces do not go on one page')
  })

  it.runIf(hasPoppler)('opens in another program', async () => {
    const ink = await inkOf(pdfSheetOf(big(), ABOUT), 1, 25.4)
    expect(ink.width).toBe(914)
  })
})

/** Where closed shapes drawn with a cut or seam pen cross a level, sorted. */
function crossingsOf(drawn: ReturnType<typeof readPdf>[number]['drawn'], level: number, axis: 0 | 1): number[] {
  const other = axis === 0 ? 1 : 0
  const reach = axis === 0 ? TILE_HEIGHT : TILE_WIDTH
  return drawn
    .filter(({ closed, width }) => closed && width > 0.15)
    .flatMap(({ points }) =>
      points.flatMap((a, i) => {
        const b = points[(i + 1) % points.length]!
        if (a[axis] > level === b[axis] > level) return []
        const t = (level - a[axis]) / (b[axis] - a[axis])
        return [a[other] + (b[other] - a[other]) * t]
      })
    )
    .filter((at) => at > MARGIN && at < MARGIN + reach)
    .sort((p, q) => p - q)
}

/** How much of a closed line lies in a page's frame, in steps of a tenth of a millimetre. */
function lengthWithin(points: readonly Point[]): number {
  return points.reduce((sum, a, i) => {
    const b = points[(i + 1) % points.length]!
    const steps = Math.max(1, Math.round(distance(a, b) * 10))
    const inside = Array.from({ length: steps }, (_, k) => (k + 0.5) / steps).filter((t) => {
      const [x, y] = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
      return x >= MARGIN && x < MARGIN + TILE_WIDTH && y >= MARGIN && y < MARGIN + TILE_HEIGHT
    })
    return sum + (distance(a, b) * inside.length) / steps
  }, 0)
}
