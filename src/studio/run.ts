import { parseArgs } from 'node:util'
import { buildTemplate } from './buildTemplate.ts'
import { checkFolder } from './checkFolder.ts'
import { newTemplate } from './newTemplate.ts'
import { buildText, checkText } from './reports.ts'

export interface Terminal {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  readonly cwd: string
}

export const HELP = `toile: the designer's command line

  toile new <id>                        make models/<id> with a template to start from
  toile check <folder>                  say what is wrong with it, with file, line and column
  toile build <folder> [--out <folder>] compile it for a page (out: dist/models)
  toile preview <folder>                say how to see it in a page
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
      options: { out: { type: 'string', default: 'dist/models' }, help: { type: 'boolean', short: 'h' } },
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
      `${act ? `toile ${command}: expected one name or folder.` : `toile: no command "${command}".`}\n\n${HELP}`
    )
    return 2
  }
  return act(subject.replace(/\/+$/, ''), values.out, terminal)
}

const COMMANDS = {
  async new(id: string, _: string, { out, error, cwd }: Terminal): Promise<number> {
    try {
      const files = await newTemplate(id, cwd)
      out([...files, '', `Next: npm run toile -- check models/${id}`].join('\n'))
      return 0
    } catch (cause) {
      error((cause as Error).message)
      return 1
    }
  },

  async check(folder: string, _: string, { out, error, cwd }: Terminal): Promise<number> {
    const check = await checkFolder(folder, { cwd })
    const isWell = !check.issues.some(({ severity }) => severity === 'error')
    ;(isWell ? out : error)(checkText(folder, check))
    return isWell ? 0 : 1
  },

  async build(folder: string, to: string, { out, error, cwd }: Terminal): Promise<number> {
    const build = await buildTemplate(folder, to, cwd)
    ;(build.template ? out : error)(buildText(to, build))
    return build.template ? 0 : 1
  },

  async preview(folder: string, to: string, { out, error, cwd }: Terminal): Promise<number> {
    const check = await checkFolder(folder, { cwd, unfinished: true })
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
