import { PURPOSES, type ConsentSource, type Purpose } from '../types.ts'
import { at } from './page.ts'
import { NO, NOTHING_AGAINST, saidOf, type Said } from './said.ts'
import { saidOfConsents } from './tcf.ts'
import { watchTool } from './tool.ts'

/** Prefixes of the sections by their number. In one that is not here nobody knows what was said. */
const SECTIONS: Readonly<Record<number, string>> = {
  2: 'tcfeuv2',
  5: 'tcfcav1',
  6: 'uspv1',
  7: 'usnat',
  8: 'usca',
  9: 'usva',
  10: 'usco',
  11: 'usut',
  12: 'usct',
  13: 'usfl',
  14: 'usmt',
  15: 'usor',
  16: 'ustx',
  17: 'usde',
  18: 'usia',
  19: 'usne',
  20: 'usnh',
  21: 'usnj',
  22: 'ustn',
  23: 'usmn',
  24: 'usmd',
  25: 'usin',
  26: 'usky',
  27: 'usri',
}

/** Among the sections that apply: none of them does. */
const NO_SECTION = -1

/**
 * IAB Global Privacy Platform 1.1. A no in any section that applies to the visitor is a no.
 *
 * @param vendor as in `tcfSource`, for the sections that name vendors.
 * @see IAB Tech Lab, GPP CMP API: EventListener and PingReturn
 */
export const gppSource = (page: object, vendor: number | null): ConsentSource => ({
  name: 'gpp',
  watch: watchTool(page, '__gpp', {
    listen: (gpp, hear) => gpp('addEventListener', hear),
    end: (gpp, listener) => gpp('removeEventListener', () => {}, listener),
    saidIn: (event) => saidInPing(at(event, 'pingData'), vendor),
    listenerOf: (event) => at(event, 'listenerId'),
  }),
})

/** @param ping the `pingData` of an event. May throw where its getters do. */
export function saidInPing(ping: unknown, vendor: number | null): Said {
  if (at(ping, 'cmpStatus') !== 'loaded' || at(ping, 'signalStatus') !== 'ready') return NO
  const applicable = at(ping, 'applicableSections')
  if (!Array.isArray(applicable) || applicable.length === 0) return NO
  if (applicable.every((id) => id === NO_SECTION)) return NOTHING_AGAINST
  return applicable.map((id: unknown) => saidInSection(at(ping, 'parsedSections'), id, vendor)).reduce(bothOf)
}

function bothOf(one: Said, other: Said): Said {
  const isAllowed = (purpose: Purpose) => one[purpose] === 'allowed' && other[purpose] === 'allowed'
  return saidOf(Object.fromEntries(PURPOSES.map((purpose) => [purpose, isAllowed(purpose)])))
}

function saidInSection(sections: unknown, id: unknown, vendor: number | null): Said {
  if (typeof id !== 'number' || !Object.hasOwn(SECTIONS, id)) return NO
  const prefix = SECTIONS[id]!
  const section = at(sections, prefix)
  if (prefix === 'uspv1') return saidInUsPrivacy(section)
  // A section is one object, or one for each of its segments.
  const segments: readonly unknown[] = Array.isArray(section) ? section : [section]
  const [core] = segments
  if (prefix === 'tcfeuv2') return saidInVectors(core, 'PurposeConsents', 'VendorConsents', vendor)
  if (prefix === 'tcfcav1') return saidInVectors(core, 'PurposesExpressConsent', 'VendorExpressConsent', vendor)
  return saidInState(segments)
}

/** Purposes as booleans from the first on, vendors as numbers. */
function saidInVectors(core: unknown, purposes: string, vendors: string, vendor: number | null): Said {
  const listed = at(core, vendors)
  if (vendor !== null && !(Array.isArray(listed) && listed.includes(vendor))) return NO
  return saidOfConsents((purpose) => at(core, purposes, purpose - 1) === true)
}

/** Four characters: version, notice given, opted out of sale, covered by the industry's agreement. */
function saidInUsPrivacy(section: unknown): Said {
  const optOut = typeof section === 'string' && section.length === 4 ? section[2] : at(section, 'OptOutSale')
  return optOut === 'N' || optOut === '-' ? NOTHING_AGAINST : NO
}

const OPT_OUTS = [
  'SaleOptOut',
  'SharingOptOut',
  'TargetedAdvertisingOptOut',
  'PersonalDataConsents',
  // What later states call the same.
  'AdditionalDataProcessingConsent',
] as const

/** 0 does not apply, 1 opted out or no consent, 2 did not opt out or consent. */
function saidInState(segments: readonly unknown[]): Said {
  // A list where a field has one value for each of several things.
  const values = (field: string): readonly unknown[] =>
    segments.flatMap((segment) => at(segment, field)).filter((value) => value !== undefined)
  const isFine = (value: unknown) => value === 0 || value === 2

  if (values('SaleOptOut').length === 0) return NO
  if (!OPT_OUTS.flatMap(values).every(isFine)) return NO
  if (!values('Gpc').every((gpc) => gpc === false || gpc === 0)) return NO
  // Where somebody is known to be a child, a yes has to be there.
  if (!values('KnownChildSensitiveDataConsents').every(isFine)) return NO
  if (values('SensitiveDataProcessing').every(isFine)) return NOTHING_AGAINST
  return saidOf({ preferences: true, insight: true })
}
