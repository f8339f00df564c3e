import type { Quote } from '../price/types.ts'
import type { Difference, OrderSpec } from './types.ts'

/** What the shop gives back for an order it took. `receipt` opens the customer's own view of it. */
export interface OrderReceipt {
  readonly number: string
  readonly id: string
  readonly signature: string
  readonly kid: string
  readonly receipt: string
}

export type OrderOutcome =
  | ({ readonly outcome: 'ordered' } & OrderReceipt)
  /** The price or the day moved on. Show the new quote; the customer decides again. */
  | { readonly outcome: 'stale'; readonly quote: Quote }
  | {
      readonly outcome: 'refused'
      readonly code: string
      readonly message: string
      readonly differences: readonly Difference[]
    }
  | { readonly outcome: 'busy'; readonly afterSeconds: number }
  /** No answer, or none that can be read: nobody knows whether the order was taken. Post again with the same key. */
  | { readonly outcome: 'offline' }

/** A picture the order holds the digest of. */
export interface SentArtwork {
  readonly digest: string
  /** A PNG whose bytes have that digest. */
  readonly png: Blob
}

/**
 * Posts an order, and before it the pictures it speaks of, to `artworks/` beside it. Every ending is a value. After `offline` and `busy` the same spec under the same key is safe to send
 * again: the shop answers a key it has seen with the same answer.
 */
export async function postOrder(
  url: string | URL,
  spec: OrderSpec,
  {
    key,
    artworks = [],
    fetch = globalThis.fetch,
    signal,
  }: {
    /** A uuid made once per wish to order, kept over retries. */
    readonly key: string
    readonly artworks?: readonly SentArtwork[]
    readonly fetch?: typeof globalThis.fetch
    readonly signal?: AbortSignal
  }
): Promise<OrderOutcome> {
  const send = async (to: string | URL, method: string, headers: HeadersInit, body: BodyInit): Promise<Answer> => {
    // The order carries no cookie: who asks is no part of it.
    const answer = await fetch(to, { method, headers, body, credentials: 'omit', signal: signal ?? null })
    const { status } = answer
    if (status === 429) return { status, afterSeconds: secondsOf(answer.headers.get('Retry-After')), body: {} }
    return { status, afterSeconds: 0, body: status === 204 ? {} : ((await answer.json()) as Answer['body']) }
  }
  try {
    for (const { digest, png } of artworks) {
      const to = new URL(`artworks/${digest}`, new URL(url, globalThis.location?.href))
      const answer = await send(to, 'PUT', { 'Content-Type': 'image/png' }, png)
      if (answer.status !== 204) return outcomeOf(answer)
    }
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
    return outcomeOf(await send(url, 'POST', headers, JSON.stringify(spec)))
  } catch {
    return { outcome: 'offline' }
  }
}

interface Answer {
  readonly status: number
  readonly afterSeconds: number
  readonly body: Readonly<Record<string, unknown>>
}

function outcomeOf({ status, afterSeconds, body }: Answer): OrderOutcome {
  if (status === 429) return { outcome: 'busy', afterSeconds }
  if (status === 201 && typeof body.number === 'string')
    return { outcome: 'ordered', ...(body as unknown as OrderReceipt) }
  if (status === 409 && body.quote) return { outcome: 'stale', quote: body.quote as Quote }
  if (status >= 400 && status < 500 && typeof body.code === 'string')
    return {
      outcome: 'refused',
      code: body.code,
      message: String(body.detail ?? body.title ?? body.code),
      differences: Array.isArray(body.differences) ? (body.differences as Difference[]) : [],
    }
  return { outcome: 'offline' }
}

const secondsOf = (text: string | null): number => {
  const seconds = Number(text)
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : 30
}
