import { resolve } from 'node:path'
import {
  compileTemplate,
  draftingModuleOf,
  priceRanges,
  type Compilation,
  type PriceRange,
} from '../template/compile/index.ts'
import { bundleDrafting, type DraftingBundle } from './bundleDrafting.ts'
import { diskFolder } from './diskFolder.ts'

export interface FolderCheck extends Compilation {
  /** Null when the template names none, or it does not load. */
  readonly bundle: DraftingBundle | null
  /** Null when there are errors, or the conditions of the prices are too many to work it out. */
  readonly prices: readonly PriceRange[] | null
}

/**
 * Compiles a product's folder with its drafting module: everything that `toile check` can say of it. `unfinished` lets
 * it pass without the pictures and shapes that are made from it.
 */
export async function checkFolder(
  path: string,
  { cwd = process.cwd(), unfinished = false }: { readonly cwd?: string; readonly unfinished?: boolean } = {}
): Promise<FolderCheck> {
  const folder = diskFolder(path, cwd)
  const module = draftingModuleOf(folder)
  const loaded = module === null ? null : await bundleDrafting(resolve(cwd, path, module)).catch(problemOf)
  const bundle = loaded && 'code' in loaded ? loaded : null
  const drafting = bundle
    ? { design: bundle.drafting.design, version: bundle.drafting.version }
    : (loaded as Problem | null)
  const compilation = compileTemplate(folder, { drafting, unfinished })
  return { ...compilation, bundle, prices: compilation.template && priceRanges(compilation.template) }
}

interface Problem {
  readonly problem: string
}

/** The first line says what; the rest is the bundler's own trail. */
const problemOf = (error: Error): Problem => ({ problem: error.message.trim().split('\n')[0]! })
