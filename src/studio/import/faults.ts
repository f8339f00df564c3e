import type { Issue } from '../../template/compile/index.ts'

/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** What is wrong with a file that somebody gives us: all of it, so that one run is enough to mend it. */
export class Faults {
  readonly list: Issue[] = []
  readonly #file: string
  readonly #kind: string

  /** `kind` is the first half of every code. */
  constructor(file: string, kind: 'import' | 'orders' = 'import') {
    this.#file = file
    this.#kind = kind
  }

  /** `message` says what was expected, what came, and the way out. */
  add({ line, column }: Position, code: string, message: string): void {
    this.list.push({ severity: 'error', file: this.#file, line, column, code: `${this.#kind}/${code}`, message })
  }
}
