import { base64url, bytesOfBase64url, ToileError } from '../../ground/index.ts'

/**
 * A text locked with a passphrase: JSON Web Encryption in its compact form, as any JOSE library opens it. The key is
 * derived from the passphrase (PBES2, HMAC SHA-512), wraps a random one (AES key wrap), and that one locks the text
 * (AES GCM); header, salt and text are sealed together.
 *
 * @see RFC 7516, RFC 7518 sections 4.8 and 5.3
 */
const ALG = 'PBES2-HS512+A256KW'
const ENC = 'A256GCM'

/** What OWASP asks of PBKDF2 with HMAC SHA-512: a try costs a guesser about as long as the customer. */
const ROUNDS = 210_000
/** A file that asks for more would hold the page up: a second or so on a slow phone. */
const MOST_ROUNDS = 1_000_000
const LEAST_ROUNDS = 1000

const COMPACT = /^[\w-]+(?:\.[\w-]+){4}$/

export const isLocked = (text: string): boolean => COMPACT.test(text)

/** @throws {ToileError} `profile/lock` where the browser has no WebCrypto (a page without https). */
export async function locked(text: string, passphrase: string): Promise<string> {
  const subtle = webCrypto()
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const header = base64url(utf8(JSON.stringify({ alg: ALG, enc: ENC, p2s: base64url(salt), p2c: ROUNDS })))
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])
  const wrapped = await subtle.wrapKey('raw', key, await keyOf(passphrase, salt, ROUNDS), 'AES-KW')
  const sealed = new Uint8Array(
    await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(header), tagLength: 128 }, key, utf8(text))
  )
  const parts = [new Uint8Array(wrapped), iv, sealed.subarray(0, -16), sealed.subarray(-16)]
  return [header, ...parts.map(base64url)].join('.')
}

/**
 * @throws {ToileError} `profile/lock` (another lock than ours, one that takes too long, no WebCrypto),
 * `profile/passphrase` (another one, or the wrapped key was altered), `profile/altered`.
 */
export async function unlocked(text: string, passphrase: string): Promise<string> {
  const subtle = webCrypto()
  const [header, ...parts] = text.split('.') as [string, string, string, string, string]
  const { salt, rounds } = lockIn(header)
  const [wrapped, iv, sealed, tag] = parts.map((part) => bytesOfBase64url(part)) as [Bytes, Bytes, Bytes, Bytes]
  if (iv.length !== 12 || tag.length !== 16 || wrapped.length !== 40) throw altered()
  const wrapping = await keyOf(passphrase, salt, rounds)
  const key = await subtle
    .unwrapKey('raw', wrapped, wrapping, 'AES-KW', { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
    .catch(() => {
      throw new ToileError('profile/passphrase', 'Expected the passphrase that the file was locked with.')
    })
  const whole = new Uint8Array(sealed.length + tag.length)
  whole.set(sealed)
  whole.set(tag, sealed.length)
  const opened = await subtle
    .decrypt({ name: 'AES-GCM', iv, additionalData: utf8(header), tagLength: 128 }, key, whole)
    .catch(() => {
      throw altered()
    })
  return new TextDecoder().decode(opened)
}

type Bytes = Uint8Array<ArrayBuffer>

const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes

async function keyOf(passphrase: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const subtle = webCrypto()
  // One passphrase typed on two keyboards may be two sequences of code points.
  const secret = await subtle.importKey('raw', utf8(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey'])
  const alg = utf8(`${ALG}\0`)
  const salted = new Uint8Array(alg.length + salt.length)
  salted.set(alg)
  salted.set(salt, alg.length)
  return subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-512', salt: salted, iterations: rounds },
    secret,
    { name: 'AES-KW', length: 256 },
    false,
    ['wrapKey', 'unwrapKey']
  )
}

function lockIn(header: string): { readonly salt: Bytes; readonly rounds: number } {
  const { alg, enc, p2s, p2c, zip, crit } = headerIn(header)
  if (alg !== ALG || enc !== ENC || zip !== undefined || crit !== undefined)
    throw new ToileError('profile/lock', `Expected a file locked with ${ALG} and ${ENC}, got another lock.`)
  if (typeof p2c !== 'number' || !(p2c >= LEAST_ROUNDS && p2c <= MOST_ROUNDS) || !Number.isInteger(p2c))
    throw new ToileError('profile/lock', `p2c: expected ${LEAST_ROUNDS} to ${MOST_ROUNDS} rounds.`)
  if (typeof p2s !== 'string' || !/^[\w-]{11,1000}$/.test(p2s)) throw altered()
  return { salt: bytesOfBase64url(p2s) as Bytes, rounds: p2c }
}

function headerIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytesOfBase64url(text)))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // As below.
  }
  throw new ToileError('profile/wrong', 'Expected a profile, got something else.')
}

const altered = () => new ToileError('profile/altered', 'The file was altered or damaged since it was written.')

function webCrypto(): SubtleCrypto {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined
  if (subtle) return subtle
  throw new ToileError('profile/lock', 'Expected a page on https: only there does the browser lock and unlock files.')
}
