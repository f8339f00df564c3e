import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Constraint, RuleProblem } from '../../src/rules/index.ts'

/** What independent tools found out about an instance; pairs are [option, value]. */
export interface Truth {
  readonly solutions: string | null
  /** Bit k is the k-th pair in file order; hex digit d holds pairs 4d to 4d + 3, lowest bit first. */
  readonly valid0: string
  readonly dead: readonly Pair[]
  readonly core: readonly Pair[]
  readonly walks: readonly {
    readonly clicks: readonly Pair[]
    /** After each click; a picked option shows only its pick. */
    readonly valid: readonly string[]
    readonly solutions: readonly (string | null)[]
    readonly blocked: readonly { readonly value: Pair; readonly minExplain: number; readonly minRetract: number }[]
  }[]
  readonly prices?: {
    readonly total: TruthBounds
    readonly values: readonly (TruthBounds & { readonly clicks: readonly Pair[]; readonly value: Pair })[]
  }
}

export type Pair = readonly [option: number, value: number]

/** Null or "timeout" where it is not known. */
export interface TruthBounds {
  readonly min: number | string | null
  readonly max: number | string | null
}

export interface Instance {
  readonly name: string
  readonly file: string
  readonly problem: RuleProblem
  readonly truth: Truth | null
}

/** The instances among these files and folders; `skipped` is told of every file that is none. */
export function* instancesIn(paths: readonly string[], skipped: (text: string) => void): Generator<Instance> {
  for (const path of paths) {
    const files = statSync(path).isDirectory()
      ? readdirSync(path)
          .sort()
          .map((name) => join(path, name))
      : [path]
    for (const file of files) {
      if (statSync(file).isDirectory() || file.endsWith('.truth.json')) continue
      const problem = problemIn(file)
      if (typeof problem === 'string') {
        skipped(`skipped ${basename(file)}: ${problem}`)
        continue
      }
      const name = basename(file, extname(file))
      yield { name, file, problem, truth: truthIn(join(dirname(file), `${name}.truth.json`), skipped) }
    }
  }
}

function truthIn(file: string, skipped: (text: string) => void): Truth | null {
  if (!existsSync(file)) return null
  try {
    const truth = JSON.parse(readFileSync(file, 'utf8')) as Truth
    if (typeof truth.valid0 === 'string' && Array.isArray(truth.walks)) return truth
    skipped(`skipped ${basename(file)}: it says neither what is valid nor of walks`)
  } catch (error) {
    skipped(`skipped ${basename(file)}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return null
}

/** Why it is none, or the problem. */
function problemIn(file: string): RuleProblem | string {
  try {
    if (file.endsWith('.dimacs') || file.endsWith('.cnf')) return dimacs(readFileSync(file, 'utf8'))
    if (!file.endsWith('.json')) return 'neither *.dimacs nor *.json'
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as { format?: unknown } & RuleProblem
    if (parsed?.format !== 'config-instance/1') return 'its format is not "config-instance/1"'
    if (!Array.isArray(parsed.options) || !Array.isArray(parsed.constraints)) return 'it has no options or constraints'
    if (!parsed.options.every(({ values }) => Array.isArray(values))) return 'an option of it has no values'
    return { options: parsed.options, constraints: parsed.constraints }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** CNF text: variable n is option n - 1 with values `no` and `yes`. */
function dimacs(text: string): RuleProblem {
  const names = new Map<number, string>()
  const constraints: Constraint[] = []
  let count = 0
  let clause: (readonly [number, readonly number[]])[] = []
  for (const line of text.split('\n')) {
    // Some collections end their files with it, and a lone 0 after.
    if (line.startsWith('%')) break
    const named = /^c\s+(\d+)\$?\s+(\S+)/.exec(line)
    if (named) names.set(Number(named[1]), named[2]!)
    const header = /^p\s+cnf\s+(\d+)/.exec(line)
    if (header) count = Number(header[1])
    if (!/^\s*-?\d/.test(line)) continue
    for (const word of line.trim().split(/\s+/)) {
      const literal = Number(word)
      if (literal !== 0) clause.push([Math.abs(literal) - 1, [literal > 0 ? 1 : 0]])
      else {
        constraints.push({ type: 'clause', id: `clause-${constraints.length + 1}`, lits: clause })
        clause = []
      }
    }
  }
  if (count === 0) throw new Error('it has no "p cnf" line')
  const options = Array.from({ length: count }, (_, i) => ({
    id: names.get(i + 1) ?? `x${i + 1}`,
    values: ['no', 'yes'],
  }))
  return { options, constraints }
}
