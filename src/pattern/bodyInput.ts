import { ToileError } from '../ground/index.ts'

/** By name, the least and most a measurement may be for a draft to be trusted, mm. */
export type Ranges<Name extends string> = Readonly<Record<Name, readonly [least: number, most: number]>>

/** Of the first measurement, that it is greater than the second on every body, and by how much at least, mm. */
export type InOrder<Name extends string> = readonly [greater: Name, lesser: Name, by: number]

/**
 * What a draft is made from, mm, read from tenths of a millimetre that may hold anything.
 *
 * @throws {ToileError} `draft/missing-measurement`, or `draft/refused` for what is not a length, lies outside its range
 * or is not of one body. Values are never repeated.
 */
export function bodyFrom<Name extends string>(
  measurements: Readonly<Record<string, number>>,
  ranges: Ranges<Name>,
  order: readonly InOrder<Name>[]
): Readonly<Record<Name, number>> {
  const taken = {} as Record<Name, number>
  for (const name of Object.keys(ranges) as Name[]) {
    const value = Object.hasOwn(measurements, name) ? measurements[name] : undefined
    if (value === undefined)
      throw new ToileError('draft/missing-measurement', `measurement ${name}: is needed for this pattern.`, {
        path: `/measurements/${name}`,
      })
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw refusedMeasurement(name, 'expected a length in tenths of a millimetre.')
    const [least, most] = ranges[name]
    if (value < least * 10 || value > most * 10)
      throw refusedMeasurement(name, 'lies outside what this pattern is made for.')
    taken[name] = value / 10
  }
  for (const [greater, lesser, by] of order)
    if (taken[greater] - taken[lesser] < by) throw refusedMeasurement(greater, `does not go with ${lesser}.`)
  return taken
}

/** `draft/refused` at a measurement; `why` must not hold its value. */
export const refusedMeasurement = (name: string, why: string): ToileError =>
  new ToileError('draft/refused', `measurement ${name}: ${why}`, { path: `/measurements/${name}` })
