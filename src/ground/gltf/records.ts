import { broken } from './container.ts'

/** Plain data of which nothing is known yet. */
export type Rec = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Rec => typeof value === 'object' && value !== null && !Array.isArray(value)

export function recordIn(value: unknown, key: string): Rec | undefined {
  const part = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
  if (part !== undefined && !isRecord(part)) throw broken(`"${key}" is no object`)
  return part
}

export function listOf(json: Rec, key: string): readonly Rec[] {
  const list = Object.hasOwn(json, key) ? json[key] : []
  if (!Array.isArray(list) || !list.every(isRecord)) throw broken(`"${key}" is no list`)
  return list
}

export function countOf(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw broken(`${what} is no number`)
  return value
}

export function indexIn(value: unknown, list: readonly unknown[], what: string): number {
  const index = countOf(value, `the place of a ${what}`)
  if (index >= list.length) throw broken(`it names a ${what} that is not there`)
  return index
}

export function numbersIn(value: unknown, length: number | undefined, what: string): void {
  const isList = Array.isArray(value) && (length === undefined ? value.length <= 4096 : value.length === length)
  if (!isList || !value.every((one) => typeof one === 'number' && Number.isFinite(one)))
    throw broken(`${what} is no number`)
}
