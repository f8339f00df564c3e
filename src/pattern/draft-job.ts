import { ToileError } from '../ground/index.ts'
import type { Draft, Drafting } from './piece.ts'

/** What the page asks of the drafting worker. Measurements in tenths of a millimetre by ISO 8559 name. */
export interface DraftJob {
  /** Address of the product's drafting module, on the worker's own origin. */
  readonly module: string
  readonly measurements: Readonly<Record<string, number>>
  readonly selection: Readonly<Record<string, string>>
}

export type DraftAnswer =
  { readonly draft: Draft } | { readonly error: { readonly code: string; readonly message: string } }

/**
 * Drafts as asked; whatever goes wrong is an answer, because an error thrown in a worker reaches the page without its
 * code. Only our own messages are passed on: another's may quote the numbers it stumbled over.
 *
 * @param from the worker's own address: code of another origin is not run
 * @param load imports a module by its address
 */
export async function answerDraft(
  job: DraftJob,
  from: string,
  load: (url: string) => Promise<unknown>
): Promise<DraftAnswer> {
  try {
    const drafting = await draftingAt(job.module, from, load)
    return { draft: drafting.draft({ measurements: job.measurements, selection: job.selection }) }
  } catch (error) {
    if (error instanceof ToileError || isCoded(error)) return { error: { code: error.code, message: error.message } }
    return { error: { code: 'draft/refused', message: 'the pattern could not be drafted for these measurements.' } }
  }
}

async function draftingAt(module: string, from: string, load: (url: string) => Promise<unknown>): Promise<Drafting> {
  const address = URL.canParse(module, from) ? new URL(module, from) : undefined
  if (address === undefined || address.origin !== new URL(from).origin || !/^https?:$/.test(address.protocol))
    throw new ToileError('draft/foreign-module', 'drafting.module: expected a module of the same origin.')
  let loaded: unknown
  try {
    loaded = await load(address.href)
  } catch (cause) {
    throw new ToileError('draft/no-module', 'drafting.module: could not be loaded.', { cause })
  }
  const drafting = (loaded as { readonly default?: Drafting } | null)?.default
  if (typeof drafting?.draft !== 'function')
    throw new ToileError('draft/no-module', 'drafting.module: expected a drafting as its default export.')
  return drafting
}

/** The drafting module is bundled on its own and brings its own copy of the error's class. */
const isCoded = (error: unknown): error is { code: string; message: string } =>
  error instanceof Error && error.name === 'ToileError' && typeof (error as { code?: unknown }).code === 'string'
