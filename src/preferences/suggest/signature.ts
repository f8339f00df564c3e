import { bytesOfBase64url, canonicalText } from '../../ground/index.ts'
import type { SuggestionTable } from './format.ts'

/** RFC 7517, public halves. */
export interface KeySet {
  readonly keys: readonly (JsonWebKey & { readonly kid?: string })[]
}

interface Header {
  readonly alg?: unknown
  readonly kid?: unknown
  readonly b64?: unknown
  readonly crit?: unknown
}

/**
 * Whether one of the keys signed the table. Fails closed: without a signature, without the browser's own cryptography (a
 * page on plain http) or with any other algorithm it is not.
 */
export async function isSignedBy({ signature, ...table }: SuggestionTable, keySet: KeySet): Promise<boolean> {
  try {
    const [header = '', nothing, signed = ''] = signature!.split('.')
    const { alg, kid, b64, crit } = JSON.parse(textOf(header)) as Header
    const isDetached = nothing === '' && b64 === false && Array.isArray(crit) && crit.length === 1 && crit[0] === 'b64'
    if (!isDetached || alg !== 'Ed25519') return false
    const bytes = new TextEncoder().encode(`${header}.${canonicalText(table)}`)
    for (const key of keySet.keys) {
      if (key.kty !== 'OKP' || key.crv !== 'Ed25519' || (key.kid !== undefined && key.kid !== kid)) continue
      const { kty, crv, x } = key
      const jwk = { kty, crv, ...(x === undefined ? {} : { x }) }
      const imported = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify'])
      if (await crypto.subtle.verify('Ed25519', imported, ownBytes(signed), bytes)) return true
    }
  } catch {
    // A key that is none, a header that is none, no cryptography: not signed.
  }
  return false
}

const ownBytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(bytesOfBase64url(text))

const textOf = (part: string): string => new TextDecoder().decode(bytesOfBase64url(part))
