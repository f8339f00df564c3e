import type { Faults, Position } from './faults.ts'

export type TokenKind = 'name' | 'quoted' | 'number' | 'text' | 'sign'

export interface Token extends Position {
  readonly kind: TokenKind
  /** Without quotes. */
  readonly text: string
  /** Where it begins and ends in the file, in characters. */
  readonly start: number
  readonly end: number
}

/** A line of the model: brackets join lines, comments and empty lines are gone. */
export interface Line extends Position {
  readonly indent: string
  readonly tokens: readonly [Token, ...Token[]]
}

/** The grammar's ID_STRICT, and an underscore in front, which exporters write. */
const NAME = /[\p{L}_][\p{L}\p{N}_#§%?\\';]*/uy
const QUOTED = /"([^"\r\n]+)"/y
const TEXT = /'([^'\r\n]*)'/y
const NUMBER = /\d+(?:\.\d+)?|\.\d+/y
const SIGN = /<=>|=>|<=|>=|==|!=|\.\.|[!&|()[\]{},.*+\-/<>]/y
const BLANK = /[ \t]+|\/\/[^\r\n]*/y
const NEWLINE = /\r\n|\n|\r/y

/** Cuts a UVL model into lines of tokens (github.com/Universal-Variability-Language/uvl-parser, UVLLexer.g4). */
export function linesOf(text: string, faults: Faults): readonly Line[] {
  const lines: Line[] = []
  let tokens: Token[] = []
  let indent = ''
  let at = text.startsWith('\uFEFF') ? 1 : 0
  let line = 1
  let lineStart = at
  const open: Token[] = []

  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  const here = (): Position => ({ line, column: at - lineStart + 1 })
  const take = (kind: TokenKind, whole: string, inner = whole) => {
    const token: Token = { kind, text: inner, ...here(), start: at, end: at + whole.length }
    if (tokens.length === 0) indent = text.slice(lineStart, at)
    tokens.push(token)
    at = token.end
    return token
  }
  const newLine = (length: number) => {
    at += length
    line += 1
    lineStart = at
  }
  const finishLine = () => {
    const [first, ...others] = tokens
    if (first) lines.push({ line: first.line, column: first.column, indent, tokens: [first, ...others] })
    tokens = []
  }
  /** A comment over several lines counts as a blank, wherever it ends. */
  const skipComment = (): boolean => {
    if (!text.startsWith('/*', at)) return false
    const end = text.indexOf('*/', at + 2)
    if (end < 0) faults.add(here(), 'syntax', 'a comment begins here and does not end. Close it with "*/".')
    const stop = end < 0 ? text.length : end + 2
    while (at < stop) {
      const newline = read(NEWLINE)
      if (newline) newLine(newline[0].length)
      else at += 1
    }
    return true
  }

  while (at < text.length) {
    const newline = read(NEWLINE)
    if (newline) {
      if (open.length === 0) finishLine()
      newLine(newline[0].length)
      continue
    }
    const blank = read(BLANK)
    if (blank) {
      at += blank[0].length
      continue
    }
    if (skipComment()) continue
    const name = read(NAME)
    const quoted = name ? null : (read(QUOTED) ?? read(TEXT))
    const number = name || quoted ? null : read(NUMBER)
    if (name) take('name', name[0])
    else if (quoted) take(quoted[0].startsWith('"') ? 'quoted' : 'text', quoted[0], quoted[1]!)
    else if (number) take('number', number[0])
    else {
      const sign = read(SIGN)
      if (!sign) {
        const isQuote = text[at] === '"' || text[at] === "'"
        const letter = String.fromCodePoint(text.codePointAt(at)!)
        const message = isQuote
          ? 'a quote is opened and not closed on this line.'
          : `"${letter}" means nothing here. Put a name with such a letter in double quotes.`
        faults.add(here(), 'syntax', message)
        at += letter.length
        continue
      }
      const token = take('sign', sign[0])
      if ('([{'.includes(token.text)) open.push(token)
      else if (')]}'.includes(token.text)) open.pop()
    }
  }
  const unclosed = open.at(-1)
  if (unclosed) faults.add(unclosed, 'syntax', `"${unclosed.text}" is opened here and never closed.`)
  finishLine()
  return lines
}
