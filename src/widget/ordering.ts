import type { Artwork, Design } from '../design/index.ts'
import { randomUuid, ToileError } from '../ground/index.ts'
import type { FitPart, OrderOutcome, OrderReceipt, OrderSpec } from '../order/index.ts'
import type { Quote } from '../price/types.ts'

export interface Ordered {
  readonly number: string
  readonly id: string
  readonly total: number
  readonly currency: string
}

export type OrderState =
  | { readonly state: 'idle' }
  | { readonly state: 'ordering' }
  | { readonly state: 'price-changed'; readonly before: Quote; readonly now: Quote }
  | { readonly state: 'ordered'; readonly order: Ordered; readonly spec: OrderSpec }
  /** No intake: the host has the spec. */
  | { readonly state: 'handed'; readonly spec: OrderSpec }
  | {
      readonly state: 'failed'
      readonly code: string
      readonly message: string
      readonly reason: 'offline' | 'busy' | 'draft' | 'body' | 'words' | 'refused'
    }

export type OrderEnd = Exclude<OrderState, { readonly state: 'idle' | 'ordering' }>

/** One customer's way to one order: whatever is clicked, lost or tried again, a design is ordered once. */
export interface Ordering {
  readonly state: () => OrderState
  subscribe(listener: () => void): () => void
  /** What an order would send now. @throws {ToileError} `draft/…` when the body cannot be drafted. */
  spec(): Promise<OrderSpec>
  /**
   * Two calls at once are one order. @throws {ToileError} `order/offline`, `order/busy`, `order/price-changed`, the
   * shop's own code, or `draft/…`.
   */
  order(): Promise<Ordered | { readonly spec: OrderSpec }>
  /** The page's own draft of the design as it is: its finished girths. @throws {ToileError} `draft/…` */
  readonly draft: OrderingOptions['draft']
  /** Back to designing. A try that got no answer is kept: the same design ordered again is the same order. */
  dismiss(): void
}

export interface OrderingOptions {
  /** The design of the moment: a new template makes a new one. */
  readonly design: () => Design
  /** Brings the template the shop has now, with the same decisions, when its prices have moved on. */
  readonly renew: () => Promise<void>
  /** Where orders are posted; null leaves them to the host. Read at each order. */
  readonly orders: () => URL | null
  /**
   * The page's own draft, for the finished girths. Null where the template drafts nothing or nothing is known of the
   * body.
   */
  readonly draft: () => Promise<FitPart['draft']>
  readonly fetch?: typeof globalThis.fetch
}

interface Wish {
  /** Everything the spec is made of, as one text. */
  readonly of: string
  readonly key: string
  readonly spec: OrderSpec
  /** What the spec holds digests of. */
  readonly artworks: readonly Artwork[]
}

export function createOrdering({ design: current, renew, orders, draft, fetch }: OrderingOptions): Ordering {
  const listeners = new Set<() => void>()
  let state: OrderState = { state: 'idle' }
  let wish: Wish | null = null
  /**
   * What the shop quoted for a selection when the page's own quote no longer stood: its calendar counts, not the
   * customer's clock.
   */
  let quoted: { readonly of: string; readonly quote: Quote } | null = null
  let running: Promise<Ordered | { readonly spec: OrderSpec }> | null = null
  const taken = new Map<string, Ordered>()

  const enter = (next: OrderState) => {
    state = next
    for (const listener of listeners) listener()
  }

  const failed = (
    code: string,
    reason: Extract<OrderState, { state: 'failed' }>['reason'],
    message: string
  ): ToileError => {
    enter({ state: 'failed', code, message, reason })
    return new ToileError(code, message)
  }

  /**
   * The same design gives the same spec, byte for byte, until something in it changes: that is what lets a shop see a
   * second try as one.
   */
  async function wishNow(): Promise<Wish> {
    const design = current()
    await design.whenKnown()
    const { picks, texts, artworks, measurements, size, garment, survey, note } = design.decisions()
    const quote = quoteNow(design)
    const rest = { size, garment, survey, note, quote, template: design.template.hash }
    const of = sameText(picks, texts, artworks, measurements, rest)
    if (wish?.of === of) return wish
    const made = await draft()
    const { createOrderSpec, createSalts } = await import('../order/index.ts')
    const spec = createOrderSpec({
      template: design.template,
      selection: design.selection(),
      picks,
      quote,
      body: design.body(),
      size,
      draft: made,
      texts,
      artworks,
      note,
      disclosures: design.template.disclosures.map((disclosure) => disclosure.id),
      salts: createSalts(),
    })
    return (wish = { of, key: randomUuid(), spec, artworks: Object.values(artworks) })
  }

  const quoteNow = (design: Design): Quote => (quoted && quoted.of === pricedBy(design) ? quoted.quote : design.quote())

  async function attempt(): Promise<Ordered | { readonly spec: OrderSpec }> {
    enter({ state: 'ordering' })
    const [unwritten] = current().unwritten()
    if (unwritten !== undefined)
      throw failed('order/unwritten', 'words', `order: "${unwritten}" was chosen but nothing is written.`)
    if (current().conflicts().length > 0)
      throw failed('order/body-conflict', 'body', 'order: measurements do not go with the choices, see `conflicts`.')
    if (!current().isValid())
      throw failed('order/not-valid', 'draft', 'order: a measurement lies outside what can be cut.')
    let mine: Wish
    try {
      mine = await wishNow()
    } catch (error) {
      const { code, message } =
        error instanceof ToileError ? error : { code: 'draft/failed', message: 'draft: it could not be made.' }
      throw failed(code, 'draft', message)
    }
    const before = taken.get(mine.key)
    if (before) {
      enter({ state: 'ordered', order: before, spec: mine.spec })
      return before
    }
    const to = orders()
    if (!to) {
      enter({ state: 'handed', spec: mine.spec })
      return { spec: mine.spec }
    }
    const { postOrder } = await import('../order/index.ts')
    return concluded(mine, await postOrder(to, mine.spec, { ...mine, ...(fetch ? { fetch } : {}) }))
  }

  async function concluded({ key, spec }: Wish, answer: OrderOutcome): Promise<Ordered> {
    switch (answer.outcome) {
      case 'ordered': {
        const order = orderedOf(answer, spec)
        taken.set(key, order)
        enter({ state: 'ordered', order, spec })
        return order
      }
      case 'stale':
        await renew()
        quoted = { of: pricedBy(current()), quote: answer.quote }
        enter({
          state: 'price-changed',
          before: { ...spec.order.quote, promise: spec.order.promise },
          now: answer.quote,
        })
        throw new ToileError(
          'order/price-changed',
          'order: the price or the day has changed. Show the new quote and ask.'
        )
      case 'busy':
        throw failed('order/busy', 'busy', `order: the shop is busy, try again in ${answer.afterSeconds} s.`)
      case 'offline':
        throw failed('order/offline', 'offline', 'order: no answer from the shop. Trying again never orders twice.')
      case 'refused':
        // A refusal is an answer: the next try is a new wish.
        wish = null
        throw failed(answer.code, answer.code.startsWith('draft/') ? 'draft' : 'refused', answer.message)
    }
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    spec: async () => (await wishNow()).spec,
    draft,
    order: () => (running ??= attempt().finally(() => (running = null))),
    dismiss: () => enter({ state: 'idle' }),
  }
}

const orderedOf = ({ number, id }: OrderReceipt, spec: OrderSpec): Ordered => ({
  number,
  id,
  total: spec.order.quote.total,
  currency: spec.order.quote.currency,
})

const pricedBy = (design: Design): string => sameText(design.selection(), { currency: design.currency() })

/** The same for the same contents, in whatever order they were decided. */
const sameText = (...parts: readonly object[]): string =>
  JSON.stringify(parts.map((part) => Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))))
