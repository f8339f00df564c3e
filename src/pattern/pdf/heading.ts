import { dayText, type Day, type Language } from '../../ground/index.ts'
import { spelledOut, wrapped, type Page, type Spot } from '../../ground/pdf/index.ts'
import type { Lettering } from '../drawing.ts'
import type { Piece } from '../piece.ts'
import { patternWords } from './words.ts'

export interface PatternPdfOptions extends Lettering {
  readonly language: Language
  /** What is made: the product's name. */
  readonly title: string
  /** The order's number. */
  readonly number?: string
  /** When the draft was made. */
  readonly day?: Day
  /** What a piece is cut from, in words; the template's own id of it otherwise. */
  readonly material?: (piece: Piece) => string
}

/** mm: what a customer or a cutter measures before the first cut. */
export const SQUARE = 50

/** A square to measure, and what to do when it is off. */
export function drawSquare(page: Page, [x, y]: Spot, width: number, language: Language): void {
  const say = patternWords(language)
  const corner = (right: number, down: number): Spot => [x + right * SQUARE, y + down * SQUARE]
  page.shape([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)], { pen: { width: 0.2 } })
  page.text([x + SQUARE / 2, y + SQUARE / 2 + 1.5], '50 mm', { size: 12, align: 'middle' })
  page.text([x + SQUARE + 6, y + 5], say('scale'), { size: 13, weight: 'bold' })
  const lines = [say('square'), say('turned'), say('nominal')].flatMap((text) =>
    wrapped(text, width - SQUARE - 6, { size: 9 })
  )
  lines.forEach((line, i) => page.text([x + SQUARE + 6, y + 12 + i * 4.6], line))
}

/** Product, order and day. */
export function headingOf({ title, number, day, language }: PatternPdfOptions): { title: string; line: string } {
  const say = patternWords(language)
  const line = [number && say('order', { number }), day && dayText(day, language, true)].filter(Boolean).join(' · ')
  return { title: spelledOut(title), line: spelledOut(line) }
}

/** What stands on a piece: its name and count, then its material and whose it is. */
export const letteringOf = ({ label, notes, number, material }: PatternPdfOptions): Lettering => ({
  label,
  notes: notes ?? ((piece) => [material?.(piece) ?? piece.material, ...(number ? [number] : [])]),
})
