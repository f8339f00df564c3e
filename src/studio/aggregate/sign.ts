import { createPrivateKey, sign, type JsonWebKey, type KeyObject } from 'node:crypto'
import { base64url, canonicalText, digestOf, ToileError } from '../../ground/index.ts'
import type { SuggestionTable } from '../../preferences/suggest/index.ts'

/**
 * Signs as intake signs its orders, so that one published key set serves for both: detached JWS (RFC 7515 appendix F,
 * RFC 7797) with Ed25519.
 *
 * @throws {ToileError} `aggregate/key` when `keyText` is no private Ed25519 key as a JWK.
 */
export function signed(table: SuggestionTable, keyText: string): SuggestionTable {
  const { key, kid } = keyOf(keyText)
  const header = base64url(new TextEncoder().encode(JSON.stringify({ alg: 'Ed25519', kid, b64: false, crit: ['b64'] })))
  const signature = base64url(sign(null, Buffer.from(`${header}.${canonicalText(table)}`), key))
  return { ...table, signature: `${header}..${signature}` }
}

function keyOf(text: string): { readonly key: KeyObject; readonly kid: string } {
  try {
    const jwk = JSON.parse(text) as JsonWebKey
    const { kty, crv, x } = jwk
    if (kty === 'OKP' && crv === 'Ed25519' && x !== undefined)
      // The thumbprint of RFC 7638, as intake names its key.
      return { key: createPrivateKey({ key: jwk, format: 'jwk' }), kid: digestOf({ crv, kty, x }).slice(0, 8) }
  } catch {
    // What is wrong with it is not repeated: it is a key.
  }
  throw new ToileError(
    'aggregate/key',
    'signing key: expected a private Ed25519 key as a JWK in JSON (kty OKP, crv Ed25519, d, x).'
  )
}
