import { ToileError } from '../ground/index.ts'
import { pointerToken } from '../order/index.ts'

const MOST_DEPTH = 16

/**
 * JSON as RFC 8259 means it and no looser: UTF-8, every key once, not too deep. Readers disagree about a repeated key,
 * and whoever signs one reading must not act on another.
 *
 * @throws {ToileError} `json/not-utf8`, `json/not-json`, `json/duplicate-key`, `json/too-deep`; `path` says where as a
 * JSON pointer.
 */
export function readStrictJson(bytes: Uint8Array): unknown {
  const text = textOf(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // V8's message quotes the text around the fault, which may be a customer's.
    throw new ToileError('json/not-json', 'The body is not JSON.', { path: '' })
  }
  checkKeys(text)
  return value
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new ToileError('json/not-utf8', 'The body is not UTF-8.', { path: '' })
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/** Walks the tokens of a text that is known to be JSON, keeping the keys seen in each open object. */
function checkKeys(text: string): void {
  const open: { readonly keys: Set<string> | null; at: string | number }[] = []
  let key: string | null = null
  for (const [token] of text.matchAll(TOKEN)) {
    const inside = open.at(-1)
    if (token === '{' || token === '[') {
      if (open.length === MOST_DEPTH)
        throw new ToileError('json/too-deep', `Expected at most ${MOST_DEPTH} levels.`, { path: pointerOf(open) })
      open.push(token === '{' ? { keys: new Set(), at: '' } : { keys: null, at: 0 })
    } else if (token === '}' || token === ']') open.pop()
    else if (token === ',' && typeof inside?.at === 'number') inside.at++
    else if (token === ':' && inside?.keys && key !== null) {
      inside.at = key
      if (inside.keys.has(key))
        throw new ToileError('json/duplicate-key', 'Expected every key once.', { path: pointerOf(open) })
      inside.keys.add(key)
    }
    key = token.startsWith('"') ? (JSON.parse(token) as string) : null
  }
}

const pointerOf = (open: readonly { readonly at: string | number }[]): string =>
  open.map(({ at }) => `/${pointerToken(String(at))}`).join('')
