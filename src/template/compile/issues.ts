/** Something a designer got wrong, where, and the way out. Lines and columns count from 1. */
export interface Issue {
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly column: number
  /** `room/what`; stays the same between versions. */
  readonly code: string
  readonly message: string
}

export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Gathers what is wrong, so that a designer reads all of it at once. */
export class Issues {
  readonly list: Issue[] = []

  error(place: Place, code: string, message: string): void {
    this.list.push({ severity: 'error', ...place, code, message })
  }

  warn(place: Place, code: string, message: string): void {
    this.list.push({ severity: 'warning', ...place, code, message })
  }

  get hasErrors(): boolean {
    return this.list.some(({ severity }) => severity === 'error')
  }

  /** By file and line; the template first, then its tables. */
  sorted(): readonly Issue[] {
    const depth = (file: string) => (file.endsWith('.yaml') ? 0 : 1)
    return this.list.toSorted(
      (a, b) =>
        depth(a.file) - depth(b.file) ||
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
        a.line - b.line ||
        a.column - b.column
    )
  }
}

/** `models/desk/template.yaml:12:7 rule/unknown-choice: top: expected ...` */
export const issueText = ({ severity, file, line, column, code, message }: Issue): string =>
  `${file}:${line}:${column} ${severity === 'warning' ? 'warning ' : ''}${code}: ${message}`

/** `expected one of "oak", "walnut", got "marble". Did you mean ...?` */
export function expectedOneOf(known: readonly string[], got: string, near: string | undefined): string {
  const shown =
    known
      .slice(0, 14)
      .map((id) => `"${id}"`)
      .join(', ') + (known.length > 14 ? ', ...' : '')
  return `expected one of ${shown}, got "${got}".${near ? ` Did you mean "${near}"?` : ''}`
}
