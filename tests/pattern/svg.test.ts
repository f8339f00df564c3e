// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { svgOf } from '../../src/pattern/index.ts'
import { draftOf, dressed, towel } from './rectangle.ts'

const parsed = (svg: string): Element => {
  const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml')
  expect(documentElement.querySelector('parsererror')).toBe(null)
  return documentElement
}

describe('svgOf', () => {
  it('is drawn at true scale: the unit is the millimetre and the size says so', () => {
    const svg = parsed(svgOf(towel()))
    // 220 by 330 mm with allowances, and a margin of 12 all round.
    expect(svg.getAttribute('width')).toBe('244mm')
    expect(svg.getAttribute('height')).toBe('354mm')
    expect(svg.getAttribute('viewBox')).toBe('0 0 244 354')
  })

  it('shows cut line, seam line, grain, notches, lines and marks by class', () => {
    const svg = parsed(svgOf(dressed()))
    const count = (selector: string) => svg.querySelectorAll(selector).length
    expect(['path.cut', 'path.seam', 'path.grain', 'path.notch', 'path.fold'].map(count)).toEqual([1, 1, 1, 2, 1])
    expect(count('path.stitch[data-line="stitch.hem"]')).toBe(2)
    expect(['path.buttonhole', 'circle.button', 'path.text'].map(count)).toEqual([1, 1, 1])
    expect(svg.querySelector('text')!.textContent).toBe('towel × 1 + 1')
  })

  it('calls the pieces what the reader calls them', () => {
    const svg = parsed(svgOf(towel(), { label: () => 'Handtuch' }))
    expect(svg.querySelector('text')!.textContent).toBe('Handtuch × 1')
  })

  it('reads a name aloud where the reader has no other for it, and marks the fold', () => {
    const svg = parsed(svgOf(towel({ name: 'guestTowel', onFold: 'left' })))
    expect(svg.querySelector('text')!.textContent).toBe('guest towel × 1')
    expect(svg.querySelectorAll('path.fold').length).toBe(1)
  })

  it('has no style, script or address in it, and lets no name become markup', () => {
    const nasty = '"><script>alert(1)</script><a href="x" style="y" onload=\'z\'>\u0000'
    const text = svgOf(
      towel({
        name: nasty,
        lines: [
          {
            name: nasty,
            kind: 'cut',
            points: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
      })
    )
    const svg = parsed(text)
    expect(svg.querySelectorAll('script, a, style, [style], [href], [onload]').length).toBe(0)
    expect(svg.querySelector('g')!.getAttribute('data-piece')).toBe(nasty.replace('\u0000', ''))
  })

  it('lays the pieces of a draft out without one on another, and within the sheet', () => {
    const pieces = Array.from({ length: 9 }, (_, i) => towel({ name: `towel ${i}` }))
    const svg = parsed(svgOf(draftOf(...pieces), { sheetWidth: 800 }))
    const spots = [...svg.querySelectorAll('g.piece')].map((g) =>
      /translate\((\S+) (\S+)\)/.exec(g.getAttribute('transform')!)!.slice(1).map(Number)
    )
    expect(spots.length).toBe(9)
    expect(Number.parseFloat(svg.getAttribute('width')!)).toBeLessThanOrEqual(800)
    spots.forEach(([x, y], i) =>
      spots.slice(i + 1).forEach(([u, v]) => expect(Math.abs(x! - u!) >= 220 || Math.abs(y! - v!) >= 330).toBe(true))
    )
  })

  it('turns a piece until its grain stands upright', () => {
    const leaning = towel({
      grain: [
        [100, 50],
        [140, 250],
      ],
    })
    const grain = parsed(svgOf(leaning)).querySelector('path.grain')!.getAttribute('d')!
    const [x1, , x2] = grain.match(/-?[\d.]+/g)!.map(Number)
    expect(x1).toBeCloseTo(x2!, 1)
  })
})
