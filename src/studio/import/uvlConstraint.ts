import type { Faults, Position } from './faults.ts'
import type { Token } from './uvlTokens.ts'

/** A cross-tree constraint. Of numbers and texts only what compares one feature with a number is kept. */
export type UvlFormula =
  | (Position & { readonly op: 'feature'; readonly name: string })
  | (Position & {
      readonly op: 'compare'
      readonly name: string
      readonly sign: Comparison
      readonly number: number
    })
  | { readonly op: 'not' | 'and' | 'or' | 'implies' | 'equal'; readonly parts: readonly UvlFormula[] }
  /** `what` says what it would take: "a sum", "arithmetic". */
  | { readonly op: 'beyond'; readonly what: string }

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

/** From the loosest to the tightest, as the grammar lists them (UVLParser.g4); all join from the left. */
const LEVELS: readonly (readonly [sign: string, op: 'equal' | 'implies' | 'or' | 'and'])[] = [
  ['<=>', 'equal'],
  ['=>', 'implies'],
  ['|', 'or'],
  ['&', 'and'],
]
const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>='] satisfies Comparison[]
const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}
const FUNCTIONS: Readonly<Record<string, string>> = {
  sum: 'a sum over attributes',
  avg: 'an average over attributes',
  len: 'the length of a text',
  floor: 'rounding',
  ceil: 'rounding',
}
const DEEPEST = 500

/** A number or a text, where not a condition. */
type Term =
  | (Position & { readonly op: 'feature'; readonly name: string })
  | { readonly op: 'number'; readonly number: number }
  | { readonly op: 'beyond'; readonly what: string }

/** Reads one constraint; null when it does not follow the grammar, which is reported. */
export function readConstraint(tokens: readonly [Token, ...Token[]], faults: Faults): UvlFormula | null {
  try {
    return new ConstraintReader(tokens).whole()
  } catch (cause) {
    if (!(cause instanceof Misread)) throw cause
    faults.add(cause.place, 'syntax', cause.message)
    return null
  }
}

/** Leaves the descent from wherever it is; never leaves this module. */
class Misread extends Error {
  readonly place: Position

  constructor(place: Position, message: string) {
    super(message)
    this.place = place
  }
}

class ConstraintReader {
  readonly #tokens: readonly [Token, ...Token[]]
  #at = 0
  #depth = 0

  constructor(tokens: readonly [Token, ...Token[]]) {
    this.#tokens = tokens
  }

  whole(): UvlFormula {
    const formula = this.#condition(this.#level(0))
    if (this.#peek()) throw this.#misread('"&", "|", "=>", "<=>" or the end of the line')
    return formula
  }

  #level(at: number): UvlFormula | Term {
    const level = LEVELS[at]
    if (!level) return this.#negation()
    const [sign, op] = level
    let left = this.#level(at + 1)
    for (let joined = 0; this.#takes(sign); joined++) {
      const parts = [this.#condition(left), this.#condition(this.#level(at + 1))] as const
      const [first, second] = parts
      // "a & b & c" is one list of three; others nest, and what nests is read by recursion.
      const isList = op === 'and' || op === 'or'
      if (!isList && joined > DEEPEST)
        throw new Misread(this.#before(), `expected at most ${DEEPEST} "${sign}" in a row.`)
      left = isList && first.op === op ? { op, parts: [...first.parts, second] } : { op, parts }
    }
    return left
  }

  #negation(): UvlFormula | Term {
    if (!this.#takes('!')) return this.#comparison()
    return this.#deeper(() => ({ op: 'not', parts: [this.#condition(this.#negation())] }))
  }

  #comparison(): UvlFormula | Term {
    const left = this.#sum()
    const token = this.#peek()
    if (token?.kind !== 'sign' || !COMPARISONS.includes(token.text)) return left
    this.#at += 1
    return compared(this.#term(left), token.text as Comparison, this.#term(this.#sum()))
  }

  #sum(): UvlFormula | Term {
    let left = this.#product()
    while (this.#sees('+') || this.#sees('-')) {
      this.#term(left)
      this.#at += 1
      this.#term(this.#product())
      left = { op: 'beyond', what: 'arithmetic' }
    }
    return left
  }

  #product(): UvlFormula | Term {
    let left = this.#primary()
    while (this.#sees('*') || this.#sees('/')) {
      this.#term(left)
      this.#at += 1
      this.#term(this.#primary())
      left = { op: 'beyond', what: 'arithmetic' }
    }
    return left
  }

  #primary(): UvlFormula | Term {
    const token = this.#peek()
    if (!token) throw this.#misread('a feature')
    if (this.#takes('(')) {
      const inner = this.#deeper(() => this.#level(0))
      if (!this.#takes(')')) throw this.#misread('")"')
      return inner
    }
    if (this.#takes('-')) {
      const number = this.#peek()
      if (number?.kind !== 'number') throw this.#misread('a number')
      this.#at += 1
      return { op: 'number', number: -Number(number.text) }
    }
    if (token.kind === 'sign') throw this.#misread('a feature')
    this.#at += 1
    if (token.kind === 'number') return { op: 'number', number: Number(token.text) }
    if (token.kind === 'text') return { op: 'beyond', what: 'a text' }
    if (token.kind === 'name' && this.#peek()?.text === '(') return this.#call(token)
    return this.#reference(token)
  }

  #reference({ text, line, column }: Token): Term {
    const parts = [text]
    while (this.#takes('.')) {
      const token = this.#peek()
      if (token?.kind !== 'name' && token?.kind !== 'quoted') throw this.#misread('a name after the dot')
      parts.push(token.text)
      this.#at += 1
    }
    return { op: 'feature', name: parts.join('.'), line, column }
  }

  /** `sum(price)`, `avg(root, price)`, `len(name)`. */
  #call(token: Token): Term {
    if (!Object.hasOwn(FUNCTIONS, token.text)) {
      const known = Object.keys(FUNCTIONS).join(', ')
      throw new Misread(token, `no function "${token.text}". There are ${known}.`)
    }
    this.#takes('(')
    do {
      const argument = this.#peek()
      if (argument?.kind !== 'name' && argument?.kind !== 'quoted') throw this.#misread('a name')
      this.#at += 1
      this.#reference(argument)
    } while (this.#takes(','))
    if (!this.#takes(')')) throw this.#misread('")"')
    return { op: 'beyond', what: FUNCTIONS[token.text]! }
  }

  #condition(part: UvlFormula | Term): UvlFormula {
    if (part.op === 'number') throw new Misread(this.#before(), `expected a condition, got the number ${part.number}.`)
    return part
  }

  #term(part: UvlFormula | Term): Term {
    if (part.op === 'number' || part.op === 'feature' || part.op === 'beyond') return part
    throw new Misread(this.#before(), 'expected a number or a feature to compare, got a condition.')
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) throw new Misread(this.#before(), `expected at most ${DEEPEST} levels of brackets.`)
    const result = read()
    this.#depth -= 1
    return result
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #before(): Token {
    return this.#tokens[Math.max(0, this.#at - 1)] ?? this.#tokens[0]
  }

  #sees(text: string): boolean {
    const token = this.#peek()
    return token?.kind === 'sign' && token.text === text
  }

  #takes(text: string): boolean {
    const isThere = this.#sees(text)
    if (isThere) this.#at += 1
    return isThere
  }

  #misread(what: string): Misread {
    const token = this.#peek()
    if (token) return new Misread(token, `expected ${what}, got "${token.text}".`)
    const { line, column, start, end } = this.#before()
    return new Misread({ line, column: column + end - start }, `expected ${what}, got the end of the line.`)
  }
}

function compared(left: Term, sign: Comparison, right: Term): UvlFormula {
  if (left.op === 'feature' && right.op === 'number') return { ...left, op: 'compare', sign, number: right.number }
  if (left.op === 'number' && right.op === 'feature')
    return { ...right, op: 'compare', sign: MIRRORED[sign], number: left.number }
  const beyond = [left, right].find((term) => term.op === 'beyond')
  return { op: 'beyond', what: beyond?.op === 'beyond' ? beyond.what : 'a comparison of two features' }
}
