import * as v from 'valibot'
import { canonicalText, dayIn, digestOf, ToileError } from '../ground/index.ts'
import {
  billOf,
  girthDifferences,
  orderSpec,
  pointerToken,
  quoteAgain,
  staleBecause,
  verifyOrder,
  type Difference,
  type OrderSpec,
} from '../order/index.ts'
import { missingArtwork, type Artworks } from './artworks.ts'
import { draftFor } from './drafting.ts'
import type { Keys } from './keys.ts'
import type { Orders, Placed } from './orders.ts'
import { noPieces, writePieces } from './pieces.ts'
import { Problem } from './problems.ts'
import type { Product, Shelf } from './shelf.ts'
import { readStrictJson } from './strictJson.ts'

interface Shop {
  readonly orders: Orders
  readonly artworks: Pick<Artworks, 'missing'>
  readonly shelf: Shelf
  readonly keys: Pick<Keys, 'kid' | 'sign'>
  readonly clock: () => Date
}

/**
 * From the bytes of a request to an order that is written down. What is signed is the canonical form of
 * `{ order, pieces }`: the public part and the digest of the stored pieces.
 *
 * @throws {Problem} in this order: what cannot be read (400), a key of another body (422), a quote that no longer
 * stands (409), what does not agree with the shop, cannot be drafted or speaks of a picture that did not come (422).
 */
export async function placeOrder({ orders, artworks, shelf, keys, clock }: Shop, key: string, bytes: Buffer): Promise<Placed> {
  const body = readBody(bytes)
  const bodyDigest = digestOrRefuse(body)
  const before = await orders.underKey(key)
  if (before) return sameBody(before, bodyDigest)
  const spec = formOf(body)
  const product = await shelf.product(spec.order.template.id)
  if (!product) throw new Problem(422, 'order/unknown-template', { differences: [unknownTemplate(spec)] })
  const accepted = await accept(spec, product, clock())
  const missing = await artworks.missing(spec.personal?.artwork ?? [])
  if (missing.length > 0) throw missingArtwork(missing)
  const signature = await keys.sign(canonicalText({ order: spec.order, pieces: accepted.pieces.digest }))
  return sameBody(
    await orders.place({ key, bodyDigest, spec, ...accepted, placedAt: clock(), signature, kid: keys.kid }),
    bodyDigest
  )
}

function readBody(bytes: Buffer | undefined): unknown {
  try {
    return readStrictJson(bytes ?? new Uint8Array())
  } catch (error) {
    if (error instanceof ToileError) throw new Problem(400, error.code, { detail: error.message, pointer: error.path })
    throw error
  }
}

/** The digest of what the body says, whatever its spaces: that makes two tries the same. */
function digestOrRefuse(body: unknown): string {
  try {
    return digestOf(body)
  } catch (error) {
    if (error instanceof ToileError) throw new Problem(400, 'intake/not-json', { pointer: '' })
    throw error
  }
}

function sameBody<Found extends { readonly bodyDigest: string }>(found: Found, bodyDigest: string): Found {
  if (found.bodyDigest !== bodyDigest) throw new Problem(422, 'order/key-reused')
  return found
}

function formOf(body: unknown): OrderSpec {
  const form = v.safeParse(orderSpec, body)
  if (form.success) return form.output
  // Only where and what was expected: valibot's own message quotes what came.
  const faults = form.issues.slice(0, 20).map((issue) => ({
    pointer: (issue.path ?? []).map(({ key }) => `/${pointerToken(String(key))}`).join(''),
    expected: issue.expected ?? 'another form',
  }))
  throw new Problem(400, 'order/wrong-shape', { pointer: faults[0]?.pointer ?? '', faults })
}

const unknownTemplate = ({ order }: OrderSpec): Difference => ({
  path: '/order/template/id',
  expected: 'a product of this shop',
  got: JSON.stringify(order.template.id),
})

/** Everything the shop makes of a spec it can stand by. */
async function accept(spec: OrderSpec, product: Product, now: Date) {
  const { template } = product
  const { order, fit, personal } = spec
  const today = dayIn(template.timeZone, now)
  const because = staleBecause(order, { template, today })
  const quote = because && quoteAgain(order, { template, today }, fit)
  if (quote) throw new Problem(409, 'order/stale', { because, quote })

  const altered = [...missingParts(spec), ...verifyOrder(spec, { template, today })]
  if (altered.length > 0 || !fit || !personal) throw new Problem(422, 'order/altered', { differences: altered })
  const drafted = draftFor(product, fit, order.selection)
  const differences = drafted ? [...girthDifferences(fit, drafted.draft)] : []
  if (differences.length > 0) throw new Problem(422, 'order/altered', { differences })
  return {
    pieces: drafted ? writePieces(drafted.draft, drafted.bodyOpen) : noPieces(),
    bill: billOf(template, order.selection, drafted?.draft ?? null),
  }
}

const missingParts = (spec: OrderSpec): readonly Difference[] =>
  (['fit', 'personal'] as const)
    .filter((part) => spec[part] === null)
    .map((part) => ({ path: `/${part}`, expected: 'the part that its digest stands for', got: 'null' }))
