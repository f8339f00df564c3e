// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { choice, click, fittingRoom, openTab } from './room.tsx'
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

afterEach(cleanup)

interface Post {
  readonly key: string
  readonly body: string
}

/** A shop that answers as told and remembers what it was sent, as the contract says: one order per key. */
function shop(...answers: readonly (() => Response | Promise<Response>)[]) {
  const posts: Post[] = []
  const fetch = (async (_url: unknown, init: RequestInit) => {
    posts.push({ key: new Headers(init.headers).get('Idempotency-Key')!, body: String(init.body) })
    return answers[Math.min(posts.length, answers.length) - 1]!()
  }) as typeof globalThis.fetch
  return { fetch, posts }
}

const taken = () =>
  Response.json({ number: 'T-1001', id: 'id', signature: 's', kid: 'k', receipt: 'r' }, { status: 201 })
const lost = () => Promise.reject(new TypeError('network'))
const orderButton = () => screen.getByRole('button', { name: 'Order this desk' })

describe('an order', () => {
  it('is one order for two clicks, and shows its number', async () => {
    const { fetch, posts } = shop(taken)
    await fittingRoom({ fetch })
    const button = orderButton()
    click(button)
    click(button)
    expect((await screen.findByRole('dialog', { name: 'Ordered. Thank you.' })).textContent).toContain('T-1001')
    expect(posts).toHaveLength(1)
  })

  it('is the same order when no answer came and the customer tries again', async () => {
    const { fetch, posts } = shop(lost, taken)
    await fittingRoom({ fetch })
    click(orderButton())
    const failed = await screen.findByRole('dialog', { name: 'That order did not go through' })
    expect(failed.textContent).toContain('Your design is safe here.')
    click(within(failed).getByRole('button', { name: 'Try again' }))
    await screen.findByRole('dialog', { name: 'Ordered. Thank you.' })
    expect(posts[1]).toEqual(posts[0])
  })

  it('is another order once the design has changed', async () => {
    const { fetch, posts } = shop(taken)
    await fittingRoom({ fetch })
    click(orderButton())
    click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Keep designing' }))
    click(choice('Walnut'))
    click(orderButton())
    await screen.findByRole('dialog')
    expect(posts[1]!.key).not.toBe(posts[0]!.key)
  })

  it('is not sent a second time for a design that was ordered already', async () => {
    const { fetch, posts } = shop(taken)
    await fittingRoom({ fetch })
    click(orderButton())
    click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Keep designing' }))
    click(orderButton())
    await screen.findByRole('dialog', { name: 'Ordered. Thank you.' })
    expect(posts).toHaveLength(1)
  })

  it('asks again, with the new price, when the shop’s prices have moved on', async () => {
    let quote: unknown
    const { fetch, posts } = shop(() => Response.json({ code: 'order/stale', quote }, { status: 409 }), taken)
    const { design } = await fittingRoom({ fetch })
    quote = {
      ...design.quote(),
      day: '2026-11-22',
      total: 65900,
      lines: [{ code: 'base', label: 'Desk', amount: 65900 }],
    }
    click(orderButton())
    const asked = await screen.findByRole('dialog', { name: 'The price has changed' })
    expect(asked.textContent).toContain('It was €649.00. It is €659.00 today.')
    click(within(asked).getByRole('button', { name: 'Order for €659.00' }))
    await screen.findByRole('dialog', { name: 'Ordered. Thank you.' })
    expect(posts[1]!.key).not.toBe(posts[0]!.key)
    expect(JSON.parse(posts[1]!.body).order.quote.total).toBe(65900)
  })

  it('leads to the measurements when it cannot be cut to them', async () => {
    const { fetch } = shop(() => Response.json({ code: 'draft/refused', title: 'refused' }, { status: 422 }))
    await fittingRoom({ fetch })
    click(orderButton())
    click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Look at my measurements' }))
    expect(screen.getByRole('tab', { name: 'Fit' }).getAttribute('aria-selected')).toBe('true')
  })

  it('waits for words that were chosen but not written', async () => {
    const { fetch, posts } = shop(taken)
    const { design } = await fittingRoom({ fetch })
    design.choose('plate', 'written')
    click(orderButton())
    click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Take me there' }))
    expect(screen.getByRole('tab', { name: 'Yours' }).getAttribute('aria-selected')).toBe('true')
    expect(posts).toEqual([])
  })

  it('is handed to the host where there is no intake', async () => {
    const { ordering } = await fittingRoom({ intake: null })
    const [one, two] = await Promise.all([ordering.order(), ordering.order()])
    expect(one).toBe(two)
    expect(one).toHaveProperty('spec.order.quote.total', 64900)
  })

  it('carries the measurements in its fit part and in no error', async () => {
    const { fetch, posts } = shop(() => Response.json({ code: 'order/altered', title: 'altered' }, { status: 422 }))
    const { design, ordering } = await fittingRoom({ fetch })
    openTab('Fit')
    design.measure({ stature: 17812 })
    const error = await ordering.order().catch((reason: unknown) => reason)
    expect(JSON.parse(posts[0]!.body).fit.measurements[0]).toMatchObject({
      name: 'stature',
      value: 17812,
      source: 'taken',
    })
    expect(JSON.stringify([ordering.state(), String(error)])).not.toContain('17812')
  })
})
