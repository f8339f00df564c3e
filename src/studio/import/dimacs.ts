import type { Faults, Position } from './faults.ts'

export interface Cnf {
  /** Per variable from 1 (index 0 is empty): its name, or its number where the file gives none. */
  readonly names: readonly string[]
  /** Literals as the file has them: 3 or -3. No clause is empty, repeats a variable or holds by itself. */
  readonly clauses: readonly (readonly number[])[]
  /** Clauses that hold whatever is chosen, or stand in the file before: how many were left out. */
  readonly idle: number
}

/** More than any model of things people choose; a typing error in the heading would otherwise take all memory. */
const MOST_VARIABLES = 100_000

/** `c 12 NAME`; some exporters mark what they made up themselves by `$`. */
const NAMED = /^c\s+(\d+)\$?\s+(\S.*?)\s*$/

/**
 * Reads clauses in the DIMACS form (Second DIMACS Challenge, 1993), with the names that feature-model tools put into
 * comments. Everything wrong is reported with its place; null when there was anything.
 */
export function readDimacs(text: string, faults: Faults): Cnf | null {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const named = new Map<number, string>()
  let heading: { readonly variables: number; readonly clauses: number; readonly line: number } | null = null
  const clauses: number[][] = []
  let clause: { readonly at: Position; readonly literals: number[] } | null = null
  let count = 0
  let ended = false

  for (const [index, content] of lines.entries()) {
    const line = index + 1
    const words = [...content.matchAll(/\S+/g)]
    const first = words[0]?.[0]
    if (first === undefined || ended) continue
    if (first === 'c') {
      const match = NAMED.exec(content)
      // Said twice, the first counts: what follows is then a comment that begins with a number.
      if (match && !named.has(Number(match[1]))) named.set(Number(match[1]), match[2]!)
      continue
    }
    // A line "%" ends some old collections' files.
    if (first === '%') {
      ended = true
      continue
    }
    if (first === 'p') {
      if (heading) faults.add({ line, column: 1 }, 'heading', `a second heading; the first is on line ${heading.line}.`)
      heading ??= readHeading(content, line, faults)
      if (!heading) return null
      continue
    }
    if (!heading) {
      const way = 'Before the first clause stands "p cnf", the number of variables and the number of clauses.'
      faults.add({ line, column: 1 }, 'heading', `expected a heading such as "p cnf 20 91", got "${first}". ${way}`)
      return null
    }
    for (const { 0: word, index: before } of words) {
      const place = { line, column: before + 1 }
      if (!/^-?\d{1,9}$/.test(word)) {
        faults.add(place, 'literal', `expected a variable's number, with "-" in front for "not", got "${word}".`)
        continue
      }
      const literal = Number(word)
      if (literal === 0) {
        count += 1
        if (clause) clauses.push(clause.literals)
        else
          faults.add(place, 'empty-clause', 'an empty clause: no design would be valid. Drop it, or add its literals.')
        clause = null
      } else {
        if (Math.abs(literal) > heading.variables)
          faults.add(place, 'literal', `expected variables 1 to ${heading.variables}, got ${Math.abs(literal)}.`)
        clause ??= { at: place, literals: [] }
        clause.literals.push(literal)
      }
    }
  }
  if (!heading) {
    faults.add({ line: 1, column: 1 }, 'heading', 'expected a heading such as "p cnf 20 91", got none.')
    return null
  }
  if (clause) faults.add(clause.at, 'unended-clause', 'this clause does not end. Write 0 after its last literal.')
  else if (count !== heading.clauses)
    faults.add(
      { line: heading.line, column: 1 },
      'heading',
      `the heading says ${heading.clauses} clauses, and the file has ${count}. ` +
        'It may be cut short; if not, correct the heading.'
    )
  if (faults.list.length) return null
  const names = Array.from({ length: heading.variables + 1 }, (_, variable) => named.get(variable) ?? String(variable))
  return { names, ...withoutIdle(clauses) }
}

function readHeading(content: string, line: number, faults: Faults) {
  const match = /^p\s+cnf\s+(\d{1,9})\s+(\d{1,9})\s*$/.exec(content)
  if (!match) {
    faults.add({ line, column: 1 }, 'heading', `expected a heading such as "p cnf 20 91", got "${content.trim()}".`)
    return null
  }
  const [variables, clauses] = [Number(match[1]), Number(match[2])]
  if (variables < 1 || variables > MOST_VARIABLES) {
    faults.add({ line, column: 1 }, 'heading', `expected 1 to ${MOST_VARIABLES} variables, got ${variables}.`)
    return null
  }
  return { variables, clauses, line }
}

function withoutIdle(given: readonly (readonly number[])[]): Pick<Cnf, 'clauses' | 'idle'> {
  const seen = new Set<string>()
  const clauses: number[][] = []
  for (const literals of given) {
    const unique = new Set(literals)
    const sorted = [...unique].toSorted((a, b) => Math.abs(a) - Math.abs(b) || b - a)
    const key = sorted.join()
    if (seen.has(key) || sorted.some((literal) => unique.has(-literal))) continue
    seen.add(key)
    clauses.push(sorted)
  }
  return { clauses, idle: given.length - clauses.length }
}
