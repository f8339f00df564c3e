import { beforeAll, describe, expect, it } from 'vitest'
import { digestOf } from '../../src/ground/index.ts'
import {
  commerceEventOf,
  type CommerceTool,
  type EventType,
  type PreferenceEvent,
} from '../../src/preferences/index.ts'
import { coatDesign } from '../design/coat.ts'
import { oneOfEach } from './emitted.ts'

const TOOLS: readonly CommerceTool[] = ['segment', 'rudderstack', 'posthog']
const { length: _, ...selection } = coatDesign().selection()
const variant = digestOf({ template: 'coat@2.0.0', selection })
const timestamp = '2026-11-22T10:42:00Z'

let events: ReadonlyMap<EventType, PreferenceEvent>
beforeAll(async () => {
  events = await oneOfEach()
})

const told = (type: EventType, tool: CommerceTool, order?: string) => commerceEventOf(events.get(type)!, tool, order)

describe('commerceEventOf', () => {
  it.each(['segment', 'rudderstack'] as const)('tells %s of a finished design as Product Added', (tool) => {
    expect(told('design.finished', tool)).toEqual({
      event: 'Product Added',
      properties: { product_id: 'coat', variant },
      messageId: events.get('design.finished')!.id,
      timestamp,
    })
  })

  it('tells PostHog the same, and to make no profile of a person around it', () => {
    expect(told('design.finished', 'posthog')).toEqual({
      event: 'Product Added',
      properties: { product_id: 'coat', variant, $process_person_profile: false },
      messageId: events.get('design.finished')!.id,
      timestamp,
    })
  })

  it.each(TOOLS)('has these names for %s, and no other event has one', (tool) => {
    const names = [...events.keys()].map((type) => [type, told(type, tool)?.event])
    expect(names.filter(([, name]) => name)).toEqual([
      ['design.snapshot', 'Product Viewed'],
      ['design.saved', 'Product Added to Wishlist'],
      ['design.finished', 'Product Added'],
    ])
  })

  it('names as variant the order where the host says which, and no design where the event says none', () => {
    const order = 'q'.repeat(43)
    expect(told('design.finished', 'segment', order)!.properties['variant']).toBe(order)
    expect(told('design.saved', 'segment', order)!.properties).toEqual({ product_id: 'coat' })
  })

  it('has the same variant for everybody who designs the same, and another for another design', async () => {
    const again = (await oneOfEach()).get('design.finished')!
    expect(again.id).not.toBe(events.get('design.finished')!.id)
    expect(commerceEventOf(again, 'segment')!.properties['variant']).toBe(variant)
    const other = { ...again, data: { ...again.data, selection: { ...coatDesign().selection(), cloth: 'linen' } } }
    expect(commerceEventOf(other, 'segment')!.properties['variant']).not.toBe(variant)
  })

  it('has no word for a message that is no preference event of this version', () => {
    for (const type of ['toile-order', 'toile.design.finished.v2', 'toile.__proto__.v1', 'design.finished'])
      expect(commerceEventOf({ ...events.get('design.finished')!, type }, 'segment')).toBeNull()
  })
})
