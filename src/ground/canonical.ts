import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { base64url } from './base64url.ts'
import { ToileError } from './errors.ts'

/** Plain JSON. What is hashed holds only strings, integers, booleans, null, arrays and objects of these. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * Canonical JSON text (RFC 8785): keys in UTF-16 order, no spaces, shortest numbers.
 *
 * @throws {ToileError} `canonical/not-plain` for NaN, infinities, lone surrogates, bigint or functions.
 */
export function canonicalText(value: unknown): string {
  let text: string | undefined
  try {
    text = canonicalize(value)
  } catch (cause) {
    throw new ToileError('canonical/not-plain', 'expected plain JSON (strings, finite numbers, arrays, objects).', { cause })
  }
  if (text === undefined) throw new ToileError('canonical/not-plain', 'expected plain JSON, got undefined.')
  return text
}

/** Base64url SHA-256 of the canonical form: 43 characters. Synchronous, because pages on plain http have no `crypto.subtle`. */
export const digestOf = (value: unknown): string => digestOfText(canonicalText(value))

export const digestOfText = (text: string): string => base64url(sha256(new TextEncoder().encode(text)))

export const digestOfBytes = (bytes: Uint8Array): string => base64url(sha256(bytes))
