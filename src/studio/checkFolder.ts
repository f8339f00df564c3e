import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { compileTemplate, priceRanges, type Compilation, type Issue, type PriceRange } from '../template/compile/index.ts'
import { bundleDrafting, type DraftingBundle } from './bundleDrafting.ts'
import { diskFolder } from './diskFolder.ts'

export interface FolderCheck extends Compilation {
  /** Null when the template names none, or it does not load. */
  readonly bundle: DraftingBundle | null
  /** Null when there are errors, or the conditions of the prices are too many to work it out. */
  readonly prices: readonly PriceRange[] | null
}

/** By this name a product's drafting module is found, before its template is read: template.yaml says whether it is used. */
const DRAFTING_FILE = 'drafting.ts'

/**
 * Compiles a product's folder with its drafting module: everything that `toile check` can say of it. `unfinished` lets it pass without the
 * pictures and shapes that are made from it.
 */
export async function checkFolder(
  path: string,
  { cwd = process.cwd(), unfinished = false }: { readonly cwd?: string; readonly unfinished?: boolean } = {}
): Promise<FolderCheck> {
  const folder = diskFolder(path, cwd)
  const module = resolve(cwd, path, DRAFTING_FILE)
  let bundle: DraftingBundle | null = null
  const broken: Issue[] = []
  if (existsSync(module)) {
    try {
      bundle = await bundleDrafting(module)
    } catch (error) {
      const [message] = (error as Error).message.split('\n')
      broken.push({ severity: 'error', file: `${folder.name}/${DRAFTING_FILE}`, line: 1, column: 1, code: 'drafting/broken', message: message! })
    }
  }
  const drafting = bundle && { design: bundle.drafting.design, version: bundle.drafting.version }
  const compilation = compileTemplate(folder, { drafting, unfinished })
  const prices = compilation.template ? priceRanges(compilation.template) : null
  return { ...compilation, issues: [...compilation.issues, ...broken], bundle, prices }
}
