import { ToileError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** By character code; 64 for what is no digit. */
const DIGITS = new Uint8Array(128).fill(64)
for (let value = 0; value < 64; value++) DIGITS[ALPHABET.charCodeAt(value)] = value

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
  for (let i = 0; i < text.length; i++) {
    const value = DIGITS[text.charCodeAt(i)] ?? 64
    if (value > 63) throw new ToileError('canonical/not-base64url', 'expected only A-Z, a-z, 0-9, "-" and "_".')
    word = ((word << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (word >> bits) & 255
    }
  }
  return bytes
}
