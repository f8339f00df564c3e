import { digestOf, randomUuid } from '../ground/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import { MAPPED_EVENTS, PROBLEMS, REASONS, VIAS } from './dataMap.ts'
import { withoutLengths } from './ofBody.ts'
import { policyHash } from './policy.ts'
import type { Answer, EventData, EventType, PreferenceEvent, Purpose } from './types.ts'

export type Spoken = Pick<CompiledTemplate, 'id' | 'version' | 'options'>

const STATES = ['unknown', 'granted', 'denied', 'withdrawn', 'expired']

/**
 * The data of an event with the template it speaks of, or null when anything in it is not an id the template knows, or
 * a field is missing. A field that is not in the map refuses the whole event: better none than one that says more than
 * was agreed.
 */
export function checkedData(template: Spoken, type: EventType, data: EventData): EventData | null {
  const fields: Readonly<Record<string, string>> = MAPPED_EVENTS[type].fields
  const option = data['option']
  for (const [field, kind] of Object.entries(fields))
    if (!kind.endsWith('?') && !Object.hasOwn(data, field)) return null
  const checked: Record<string, EventData[string]> = { template: `${template.id}@${template.version}` }
  for (const [field, value] of Object.entries(data)) {
    if (!Object.hasOwn(fields, field) || !isKnown(template, fields[field]!.replace('?', ''), value, option)) return null
    checked[field] = typeof value === 'string' ? value : withoutLengths(template, value)
  }
  return checked
}

function isKnown(
  template: Spoken,
  kind: string,
  value: EventData[string],
  option: EventData[string] | undefined
): boolean {
  if (typeof value !== 'string')
    return (
      (kind === 'selection' || kind === 'picks') &&
      Object.entries(value).every(([id, choice]) => isChoice(template, id, choice))
    )
  if (kind === 'option') return template.options.some(({ id }) => id === value)
  if (kind === 'via') return (VIAS as readonly string[]).includes(value)
  if (kind === 'reason') return (REASONS as readonly string[]).includes(value)
  if (kind === 'problem') return (PROBLEMS as readonly string[]).includes(value)
  if (kind === 'choice') return typeof option === 'string' && isChoice(template, option, value)
  // Whether somebody lets measurements be kept, or wants reminders, is nobody's business but theirs.
  if (kind === 'purpose') return value === 'insight'
  return kind === 'state' && STATES.includes(value)
}

const isChoice = (template: Spoken, option: string, choice: string): boolean =>
  template.options.some(({ id, choices }) => id === option && choices.some((one) => one.id === choice))

/** A CloudEvent, frozen all through: what has left cannot be changed afterwards. */
export const eventOf = (
  type: EventType,
  envelope: Pick<PreferenceEvent, 'source' | 'time' | 'purpose' | 'consentref' | 'visit' | 'data'>
): PreferenceEvent =>
  deepFrozen({
    specversion: '1.0',
    id: randomUuid(),
    type: `toile.${type}.v1`,
    datacontenttype: 'application/json',
    dataschema: `urn:toile:schema:${type}.v1`,
    policyhash: policyHash(),
    ...envelope,
  })

/** Names the answer an event leaves under. Everybody who said yes that day to that policy has the same one. */
export const consentRef = (purpose: Purpose, answer: Answer | null): string =>
  digestOf({ purpose, ...answer, policy: policyHash() })

export function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) deepFrozen(part)
  return Object.freeze(value)
}
