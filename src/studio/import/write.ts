import { celOf, type Ids } from './cel.ts'
import type { DraftRule, Note } from './draft.ts'
import type { Formula } from './formula.ts'
import { idMaker, optionNamer } from './names.ts'
import { SAMPLE_POSTER, sampleShape } from './sample.ts'
import type { Settled } from './settle.ts'
import { becauseOf } from './words.ts'

/** Lines of expressions are folded beyond this. */
const WIDEST = 110
const LONGEST_LABEL = 200
/** Longer ones are said as a list, where they can. */
const LONGEST_EXPRESSION = 4000

/** The template's folder: paths to what stands in them. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** The files of a product's folder, as a designer would write them. `source` is the name of the file imported. */
export function filesOf(draft: Settled, id: string, source: string): Files {
  const ids = idsOf(draft)
  const ruleId = idMaker('rule-')
  const rules = draft.rules.map((rule) => ({ rule, id: ruleId(rule.about) }))
  const tables = rules.flatMap(({ rule, id: name }) =>
    rule.kind === 'table' ? [[`rules/${name}.csv`, tableText(rule, ids)] as const] : []
  )
  return {
    'template.yaml': templateText(draft, id, source, ids, rules),
    'prices/eur.csv': pricesText(ids),
    ...Object.fromEntries(tables),
    'IMPORTED.md': notesText(draft.notes, source),
    [`${id}.glb`]: sampleShape(),
    'poster.svg': SAMPLE_POSTER,
  }
}

function idsOf({ options }: Settled): Ids {
  const optionId = optionNamer()
  return {
    options,
    option: options.map(({ name }) => optionId(name)),
    value: options.map(({ kind, values }) => {
      if (kind === 'yes-no') return ['no', 'yes']
      if (kind === 'steps') return values.map(({ name }) => name!)
      // Nobody else may be called "none": readers take it for nothing chosen.
      const valueId = idMaker('v', values.some(({ name }) => name === null) ? ['none'] : [])
      return values.map(({ name }) => (name === null ? 'none' : valueId(name)))
    }),
  }
}

interface NamedRule {
  readonly rule: DraftRule
  readonly id: string
}

function templateText(draft: Settled, id: string, source: string, ids: Ids, rules: readonly NamedRule[]): string {
  const groupId = idMaker('group-')
  const groups = draft.groups.map((name) => ({ id: groupId(name), name }))
  return `# Imported from ${oneLine(source)}; IMPORTED.md says what became of the rest of it. Every label is still the
# model's own name, in both languages: translate them, and put the reasons of the rules into your customers' words.
# Check it with "npm run toile -- check models/${id}".

id: ${id}
version: 0.1.0
name: ${bothLanguages(draft.name)}
about: { en: Say in one sentence what it is., de: 'Sagen Sie in einem Satz, was es ist.' }
order: { en: Order it, de: Bestellen }
timeZone: Europe/Berlin

groups:
${groups.map((group) => `  ${plain(group.id)}: ${bothLanguages(group.name)}`).join('\n')}

options:
${draft.options.map((_, option) => optionText(option, draft, groups, ids)).join('\n')}

# "when" and "then" are CEL (github.com/google/cel-spec): an option's id is its choice.
# The reasons were made from the constraints; those still marked "rewrite" are for you to put into words.
rules:${rules.length ? '' : ' {}'}
${rules.map((rule) => ruleText(rule, ids)).join('\n')}

prices:
  base: ${bothLanguages(draft.name)}
  books:
    EUR: { file: prices/eur.csv, book: imported, tax: included, rate: 19 }

# Working days from the order to the day it leaves the workroom, earliest and latest.
lead:
  days: [10, 14]

# A glTF file; "look" at a choice colours its materials and shows its nodes. This one is a plain cube.
scene:
  shape: ${id}.glb
  poster: poster.svg
  posterView: front
  views:
    front: { target: [0, 0.25, 0], distance: 2, azimuth: 20, elevation: 15 }
`
}

function optionText(at: number, draft: Settled, groups: readonly { id: string }[], ids: Ids): string {
  const { name, group, kind, values, comments } = draft.options[at]!
  const value = ids.value[at]!
  const lines = [
    `  ${ids.option[at]!}:`,
    ...comments.map((comment) => `    # ${oneLine(comment)}`),
    `    group: ${plain(groups[group]!.id)}`,
    `    label: ${bothLanguages(name)}`,
    `    default: ${plain(value[draft.defaults[at]!]!)}`,
  ]
  if (kind === 'steps') {
    const [from, to] = [Number(value[0]), Number(value.at(-1))]
    const step = value.length > 1 ? Number(value[1]) - from : 1
    return [...lines, `    range: { from: ${from}, to: ${to}, step: ${step} }`].join('\n')
  }
  lines.push('    choices:')
  values.forEach(({ name: label, comments: more }, k) => {
    for (const comment of more) lines.push(`      # ${oneLine(comment)}`)
    lines.push(`      ${plain(value[k]!)}: { label: ${label === null ? UNNAMED[value[k]!]! : bothLanguages(label)} }`)
  })
  return lines.join('\n')
}

const UNNAMED: Readonly<Record<string, string>> = {
  no: '{ en: No, de: Nein }',
  yes: '{ en: Yes, de: Ja }',
  none: '{ en: None, de: Ohne }',
}

function ruleText({ rule, id }: NamedRule, ids: Ids): string {
  const because = becauseOf(rule, ids.options)
  return [
    ...(rule.kind === 'formula' && rule.text !== null ? [`  # ${oneLine(rule.text)}`] : []),
    `  ${plain(id)}:`,
    ...(rule.kind === 'table' ? [`    table: rules/${id}.csv`] : conditionLines(rule.formula, ids)),
    '    because: # rewrite',
    `      en: ${quotedText(because.en)}`,
    `      de: ${quotedText(because.de)}`,
  ].join('\n')
}

function conditionLines(formula: Formula, ids: Ids): readonly string[] {
  if (typeof formula === 'object' && formula.op === 'implies')
    return [expression('    when: ', celOf(formula.of[0], ids)), ...consequenceLines('then', formula.of[1], ids)]
  return consequenceLines('allow', formula, ids)
}

/** So many of a list stand in a list, also where "one of them" would make a very long line. */
function consequenceLines(key: 'then' | 'allow', formula: Formula, ids: Ids): readonly string[] {
  const counted = countedIn(formula)
  const text = counted ? '' : celOf(formula, ids)
  const { of, least, most } = counted ?? (text.length > LONGEST_EXPRESSION ? anyIn(formula) : null) ?? NOTHING_COUNTED
  if (of.length === 0) return [expression(`    ${key}: `, text)]
  const bounds = [...(least > 0 ? [`    atLeast: ${least}`] : []), ...(most < of.length ? [`    atMost: ${most}`] : [])]
  return [
    '    of:',
    ...of.map((part) => expression('      - ', celOf(part, ids))),
    ...(least === most ? [`    exactly: ${least}`] : bounds),
  ]
}

const NOTHING_COUNTED = { of: [], least: 0, most: 0 }

const countedIn = (formula: Formula) => (typeof formula === 'object' && formula.op === 'count' ? formula : null)

const anyIn = (formula: Formula) =>
  typeof formula === 'object' && formula.op === 'or' ? { of: formula.of, least: 1, most: formula.of.length } : null

/** On one line where it fits; what YAML would read as something else stands in quotes. */
function expression(before: string, text: string): string {
  if (text.length <= WIDEST)
    return `${before}${/^[A-Za-z(]/.test(text) && !/: | #|^(true|false)$/.test(text) ? text : singleQuoted(text)}`
  const lines: string[] = []
  // A line ends behind an operator or a comma.
  for (const part of text.split(/(?<=&&|\|\||,) /)) {
    const last = lines.at(-1)
    if (last === undefined || last.length + part.length >= WIDEST) lines.push(part)
    else lines[lines.length - 1] = `${last} ${part}`
  }
  return [`${before}>-`, ...lines.map((line) => `${' '.repeat(before.startsWith('      ') ? 8 : 6)}${line}`)].join('\n')
}

const tableText = ({ scope, rows }: Extract<DraftRule, { kind: 'table' }>, ids: Ids): string =>
  [
    '# Combinations that are allowed: "*" is any choice, "a|b" is either.',
    scope.map((option) => ids.option[option]!).join(','),
    ...rows.map((row) => row.map((value, k) => ids.value[scope[k]!]![value]!).join(',')),
    '',
  ].join('\n')

const pricesText = ({ option }: Ids): string =>
  [
    '# Prices in euros. "included" costs nothing more; "*" stands for every choice that has no line of its own.',
    'option,choice,price',
    'base,,0.00',
    ...option.map((id) => `${id},*,included`),
    '',
  ].join('\n')

function notesText(notes: readonly Note[], source: string): string {
  const section = (kind: Note['kind'], title: string, none: string) => {
    const own = notes.filter((note) => note.kind === kind)
    const lists = own.map(
      ({ what, names }) => `**${oneLine(what)}**\n\n${names.map((name) => `- ${oneLine(name)}`).join('\n')}`
    )
    return `## ${title}\n\n${lists.length ? lists.join('\n\n') : none}\n`
  }
  return `# What the import of ${oneLine(source)} did

The options and rules of the template came from that file. This is the rest of it.

${section('left-out', 'Left out: a template cannot say it', 'Nothing.')}
${section('folded', 'Folded: no choice of its own', 'Nothing.')}`
}

const oneLine = (text: string): string => text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()

const bothLanguages = (text: string): string => {
  const label = quotedText(oneLine(text).slice(0, LONGEST_LABEL) || '?')
  return `{ en: ${label}, de: ${label} }`
}

/** Plain where YAML reads it as this very text, also between braces. */
const quotedText = (text: string): string =>
  /^[\p{L}][\p{L}\p{N}_/.() -]*$/u.test(text) && !text.endsWith(' ') ? plain(text) : singleQuoted(oneLine(text))

/** YAML's own words for a truth value and for nothing stand in quotes. */
const plain = (text: string): string => (/^(true|false|null)$/i.test(text) ? singleQuoted(text) : text)

const singleQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
