import { describe, expect, it } from 'vitest'
import { spansOf } from '../../src/scene/letters.ts'

/** An ink picture from rows of text. */
function ink(rows: readonly string[]) {
  const [width, height] = [rows[0]!.length, rows.length]
  const data = new Uint8ClampedArray(width * height * 4)
  rows.forEach((text, y) => [...text].forEach((mark, x) => (data[4 * (y * width + x) + 3] = mark === '#' ? 255 : 0)))
  return { data, width, height }
}

describe('spansOf', () => {
  it('sews across each stroke and leaves the counter of a letter open', () => {
    const letter = ink(Array.from({ length: 24 }, () => '....###......###....'))
    const spans = spansOf(letter, 24)
    const rows = new Set(spans.map(([, y]) => y))
    expect(spans.length).toBe(2 * rows.size)
    for (const [from, , to] of spans) expect(to - from).toBeCloseTo(3 / 24, 6)
    expect(Math.min(...spans.map(([from]) => from))).toBeCloseTo(-6 / 24, 6)
  })

  it('splits a stitch that would hang loose', () => {
    const bar = ink(Array.from({ length: 4 }, () => '#'.repeat(100)))
    for (const [from, , to] of spansOf(bar, 20)) expect(to - from).toBeLessThanOrEqual(0.5)
  })
})
