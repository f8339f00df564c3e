import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { ToileError } from '../ground/index.ts'
import { issueText, type Issue } from '../template/compile/index.ts'
import { readDimacs } from './import/dimacs.ts'
import type { Draft, Note } from './import/draft.ts'
import { Faults } from './import/faults.ts'
import { fromClauses } from './import/fromClauses.ts'
import { fromFeatures } from './import/fromFeatures.ts'
import { fromInstance } from './import/fromInstance.ts'
import { readInstance } from './import/instance.ts'
import { idMaker } from './import/names.ts'
import { settled, type Settled } from './import/settle.ts'
import { readUvl } from './import/uvl.ts'
import { filesOf, type Files } from './import/write.ts'

/** Ten times the largest feature model in the public collections. */
const MOST_BYTES = 32 * 1024 * 1024

export interface Imported {
  /** The folder as it was named, and its files. */
  readonly folder: string
  readonly written: readonly string[]
  readonly options: number
  readonly rules: number
  /** False when the model itself leaves no design. */
  readonly isSatisfiable: boolean
  readonly notes: readonly Note[]
}

/**
 * Turns a feature model (UVL, DIMACS) or a configuration instance into a new folder that a designer can go on with.
 *
 * @throws {ToileError} `studio/exists` (nothing is ever written over), `studio/bad-id`, `import/unreadable`,
 * `import/format`, `import/nothing-to-choose`; `import/faulty` with everything that is wrong in the file, a line each.
 */
export async function importFile(file: string, out: string | undefined, cwd = process.cwd()): Promise<Imported> {
  const name = basename(file).slice(0, -extname(file).length || undefined)
  const folder = out ?? `models/${idMaker('model-')(name)}`
  const id = basename(folder)
  if (!/^[a-z][a-z0-9-]{0,47}$/.test(id))
    throw new ToileError('studio/bad-id', `expected a folder in lower case, such as "models/desk", got "${folder}".`)
  await expectNothingAt(folder, cwd)
  const draft = settledDraft(file, name, await textIn(file, cwd))
  const files = filesOf(draft, id, basename(file))
  await writeFolder(folder, files, cwd)
  return {
    folder,
    written: Object.keys(files).map((path) => `${folder}/${path}`),
    options: draft.options.length,
    rules: draft.rules.length,
    isSatisfiable: draft.isSatisfiable,
    notes: draft.notes,
  }
}

/** The same, held in memory: for whoever wants the files before they lie anywhere. */
export function importText(file: string, text: string, id: string): Files {
  return filesOf(settledDraft(file, id, text), id, basename(file))
}

function settledDraft(file: string, name: string, text: string): Settled {
  const draft = settled(draftOf(file, name, text))
  if (draft.options.length > 0) return draft
  const count = draft.isSatisfiable ? 'one valid design' : 'no valid design'
  throw new ToileError('import/nothing-to-choose', `${file}: it has ${count}, so there is nothing to choose.`)
}

async function textIn(file: string, cwd: string): Promise<string> {
  const path = resolve(cwd, file)
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new ToileError('import/unreadable', `no file "${file}".`)
  if (found.size > MOST_BYTES)
    throw new ToileError('import/unreadable', `${file}: expected at most ${MOST_BYTES} bytes, got ${found.size}.`)
  return readFile(path, 'utf8')
}

function draftOf(file: string, name: string, text: string): Draft {
  const faults = new Faults(file)
  const draft = DRAFTERS[kindOf(file, text)](name, text, faults)
  if (draft) return draft
  throw new ToileError('import/faulty', textOfFaults(file, faults.list))
}

type Kind = 'uvl' | 'dimacs' | 'instance'

const DRAFTERS = {
  uvl(_, text, faults) {
    const model = readUvl(text, faults)
    return model && fromFeatures(model)
  },
  dimacs(name, text, faults) {
    const cnf = readDimacs(text, faults)
    return cnf && fromClauses(name, cnf)
  },
  instance(name, text, faults) {
    const instance = readInstance(text, faults)
    return instance && fromInstance(instance.name ?? name, instance)
  },
} satisfies Record<Kind, (name: string, text: string, faults: Faults) => Draft | null>

/** By what it is called, or else by how it begins. */
function kindOf(file: string, text: string): Kind {
  const ending = extname(file).toLowerCase()
  if (ending === '.uvl') return 'uvl'
  if (ending === '.dimacs' || ending === '.cnf') return 'dimacs'
  if (ending === '.json' || /^\s*\{/.test(text)) return 'instance'
  if (/^\s*(c\s|p\s+cnf\b)/.test(text)) return 'dimacs'
  if (/^\s*(namespace|include|imports|features)\b/.test(text)) return 'uvl'
  throw new ToileError(
    'import/format',
    `${file}: expected a feature model (.uvl), clauses (.dimacs or .cnf) or a configuration instance (.json).`
  )
}

function textOfFaults(file: string, faults: readonly Issue[]): string {
  const shown = faults.slice(0, 20).map(issueText)
  const more = faults.length - shown.length
  return [...shown, ...(more > 0 ? [`... and ${more} more`] : []), '', `${file} was not imported.`].join('\n')
}

async function expectNothingAt(folder: string, cwd: string): Promise<void> {
  const exists = await stat(resolve(cwd, folder)).then(
    () => true,
    () => false
  )
  if (exists) throw new ToileError('studio/exists', `${folder} is there already. Choose another one with --out.`)
}

/** All or nothing: the folder appears when it is whole. */
async function writeFolder(folder: string, files: Files, cwd: string): Promise<void> {
  const target = resolve(cwd, folder)
  await mkdir(dirname(target), { recursive: true })
  const making = await mkdtemp(join(dirname(target), '.import-'))
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(making, path)), { recursive: true })
      await writeFile(join(making, path), content)
    }
    await rename(making, target)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}
