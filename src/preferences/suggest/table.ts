import { MOST_CHARS, readTable, type SuggestionTable } from './format.ts'
import { isSignedBy, type KeySet } from './signature.ts'

export interface TableSettings {
  /** A table of another template counts as none. */
  readonly template: { readonly id: string }
  /**
   * The shop's public key: a JWK, a set of them (RFC 7517), or the address of a set. Then only a table that one of them
   * signed counts.
   */
  readonly key?: string | null
  readonly signal?: AbortSignal
  readonly fetch?: typeof globalThis.fetch
}

/**
 * The shop's table of counts; null when it does not come, is none, is too new, is another template's, or is not signed
 * as it must be. Without suggestions nothing is missing, so nothing is said of it.
 *
 * A request like any picture's, the same for everybody: no cookie, no address of the page.
 */
export async function fetchTable(url: string, settings: TableSettings): Promise<SuggestionTable | null> {
  try {
    const { template, key = null } = settings
    const [text, keys] = await Promise.all([textAt(url, settings), key === null ? null : keysAt(key, settings)])
    const table = readTable(text)
    if (table.template !== template.id) return null
    return keys === null || (await isSignedBy(table, keys)) ? table : null
  } catch {
    return null
  }
}

async function keysAt(key: string, settings: TableSettings): Promise<KeySet> {
  const isJson = key.trimStart().startsWith('{')
  const json = JSON.parse(isJson ? key : await textAt(key, settings)) as KeySet | KeySet['keys'][number]
  return 'keys' in json ? json : { keys: [json] }
}

async function textAt(url: string, { fetch = globalThis.fetch, signal }: TableSettings): Promise<string> {
  const response = await fetch(url, { ...PLAIN, ...(signal ? { signal } : {}) })
  if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MOST_CHARS) throw new Error('no table')
  return response.text()
}

const PLAIN = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const
