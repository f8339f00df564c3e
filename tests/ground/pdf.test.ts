import { describe, expect, it } from 'vitest'
import { createPdf, isWritable, spelledOut, widthOf, wrapped } from '../../src/ground/pdf/index.ts'
import { readPdf } from '../fixtures/readPdf.ts'

const written = (text: string) => {
  const pdf = createPdf({ title: 'Title', language: 'de' })
  pdf.addPage(100, 50).text([10, 20], text, { size: 12 })
  return readPdf(pdf.bytes())[0]!.texts[0]!
}

describe('createPdf', () => {
  it('shows every letter of German and of its prices, on the base line it is given', () => {
    expect(written('Öse für Gürtelschlaufe, groß: 3 × 12,50 €').text).toBe('Öse für Gürtelschlaufe, groß: 3 × 12,50 €')
    expect(written('x').at[0]).toBeCloseTo(10, 3)
    expect(written('x').at[1]).toBeCloseTo(20, 3)
  })

  it('writes narrow spaces and true minus signs as the plain ones the fonts have', () => {
    expect(written('\u22123\u202f%').text).toBe('-3 %')
  })

  it('has pages of any size, each with what was put on it, in the order they were added', () => {
    const pdf = createPdf({ title: 'Two', language: 'en' })
    const first = pdf.addPage(210, 297)
    pdf.addPage(914, 3000).line([
      [0, 0],
      [914, 3000],
    ])
    first.shape(
      [
        [10, 10],
        [60, 10],
        [60, 60],
      ],
      { pen: { width: 0.5 } }
    )
    const pages = readPdf(pdf.bytes())
    expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([
      [210, 297],
      [914, 3000],
    ])
    expect(pages[0]!.drawn[0]).toMatchObject({ closed: true })
    expect(pages[0]!.drawn[0]!.width).toBeCloseTo(0.5, 3)
    expect(pages[1]!.drawn[0]!.points[1]![1]).toBeCloseTo(3000, 2)
  })

  it('is the same bytes for the same pages, without a date', () => {
    const make = () => {
      const pdf = createPdf({ title: 'Ä', language: 'en', trueScale: true })
      pdf.addPage(100, 100).circle([50, 50], 20, { fill: '#ff0000' })
      return pdf.bytes()
    }
    expect(make()).toEqual(make())
    expect(new TextDecoder('latin1').decode(make())).not.toMatch(/Date/)
  })

  it('asks readers not to fit it to their paper only where its scale matters', () => {
    const textOf = (trueScale: boolean) =>
      new TextDecoder('latin1').decode(createPdf({ title: '', language: 'en', trueScale }).bytes())
    expect(textOf(true)).toContain('/PrintScaling /None')
    expect(textOf(false)).not.toContain('/PrintScaling')
  })
})

describe('letters', () => {
  it('are as wide as the fonts say, with an accent as without', () => {
    // Adobe's AFM: H 722, a 556; in bold H 722, a 556, t 333.
    expect(widthOf('Ha', 1000)).toBe(722 + 556)
    expect(widthOf('Hä', 1000)).toBe(widthOf('Ha', 1000))
    expect(widthOf('t', 1000, 'bold')).toBe(333)
    expect(widthOf('ß', 1000)).toBe(611)
  })

  it('that the fonts do not have are named by their code point, so that nobody sews a question mark', () => {
    expect(isWritable('Größe')).toBe(true)
    expect(isWritable('Ж')).toBe(false)
    expect(spelledOut('Größe Ж')).toBe('Größe [U+0416]')
  })
})

describe('wrapped', () => {
  it('breaks at spaces, and a word that is too long by itself anywhere', () => {
    expect(wrapped('one two three', 15, { size: 12 })).toEqual(['one two', 'three'])
    const lines = wrapped('Sitzgesäßtaschenaufsatz', 15, { size: 12 })
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join('')).toBe('Sitzgesäßtaschenaufsatz')
    for (const line of lines) expect((widthOf(line, 12) * 25.4) / 72).toBeLessThanOrEqual(15)
  })

  it('keeps every word', () => {
    expect(wrapped('a b  c', 1000)).toEqual(['a b  c'])
    expect(wrapped('', 10)).toEqual([''])
  })
})
