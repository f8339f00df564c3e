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
    const message = 'the pattern could not be drafted for these measurements.'
    return { error: codedOf(error) ?? { code: 'draft/refused', message } }
  }
}

/** @throws {ToileError} `draft/foreign-module`, `draft/no-module` */
export async function draftingAt(
  module: string,
  from: string,
  load: (url: string) => Promise<unknown>
): Promise<Drafting> {
  const { default: drafting } = (await moduleAt('module', module, from, load)) as { readonly default?: Drafting }
  if (typeof drafting?.draft !== 'function')
    throw new ToileError('draft/no-module', 'drafting.module: expected a drafting as its default export.')
  return drafting
}

/**
 * Loads one of a template's modules, which must be of the worker's own origin.
 *
 * @param field of the template's `drafting`
 * @throws {ToileError} `draft/foreign-module`, `draft/no-module`
 */
export async function moduleAt(
  field: 'module' | 'fitting',
  module: string,
  from: string,
  load: (url: string) => Promise<unknown>
): Promise<object> {
  const address = URL.canParse(module, from) ? new URL(module, from) : undefined
  if (address === undefined || address.origin !== new URL(from).origin || !/^https?:$/.test(address.protocol))
    throw new ToileError('draft/foreign-module', `drafting.${field}: expected a module of the same origin.`)
  try {
    const loaded = await load(address.href)
    return typeof loaded === 'object' && loaded !== null ? loaded : {}
  } catch (cause) {
    throw new ToileError('draft/no-module', `drafting.${field}: could not be loaded.`, { cause })
  }
}

/** Code and message of one of our own errors; null of any other. */
export function codedOf(error: unknown): { readonly code: string; readonly message: string } | null {
  return error instanceof ToileError || isCoded(error) ? { code: error.code, message: error.message } : null
}

/** The drafting module is bundled on its own and brings its own copy of the error's class. */
const isCoded = (error: unknown): error is { code: string; message: string } =>
  error instanceof Error && error.name === 'ToileError' && typeof (error as { code?: unknown }).code === 'string'
