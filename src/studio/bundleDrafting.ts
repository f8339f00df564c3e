import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'
import type { Fitting } from '../drape/fitting.ts'
import type { Drafting } from '../pattern/piece.ts'

export interface DraftingBundle {
  /** One ES module with nothing to import, for a worker under a strict content policy. */
  readonly code: string
  readonly drafting: Drafting
  /** The fitting module, which imports the drafting module from beside it; null where the product has none. */
  readonly fitting: string | null
}

/** What the bundled modules are called where they lie, beside the compiled template. */
const NAMES = { drafting: 'drafting.js', fitting: 'fitting.js' } as const

/**
 * Bundles a product's drafting module, and its fitting module if it has one, and loads the bundles, so that what is
 * checked is what ships.
 *
 * @throws what the bundler says of broken code; `Error` when the default export is no `Drafting` or no `Fitting`.
 */
export async function bundleDrafting(module: string, fittingModule: string | null = null): Promise<DraftingBundle> {
  const drafting = await bundled(module, NAMES.drafting, [withoutEval])
  const fitting =
    fittingModule === null ? null : await bundled(fittingModule, NAMES.fitting, [withoutEval, beside(module)])
  return { code: drafting, fitting, drafting: await load(drafting, fitting) }
}

async function bundled(input: string, entryFileNames: string, plugins: Plugin[]): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins,
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: { format: 'es', codeSplitting: false, entryFileNames },
      },
    },
  })
  const [output] = [result].flat()
  if (!output || !('output' in output)) throw new Error('the bundler gave no output.')
  return output.output[0].code
}

/** Drafting code is heavy, and the worker has it already: what fits imports it instead of bringing its own. */
const beside = (module: string): Plugin => ({
  name: 'toile:beside-drafting',
  enforce: 'pre',
  async resolveId(source, importer) {
    const resolved = importer === undefined ? null : await this.resolve(source, importer, { skipSelf: true })
    return resolved?.id === module ? { id: `./${NAMES.drafting}`, external: true } : null
  },
})

/** lodash asks `Function` for the global object where there is no `self`; a page's policy forbids the very word. */
const withoutEval: Plugin = {
  name: 'toile:without-eval',
  transform: (code) =>
    code.includes('Function(')
      ? { code: code.replace(/\bFunction\((['"])return this\1\)\(\)/g, 'globalThis'), map: null }
      : null,
}

async function load(code: string, fittingCode: string | null): Promise<Drafting> {
  const folder = await mkdtemp(join(tmpdir(), 'toile-drafting-'))
  try {
    // Both are modules to node by this, under the names by which one imports the other.
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    const imported = async (name: string, text: string): Promise<unknown> => {
      const file = join(folder, name)
      await writeFile(file, text)
      return ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default?: unknown }).default
    }
    const drafting = (await imported(NAMES.drafting, code)) as Partial<Drafting> | undefined
    if (
      typeof drafting?.draft !== 'function' ||
      typeof drafting.design !== 'string' ||
      typeof drafting.version !== 'string'
    )
      throw new Error('expected a default export with "design", "version", "needs" and "draft".')
    if (fittingCode !== null) {
      const fitting = (await imported(NAMES.fitting, fittingCode)) as Partial<Fitting> | undefined
      if (typeof fitting?.drape !== 'function' || !Array.isArray(fitting.needs))
        throw new Error('fitting: expected a default export with "needs" and "drape".')
    }
    return drafting as Drafting
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
