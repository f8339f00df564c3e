import * as v from 'valibot'
import type { Faults, Position } from './faults.ts'

const Index = v.pipe(v.number(), v.safeInteger('expected a whole number'), v.minValue(0, 'expected an index from 0'))
const Name = v.pipe(v.string(), v.minLength(1, 'expected a name'), v.maxLength(300, 'expected at most 300 characters'))

const Literals = v.pipe(v.array(v.strictTuple([Index, v.array(Index)])), v.minLength(1, 'expected at least one option'))

/**
 * `config-instance/1`: options with their values, tables of allowed rows, clauses; and how many of a clause's literals
 * may hold. Indexes count from 0.
 */
const InstanceSchema = v.object({
  format: v.literal('config-instance/1'),
  name: v.optional(Name),
  options: v.pipe(
    v.array(v.object({ id: Name, values: v.pipe(v.array(Name), v.minLength(1, 'expected at least one value')) })),
    v.minLength(1, 'expected at least one option')
  ),
  constraints: v.array(
    v.variant('type', [
      v.object({
        type: v.literal('table'),
        id: v.optional(Name),
        scope: v.pipe(v.array(Index), v.minLength(1, 'expected at least one option')),
        tuples: v.array(v.array(Index)),
      }),
      v.object({ type: v.literal('clause'), id: v.optional(Name), lits: Literals }),
      v.object({ type: v.literal('count'), id: v.optional(Name), lits: Literals, least: Index, most: Index }),
    ])
  ),
})

export type Instance = v.InferOutput<typeof InstanceSchema>

/** Reads a configuration instance; everything wrong is reported with its place; null when there was anything. */
export function readInstance(text: string, faults: Faults): Instance | null {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    // V8 repeats a piece of the file: what is wrong stands before it.
    const what = message.split(/, "| in JSON/)[0]!
    faults.add(placeOf(message, text), 'syntax', `this is not JSON: ${what}.`)
    return null
  }
  const start = { line: 1, column: 1 }
  const format = typeof data === 'object' && data !== null && 'format' in data ? data.format : undefined
  if (format !== 'config-instance/1') {
    const got = format === undefined ? 'none' : JSON.stringify(format).slice(0, 60)
    faults.add(start, 'format', `format: expected "config-instance/1", got ${got}.`)
    return null
  }
  const checked = v.safeParse(InstanceSchema, data)
  if (!checked.success) {
    for (const issue of checked.issues.slice(0, 20)) {
      const path = pathOf((issue.path ?? []).map(({ key }) => key as string | number))
      const expected = issue.message.startsWith('expected')
        ? issue.message
        : `expected ${issue.expected ?? 'another value'}`
      faults.add(start, 'value', `${path}: ${expected}, got ${issue.received}.`)
    }
    return null
  }
  checkReferences(checked.output, faults)
  return faults.list.length ? null : checked.output
}

/** Indexes that lead nowhere, names that stand twice, rows of another length. */
function checkReferences({ options, constraints }: Instance, faults: Faults): void {
  const complain = (path: readonly (string | number)[], message: string) =>
    faults.list.length < 20 && faults.add({ line: 1, column: 1 }, 'reference', `${pathOf(path)}: ${message}`)
  const twice = (names: readonly string[]) => names.findIndex((name, at) => names.indexOf(name) !== at)
  const ids = new Set<string>()
  options.forEach(({ id, values }, at) => {
    if (ids.has(id)) complain(['options', at, 'id'], `"${id}" is the id of an option above already.`)
    ids.add(id)
    const double = twice(values)
    if (double >= 0) complain(['options', at, 'values', double], `"${values[double]}" stands before already.`)
  })
  const hasOption = (option: number, path: readonly (string | number)[]): boolean => {
    if (option < options.length) return true
    complain(path, `expected an option from 0 to ${options.length - 1}, got ${option}.`)
    return false
  }
  const hasValue = (option: number, value: number, path: readonly (string | number)[]): void => {
    const { id, values } = options[option]!
    if (value >= values.length)
      complain(path, `expected a value of "${id}" from 0 to ${values.length - 1}, got ${value}.`)
  }
  constraints.forEach((constraint, at) => {
    if (constraint.type !== 'table') {
      constraint.lits.forEach(([option, values], k) => {
        const path = ['constraints', at, 'lits', k]
        if (hasOption(option, path)) for (const value of values) hasValue(option, value, path)
      })
      return
    }
    const { scope, tuples } = constraint
    const double = scope.findIndex((option, k) => scope.indexOf(option) !== k)
    if (double >= 0) complain(['constraints', at, 'scope', double], `option ${scope[double]} stands before already.`)
    if (!scope.every((option, k) => hasOption(option, ['constraints', at, 'scope', k]))) return
    tuples.forEach((row, k) => {
      const path = ['constraints', at, 'tuples', k]
      if (row.length !== scope.length) complain(path, `expected ${scope.length} values, got ${row.length}.`)
      else row.forEach((value, column) => hasValue(scope[column]!, value, path))
    })
  })
}

const pathOf = (path: readonly (string | number)[]): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('') || 'the file'

/** V8 names a position in some of its messages; the end of the file is one, too. */
function placeOf(message: string, text: string): Position {
  const [, offset] = /position (\d+)/.exec(message) ?? []
  const end = message.startsWith('Unexpected end') ? text.length : 0
  const before = text.slice(0, Number(offset ?? end)).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
