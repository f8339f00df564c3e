import { ToileError } from '../ground/index.ts'

/** Reads the options a pattern depends on from a selection that may hold anything. */
export interface Choices {
  /** Empty where nothing is chosen. */
  readonly chosen: (option: string) => string
  /** @throws {ToileError} `draft/unknown-choice` naming the choices there are. */
  readonly oneOf: <const Known extends string>(option: string, known: readonly Known[]) => Known
  /** What a table has for the choice, under the same terms. */
  readonly lookedUp: <Value>(option: string, table: Readonly<Record<string, Value>>) => Value
  /** A whole number, under the same terms; nought where nothing is said and that lies between the ends. */
  readonly whole: (option: string, least: number, most: number) => number
}

export function choicesOf(selection: Readonly<Record<string, string>>): Choices {
  const chosen = (option: string): string => {
    const choice: unknown = Object.hasOwn(selection, option) ? selection[option] : ''
    return typeof choice === 'string' ? choice : ''
  }
  const unknown = (option: string, known: readonly (string | number)[]) =>
    new ToileError(
      'draft/unknown-choice',
      `selection.${option}: expected one of ${known.map((name) => `"${name}"`).join(', ')}.`,
      { path: `/selection/${option}` }
    )
  return {
    chosen,
    oneOf: (option, known) => {
      const found = known.find((choice) => choice === chosen(option))
      if (found === undefined) throw unknown(option, known)
      return found
    },
    lookedUp: (option, table) => {
      if (!Object.hasOwn(table, chosen(option))) throw unknown(option, Object.keys(table))
      return table[chosen(option)]!
    },
    whole: (option, least, most) => {
      if (!Object.hasOwn(selection, option) && least <= 0 && most >= 0) return 0
      const value = /^-?\d{1,6}$/.test(chosen(option)) ? Number(chosen(option)) : NaN
      if (!(value >= least && value <= most)) throw unknown(option, [least, '...', most])
      return value
    },
  }
}
