import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
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

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** RFC 4648 section 5, without padding. */
export function base64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const digits = Math.min(4, Math.ceil(((bytes.length - i) * 8) / 6))
    for (let k = 0; k < digits; k++) text += ALPHABET[(word >> (18 - 6 * k)) & 63]
  }
  return text
}

/** @throws {ToileError} `canonical/not-base64url` for a character outside the alphabet. */
export function bytesOfBase64url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8))
  let word = 0
  let bits = 0
  let at = 0
  for (const digit of text) {
    const value = ALPHABET.indexOf(digit)
    if (value < 0) throw new ToileError('canonical/not-base64url', 'expected only A-Z, a-z, 0-9, "-" and "_".')
    word = ((word << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (word >> bits) & 255
    }
  }
  return bytes
}
