import { parseArgs } from 'node:util'
import { ToileError } from '../ground/index.ts'
import { aggregate } from './aggregate.ts'
import { buildTemplate } from './buildTemplate.ts'
import { checkFolder } from './checkFolder.ts'
import { importFile } from './importFile.ts'
import { newTemplate } from './newTemplate.ts'
import { progressLine } from './progress.ts'
import { aggregateText, buildText, checkJson, checkText, importText } from './reports.ts'

export interface Terminal {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  /** Words on how far a long step is, on a line that the next ones replace; empty when it is done. */
  readonly progress?: (text: string) => void
  readonly cwd: string
}

export const HELP = `toile: the designer's command line

  toile new <id>                        make models/<id> with a template to start from
  toile import <file> [--out <folder>]  make a template of a feature model (out: models/<the file's name>)
  toile check <folder> [--json]         say what is wrong with it, with file, line and column
  toile build <folder> [--out <folder>] compile it for a page (out: dist/models)
  toile preview <folder>                say how to see it in a page
  toile aggregate <orders.csv> --template <folder or template.json>
                                        make the table that pages suggest from (out: <template>.suggestions.json)

import reads UVL feature models (.uvl), clauses in DIMACS form (.dimacs, .cnf) and configuration instances (.json).
Alternatives become one option, what always goes together is folded, the rest is yes or no, with as many valid designs
as the file has. What a template cannot say is listed in IMPORTED.md. Nothing is ever written over.

aggregate reads one row per order: a column per option with its choices' ids, "paid" (yes or no) and "payer", an opaque
id from your till. Names, texts, sizes and measurements are refused. It counts paid orders and protects the people in
them:
  --threshold <20>      no number of fewer orders is in the table, nor does one follow from it
  --epsilon <1>         differential privacy instead, with --delta <1e-6>: noise, and a budget that the table prints
  --per-payer <1>       so many orders of one payer count; with more, noise grows by as much
  --parent <table>      the table before: budgets add up
  --key <key.json>      signs it (private Ed25519 key, JWK): pages that name the public half take no other
Below 200 orders the table is empty, and pages show your start designs alone.
`

/**
 * Runs one command. Gives the exit code: 0 when all is well, 1 when the folder has mistakes, 2 when the command was not
 * understood.
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  let parsed
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        json: { type: 'boolean' },
        template: { type: 'string' },
        threshold: { type: 'string' },
        epsilon: { type: 'string' },
        delta: { type: 'string' },
        'per-payer': { type: 'string' },
        parent: { type: 'string' },
        key: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    terminal.error(`${(error as Error).message}\n\n${HELP}`)
    return 2
  }
  const { values, positionals } = parsed
  const [command, subject, ...more] = positionals
  if (values.help || command === undefined || command === 'help') {
    terminal.out(HELP)
    return command === undefined && !values.help ? 2 : 0
  }
  const act = Object.hasOwn(COMMANDS, command) ? COMMANDS[command as keyof typeof COMMANDS] : undefined
  if (!act || subject === undefined || more.length) {
    terminal.error(
      `${act ? `toile ${command}: expected one name, file or folder.` : `toile: no command "${command}".`}\n\n${HELP}`
    )
    return 2
  }
  const { 'per-payer': perPayer, ...others } = values
  const settings = {
    ...others,
    perPayer,
    ...(values.out === undefined ? {} : { out: withoutSlash(values.out) }),
    json: values.json ?? false,
  }
  return act(withoutSlash(subject), settings, terminal)
}

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '')

interface Settings {
  readonly out?: string
  readonly json: boolean
  readonly template?: string
  readonly threshold?: string
  readonly epsilon?: string
  readonly delta?: string
  readonly perPayer?: string | undefined
  readonly parent?: string
  readonly key?: string
}

const BUILD_OUT = 'dist/models'

const COMMANDS = {
  async new(id: string, _: Settings, terminal: Terminal): Promise<number> {
    return attempted(terminal, async ({ out, cwd }) => {
      const files = await newTemplate(id, cwd)
      out([...files, '', `Next: npm run toile -- check models/${id}`].join('\n'))
    })
  },

  async import(file: string, { out: to }: Settings, terminal: Terminal): Promise<number> {
    return attempted(terminal, async ({ out, cwd }) => {
      out(importText(file, await importFile(file, to, cwd)))
    })
  },

  async check(folder: string, { json }: Settings, { out, error, progress, cwd }: Terminal): Promise<number> {
    const check = await checkFolder(folder, { cwd, ...progressLine(progress) })
    progress?.('')
    const isWell = !check.issues.some(({ severity }) => severity === 'error')
    if (json) out(checkJson(check))
    else (isWell ? out : error)(checkText(folder, check))
    return isWell ? 0 : 1
  },

  async build(
    folder: string,
    { out: to = BUILD_OUT }: Settings,
    { out, error, progress, cwd }: Terminal
  ): Promise<number> {
    const build = await buildTemplate(folder, to, { cwd, ...progressLine(progress) })
    progress?.('')
    ;(build.template ? out : error)(buildText(to, build))
    return build.template ? 0 : 1
  },

  async aggregate(file: string, { template, ...settings }: Settings, terminal: Terminal): Promise<number> {
    if (template === undefined) {
      terminal.error(`toile aggregate: expected --template, such as --template models/desk.\n\n${HELP}`)
      return 2
    }
    return attempted(terminal, async ({ out, progress, cwd }) => {
      const path = withoutSlash(template)
      const made = await aggregate(file, { ...settings, template: path, cwd, progress }).finally(() => progress?.(''))
      out(aggregateText(file, made))
    })
  },

  async preview(
    folder: string,
    { out: to = BUILD_OUT }: Settings,
    { out, error, progress, cwd }: Terminal
  ): Promise<number> {
    const check = await checkFolder(folder, { cwd, unfinished: true, ...progressLine(progress) })
    progress?.('')
    if (!check.template) {
      error(checkText(folder, check))
      return 1
    }
    const { id, books } = check.template
    const attributes = `template="/models/${id}/template.json" currency="${books[0]!.currency}" lang="en"`
    out(
      [
        `npm run toile -- build ${folder} --out ${to}`,
        '',
        `Serve ${to} as /models, and put this into a page that loads the element:`,
        `<toile-configurator ${attributes}></toile-configurator>`,
      ].join('\n')
    )
    return 0
  },
}

/** What a designer got wrong is said; anything else is a fault of ours and keeps its trail. */
async function attempted(terminal: Terminal, act: (terminal: Terminal) => Promise<void>): Promise<number> {
  try {
    await act(terminal)
    return 0
  } catch (cause) {
    if (!(cause instanceof ToileError)) throw cause
    terminal.error(cause.message)
    return 1
  }
}
