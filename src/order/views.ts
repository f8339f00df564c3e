import type { BillLine } from './bill.ts'
import type { Draft } from '../pattern/piece.ts'
import type { FitPart, OrderSpec, PersonalPart, PublicOrder } from './types.ts'

/** Who is looking: the customer with the receipt, or a desk of the shop. */
export const DESK_ROLES = ['shop', 'workroom', 'shipping'] as const
export type DeskRole = (typeof DESK_ROLES)[number]
export type Role = 'customer' | DeskRole

/** An order as the intake keeps it. */
export interface KeptOrder {
  readonly number: string
  /** ISO 8601, UTC. */
  readonly placedAt: string
  readonly spec: OrderSpec
  /** Null when the product is not drafted, or the body's part was erased. */
  readonly pieces: Pick<Draft, 'design' | 'version' | 'pieces' | 'seams' | 'girths' | 'checks'> | null
  readonly piecesDigest: string
  /** True when no body was given: the pieces are of a middle size, and somebody has to ask before cutting. */
  readonly bodyOpen: boolean
  readonly bill: readonly BillLine[]
  readonly signature: string
  readonly kid: string
}

interface Common {
  readonly number: string
  readonly role: Role
}

export interface ShopView extends Common {
  readonly role: 'shop'
  readonly placedAt: string
  readonly order: PublicOrder
  readonly bill: readonly BillLine[]
}

export interface WorkroomView extends Common {
  readonly role: 'workroom'
  readonly placedAt: string
  readonly order: Omit<PublicOrder, 'quote'>
  readonly fit: FitPart | null
  readonly personal: PersonalPart | null
  readonly pieces: KeptOrder['pieces']
  readonly bodyOpen: boolean
  readonly bill: readonly BillLine[]
}

export interface ShippingView extends Common {
  readonly role: 'shipping'
  readonly quantity: number
  readonly promise: PublicOrder['promise']
}

export interface CustomerView extends Common {
  readonly role: 'customer'
  readonly placedAt: string
  readonly spec: OrderSpec
  readonly piecesDigest: string
  readonly signature: string
  readonly kid: string
}

export type View = ShopView | WorkroomView | ShippingView | CustomerView

/**
 * What a role may see, and nothing else: the shop no measurement and no text, the workroom no money, shipping a number,
 * how many and when.
 */
export function viewFor<R extends Role>(role: R, kept: KeptOrder): Extract<View, { readonly role: R }>
export function viewFor(role: Role, kept: KeptOrder): View {
  const { number, placedAt, spec, bill } = kept
  switch (role) {
    case 'customer':
      return { number, role, placedAt, spec, piecesDigest: kept.piecesDigest, signature: kept.signature, kid: kept.kid }
    case 'shop':
      return { number, role, placedAt, order: spec.order, bill }
    case 'workroom': {
      const { quote: _money, ...order } = spec.order
      const { fit, personal } = spec
      return { number, role, placedAt, order, fit, personal, pieces: kept.pieces, bodyOpen: kept.bodyOpen, bill }
    }
    case 'shipping':
      return { number, role, quantity: spec.order.quantity, promise: spec.order.promise }
  }
}
