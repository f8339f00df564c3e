import type { Form, Kind } from './forms.ts'
import { Slices } from './slices.ts'

/** A form somewhere on the board. */
export interface Place {
  readonly form: Form
  /** Steps along the cloth to the left end of its box. */
  readonly column: number
  /** Of the upper end of its box, mm. */
  readonly y: number
}

/** One copy, and where it lies. */
export interface Item extends Place {
  readonly kind: Kind
}

/** How much may still be looked at: counted, not timed, so that every machine comes to the same marker. */
export interface Effort {
  left: number
}

/** Cloth of a width, stepped along its length. Lengths mm. */
export class Board {
  readonly width: number
  readonly step: number
  readonly slices: Slices

  constructor(kinds: readonly Kind[], width: number, step: number) {
    this.width = width
    this.step = step
    this.slices = new Slices(kinds.reduce((sum, { forms }) => sum + forms.length, 0), step)
  }

  endOf({ form, column }: Place): number {
    return column * this.step + form.width
  }

  lengthOf(items: readonly Place[]): number {
    return items.reduce((longest, item) => Math.max(longest, this.endOf(item)), 0)
  }

  /** How many columns a form may begin in on cloth of a length. */
  columnsFor(form: Form, length: number): number {
    return Math.floor((length - form.width) / this.step + 1e-9) + 1
  }

  /** How far two copies reach into one another, measured across the cloth. */
  depthBetween(a: Place, b: Place): number {
    const slice = this.slices.between(a.form, b.form, b.column - a.column)
    const dy = b.y - a.y
    for (let k = 0; k < slice.length; k += 2)
      if (dy > slice[k]! && dy < slice[k + 1]!) return Math.min(dy - slice[k]!, slice[k + 1]! - dy)
    return 0
  }

  /** The y nearest to `wanted` at which a form is free of all others; undefined where there is none. */
  freeNear(wanted: number, form: Form, column: number, others: readonly Place[], effort: Effort): number | undefined {
    const taken: [number, number][] = []
    for (const other of others) {
      const slice = this.slices.between(other.form, form, column - other.column)
      for (let k = 0; k < slice.length; k += 2) taken.push([slice[k]! + other.y, slice[k + 1]! + other.y])
    }
    effort.left -= others.length + taken.length
    taken.sort((a, b) => a[0] - b[0])
    const most = this.width - form.height
    let best: number | undefined
    let free = 0
    for (const [low, high] of [...taken, [most, Infinity] as const]) {
      if (low >= free && free <= most) {
        const y = Math.min(Math.max(wanted, free), Math.min(low, most))
        if (best === undefined || Math.abs(y - wanted) < Math.abs(best - wanted)) best = y
      }
      if (high > free) free = high
    }
    return best
  }
}
