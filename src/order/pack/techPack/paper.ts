import type { Language } from '../../../ground/index.ts'
import { A4, spelledOut, wrapped, type Page, type Pdf, type Type } from '../../../ground/pdf/index.ts'

/** mm */
export const LEFT = 16
export const RIGHT = A4.width - 16
export const WIDTH = RIGHT - LEFT
const TOP = 26
const FOOT = A4.height - 20

export const INK = { plain: '#1d1b18', faint: '#6d6860', rule: '#cfcac2', tint: '#f4f1ec', piece: '#efebe3' } as const
export const RULE = { width: 0.2, colour: INK.rule }

/** Where text is set on one page after the other, from the top down. */
export interface Paper {
  readonly pdf: Pdf
  readonly language: Language
  /** The page that is written on. */
  page(): Page
  /** Of the next line's upper edge, mm from the top. */
  y(): number
  down(by: number): void
  /** Goes on to a new page when less than this is left on this one. */
  room(height: number): void
  newPage(): void
  /** What is left of this page, mm. */
  left(): number
  heading(text: string, about?: string, follows?: number): void
  paragraph(text: string, type?: Type, indent?: number): void
}

export function createPaper(pdf: Pdf, language: Language): Paper {
  let page = pdf.addPage(A4.width, A4.height)
  let y = TOP
  const paper: Paper = {
    pdf,
    language,
    page: () => page,
    y: () => y,
    down: (by) => void (y += by),
    left: () => FOOT - y,
    room(height) {
      if (y + height > FOOT) paper.newPage()
    },
    newPage() {
      page = pdf.addPage(A4.width, A4.height)
      y = TOP
    },
    heading(text, about, follows = 34) {
      paper.room(14 + follows)
      if (y > TOP) y += 6
      page.text([LEFT, y + 5], spelledOut(text), { size: 14, weight: 'bold', colour: INK.plain })
      y += 9
      if (about) paper.paragraph(about, { size: 8, colour: INK.faint })
      y += 1.5
    },
    paragraph(text, type = {}, indent = 0) {
      const { size = 9 } = type
      const leading = size * 0.46
      for (const line of wrapped(spelledOut(text), WIDTH - indent, type)) {
        paper.room(leading)
        page.text([LEFT + indent, y + size * 0.3], line, { colour: INK.plain, ...type })
        y += leading
      }
    },
  }
  return paper
}

/** Name and number above, page of pages below; written last, when it is known how many there are. */
export function finish(
  pdf: Pdf,
  heads: readonly [left: string, right: string],
  footOf: (page: number, pages: number) => string,
  foot: string
): void {
  const { pages } = pdf
  pages.forEach((page, i) => {
    const small = { size: 8, colour: INK.faint } as const
    page.text([LEFT, 15], spelledOut(heads[0]), { ...small, weight: 'bold' })
    page.text([RIGHT, 15], spelledOut(heads[1]), { ...small, align: 'right' })
    page.line(
      [
        [LEFT, 18],
        [RIGHT, 18],
      ],
      RULE
    )
    page.text([LEFT, A4.height - 11], spelledOut(foot), small)
    page.text([RIGHT, A4.height - 11], footOf(i + 1, pages.length), { ...small, align: 'right' })
  })
}
