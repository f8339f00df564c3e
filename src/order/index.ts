export { createOrderSpec, createSalts, type OrderInput, type Salts } from './spec.ts'
export { postOrder, type OrderOutcome, type OrderReceipt, type SentArtwork } from './client.ts'
export { bodyOfFit, girthDifferences, quoteAgain, staleBecause, verifyOrder } from './verify.ts'
export { billOf, type BillLine } from './bill.ts'
export {
  DESK_ROLES,
  viewFor,
  type DeskRole,
  type CustomerView,
  type KeptOrder,
  type Role,
  type ShippingView,
  type ShopView,
  type View,
  type WorkroomView,
} from './views.ts'
export { noteFault, writingFault, type WritingFault } from './writing.ts'
export { pointerToken, privateDifference } from './differ.ts'
export { orderSpec } from './schema.ts'
export { default as orderJsonSchema } from './order-1.schema.json' with { type: 'json' }
export type { Difference, FitPart, OrderSpec, PersonalPart, PublicOrder } from './types.ts'
