import { beforeEach, describe, expect, it, vi } from 'vitest'
import { hear, NOBODY } from './said.ts'

type Choice = 'yes' | 'no' | '' | null

/** A shop's page once the Customer Privacy API is loaded. */
function privacy(chosen: { preferences?: Choice; analytics?: Choice }, { isRequired = true } = {}) {
  const allows = (choice: Choice | undefined) => choice === 'yes' || (!isRequired && choice !== 'no')
  return {
    currentVisitorConsent: () => ({ marketing: '', sale_of_data: '', preferences: '', analytics: '', ...chosen }),
    preferencesProcessingAllowed: () => allows(chosen.preferences),
    analyticsProcessingAllowed: () => allows(chosen.analytics),
    marketingAllowed: () => true,
    saleOfDataAllowed: () => true,
  }
}
const shop = (customerPrivacy: unknown) => Object.assign(new EventTarget(), { Shopify: { customerPrivacy } })

beforeEach(() => {
  vi.useFakeTimers()
})

describe('the source of Shopify Customer Privacy', () => {
  it.each([
    [{ preferences: 'yes', analytics: 'yes' }, ['preferences', 'insight', 'measurements']],
    [{ preferences: 'yes', analytics: 'no' }, ['preferences', 'measurements']],
    [{ preferences: 'no', analytics: 'yes' }, ['insight']],
    [{ preferences: '', analytics: '' }, NOBODY],
    [{ preferences: null, analytics: null }, NOBODY],
  ] as const)('of a visitor who chose %j allows %j', (chosen, allowed) => {
    expect(hear('shopify', shop(privacy(chosen))).allowed()).toEqual(allowed)
  })

  it('takes no choice for none, also where the shop need not ask', () => {
    expect(hear('shopify', shop(privacy({}, { isRequired: false }))).allowed()).toEqual(NOBODY)
  })

  it('denies where one of the two answers is missing, or of another type', () => {
    const yes = privacy({ preferences: 'yes', analytics: 'yes' })
    for (const broken of [
      { ...yes, currentVisitorConsent: undefined },
      { ...yes, currentVisitorConsent: () => 'yes' },
      { ...yes, preferencesProcessingAllowed: true, analyticsProcessingAllowed: true },
      { ...yes, preferencesProcessingAllowed: () => 'true', analyticsProcessingAllowed: async () => true },
      { ...yes, preferencesProcessingAllowed: () => null, analyticsProcessingAllowed: () => null },
      'yes',
      [],
    ])
      expect(hear('shopify', shop(broken)).allowed()).toEqual(NOBODY)
  })

  it('follows the visitor at once, by the event that Shopify sends', () => {
    const page = shop(privacy({}))
    const said = hear('shopify', page)
    page.Shopify.customerPrivacy = privacy({ preferences: 'yes' })
    page.dispatchEvent(new CustomEvent('visitorConsentCollected', { detail: { preferencesAllowed: true } }))
    expect(said.allowed()).toEqual(['preferences', 'measurements'])
  })

  it('believes what is stored, not what an event says', () => {
    const page = shop(privacy({ preferences: 'no' }))
    const said = hear('shopify', page)
    page.dispatchEvent(new CustomEvent('visitorConsentCollected', { detail: { preferencesAllowed: true } }))
    expect(said.allowed()).toEqual(NOBODY)
  })

  it('waits for a page that loads it late, and denies once it has gone again', () => {
    const page = shop(undefined)
    const said = hear('shopify', page)
    vi.advanceTimersByTime(5000)
    expect(said.allowed()).toBeNull()
    page.Shopify.customerPrivacy = privacy({ analytics: 'yes' })
    vi.advanceTimersByTime(250)
    expect(said.allowed()).toEqual(['insight'])
    page.Shopify.customerPrivacy = undefined
    vi.advanceTimersByTime(250)
    expect(said.allowed()).toEqual(NOBODY)
  })

  it('denies where a method or a getter throws', () => {
    const throws = () => {
      throw new Error('no')
    }
    expect(hear('shopify', shop({ ...privacy({}), currentVisitorConsent: throws })).allowed()).toEqual(NOBODY)
    expect(hear('shopify', Object.defineProperty({}, 'Shopify', { get: throws })).allowed()).toEqual(NOBODY)
  })
})
