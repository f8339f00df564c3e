import type { Design } from '../../design/index.ts'
import { DATA_MAP, type EventData, type EventType, type Left } from '../../preferences/index.ts'
import { choiceText } from '../labels.ts'
import { isPrivacyKey, type SayPrivacy } from './words.ts'

/** One message in a sentence: what it told, in the customer's words for it. */
export function leftText({ name, message, purpose }: Left, design: Design, say: SayPrivacy): string {
  if (purpose === null) {
    const key = `told.${name}`
    return isPrivacyKey(key) ? say(key) : say('told.other', { name })
  }
  const type = eventTypeIn(name)
  if (!type) return say('told.other', { name })
  const data = dataIn(message)
  const what = say(`left.${type}`, valuesIn(data, design, say))
  return data['via'] === 'suggestion' ? say('asSuggested', { what }) : what
}

/** What the map calls it, inside the name that a shop may have given it a space of its own in. */
const eventTypeIn = (name: string): EventType | undefined =>
  (Object.keys(DATA_MAP.events) as EventType[]).find((type) => `.${name}.`.includes(`.${type}.`))

const dataIn = (message: unknown): EventData => (message as { readonly data?: EventData } | null)?.data ?? {}

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
