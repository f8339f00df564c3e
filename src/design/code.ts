import { fingerprintOf } from '../ground/index.ts'
import type { CompiledTemplate, TemplateChange } from '../template/index.ts'
import type { PicksById } from './answers.ts'

/**
 * Design codes: `1~coat~1.0.0~3aB-x9Q...~check`. Format, template id and version; then how many characters each pick
 * takes and the picks; then four characters that tell a damaged code from a whole one. A pick is the beginning of the
 * fingerprint of its `option/choice`, so that codes stay short and survive new options, other orders and, through the
 * template's history, new names.
 */
const FORMAT = '1'
const CHECK = 4
const LEAST_WIDTH = 3
const MOST_LENGTH = 4000
const SHAPE = /^1~([\w.-]+)~([\w.+-]+)~([3-9])([\w-]*)$/

export type OpenedCode =
  | { readonly kind: 'cut' | 'other' }
  | {
      readonly kind: 'picks'
      /** Not yet held against the rules. */
      readonly picks: readonly (readonly [option: string, choice: string])[]
      /** Picks whose option or choice exists no longer. */
      readonly gone: number
      /** False when the template is another version than the code's. */
      readonly current: boolean
      /** What the designer changed since, newest first. */
      readonly changes: readonly TemplateChange[]
    }

type Template = Pick<CompiledTemplate, 'id' | 'version' | 'options' | 'history'>

export function codeOf(template: Template, picks: PicksById): string {
  const { width, marks } = marksOf(template)
  const body = Object.entries(picks).map(([option, choice]) => marks.get(pairOf(option, choice))!.slice(0, width))
  const text = [FORMAT, template.id, template.version, `${width}${body.join('')}`].join('~')
  return `${text}~${checkOf(text)}`
}

/** Reads a code of this or an older (or newer) version of the template. Never throws, whatever it is given. */
export function readCode(template: Template, code: string): OpenedCode {
  if (code.length > MOST_LENGTH) return { kind: 'cut' }
  const end = code.lastIndexOf('~')
  const text = code.slice(0, Math.max(0, end))
  const found = SHAPE.exec(text)
  if (!found || checkOf(text) !== code.slice(end + 1)) return { kind: 'cut' }
  const [, id, version, digit, body] = found as unknown as [string, string, string, string, string]
  if (id !== template.id) return { kind: 'other' }
  const width = Number(digit)
  if (body.length % width !== 0) return { kind: 'cut' }
  const changes = template.history.filter((change) => compareVersions(change.version, version) > 0)
  const meanings = meaningsOf(template, changes, width)
  const picks: (readonly [string, string])[] = []
  let gone = 0
  for (let at = 0; at < body.length; at += width) {
    const pick = meanings.get(body.slice(at, at + width))
    if (pick) picks.push(pick)
    else gone++
  }
  return { kind: 'picks', picks, gone, current: version === template.version, changes }
}

const pairOf = (option: string, choice: string) => `${option}/${choice}`
const checkOf = (text: string) => fingerprintOf(text).slice(0, CHECK)

const marksByTemplate = new WeakMap<Template, { readonly width: number; readonly marks: ReadonlyMap<string, string> }>()

/** Fingerprints of all pairs a code of this template may hold, and the least width at which no two of them begin alike. */
function marksOf(template: Template) {
  const known = marksByTemplate.get(template)
  if (known) return known
  const pairs = template.options.flatMap(({ id, choices }) => choices.map((choice) => pairOf(id, choice.id)))
  const marks = new Map(pairs.map((pair) => [pair, fingerprintOf(pair)]))
  let width = LEAST_WIDTH
  while (width < 9 && new Set([...marks.values()].map((mark) => mark.slice(0, width))).size < marks.size) width++
  const made = { width, marks }
  marksByTemplate.set(template, made)
  return made
}

/**
 * What each mark stands for today. Goes back through the changes, newest first, giving today's pairs their earlier
 * names.
 */
function meaningsOf(template: Template, changes: readonly TemplateChange[], width: number) {
  const meanings = new Map<string, readonly [option: string, choice: string]>()
  // Pair as the code may name it, to today's.
  let names = new Map<string, readonly [string, string]>()
  for (const { id, choices } of template.options)
    for (const choice of choices) names.set(pairOf(id, choice.id), [id, choice.id])
  for (const { renamed } of changes) {
    const earlier = new Map(names)
    for (const [from, to] of Object.entries(renamed)) {
      if (to === null) continue
      for (const [name, pick] of names) {
        const before = earlierName(name, from, to)
        if (before !== null) earlier.set(before, pick)
      }
    }
    names = earlier
  }
  for (const [name, pick] of names) {
    const mark = fingerprintOf(name).slice(0, width)
    if (!meanings.has(mark)) meanings.set(mark, pick)
  }
  return meanings
}

/**
 * `hardware/copper` was `rivets/copper` when `rivets` became `hardware`; a choice's new id may be given with or
 * without its option.
 */
function earlierName(name: string, from: string, to: string): string | null {
  const [option, choice] = name.split('/') as [string, string]
  if (!from.includes('/')) return option === to ? pairOf(from, choice) : null
  const [fromOption] = from.split('/') as [string]
  const target = to.includes('/') ? to : pairOf(fromOption, to)
  return name === target ? from : null
}

/** Semantic versions, by number; what follows a "-" or "+" is left aside. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) =>
    version
      .split(/[-+]/)[0]!
      .split('.')
      .map((part) => Number(part) || 0)
  )
  for (let i = 0; i < 3; i++) if ((left![i] ?? 0) !== (right![i] ?? 0)) return (left![i] ?? 0) - (right![i] ?? 0)
  return 0
}
