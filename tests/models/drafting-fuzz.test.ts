import { describe, expect, it } from 'vitest'
import jeans from '../../models/jeans/drafting.ts'
import { REFERENCE as WOMAN } from '../../models/swimsuits/body.ts'
import swimsuits from '../../models/swimsuits/drafting.ts'
import { MIDDLING } from '../fixtures/bodies.ts'
import { drafted, strangers } from '../fixtures/strangers.ts'
import { JEANS_CHOICES, MOST_WORK, SUIT_CHOICES } from './selections.ts'

describe('a stranger’s body and selection', () => {
  it.each([
    ['jeans', jeans, MIDDLING, JEANS_CHOICES],
    ['swimsuits', swimsuits, WOMAN, SUIT_CHOICES],
  ] as const)('is drafted soundly or refused in typed words, and never for long: %s', (_, drafting, near, choices) => {
    const outcome = drafted(drafting, strangers(160, near, choices, 7))
    expect(outcome.faults).toEqual([])
    expect(outcome.mostWork).toBeLessThan(MOST_WORK)
    // Of both there must be some, or nothing was tried.
    expect(outcome.drafted).toBeGreaterThan(20)
    expect(outcome.refused).toBeGreaterThan(20)
  })
})
