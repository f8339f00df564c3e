import { nearestWord } from '../../ground/index.ts'
import type { Faults, Position } from './faults.ts'
import { readConstraint, type UvlFormula } from './uvlConstraint.ts'
import { linesOf, type Line, type Token } from './uvlTokens.ts'

export type FeatureType = 'Boolean' | 'Integer' | 'Real' | 'String'

export interface UvlFeature extends Position {
  readonly name: string
  readonly type: FeatureType
  /** `[1..5]` as written: how many of it there may be; null where the model says nothing. */
  readonly cardinality: string | null
  /** Only there for structure; no one chooses it by itself. */
  readonly isAbstract: boolean
  /** `Price 2`, as written; `abstract` is not among them. */
  readonly attributes: readonly { readonly name: string; readonly text: string }[]
  readonly groups: readonly UvlGroup[]
}

export interface UvlGroup extends Position {
  readonly kind: 'mandatory' | 'optional' | 'alternative' | 'or' | 'cardinality'
  /** How many of the features, where their parent is there; `most` may be Infinity. */
  readonly least: number
  readonly most: number
  readonly features: readonly UvlFeature[]
}

export interface UvlConstraint extends Position {
  /** As written. */
  readonly text: string
  readonly formula: UvlFormula
}

export interface UvlModel {
  readonly root: UvlFeature
  readonly constraints: readonly UvlConstraint[]
  /** Other models it asks for, as written: `sub.model as s`. */
  readonly imports: readonly string[]
}

/** Nothing people write is deeper; what is deeper would only exhaust the reader. */
const DEEPEST = 200

const GROUPS = ['mandatory', 'optional', 'alternative', 'or'] as const
const TYPES: readonly string[] = ['Boolean', 'Integer', 'Real', 'String'] satisfies FeatureType[]
const SECTIONS = ['namespace', 'include', 'imports', 'features', 'constraints']
const KEYWORDS: readonly string[] = [...SECTIONS, ...GROUPS, 'cardinality', 'constraint', 'as', 'true', 'false']

/**
 * Reads a feature model in the Universal Variability Language (universal-variability-language.github.io). Everything
 * wrong is reported with its place; null when there was anything.
 */
export function readUvl(text: string, faults: Faults): UvlModel | null {
  const sections = sectionsOf(linesOf(text, faults), faults)
  const source = { text, faults, constraints: [] as UvlConstraint[] }
  const features = sections.get('features')
  if (!features) {
    if (faults.list.length === 0)
      faults.add(
        { line: 1, column: 1 },
        'syntax',
        'expected a line "features", with the root feature indented below it.'
      )
    return null
  }
  const imports = (sections.get('imports')?.lines ?? []).map(({ tokens }) => sliceOf(text, tokens))
  const root = readTree(features, source)
  for (const line of sections.get('constraints')?.lines ?? []) {
    const constraint = readConstraintAt(line.tokens, source)
    if (constraint) source.constraints.push(constraint)
  }
  if (!root) return null
  checkNames(root, source.constraints, imports, faults)
  return faults.list.length ? null : { root, constraints: source.constraints, imports }
}

interface Source {
  readonly text: string
  readonly faults: Faults
  /** Those that stand in attributes are found along the way. */
  readonly constraints: UvlConstraint[]
}

interface Section {
  readonly head: Line
  readonly lines: readonly Line[]
}

function sectionsOf(lines: readonly Line[], faults: Faults): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>()
  let current: { head: Line; lines: Line[] } | null = null
  for (const line of lines) {
    const [{ text, kind }] = line.tokens
    if (kind === 'name' && SECTIONS.includes(text) && line.indent === (lines[0]?.indent ?? '')) {
      if (sections.has(text)) faults.add(line, 'syntax', `a second "${text}". Join the two.`)
      current = { head: line, lines: [] }
      sections.set(text, current)
    } else if (current) current.lines.push(line)
    else {
      const near = nearestWord(text, SECTIONS)
      const way = near ? ` Did you mean "${near}"?` : ''
      faults.add(line, 'syntax', `expected "features" or another section, got "${text}".${way}`)
      return sections
    }
  }
  return sections
}

/** A line on its way to be a feature or a group, with the lines indented below it. */
interface Branch {
  readonly line: Line
  readonly below: Branch[]
}

function branchesOf({ head, lines }: Section, faults: Faults): readonly Branch[] {
  const top: Branch[] = []
  const open: Branch[] = []
  for (const line of lines) {
    while (open.length && open.at(-1)!.line.indent.length >= line.indent.length) open.pop()
    const parent = open.at(-1)
    const above = parent?.line ?? head
    const siblings = parent?.below ?? top
    const sibling = siblings.at(-1)?.line
    if (!line.indent.startsWith(above.indent) || (sibling && sibling.indent !== line.indent))
      faults.add(line, 'indentation', misplaced(line, above, sibling))
    else if (open.length >= DEEPEST) faults.add(line, 'too-deep', `expected at most ${DEEPEST} levels.`)
    else {
      const branch = { line, below: [] }
      siblings.push(branch)
      open.push(branch)
    }
  }
  return top
}

function misplaced({ indent }: Line, above: Line, sibling: Line | undefined): string {
  if (!indent.startsWith(above.indent))
    return (
      `expected to begin as line ${above.line}, with ${blanks(above.indent)}; got ${blanks(indent)}. ` +
      'Indent by tabs or by spaces, not by both.'
    )
  return `expected the indentation of line ${sibling!.line}, ${blanks(sibling!.indent)}; got ${blanks(indent)}.`
}

function blanks(indent: string): string {
  const tabs = indent.split('\t').length - 1
  const spaces = indent.length - tabs
  if (tabs && spaces) return `${counted(tabs, 'tab')} and ${counted(spaces, 'space')}`
  return tabs ? counted(tabs, 'tab') : counted(spaces, 'space')
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function readTree(section: Section, source: Source): UvlFeature | null {
  const [root, second] = branchesOf(section, source.faults)
  if (!root) {
    if (source.faults.list.length === 0)
      source.faults.add(section.head, 'syntax', 'expected the root feature, indented below this line.')
    return null
  }
  if (second)
    source.faults.add(second.line, 'syntax', 'a second root. Put both under one feature, each as "mandatory".')
  return readFeature(root, source)
}

function readFeature({ line, below }: Branch, source: Source): UvlFeature {
  const { faults } = source
  const tokens = new TokenReader(line.tokens, faults)
  const typed = tokens.peek(1)?.kind === 'name' || tokens.peek(1)?.kind === 'quoted'
  const type = typed && TYPES.includes(tokens.peek()!.text) ? (tokens.next()!.text as FeatureType) : 'Boolean'
  const name = tokens.name('a feature') ?? line.tokens[0].text
  const cardinality = tokens.takes('cardinality') ? readCardinality(tokens, source) : null
  const { attributes, isAbstract } = tokens.takes('{') ? readAttributes(tokens, source) : NO_ATTRIBUTES
  tokens.end('the end of the line')
  const groups = below.map((branch) => readGroup(branch, source))
  return {
    line: line.line,
    column: line.column,
    name,
    type,
    cardinality: cardinality && (cardinality.least !== 1 || cardinality.most !== 1) ? cardinality.text : null,
    isAbstract,
    attributes,
    groups,
  }
}

function readGroup({ line, below }: Branch, source: Source): UvlGroup {
  const { faults } = source
  const tokens = new TokenReader(line.tokens, faults)
  const first = tokens.peek()!
  const named = first.kind === 'name' ? GROUPS.find((kind) => kind === first.text) : undefined
  const features = below.map((branch) => readFeature(branch, source))
  if (named) tokens.next()
  const isCounted = first.kind === 'sign' && first.text === '['
  const bounds = isCounted ? readCardinality(tokens, source) : null
  if (!named && !isCounted) {
    const got = first.kind === 'name' || first.kind === 'quoted' ? `the name "${first.text}"` : `"${first.text}"`
    faults.add(
      line,
      'syntax',
      `expected "mandatory", "optional", "alternative", "or" or a number of features such as "[1..3]", got ${got}. ` +
        'Features stand below such a line, one level deeper.'
    )
  } else if (named || bounds) {
    tokens.end('the end of the line')
    if (features.length === 0)
      faults.add(line, 'syntax', 'expected features, indented below this line. Drop the line if there are none.')
  }
  const kind = named ?? 'cardinality'
  const [least, most] = named ? BOUNDS[named](features.length) : [bounds?.least ?? 0, bounds?.most ?? Infinity]
  return { line: line.line, column: line.column, kind, least, most, features }
}

const BOUNDS = {
  mandatory: (count: number) => [count, count],
  optional: (count: number) => [0, count],
  alternative: () => [1, 1],
  or: () => [1, Infinity],
} satisfies Record<(typeof GROUPS)[number], (count: number) => [number, number]>

interface Cardinality {
  readonly least: number
  readonly most: number
  readonly text: string
}

/** `[2]`, `[1..3]`, `[1..*]`. */
function readCardinality(tokens: TokenReader, { text, faults }: Source): Cardinality | null {
  const open = tokens.peek()
  if (!tokens.expects('[', 'a number of features such as "[1..3]"')) return null
  const least = tokens.whole()
  if (least === null) return null
  let most = least
  if (tokens.takes('..')) {
    const upper = tokens.takes('*') ? Infinity : tokens.whole()
    if (upper === null) return null
    most = upper
  }
  if (!tokens.expects(']', '"]"')) return null
  if (most < least) faults.add(open!, 'cardinality', `expected the smaller number first, got [${least}..${most}].`)
  return { least, most, text: text.slice(open!.start, tokens.last!.end) }
}

interface Attributes {
  readonly attributes: readonly { readonly name: string; readonly text: string }[]
  readonly isAbstract: boolean
}

const NO_ATTRIBUTES: Attributes = { attributes: [], isAbstract: false }

/** What stands between `{` and `}`: values are kept as they are written, constraints join those of the model. */
function readAttributes(tokens: TokenReader, source: Source): Attributes {
  const attributes: { name: string; text: string }[] = []
  let isAbstract = false
  while (!tokens.takes('}')) {
    const part = tokens.upTo(',', '}')
    const [key, ...value] = part
    if (!key) {
      tokens.complain('an attribute such as "price 2"')
      return { attributes, isAbstract }
    }
    if (key.kind === 'name' && (key.text === 'constraint' || key.text === 'constraints')) {
      const isList = value[0]?.text === '['
      for (const each of isList ? splitAtCommas(value.slice(1, -1)) : [value]) {
        const constraint = each[0] ? readConstraintAt([each[0], ...each.slice(1)], source) : null
        if (constraint) source.constraints.push(constraint)
        else if (!each[0]) source.faults.add(key, 'syntax', `expected a constraint after "${key.text}".`)
      }
    } else if (key.kind !== 'name' && key.kind !== 'quoted') {
      source.faults.add(key, 'syntax', `expected the name of an attribute, got "${key.text}".`)
    } else if (key.text === 'abstract') isAbstract = value[0]?.text !== 'false'
    else attributes.push({ name: key.text, text: sliceOf(source.text, [key, ...value]) })
    if (tokens.takes(',')) continue
    if (!tokens.expects('}', '"," or "}"')) break
    break
  }
  return { attributes, isAbstract }
}

function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if ('([{'.includes(token.text) && token.kind === 'sign') depth += 1
    if (')]}'.includes(token.text) && token.kind === 'sign') depth -= 1
    if (token.text === ',' && token.kind === 'sign' && depth === 0) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts
}

function readConstraintAt(tokens: readonly [Token, ...Token[]], { text, faults }: Source): UvlConstraint | null {
  const formula = readConstraint(tokens, faults)
  const [{ line, column }] = tokens
  return formula && { line, column, text: sliceOf(text, tokens), formula }
}

/** As written, on one line. */
const sliceOf = (text: string, tokens: readonly Token[]): string =>
  text.slice(tokens[0]!.start, tokens.at(-1)!.end).replaceAll(/\s+/g, ' ')

/** Every feature has a name of its own, and constraints speak of features there are. */
function checkNames(
  root: UvlFeature,
  constraints: readonly UvlConstraint[],
  imports: readonly string[],
  faults: Faults
): void {
  const seen = new Map<string, UvlFeature>()
  for (const feature of featuresOf(root)) {
    const before = seen.get(feature.name)
    if (before)
      faults.add(feature, 'twice', `"${feature.name}" stands on line ${before.line} already. Rename one of the two.`)
    else seen.set(feature.name, feature)
  }
  const elsewhere = imports.map((line) => line.split(' as ').at(-1)!)
  for (const { formula } of constraints)
    for (const { name, line, column } of namesIn(formula)) {
      const isAttribute = [...name.matchAll(/\./g)].some(({ index }) => seen.has(name.slice(0, index)))
      if (seen.has(name) || isAttribute || elsewhere.some((alias) => name.startsWith(`${alias}.`))) continue
      const near = nearestWord(name, seen.keys())
      const way = near ? `Did you mean "${near}"?` : 'Names are read as written, with upper and lower case.'
      faults.add({ line, column }, 'unknown-feature', `no feature "${name}". ${way}`)
    }
}

/** The feature and all below it, in the order of the file. */
export function* featuresOf(feature: UvlFeature): Generator<UvlFeature> {
  yield feature
  for (const { features } of feature.groups) for (const child of features) yield* featuresOf(child)
}

/** Features that the formula speaks of as such; what it only measures (`sum(price) < 10`) is not looked up. */
export function* namesIn(formula: UvlFormula): Generator<Extract<UvlFormula, { op: 'feature' | 'compare' }>> {
  if (formula.op === 'feature' || formula.op === 'compare') yield formula
  else if ('parts' in formula) for (const part of formula.parts) yield* namesIn(part)
}

/** Takes tokens of a line one by one; what does not fit is reported once per line. */
class TokenReader {
  readonly #tokens: readonly [Token, ...Token[]]
  readonly #faults: Faults
  #at = 0
  #complained = false

  constructor(tokens: readonly [Token, ...Token[]], faults: Faults) {
    this.#tokens = tokens
    this.#faults = faults
  }

  get last(): Token | undefined {
    return this.#tokens[this.#at - 1]
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  next(): Token | undefined {
    return this.#tokens[this.#at++]
  }

  /** Signs and keywords; a quoted name is never one. */
  takes(text: string): boolean {
    const token = this.peek()
    if (token?.text !== text || token.kind === 'quoted' || token.kind === 'text') return false
    this.#at += 1
    return true
  }

  expects(text: string, what: string): boolean {
    if (this.takes(text)) return true
    this.complain(what)
    return false
  }

  whole(): number | null {
    const token = this.peek()
    if (token?.kind === 'number' && /^\d{1,9}$/.test(token.text)) {
      this.#at += 1
      return Number(token.text)
    }
    this.complain('a whole number')
    return null
  }

  /** `Name`, `"Any name"`, or such joined by dots. */
  name(what: string): string | null {
    const parts: string[] = []
    do {
      const token = this.peek()
      if (token?.kind === 'name' && KEYWORDS.includes(token.text) && parts.length === 0) {
        this.complain(`the name of ${what}`, ` A feature with such a name stands in double quotes: "${token.text}".`)
        return null
      }
      if (token?.kind !== 'name' && token?.kind !== 'quoted') {
        this.complain(`the name of ${what}`)
        return null
      }
      parts.push(token.text)
      this.#at += 1
    } while (this.takes('.'))
    return parts.join('.')
  }

  /** Tokens before one of the signs that stands outside of brackets. */
  upTo(...signs: readonly string[]): readonly Token[] {
    const start = this.#at
    for (let depth = 0; this.peek(); this.#at++) {
      const { kind, text } = this.peek()!
      if (kind !== 'sign') continue
      if (depth === 0 && signs.includes(text)) break
      if ('([{'.includes(text)) depth += 1
      if (')]}'.includes(text)) depth -= 1
    }
    return this.#tokens.slice(start, this.#at)
  }

  end(what: string): void {
    if (this.peek()) this.complain(what, spacedNames(this.last, this.peek()!))
  }

  complain(what: string, way = ''): void {
    if (this.#complained) return
    this.#complained = true
    const token = this.peek()
    const place = token ?? { line: this.last!.line, column: this.last!.column + this.last!.end - this.last!.start }
    this.#faults.add(
      place,
      'syntax',
      `expected ${what}, got ${token ? `"${token.text}"` : 'the end of the line'}.${way}`
    )
  }
}

/** `Light System` without quotes is the mistake people make most. */
const spacedNames = (before: Token | undefined, token: Token): string =>
  before?.kind === 'name' && token.kind === 'name'
    ? ` A name with a space stands in double quotes: "${before.text} ${token.text}".`
    : ''
