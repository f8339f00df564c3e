import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'
import type { Drafting } from '../pattern/piece.ts'

export interface DraftingBundle {
  /** One ES module with nothing to import, for a worker under a strict content policy. */
  readonly code: string
  readonly drafting: Drafting
}

/**
 * Bundles a product's drafting module and loads the bundle, so that what is checked is what ships.
 *
 * @throws what the bundler says of broken code; `Error` when the default export is no `Drafting`.
 */
export async function bundleDrafting(module: string): Promise<DraftingBundle> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [withoutEval],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: module,
        preserveEntrySignatures: 'strict',
        output: { format: 'es', codeSplitting: false, entryFileNames: 'drafting.js' },
      },
    },
  })
  const [output] = [result].flat()
  if (!output || !('output' in output)) throw new Error('the bundler gave no output.')
  const { code } = output.output[0]
  return { code, drafting: await load(code) }
}

/** lodash asks `Function` for the global object where there is no `self`; a page's policy forbids the very word. */
const withoutEval: Plugin = {
  name: 'toile:without-eval',
  transform: (code) =>
    code.includes('Function(')
      ? { code: code.replace(/\bFunction\((['"])return this\1\)\(\)/g, 'globalThis'), map: null }
      : null,
}

async function load(code: string): Promise<Drafting> {
  const folder = await mkdtemp(join(tmpdir(), 'toile-drafting-'))
  try {
    const file = join(folder, 'drafting.mjs')
    await writeFile(file, code)
    const { default: drafting } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      default?: Partial<Drafting>
    }
    if (
      typeof drafting?.draft !== 'function' ||
      typeof drafting.design !== 'string' ||
      typeof drafting.version !== 'string'
    )
      throw new Error('expected a default export with "design", "version", "needs" and "draft".')
    return drafting as Drafting
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
