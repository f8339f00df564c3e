import type { Cells, CompiledTemplate, MeasuredRange } from './types.ts'

type Measured = Pick<CompiledTemplate, 'cells' | 'measurements'>

/**
 * What the rules know of a body: by hidden option, the cell that its measurements lie in. A measurement that is not
 * known leaves its options out. `known` in tenths of a millimetre.
 */
export function cellsOf(template: Measured, known: Readonly<Record<string, number>>): Readonly<Record<string, string>> {
  const ranges = new Map(template.measurements.map(({ name, range }) => [name, range]))
  return Object.fromEntries(
    template.cells.flatMap(({ option, sum, cuts }) => {
      const names = Object.keys(sum)
      if (!names.every((name) => Object.hasOwn(known, name))) return []
      const total = names.reduce((all, name) => all + sum[name]! * asRead(known[name]!, ranges.get(name)), 0)
      return [[option, String(cellOf(cuts, total))]]
    })
  )
}

/** How many of the cuts lie at or below. */
export const cellOf = (cuts: Cells['cuts'], tenths: number): number => cuts.filter((cut) => cut <= tenths).length

/** As rules read a measurement: on its step, and not beyond its range. */
function asRead(tenths: number, range: MeasuredRange | undefined): number {
  if (!range) return tenths
  const { from, to, step = 1 } = range
  return from + Math.round((Math.min(to, Math.max(from, tenths)) - from) / step) * step
}
