import type { Design } from '../../design/index.ts'
import { DATA_MAP, type EventData, type EventType, type Left } from '../../preferences/index.ts'
import { choiceText } from '../labels.ts'
import { isPrivacyKey, type SayPrivacy } from './words.ts'

/** One message in sentences: what it told, in the customer's words for it; a batch tells several things. */
export function leftTexts({ name, message, purpose }: Left, design: Design, say: SayPrivacy): readonly string[] {
  if (purpose === null) {
    const key = `told.${name}`
    return [isPrivacyKey(key) ? say(key) : say('told.other', { name })]
  }
  const events = eventsIn(name, message)
  return events.length === 0 ? [say('told.other', { name })] : events.map((event) => eventText(event, design, say))
}

/** The message as it went: over the network it was a text already. */
export const messageText = (message: unknown): string =>
  typeof message === 'string' ? message : JSON.stringify(message, null, 2)

interface SaidEvent {
  readonly type: EventType
  readonly data: EventData
}

function eventText({ type, data }: SaidEvent, design: Design, say: SayPrivacy): string {
  const what = say(`left.${type}`, valuesIn(data, design, say))
  return data['via'] === 'suggestion' ? say('asSuggested', { what }) : what
}

function eventsIn(name: string, message: unknown): readonly SaidEvent[] {
  const sent: unknown = typeof message === 'string' ? parsed(message) : message
  return (Array.isArray(sent) ? sent : [sent]).flatMap((one: { type?: string; data?: EventData } | null) => {
    const type = eventTypeIn(one?.type ?? name)
    return type ? [{ type, data: one?.data ?? {} }] : []
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What the map calls it, inside the name that a shop may have given it a space of its own in. */
const eventTypeIn = (name: string): EventType | undefined =>
  (Object.keys(DATA_MAP.events) as EventType[]).find((type) => `.${name}.`.includes(`.${type}.`))

function valuesIn(data: EventData, design: Design, say: SayPrivacy): Readonly<Record<string, string>> {
  const word = (kind: 'reason' | 'problem' | 'purpose' | 'state'): string => {
    const key = `${kind}.${String(data[kind])}`
    return isPrivacyKey(key) ? say(key) : ''
  }
  return {
    part: partText(design, say, String(data['option']), String(data['choice'])),
    reason: word('reason'),
    problem: word('problem'),
    purpose: word('purpose'),
    state: word('state'),
  }
}

/** "Lining: red", as this design's template names both; the ids where it has no names for them. */
export function partText(design: Design, say: SayPrivacy, option: string, choice: string): string {
  const found = design.template.options.find(({ id }) => id === option)
  if (!found?.choices.some(({ id }) => id === choice)) return say('part', { option, choice })
  return say('part', { option: found.label[design.language()], choice: choiceText(design, found, choice) })
}
