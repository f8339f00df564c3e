// @vitest-environment jsdom
import DxfParser, { type IPolylineEntity } from 'dxf-parser'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import jeans from '../../models/jeans/drafting.ts'
import shoes from '../../models/shoes/drafting.ts'
import swimsuits from '../../models/swimsuits/drafting.ts'
import { REFERENCE } from '../../models/swimsuits/body.ts'
import { selectionOf } from '../../models/swimsuits/cuts.ts'
import { readPieces, writePieces } from '../../src/intake/pieces.ts'
import {
  areaOf,
  checkSeams,
  cutLineOf,
  dxfOf,
  lengthOf,
  outlineOf,
  pdfSheetOf,
  pdfTilesOf,
  svgOf,
  type Draft,
  type Line,
  type Piece,
  type Point,
} from '../../src/pattern/index.ts'
import { MIDDLING } from '../fixtures/bodies.ts'
import { readPdf } from '../fixtures/readPdf.ts'
import { DEFAULT } from './selections.ts'

const DRAFTED: Readonly<Record<string, () => Draft>> = {
  jeans: () => jeans.draft({ measurements: MIDDLING, selection: DEFAULT }),
  swimsuits: () =>
    swimsuits.draft({
      measurements: REFERENCE as unknown as Readonly<Record<string, number>>,
      selection: { ...selectionOf('scoop-scoop-mid-wide-moderate'), fabric: 'classic-190' },
    }),
  shoes: () => shoes.draft({ measurements: { 'footLength.left': 2600, 'footLength.right': 2630 }, selection: {} }),
}

/** Half a millimetre: what page and server may differ by. */
const AGREES = 0.5

const round = (points: Line): number => lengthOf([...points, points[0]!])

describe.each(Object.entries(DRAFTED))('the files of %s', (name, drafted) => {
  let draft: Draft
  /** As the server stores and signs it, and every file of the workroom is made from. */
  let stored: Draft
  beforeAll(() => {
    draft = drafted()
    stored = readPieces(writePieces(draft, false).text).pieces as Draft
  })

  it('are of the very draft the page shows: seams and girths within half a millimetre', () => {
    const [page, server] = [checkSeams(draft), checkSeams(stored)]
    expect(server.length).toBe(page.length)
    expect(page.length).toBeGreaterThan(0)
    server.forEach(({ seam, a, b }, i) => {
      expect(Math.abs(a - page[i]!.a), seam).toBeLessThan(AGREES)
      expect(Math.abs(b - page[i]!.b), seam).toBeLessThan(AGREES)
    })
    expect(stored.girths).toEqual(draft.girths)
  })

  it('call every piece what the workroom calls it', () => {
    const path = join(import.meta.dirname, `../../models/${name}/template.yaml`)
    const { pieces } = parse(readFileSync(path, 'utf8')) as { readonly pieces: Readonly<Record<string, unknown>> }
    const unnamed = draft.pieces.filter((piece) => !(withoutSide(piece) in pieces))
    expect(unnamed.map((piece) => piece.name)).toEqual([])
  })

  it('are cut along the same lines in DXF: blocks are pieces, areas within 0.1 %, seam lines within half a millimetre', () => {
    const { blocks, entities } = new DxfParser().parseSync(dxfOf(stored, { style: 'T-2026-000001' }))!
    expect(Object.keys(blocks).length).toBe(draft.pieces.length)
    expect(entities.filter(({ type }) => type === 'INSERT').length).toBe(draft.pieces.length)
    Object.values(blocks).forEach(({ entities: drawn }, i) => {
      const piece = draft.pieces[i]!
      const [cut, sew] = [1, 14].map((layer) =>
        (drawn.find((one) => one.type === 'POLYLINE' && one.layer === `${layer}`) as IPolylineEntity).vertices.map(
          ({ x, y }): Point => [x, y]
        )
      ) as [Point[], Point[]]
      expect(Math.abs(areaOf(cut) / areaOf(cutLineOf(piece)) - 1), piece.name).toBeLessThan(0.001)
      expect(Math.abs(round(sew) - round(outlineOf(piece))), piece.name).toBeLessThan(AGREES)
    })
  })

  it('are a file per piece and a sheet in SVG, each with cut line, seam line, grain, notches and words', () => {
    const parse = (text: string) => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
    for (const piece of stored.pieces) {
      const svg = parse(svgOf(piece))
      expect(svg.getAttribute('width')).toMatch(/^[\d.]+mm$/)
      const [group] = svg.querySelectorAll('g')
      expect(group!.id).toBe(piece.name)
      const count = (kind: string) => group!.querySelectorAll(`.${kind}`).length
      expect(['cut', 'seam', 'grain', 'label'].map(count), piece.name).toEqual([
        1 + piece.lines.filter(({ kind }) => kind === 'cut').length,
        1,
        1,
        1,
      ])
      expect(count('notch')).toBe(piece.notches.length)
      const seam = pathOf(group!.querySelector('.seam')!)
      expect(Math.abs(round(seam) - round(outlineOf(pieceOf(draft, piece)))), piece.name).toBeLessThan(AGREES)
    }
    expect(parse(svgOf(stored)).querySelectorAll('g.piece').length).toBe(draft.pieces.length)
  })

  it('print at true scale: every cut line is on the sheet, and every page of the tiles has something on it', () => {
    const about = { language: 'de', title: 'Muster', number: 'T-2026-000001' } as const
    const [sheet] = readPdf(pdfSheetOf(stored, about))
    const drawn = sheet!.drawn.filter(({ closed, width }) => closed && Math.abs(width - 0.5) < 0.01)
    for (const piece of draft.pieces) {
      const wanted = round(cutLineOf(piece))
      expect(
        drawn.some(({ points }) => Math.abs(round(points) - wanted) < AGREES),
        piece.name
      ).toBe(true)
    }
    const [, ...tiles] = readPdf(pdfTilesOf(stored, about))
    expect(tiles.length).toBeGreaterThan(3)
    expect(tiles.length).toBeLessThan(60)
  })
})

const pieceOf = ({ pieces }: Draft, { name }: Piece): Piece => pieces.find((piece) => piece.name === name)!

const withoutSide = (piece: Piece): string => piece.name.replace(/\.(?:left|right)$/, '')

const pathOf = (path: Element): Point[] =>
  [...path.getAttribute('d')!.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]): Point => [Number(x), Number(y)])
