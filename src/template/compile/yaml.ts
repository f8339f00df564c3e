import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml'
import type { Issues, Place } from './issues.ts'

/** Bytes of YAML: room for an imported model of ten thousand options. */
const MOST_BYTES = 4 * 1024 * 1024
const DEEPEST = 32

export type Path = readonly (string | number)[]

/** A designer's file that knows where each of its values stands. */
export interface Source {
  readonly file: string
  /** Plain data: maps, lists, strings, numbers, booleans, null. */
  readonly data: unknown
  /** Where the value at the path begins, or, when it is missing, the nearest thing above it that is there. */
  at(path: Path): Place
  has(path: Path): boolean
  /** Where the key at the end of the path stands. */
  atKey(path: Path): Place
  /** Where the character `offset` of the text at the path stands. */
  within(path: Path, offset: number): Place
}

/**
 * Reads YAML 1.2 as a designer writes it. Anchors, aliases and tags are refused: a template is read by people from top
 * to bottom, and what refers back can also be cyclic or grow without end.
 */
export function readYaml(file: string, text: string, issues: Issues): Source | null {
  const lines = new LineCounter()
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const bytes = new TextEncoder().encode(text).length
  if (bytes > MOST_BYTES) {
    issues.error(
      { file, line: 1, column: 1 },
      'yaml/too-large',
      `expected at most ${MOST_BYTES} bytes, got ${bytes}. Move tables to CSV files.`
    )
    return null
  }
  const nested = nestedTooDeep(text)
  if (nested !== null) {
    issues.error(placeAt(nested), 'yaml/too-deep', `expected at most ${DEEPEST} levels.`)
    return null
  }
  // The parser compares each key with each other one, which takes minutes for a hundred thousand of them.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, strict: true })
  const before = issues.list.length
  reportSyntax(document, placeAt, issues)
  if (issues.list.length === before) reportStructure(document, text, placeAt, issues)
  if (issues.list.length > before) return null
  const root = document.contents
  return {
    file,
    data: plain(root),
    at: (path) => placeAt(startOf(find(root, path))),
    has: (path) => find(root, path).node !== null,
    atKey: (path) => placeAt(keyStartOf(root, path)),
    within: (path, offset) => placeAt(startOf(find(root, path)) + offsetInSource(find(root, path).node, text, offset)),
  }
}

function reportSyntax(document: Document, placeAt: (offset: number) => Place, issues: Issues): void {
  // A document nested without end makes one complaint per level: the first says it all.
  const tooDeep = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  if (tooDeep) {
    issues.error(placeAt(tooDeep.pos[0]), 'yaml/too-deep', `expected at most ${DEEPEST} levels.`)
    return
  }
  for (const { pos, message } of document.errors.slice(0, 20))
    issues.error(placeAt(pos[0]), 'yaml/syntax', `${message.split('\n')[0]!.replace(/\.$/, '')}.`)
  for (const { pos } of document.warnings)
    issues.error(
      placeAt(pos[0]),
      'yaml/tag',
      'tags such as "!name" are not read. Put a text that begins with "!" in quotes.'
    )
}

/** Names that mean something to JavaScript wherever they stand as a key. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

function reportStructure(document: Document, text: string, placeAt: (offset: number) => Place, issues: Issues): void {
  const place = (node: Node) => placeAt(node.range?.[0] ?? 0)
  visit(document, (_, node, path) => {
    if (isPair(node) && isNode(node.key) && (!isScalar(node.key) || FORBIDDEN_KEYS.has(String(node.key.value))))
      issues.error(place(node.key), 'yaml/bad-key', 'a key is a plain name, and not one that JavaScript uses itself.')
    if (!isNode(node)) return undefined
    if (isMap(node)) reportTwice(node, place, issues)
    if (isAlias(node)) {
      issues.error(place(node), 'yaml/alias', `"*${node.source}" refers to another place. Write its content out here.`)
      return visit.SKIP
    }
    if (node.anchor) {
      const at = text.lastIndexOf(`&${node.anchor}`, node.range?.[0])
      issues.error(
        placeAt(at),
        'yaml/alias',
        `"&${node.anchor}" names a place to refer to. Write the content out where it is needed.`
      )
    }
    if (path.filter((above) => isMap(above) || isSeq(above)).length >= DEEPEST && !isScalar(node)) {
      issues.error(place(node), 'yaml/too-deep', `expected at most ${DEEPEST} levels.`)
      return visit.BREAK
    }
    return undefined
  })
}

function reportTwice({ items }: YAMLMap, place: (node: Node) => Place, issues: Issues): void {
  const seen = new Set<string>()
  for (const { key } of items) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    if (seen.has(name))
      issues.error(place(key), 'yaml/duplicate-key', `"${name}" stands here a second time. Keep one of the two.`)
    seen.add(name)
  }
}

/** Far more than any template has open at once, and far less than what costs the parser time. */
const MOST_OPEN = 500

/**
 * Where brackets or the signs of lists within lists pile up, which the parser works through level by level; null where
 * they do not. Brackets in texts count too: nobody leaves that many of them open.
 */
function nestedTooDeep(text: string): number | null {
  const run = /(?:[-?:][ \t]+){100}/.exec(text)
  if (run) return run.index
  let open = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '[' || character === '{') open++
    else if ((character === ']' || character === '}') && open > 0) open--
    if (open > MOST_OPEN) return at
  }
  return null
}

interface Found {
  readonly node: Node | null
  readonly keyStart: number
}

/** The node at the path, or the last one on the way. */
function find(root: Node | null, path: Path): Found {
  let found: Found = { node: root, keyStart: 0 }
  for (const step of path) {
    const next = childOf(found.node, step)
    if (!next) return { node: null, keyStart: found.keyStart }
    found = next
  }
  return found
}

const keyStartOf = (root: Node | null, path: Path): number => find(root, path).keyStart

const startOf = ({ node, keyStart }: Found): number => node?.range?.[0] ?? keyStart

function childOf(node: Node | null, step: string | number): Found | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
    if (!pair) return null
    const keyStart = (pair.key as Node).range?.[0] ?? 0
    return { node: isNode(pair.value) ? pair.value : null, keyStart }
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return isNode(item) ? { node: item, keyStart: item.range?.[0] ?? 0 } : null
  }
  return null
}

/**
 * A plain or quoted text on one line shows each character where it is; in a folded one only its beginning is certain.
 */
function offsetInSource(node: Node | null, text: string, offset: number): number {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return 0
  const source = text.slice(node.range[0], node.range[1])
  if (source === node.value) return offset
  if (source.slice(1, -1) === node.value) return offset + 1
  return 0
}

/** Null-prototype maps, so that a key such as `__proto__` is only a key. */
function plain(node: Node | null): unknown {
  if (isMap(node)) {
    const map: Record<string, unknown> = Object.create(null)
    for (const { key, value } of node.items) if (isScalar(key)) map[String(key.value)] = plain(value as Node | null)
    return map
  }
  if (isSeq(node)) return node.items.map((item) => plain(item as Node | null))
  return isScalar(node) ? node.value : null
}
