import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  compileTemplate,
  modulesOf,
  priceRanges,
  type Compilation,
  type CompileInput,
  type PriceRange,
} from '../template/compile/index.ts'
import { bundleDrafting, type DraftingBundle } from './bundleDrafting.ts'
import { diskFolder } from './diskFolder.ts'

export interface FolderCheck extends Compilation {
  /** Null when the template names none, or it does not load. */
  readonly bundle: DraftingBundle | null
  /** Null when there are errors. */
  readonly prices: readonly PriceRange[] | null
  /** Of template.json as a page loads it; null when there are errors. */
  readonly gzipBytes: number | null
}

export interface CheckSettings extends Omit<CompileInput, 'drafting'> {
  readonly cwd?: string
}

/** Compiles a product's folder with its drafting module: everything that `toile check` can say of it. */
export async function checkFolder(path: string, settings: CheckSettings = {}): Promise<FolderCheck> {
  const { cwd = process.cwd(), ...input } = settings
  const folder = diskFolder(path, cwd)
  const { drafting: module, fitting } = modulesOf(folder)
  const at = (file: string) => resolve(cwd, path, file)
  const loaded =
    module === null ? null : await bundleDrafting(at(module), fitting && at(fitting)).catch(problemOf)
  const bundle = loaded && 'code' in loaded ? loaded : null
  const drafting = bundle
    ? { design: bundle.drafting.design, version: bundle.drafting.version }
    : (loaded as Problem | null)
  const compilation = compileTemplate(folder, { ...input, drafting })
  const { template } = compilation
  return {
    ...compilation,
    bundle,
    prices: template && priceRanges(template),
    gzipBytes: template && gzipSync(JSON.stringify(template)).length,
  }
}

interface Problem {
  readonly problem: string
}

/** The first line says what; the rest is the bundler's own trail. */
const problemOf = (error: Error): Problem => ({ problem: error.message.trim().split('\n')[0]! })
