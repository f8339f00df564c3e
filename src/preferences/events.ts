import type { CompiledTemplate } from '../template/index.ts'
import { DATA_MAP, PROBLEMS, REASONS, VIAS } from './dataMap.ts'
import { PURPOSES, type EventData, type EventType } from './types.ts'

export type Spoken = Pick<CompiledTemplate, 'id' | 'version' | 'options'>

const STATES = ['unknown', 'granted', 'denied', 'withdrawn', 'expired']

/**
 * The data of an event with the template it speaks of, or null when anything in it is not an id the template knows. A
 * field that is not in the policy refuses the whole event: better none than one that says more than was agreed.
 */
export function checkedData(template: Spoken, type: EventType, data: EventData): EventData | null {
  const fields: Readonly<Record<string, string>> = DATA_MAP.events[type].fields
  const option = data['option']
  const checked: Record<string, EventData[string]> = { template: `${template.id}@${template.version}` }
  for (const [field, value] of Object.entries(data)) {
    if (!Object.hasOwn(fields, field) || !isKnown(template, fields[field]!.replace('?', ''), value, option)) return null
    checked[field] = typeof value === 'string' ? value : { ...value }
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
  if (kind === 'purpose') return (PURPOSES as readonly string[]).includes(value)
  return kind === 'state' && STATES.includes(value)
}

const isChoice = (template: Spoken, option: string, choice: string): boolean =>
  template.options.some(({ id, choices }) => id === option && choices.some((one) => one.id === choice))
