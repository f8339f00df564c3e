import { digestOf } from '../ground/index.ts'
import type { EventData, EventType, PreferenceEvent } from './types.ts'

/** Whose names to use. */
export type CommerceTool = 'segment' | 'rudderstack' | 'posthog'

/** What to hand to `analytics.track`, `rudderanalytics.track` or `posthog.capture`. It names no person. */
export interface CommerceEvent {
  readonly event: string
  readonly properties: Readonly<Record<string, string | boolean>>
  /** The preference event's own, by which a repeated one can be told. */
  readonly messageId: string
  /** To the minute, ISO 8601. */
  readonly timestamp: string
}

/**
 * What the three tools' shared e-commerce vocabulary has a name for. It has none for a product being designed: those
 * stay preference events rather than borrow a name that means something else.
 */
const NAMES: Readonly<Record<EventType, string | null>> = {
  'design.snapshot': 'Product Viewed',
  'design.finished': 'Product Added',
  'design.saved': 'Product Added to Wishlist',
  'choice.made': null,
  'choice.undone': null,
  'suggestion.shown': null,
  'suggestion.taken': null,
  'suggestion.dismissed': null,
  'design.compared': null,
  'reason.given': null,
  'problem.reported': null,
  'problem.solved': null,
  'consent.changed': null,
}

/**
 * A preference event in the words of a tool the shop already has, for a host to hand on; null for what has no word
 * there. Nothing here sends anything: an event exists only after a yes, and whoever else receives it needs a yes too.
 *
 * @param order digest of the order spec, as the host had it with `toile-order`. The variant is then that order, so that
 * whoever knows the order knows who it is about: leave it off where that was not agreed to. Without it the variant is a
 * digest of the design alone, the same for everybody who designs the same.
 * @example
 * widget.addEventListener('toile-preference', ({ detail }) => {
 *   const told = commerceEventOf(detail, 'segment')
 *   if (told) analytics.track(told.event, told.properties)
 * })
 * @see https://www.twilio.com/docs/segment/connections/spec/ecommerce/v2
 * @see https://www.rudderstack.com/docs/event-spec/ecommerce-events-spec/
 * @see https://posthog.com/docs/data/event-spec/ecommerce-events
 */
export function commerceEventOf(
  { id, type, time, data }: PreferenceEvent,
  tool: CommerceTool,
  order?: string
): CommerceEvent | null {
  const said = /^toile\.(.+)\.v1$/.exec(type)?.[1] ?? ''
  const event = Object.hasOwn(NAMES, said) ? NAMES[said as EventType] : null
  if (event === null) return null
  return {
    event,
    properties: {
      product_id: productOf(data),
      ...variantOf(data, order),
      // PostHog makes a profile of a person around an event unless it is told not to.
      ...(tool === 'posthog' ? { $process_person_profile: false } : {}),
    },
    messageId: id,
    timestamp: time,
  }
}

/** The template's id, without its version: a product stays one product. */
const productOf = ({ template }: EventData): string => String(template).split('@', 1)[0]!

function variantOf({ template, selection }: EventData, order: string | undefined): { readonly variant?: string } {
  if (selection === undefined) return {}
  return { variant: order ?? digestOf({ template: template ?? '', selection }) }
}
