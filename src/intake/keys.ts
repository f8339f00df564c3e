import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, FlattenedSign, generateKeyPair, importJWK, type JWK } from 'jose'
import { digestOfText, ToileError } from '../ground/index.ts'

export interface KeySettings {
  /** Where keys are kept that the environment does not give: beside the database. */
  readonly folder: string
  /** A private Ed25519 key as a JWK in JSON (`TOILE_SIGNING_KEY`). */
  readonly signingKey?: string
  /** Any long random text (`TOILE_SECRET`): receipts and desk sessions derive from it. */
  readonly secret?: string
}

export interface Keys {
  readonly kid: string
  /** RFC 7517, public half only. */
  readonly jwks: { readonly keys: readonly JWK[] }
  /** Detached JWS (RFC 7515 appendix F, RFC 7797) over the text's UTF-8 bytes: `header..signature`. */
  sign(text: string): Promise<string>
  /** The token that opens the customer's own view. Derived, so that a repeated request gets the very same answer. */
  receiptFor(tenant: string, number: string): string
  /** A code that only this shop can make for `text`. */
  seal(purpose: string, text: string): string
}

/** @throws {ToileError} `intake/bad-signing-key` */
export async function openKeys({ folder, signingKey, secret }: KeySettings): Promise<Keys> {
  const jwk = await privateKey(signingKey ?? (await kept(folder, 'signing-key.json', newSigningKey)))
  const receiptSecret = secret ?? (await kept(folder, 'secret.key', async () => randomBytes(32).toString('base64url')))
  const key = await importJWK(jwk, 'Ed25519')
  const { kty, crv, x } = jwk
  const kid = (await calculateJwkThumbprint({ kty, crv, x } as JWK)).slice(0, 8)
  const seal = (purpose: string, text: string) =>
    createHmac('sha256', receiptSecret).update(`${purpose}\0${text}`).digest('base64url')
  return {
    kid,
    jwks: { keys: [{ kty, crv, x, kid, alg: 'Ed25519', use: 'sig' } as JWK] },
    async sign(text) {
      const { protected: header, signature } = await new FlattenedSign(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: 'Ed25519', kid, b64: false, crit: ['b64'] })
        .sign(key)
      return `${header}..${signature}`
    },
    receiptFor: (tenant, number) => seal('receipt', `${tenant}\0${number}`),
    seal,
  }
}

/** Compares without telling by the time it takes how much of it was right. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => Buffer.from(digestOfText(text)))
  return timingSafeEqual(left!, right!)
}

async function privateKey(text: string): Promise<JWK> {
  let jwk: JWK | null = null
  try {
    jwk = JSON.parse(text) as JWK
  } catch {
    // What is wrong with it is not repeated: it is a key.
  }
  if (jwk?.kty === 'OKP' && jwk.crv === 'Ed25519' && typeof jwk.d === 'string' && typeof jwk.x === 'string') return jwk
  throw new ToileError(
    'intake/bad-signing-key',
    'signing key: expected a private Ed25519 key as a JWK in JSON (kty OKP, crv Ed25519, d, x).'
  )
}

async function newSigningKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true })
  return JSON.stringify(await exportJWK(privateKey))
}

/** Reads a secret of the folder, or makes it once. Two that make it at the same time end up with the same one. */
async function kept(folder: string, name: string, make: () => Promise<string>): Promise<string> {
  const file = join(folder, name)
  try {
    return await readFile(file, 'utf8')
  } catch {
    await mkdir(folder, { recursive: true })
    await writeFile(file, await make(), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    return readFile(file, 'utf8')
  }
}
