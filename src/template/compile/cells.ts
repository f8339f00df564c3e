import type { Cells, MeasuredRange } from '../types.ts'
import { cellOf } from '../cells.ts'
import { FALSE, TRUE, type Formula, type Formulas } from './formula.ts'
import type { Growing } from './clauses.ts'

/** What rules compare: a sum of whole multiples of measurements, mostly one, once. By name, ascending. */
export type Sum = readonly (readonly [measurement: string, times: number])[]

/**
 * More steps than this are not told apart one by one when measurements are compared with each other: what ties two of
 * them together is a table of all their pairs, and it travels to the page.
 */
export const MOST_STEPS = 64

interface Form {
  readonly sum: Sum
  readonly from: number
  readonly to: number
  /** Where a new cell begins. */
  readonly cuts: Set<number>
  compiled: Cells | null
  option: number
}

/**
 * The ranges of measurements, cut wherever a rule compares them: within a cell all rules say the same, so a cell is a
 * value of a hidden option. First every comparison is heard, then the cells are made, then comparisons are answered.
 */
export interface CellMaker {
  /** "The sum is at least so many tenths of a millimetre." Before `make` it only hears that. */
  atLeast(sum: Sum, tenths: number): Formula
  /** Adds the hidden options and what ties them to each other. */
  make(problem: Growing): Made
}

export interface Made {
  readonly cells: readonly Cells[]
  /** Sums whose cells the engine knows only roughly while not all of their measurements are taken. */
  readonly bounds: readonly Sum[]
}

/** The id of what ties cells together: no authored rule's. */
export const TIE = 'body'

export function cellMaker(ranges: ReadonlyMap<string, MeasuredRange>, formulas: () => Formulas): CellMaker {
  const forms = new Map<string, Form>()
  let isMade = false

  function formOf(sum: Sum): Form {
    const key = JSON.stringify(sum)
    let form = forms.get(key)
    if (!form) {
      const ends = sum.map(([name, times]) => {
        const { from, to } = ranges.get(name)!
        return times > 0 ? [times * from, times * to] : [times * to, times * from]
      })
      const [from, to] = [0, 1].map((end) => ends.reduce((total, each) => total + each[end]!, 0)) as [number, number]
      forms.set(key, (form = { sum, from, to, cuts: new Set(), compiled: null, option: -1 }))
    }
    return form
  }

  /** The first of the measurement's own steps at or above, so that no cell is empty. */
  function onStep({ sum, from }: Form, tenths: number): number {
    const [only, ...more] = sum
    const step = more.length === 0 ? (ranges.get(only![0])!.step ?? 1) : 1
    return from + Math.ceil((tenths - from) / step) * step
  }

  function compile(form: Form, id: string, { options }: Growing): void {
    const { sum, from, to, cuts } = form
    form.compiled = { option: id, sum: Object.fromEntries(sum), from, to, cuts: [...cuts].toSorted((a, b) => a - b) }
    if (cuts.size === 0) return
    form.option = options.length
    options.push({ id, values: Array.from({ length: cuts.size + 1 }, (_, cell) => String(cell)) })
  }

  return {
    atLeast(sum, tenths) {
      const form = formOf(sum)
      const at = onStep(form, tenths)
      if (!isMade) {
        if (at > form.from && at <= form.to) form.cuts.add(at)
        return TRUE
      }
      if (at <= form.from) return TRUE
      if (at > form.to) return FALSE
      const { cuts } = form.compiled!
      return formulas().is(
        form.option,
        cuts.flatMap((cut, cell) => (cut >= at ? [cell + 1] : []))
      )
    },
    make(problem) {
      const several = [...forms.values()].filter(({ sum, cuts }) => sum.length > 1 && cuts.size > 0)
      const exact = several.filter(({ sum }) => sum.every(([name]) => isSmall(ranges.get(name)!)))
      for (const name of new Set(exact.flatMap(({ sum }) => sum.map(([each]) => each)))) {
        const form = formOf([[name, 1]])
        for (const value of stepsOf(ranges.get(name)!)) if (value > form.from) form.cuts.add(value)
      }
      const single = [...forms.values()].filter(({ sum }) => sum.length === 1)
      for (const form of single) compile(form, form.sum[0]![0], problem)
      several.forEach((form, at) => compile(form, `body.${at + 1}`, problem))
      for (const form of several) tie(form, problem)
      isMade = true
      const compiled = [...single, ...several].filter(({ option }) => option >= 0)
      return {
        cells: compiled.map((form) => form.compiled!),
        bounds: several.filter((form) => !exact.includes(form)).map(({ sum }) => sum),
      }
    },
  }

  /** Which cells of a sum go with which of its measurements. */
  function tie(form: Form, { constraints }: Growing): void {
    const parts = form.sum.map(([name, times]) => ({ times, form: forms.get(JSON.stringify([[name, 1]])), name }))
    const cut = parts.filter((part) => part.form && part.form.option >= 0)
    const tuples: (readonly number[])[] = []
    const walk = (at: number, chosen: readonly number[], low: number, high: number): void => {
      const part = parts[at]
      if (!part) {
        const [first, last] = [low, high].map((end) => cellOf(form.compiled!.cuts, end)) as [number, number]
        for (let cell = first; cell <= last; cell++) tuples.push([...chosen, cell])
        return
      }
      for (const [cell, [from, to]] of spansOf(part.form, ranges.get(part.name)!).entries()) {
        const [a, b] = [from * part.times, to * part.times]
        const more = cut.includes(part) ? [...chosen, cell] : chosen
        walk(at + 1, more, low + Math.min(a, b), high + Math.max(a, b))
      }
    }
    walk(0, [], 0, 0)
    constraints.push({ type: 'table', id: TIE, scope: [...cut.map((part) => part.form!.option), form.option], tuples })
  }
}

type Span = readonly [from: number, to: number]

/** From and to of each cell; of the whole range where no rule cuts it. */
function spansOf(form: Form | undefined, { from, to, step = 1 }: MeasuredRange): readonly Span[] {
  const starts = [from, ...(form?.compiled?.cuts ?? [])]
  // Within a stepped range a cell ends on the last step below the next.
  return starts.map((start, cell) => [start, cell + 1 < starts.length ? starts[cell + 1]! - step : to])
}

const stepsOf = ({ from, to, step = 1 }: MeasuredRange): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step)

const isSmall = (range: MeasuredRange): boolean =>
  range.step !== undefined && (range.to - range.from) / range.step < MOST_STEPS

/** "120 to 130 cm": what a cell holds, as a designer writes lengths. */
export function spanText({ sum, from, to, cuts }: Cells, cell: number): string {
  const [start, end] = [cuts[cell - 1] ?? from, (cuts[cell] ?? to + 1) - 1]
  const of = Object.entries(sum)
    .map(([name, times]) => (times === 1 ? name : `${times} × ${name}`))
    .join(' + ')
  return `${of} ${start === end ? start / 100 : `${start / 100} to ${end / 100}`} cm`
}
