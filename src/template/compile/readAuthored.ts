import * as v from 'valibot'
import { LANGUAGES, nearestWord } from '../../ground/index.ts'
import { AuthoredSchema, type Authored } from './authored.ts'
import type { Issues } from './issues.ts'
import type { Path, Source } from './yaml.ts'

const LANGUAGE_NAMES: Readonly<Record<(typeof LANGUAGES)[number], string>> = { en: 'English', de: 'German' }

/**
 * The designer's data in its shape; every difference is reported. What is wrong only in a key too many or a language
 * too few is mended for the checks that follow, so that one run lists those findings too; null when the rest cannot be
 * read.
 */
export function readAuthored(source: Source, issues: Issues): Authored | null {
  const checked = v.safeParse(AuthoredSchema, source.data)
  if (checked.success) return checked.output
  for (const issue of checked.issues) report(issue, source, issues)
  const mended = v.safeParse(AuthoredSchema, mend(source.data, checked.issues))
  return mended.success ? mended.output : null
}

type Found = v.BaseIssue<unknown>

const pathOf = (issue: Found): Path => (issue.path ?? []).map(({ key }) => key as string | number)
const isMissing = (issue: Found): boolean => issue.received === 'undefined' && issue.path !== undefined
const isLanguage = (key: unknown): key is (typeof LANGUAGES)[number] => (LANGUAGES as readonly unknown[]).includes(key)

function mend(data: unknown, found: readonly Found[]): unknown {
  const copy = structuredClone(data)
  for (const issue of found) {
    const path = pathOf(issue)
    const last = path.at(-1)
    const parent = path.slice(0, -1).reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), copy)
    if (!isObject(parent) || last === undefined) continue
    if (issue.expected === 'never') delete parent[last]
    else if (isMissing(issue) && isLanguage(last)) parent[last] = '?'
  }
  return copy
}

function report(issue: Found, source: Source, issues: Issues): void {
  const path = pathOf(issue)
  const name = dotted(path)
  const last = String(path.at(-1) ?? '')
  const parent = dotted(path.slice(0, -1)) || 'template'
  const ofKey = issue.path?.at(-1)?.origin === 'key'

  if (isMissing(issue) && isLanguage(last)) {
    const way = `Add the ${LANGUAGE_NAMES[last]} text.`
    issues.error(source.at(path), 'template/missing-translation', `${parent}: expected "${last}", got nothing. ${way}`)
  } else if (isMissing(issue)) {
    issues.error(source.at(path.slice(0, -1)), 'template/missing', `${parent}: expected "${last}", got nothing.`)
  } else if (issue.expected === 'never') {
    const known = keysAt(path.slice(0, -1))
    const near = nearestWord(last, known)
    // `{ en: Plain, de: Glatt, matt }`: YAML reads the comma as the end of the text.
    const isCut = issue.path?.at(-1)?.value === null && known.every(isLanguage)
    const way = isCut
      ? 'A text with a comma needs quotes.'
      : near
        ? `Did you mean "${near}"?`
        : `Known here: ${known.join(', ')}.`
    issues.error(source.atKey(path), 'template/unknown-key', `${parent}: no such key "${last}". ${way}`)
  } else if (ofKey) {
    issues.error(source.atKey(path), 'template/bad-name', `${parent}: ${issue.message}, got "${last}".`)
  } else {
    issues.error(
      source.at(path),
      'template/bad-value',
      `${name || 'template'}: ${wanted(issue)}, got ${seen(issue.input)}.`
    )
  }
}

/** Our own messages begin with "expected"; the library's name types. */
function wanted(issue: Found): string {
  if (issue.message.startsWith('expected')) return issue.message
  const names: Readonly<Record<string, string>> = {
    string: 'a text (in quotes when it looks like a number)',
    number: 'a number',
    Object: 'a map of keys',
    Array: 'a list',
    boolean: 'true or false',
  }
  const expected = issue.expected ?? 'something else'
  if (Object.hasOwn(names, expected)) return `expected ${names[expected]}`
  return `expected ${expected.replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ' or ')}`
}

function seen(input: unknown): string {
  if (input === null || input === undefined) return 'nothing'
  if (Array.isArray(input)) return `a list of ${input.length}`
  if (typeof input === 'object') return 'a map of keys'
  const text = JSON.stringify(input)
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text
}

const dotted = (path: Path): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('')

/** Keys the schema knows at a path, for "did you mean". */
function keysAt(path: Path): readonly string[] {
  let schema: unknown = AuthoredSchema
  for (const step of path) schema = below(unwrapped(schema), step)
  const at = unwrapped(schema)
  return isObject(at) && isObject(at['entries']) ? Object.keys(at['entries']) : []
}

function below(schema: unknown, step: string | number): unknown {
  if (!isObject(schema)) return null
  if (isObject(schema['entries'])) return schema['entries'][step]
  return schema['value'] ?? schema['item'] ?? null
}

function unwrapped(schema: unknown): unknown {
  let at = schema
  while (isObject(at) && 'wrapped' in at) at = at['wrapped']
  return at
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
