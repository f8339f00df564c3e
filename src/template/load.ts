import { ToileError } from '../ground/index.ts'
import { openTemplate } from './open.ts'
import type { CompiledTemplate } from './types.ts'

/** More than this is no template: the largest car line known to us stays below a tenth of it. */
const MOST_BYTES = 4_000_000

export interface LoadedTemplate {
  readonly template: CompiledTemplate
  /** Absolute. Links inside the template are relative to it. */
  readonly url: string
  /** Absolute URL of a link of the template: `link(choice.image)`. */
  readonly link: (relative: string) => string
}

export interface UnprovenTemplate extends LoadedTemplate {
  /**
   * Holds its whole shape and every byte against the hash; once, however often it is asked. The code for it is
   * fetched apart: a page shows its controls first and orders only from what is proven.
   *
   * @throws {ToileError} `template/broken`
   */
  readonly prove: () => Promise<void>
}

/**
 * Fetches and checks a compiled template. `url` may be relative to the page.
 *
 * @throws {ToileError} `template/not-found` (404, 410), `template/unreachable` (no answer, another status),
 * `template/too-large`, `template/broken`, `template/newer`. An abort rejects with the signal's own reason.
 */
export async function loadTemplate(url: string, options: LoadOptions = {}): Promise<LoadedTemplate> {
  const { prove, ...loaded } = await fetchTemplate(url, options)
  await prove()
  return loaded
}

/**
 * A template with what every page relies on checked: its format, its rules and that its links stay in its folder.
 * Throws as {@link loadTemplate} does; the rest shows when it is proven.
 */
export async function fetchTemplate(
  url: string,
  { fetch = globalThis.fetch, signal }: LoadOptions = {}
): Promise<UnprovenTemplate> {
  const absolute = absoluteUrl(url)
  const json = jsonOf(await textAt(absolute, fetch, signal))
  let proof: Promise<void> | null = null
  return {
    template: openTemplate(json),
    url: absolute,
    link: (relative) => new URL(relative, absolute).href,
    prove: () =>
      (proof ??= proofOf(json).catch((error: unknown) => {
        proof = null
        throw error
      })),
  }
}

interface LoadOptions {
  readonly fetch?: typeof globalThis.fetch
  readonly signal?: AbortSignal
}

async function proofOf(json: unknown): Promise<void> {
  const { readTemplate } = await import('./read.ts')
  readTemplate(json)
}

function absoluteUrl(url: string): string {
  try {
    return new URL(url, globalThis.document?.baseURI).href
  } catch (cause) {
    throw new ToileError('template/not-found', `template: expected an address, got "${url}".`, { cause })
  }
}

async function textAt(url: string, fetch: typeof globalThis.fetch, signal: AbortSignal | undefined): Promise<string> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, signal ? { signal } : {})
    if (!response.ok) {
      const code = response.status === 404 || response.status === 410 ? 'template/not-found' : 'template/unreachable'
      throw new ToileError(code, `${url}: expected a template, got status ${response.status}.`)
    }
    if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) throw tooLarge(url)
    text = await response.text()
  } catch (cause) {
    if (cause instanceof ToileError || signal?.aborted) throw cause
    throw new ToileError('template/unreachable', `${url}: no answer. Is the address right and the network there?`, {
      cause,
    })
  }
  if (text.length > MOST_BYTES) throw tooLarge(url)
  return text
}

const tooLarge = (url: string): ToileError =>
  new ToileError('template/too-large', `${url}: expected at most ${MOST_BYTES} bytes of template.`)

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ToileError('template/broken', 'template: expected JSON as "toile build" writes it.', { cause })
  }
}
