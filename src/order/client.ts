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

/**
 * Posts an order. Every ending is a value. After `offline` and `busy` the same spec under the same key is safe to send
 * again: the shop answers a key it has seen with the same answer.
 */
export async function postOrder(
  url: string | URL,
  spec: OrderSpec,
  {
    key,
    fetch = globalThis.fetch,
    signal,
  }: {
    /** A uuid made once per wish to order, kept over retries. */
    readonly key: string
    readonly fetch?: typeof globalThis.fetch
    readonly signal?: AbortSignal
  }
): Promise<OrderOutcome> {
  let status: number
  let headers: Headers
  let body: Record<string, unknown>
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(spec),
      // The order carries no cookie: who asks is no part of it.
      credentials: 'omit',
      signal: signal ?? null,
    })
    ;({ status, headers } = answer)
    if (status === 429) return { outcome: 'busy', afterSeconds: secondsOf(headers.get('Retry-After')) }
    body = (await answer.json()) as Record<string, unknown>
  } catch {
    return { outcome: 'offline' }
  }
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
