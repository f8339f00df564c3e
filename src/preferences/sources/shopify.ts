import type { ConsentSource } from '../types.ts'
import { at, watchPage } from './page.ts'
import { saidOf } from './said.ts'

/**
 * Shopify Customer Privacy. Only what the visitor chose counts: where they chose nothing, the shop's settings may allow
 * it, but nobody has been asked.
 *
 * @see https://shopify.dev/docs/api/customer-privacy
 */
export const shopifySource = (page: object): ConsentSource => ({
  name: 'shopify',
  watch: watchPage(
    page,
    () => {
      const privacy = at(page, 'Shopify', 'customerPrivacy')
      if (privacy === undefined || privacy === null) return null
      const chosen = answerOf(privacy, 'currentVisitorConsent')
      const isAllowed = (method: string, choice: string): boolean => {
        const said = at(chosen, choice)
        return answerOf(privacy, method) === true && (said === 'yes' || said === true)
      }
      const preferences = isAllowed('preferencesProcessingAllowed', 'preferences')
      return saidOf({
        preferences,
        insight: isAllowed('analyticsProcessingAllowed', 'analytics'),
        measurements: preferences,
      })
    },
    ['visitorConsentCollected', 'shopifyCustomerPrivacyApiLoaded']
  ),
})

function answerOf(privacy: unknown, method: string): unknown {
  const found = at(privacy, method)
  return typeof found === 'function' ? (found as () => unknown).call(privacy) : undefined
}
