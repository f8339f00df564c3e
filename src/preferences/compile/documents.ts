import { DATA_MAP, PROBLEMS, REASONS, STORED_PARTS, type MappedEvent } from '../dataMap.ts'
import {
  afterWords,
  eventWords,
  featureWords,
  purposeWords,
  recipientWords,
  storedWords,
  untilWords,
  type StoredKey,
  type Told,
} from '../dataMapWords.ts'
import {
  envelopeWords,
  eventFieldWords,
  storedFieldWords,
  storedPartWords,
  type EnvelopeField,
  type EventField,
  type StoredPart,
} from '../fieldWords.ts'
import { POLICY, policyHash } from '../policy.ts'
import { PURPOSES, type Purpose } from '../types.ts'
import { EVENT_TYPES, schemaName } from './schemas.ts'

const KEYS = Object.keys(DATA_MAP.stored) as readonly StoredKey[]
const USED = PURPOSES.filter(
  (purpose) => eventsFor(purpose).length > 0 || KEYS.some((key) => DATA_MAP.stored[key].after === purpose)
)

/** The conduct in short, whole, as `CONDUCT.md` beside this folder holds it. */
export const conductText = (): string => `# Conduct

What the configurator does with what it learns of the person in front of it. Written from the data map by a test, so it
says what the code does. The proofs, and the rest of what a privacy officer asks, stand in [PRIVACY.md](PRIVACY.md).

1. Nothing is told without a yes, nothing stored without an act of the customer's. Ordering never depends on a yes.
2. A yes is a person's own act, for one purpose, and lasts ${POLICY.months} months. Taking it back is one tap as well.
3. What leaves is ids of the product and words of short lists. Never a text, a measurement, an address or a person.
4. It is handed to the shop whose page this is, and to nobody else. Nothing is ever sold: there is no purpose for it.
5. What left under a yes, and what is stored, is listed in the widget, to the letter; what is stored can be deleted there.
   Of functional messages the latest 200 are listed too.
6. Every visit sends at most ${POLICY.most.events} messages and ${POLICY.most.bytes.toLocaleString('en')} bytes.
7. Prices, delivery and options never depend on who asks.

## What is asked for
${table(['Purpose', 'What', 'Why'], USED.map((purpose) => [code(purpose), ...toldOf(purposeWords.en[purpose])]))}

Not used, and off: ${PURPOSES.filter((purpose) => !USED.includes(purpose)).map(code).join(', ')}.

## What may leave, with a yes
${table(
  ['Message', 'What', 'Why', 'Under the yes to'],
  EVENT_TYPES.map((type) => [code(type), ...toldOf(eventWords.en[type]), code(DATA_MAP.events[type].purpose)])
)}

Who gets it: ${lower(recipientWords.en.events)}.

## What may be stored on the device
${table(
  ['Under', 'What', 'Why', 'When', 'How long'],
  KEYS.map((key) => [code(key), ...toldOf(storedWords.en[key]), ...storedHow(key)])
)}

Who gets it: ${lower(recipientWords.en.stored)}.
`

/** The parts of `PRIVACY.md` that are written from the map, by the name of their mark. */
export const privacyParts = (): Readonly<Record<string, string>> => ({
  policy: `Version ${code(POLICY.since)}, digest ${code(policyHash())}. An answer to an older version opens nothing.`,
  purposes: table(
    ['Purpose', 'What', 'Why', 'In use'],
    PURPOSES.map((purpose) => [
      code(purpose),
      ...toldOf(purposeWords.en[purpose]),
      USED.includes(purpose) ? 'yes' : 'no: off, and not asked for',
    ])
  ),
  events: table(
    ['Event', 'Purpose', 'What it says besides the product', 'Shown in', 'Schema'],
    EVENT_TYPES.map((type) => {
      const { purpose, serves, fields }: MappedEvent = DATA_MAP.events[type]
      const names = Object.entries(fields).map(
        ([field, kind]) => `${code(field)}${kind.endsWith('?') ? ' (may be missing)' : ''}`
      )
      const schema = `[${schemaName(type)}](schemas/${schemaName(type)}.json)`
      return [code(type), code(purpose), names.join(', ') || 'nothing', featureWords.en[serves], schema]
    })
  ),
  fields: table(
    ['Field', 'What it is'],
    (Object.keys(eventFieldWords.en) as EventField[]).map((field) => [code(field), eventFieldWords.en[field]])
  ),
  envelope: table(
    ['Field', 'What it is'],
    (Object.keys(envelopeWords.en) as EnvelopeField[]).map((field) => [code(field), envelopeWords.en[field]])
  ),
  lists: `Reasons: ${REASONS.map(code).join(', ')}. Problems: ${PROBLEMS.map(code).join(', ')}.`,
  stored: table(
    ['Key', 'What it holds', 'When', 'How long', 'Shown in'],
    KEYS.map((key) => {
      const { fields, serves } = DATA_MAP.stored[key]
      return [
        key.endsWith('.') ? `${code(key)} and the product's id` : code(key),
        fields.map((field) => `${code(field)}: ${lower(storedFieldWords.en[field])}`).join('; '),
        ...storedHow(key),
        featureWords.en[serves],
      ]
    })
  ),
  parts: table(
    ['In', 'Part', 'What it is'],
    Object.entries(STORED_PARTS).flatMap(([field, parts]) =>
      parts.map((part) => [code(field), code(part), storedPartWords.en[`${field}.${part}` as StoredPart]])
    )
  ),
})

/** @throws when a mark has no part, or a part no mark: one of the two was forgotten. */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  const written = new Set<string>()
  const filled = page.replace(
    /(<!-- map: (\w+) -->\n)[^]*?(<!-- \/map -->)/g,
    (_, begin: string, name: string, end: string) => {
      if (!Object.hasOwn(parts, name)) throw new Error(`no part ${name}`)
      written.add(name)
      return `${begin}${parts[name]}\n${end}`
    }
  )
  for (const name of Object.keys(parts)) if (!written.has(name)) throw new Error(`no mark for ${name}`)
  return filled
}

function eventsFor(purpose: Purpose): readonly string[] {
  return EVENT_TYPES.filter((type) => DATA_MAP.events[type].purpose === purpose)
}

function storedHow(key: StoredKey): readonly [string, string] {
  const { after, until } = DATA_MAP.stored[key]
  return [afterWords.en[after], untilWords.en[until]]
}

const toldOf = ({ what, why }: Told): readonly [string, string] => [what, why]

function code(text: string): string {
  return `\`${text}\``
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
