import { base64url, digestOf } from '../ground/index.ts'
import type { Measured } from '../fit/types.ts'
import type { Quote } from '../price/types.ts'
import type { CompiledTemplate } from '../template/types.ts'
import type { FitPart, OrderSpec, PersonalPart, PublicOrder } from './types.ts'

export interface OrderInput {
  readonly template: Pick<CompiledTemplate, 'id' | 'version' | 'hash' | 'options' | 'roles'>
  /** Every option's choice. */
  readonly selection: Readonly<Record<string, string>>
  /** The customer's own picks, by option id. */
  readonly picks: Readonly<Record<string, string>>
  readonly quote: Quote
  readonly body: readonly Measured[]
  readonly size: FitPart['size']
  /** What the page's own draft came to; null when it drafted nothing. The server drafts again and compares. */
  readonly draft: FitPart['draft']
  /** By text option id. A text whose option is not chosen as `written` stays behind. */
  readonly texts: Readonly<Record<string, string>>
  /** By artwork option id. A picture whose option is not chosen as `given` stays behind. */
  readonly artworks?: Readonly<Record<string, { readonly digest: string }>>
  readonly note: string
  /** Ids of the template's disclosures that stood before the customer. */
  readonly disclosures: readonly string[]
  readonly salts: Salts
}

/** A part is small and guessable, so its digest needs a salt; both parts have their own, and it is erased with them. */
export interface Salts {
  readonly fit: string
  readonly personal: string
}

/** New salts for a new order. Keep them with a try that may be sent again: another salt is another id. */
export function createSalts(): Salts {
  const salt = () => base64url(crypto.getRandomValues(new Uint8Array(16)))
  return { fit: salt(), personal: salt() }
}

/**
 * What the shop receives. Its id is the digest of the public part, which holds the parts' digests: the same picks,
 * body, texts, salts and day give the same id, whatever the order of the clicks.
 */
export function createOrderSpec(input: OrderInput): OrderSpec {
  const { template, selection, quote } = input
  const options = template.options.map(({ id }) => id)
  const { promise, ...priced } = quote
  const fit: FitPart = {
    salt: input.salts.fit,
    measurements: input.body
      .map(({ name, value, source, error }) => ({ name, value, source, error }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    size: input.size,
    draft: input.draft,
  }
  const personal: PersonalPart = {
    salt: input.salts.personal,
    texts: writtenTexts(input),
    artwork: givenArtwork(input),
    note: input.note,
  }
  const quantity = template.roles.quantity
  return sealed({
    order: {
      spec: 'toile.order/1',
      template: { id: template.id, version: template.version, hash: template.hash },
      selection: Object.fromEntries(options.map((option) => [option, selection[option] ?? ''])),
      picks: options.filter((option) => Object.hasOwn(input.picks, option)),
      quantity: quantity === undefined ? 1 : Number(selection[quantity]),
      quote: priced,
      promise,
      disclosures: input.disclosures,
    },
    fit,
    personal,
  })
}

/** Puts the digests of the parts and the id where they belong. */
function sealed({
  order,
  fit,
  personal,
}: {
  readonly order: Omit<PublicOrder, 'parts' | 'id'>
  readonly fit: FitPart
  readonly personal: PersonalPart
}): OrderSpec {
  const whole = { ...order, parts: { fit: digestOf(fit), personal: digestOf(personal) } }
  return { order: { ...whole, id: digestOf(whole) }, fit, personal }
}

function writtenTexts({ template, selection, texts }: OrderInput): PersonalPart['texts'] {
  const written = template.options.filter(({ id, kind }) => kind === 'text' && selection[id] === 'written')
  return Object.fromEntries(written.map(({ id }) => [id, (texts[id] ?? '').normalize('NFC')]))
}

/** Digests in the order of the template's options: the pictures themselves travel beside the spec. */
const givenArtwork = ({ template, selection, artworks = {} }: OrderInput): PersonalPart['artwork'] =>
  template.options
    .filter(({ id, kind }) => kind === 'artwork' && selection[id] === 'given' && Object.hasOwn(artworks, id))
    .map(({ id }) => artworks[id]!.digest)
