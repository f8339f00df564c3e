import type { ConsentSource, Purpose } from '../types.ts'
import { watchTool } from './tool.ts'
import { at } from './page.ts'
import { NO, NOTHING_AGAINST, saidOf, type Said } from './said.ts'

/** Which of the framework's purposes each of ours needs. It has none for reminders and publishing. */
const NEEDED: Partial<Record<Purpose, readonly number[]>> = {
  // Store and read on the device; profiles to personalise content; using them.
  preferences: [1, 5, 6],
  // Measuring content; understanding audiences; improving services.
  insight: [8, 9, 10],
  measurements: [1],
}

/** Since 2.3 a consent counts only for vendors that were shown to the visitor. */
const DISCLOSING_POLICY = 5

/**
 * IAB Transparency and Consent Framework 2.2 and later. Only consent counts, never legitimate interest.
 *
 * @param vendor number on the Global Vendor List of who receives the events; null where the shop alone does.
 * @see IAB Tech Lab, CMP API v2: TCData
 */
export const tcfSource = (page: object, vendor: number | null): ConsentSource => ({
  name: 'tcf',
  watch: watchTool(page, '__tcfapi', {
    listen: (tcfapi, hear) => tcfapi('addEventListener', 2, hear),
    end: (tcfapi, listener) => tcfapi('removeEventListener', 2, () => {}, listener),
    saidIn: (tcData) => saidInTcData(tcData, vendor),
    listenerOf: (tcData) => at(tcData, 'listenerId'),
  }),
})

/** @param tcData as `__tcfapi` hands it over. May throw where its getters do. */
export function saidInTcData(tcData: unknown, vendor: number | null): Said {
  // With `cmpuishown` somebody is being asked this moment.
  const status = at(tcData, 'eventStatus')
  if (status !== 'tcloaded' && status !== 'useractioncomplete') return NO
  const applies = at(tcData, 'gdprApplies')
  if (applies === false) return NOTHING_AGAINST
  if (applies !== true || (vendor !== null && !isVendorAllowed(tcData, vendor))) return NO
  return saidOfConsents(
    (purpose) => at(tcData, 'purpose', 'consents', purpose) === true && !isRestricted(tcData, purpose, vendor)
  )
}

/** @param has whether the visitor consented to that purpose of the framework. */
export const saidOfConsents = (has: (purpose: number) => boolean): Said =>
  saidOf(Object.fromEntries(Object.entries(NEEDED).map(([purpose, needed]) => [purpose, needed.every(has)])))

function isVendorAllowed(tcData: unknown, vendor: number): boolean {
  if (at(tcData, 'vendor', 'consents', vendor) !== true) return false
  const disclosed = at(tcData, 'vendor', 'disclosedVendors')
  const policy = at(tcData, 'tcfPolicyVersion')
  if (disclosed === undefined) return typeof policy === 'number' && policy < DISCLOSING_POLICY
  return at(disclosed, vendor) === true
}

/** The site rules the purpose out for this vendor (0), or allows it on legitimate interest only (2). 1 is consent. */
function isRestricted(tcData: unknown, purpose: number, vendor: number | null): boolean {
  if (vendor === null) return false
  const kind = at(tcData, 'publisher', 'restrictions', purpose, vendor)
  return kind !== undefined && kind !== 1
}
