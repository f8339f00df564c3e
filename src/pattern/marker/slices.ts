import type { Form } from './forms.ts'
import { STRIP, type Region } from './region.ts'

/**
 * Where a form must not lie beside another: for each step along the cloth from the one to the other, the stretches of y
 * (of the other's corner less the one's, mm) in which their regions would overlap: low and high of the first, of the
 * second, ... What is known as the no-fit polygon, cut into slices and worked out when asked for.
 */
export class Slices {
  readonly #step: number
  readonly #forms: number
  /** By pair of forms, then by step. */
  readonly #known: (readonly number[] | undefined)[][]

  constructor(forms: number, step: number) {
    this.#step = step
    this.#forms = forms
    this.#known = Array.from({ length: forms ** 2 }, () => [])
  }

  between(a: Form, b: Form, columns: number): readonly number[] {
    const known = this.#known[a.id * this.#forms + b.id]!
    return (known[indexOf(columns)] ??= this.#mirrored(a, b, columns) ?? sliceOf(a, b, columns * this.#step))
  }

  /** What is known of `a` beside `b` says the same the other way round. */
  #mirrored(a: Form, b: Form, columns: number): readonly number[] | undefined {
    const slice = this.#known[b.id * this.#forms + a.id]![indexOf(-columns)]
    return slice && (slice.length === 0 ? slice : slice.map((_, k) => -slice[k ^ 1]!))
  }
}

/** Steps ahead and back by turns, for an array has no place before its first. */
const indexOf = (columns: number): number => (columns < 0 ? -2 * columns - 1 : 2 * columns)

const NOTHING: readonly number[] = []
/** Low and high of each stretch while a slice is put together. */
const work: number[] = []

/** The stretches of dy in which `b`, moved by `dx` and dy, would overlap `a`. */
function sliceOf(a: Form, b: Form, dx: number): readonly number[] {
  const [p, q] = [a.region, b.region]
  work.length = 0
  let first = 0
  for (let i = 0; i < p.length; i += STRIP) {
    const from = p[i]!
    const to = p[i + 1]!
    while (first < q.length && q[first + 1]! + dx <= from) first += STRIP
    for (let j = first; j < q.length && q[j]! + dx < to; j += STRIP) {
      const left = Math.max(from, q[j]! + dx)
      const right = Math.min(to, q[j + 1]! + dx)
      if (right - left < 1e-9) continue
      // Both have straight ends here, so the extremes lie at the left or at the right.
      const low = Math.min(
        height(p, i, 2, left) - height(q, j, 4, left - dx),
        height(p, i, 2, right) - height(q, j, 4, right - dx)
      )
      const high = Math.max(
        height(p, i, 4, left) - height(q, j, 2, left - dx),
        height(p, i, 4, right) - height(q, j, 2, right - dx)
      )
      addStretch(low, high)
    }
  }
  return work.length === 0 ? NOTHING : work.slice()
}

/** Of a strip's low end (2) or high end (4) at x. */
function height(strips: Region, at: number, end: 2 | 4, x: number): number {
  const from = strips[at]!
  const start = strips[at + end]!
  return start + ((strips[at + end + 1]! - start) * (x - from)) / (strips[at + 1]! - from)
}

/** Joins a stretch to those it meets; they stay apart from one another and in no order. */
function addStretch(low: number, high: number): void {
  for (let k = work.length - 2; k >= 0; k -= 2) {
    if (work[k]! > high || work[k + 1]! < low) continue
    if (work[k]! <= low && work[k + 1]! >= high) return
    low = Math.min(low, work[k]!)
    high = Math.max(high, work[k + 1]!)
    work.splice(k, 2)
    // Grown, it may now meet one that was passed over.
    k = work.length
  }
  work.push(low, high)
}
