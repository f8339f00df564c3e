import { DATA_MAP, PROBLEMS, REASONS, VIAS, type FieldKind, type MappedEvent } from '../dataMap.ts'
import { eventWords } from '../dataMapWords.ts'
import { envelopeWords, eventFieldWords, type EventField } from '../fieldWords.ts'
import type { ConsentState, EventType } from '../types.ts'

type Schema = Readonly<Record<string, unknown>>

export const EVENT_TYPES = Object.keys(DATA_MAP.events) as readonly EventType[]

/** What an event's `dataschema` names, and its file beside this folder without `.json`. */
export const schemaName = (type: EventType): string => `${type}.v1`

const ID = '[A-Za-z0-9][A-Za-z0-9_.-]{0,63}'
const text = (pattern: string): Schema => ({ type: 'string', pattern: `^${pattern}$` })
const oneOf = (values: readonly string[]): Schema => ({ enum: values })
/** base64url of SHA-256. */
const DIGEST = text('[A-Za-z0-9_-]{43}')
/** RFC 9562, version 4: random, so that it holds nothing of anybody. */
const RANDOM = text('[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')
/** Its id and version. */
const TEMPLATE = text(`${ID}@\\d+\\.\\d+\\.\\d+`)
const CHOICES: Schema = {
  type: 'object',
  propertyNames: text(ID),
  additionalProperties: text(`-?${ID}`),
  maxProperties: 500,
}
const STATES = ['unknown', 'granted', 'denied', 'withdrawn', 'expired'] as const satisfies readonly ConsentState[]

/** By kind of a field. Which of the ids a template has only the gate knows; what it knows less of is listed here. */
const KINDS: Readonly<Record<FieldKind, Schema>> = {
  option: text(ID),
  // Numbers on offer are choices too, and may be below zero.
  choice: text(`-?${ID}`),
  selection: CHOICES,
  picks: CHOICES,
  via: oneOf(VIAS),
  reason: oneOf(REASONS),
  problem: oneOf(PROBLEMS),
  // What else somebody agreed to is nobody's business but theirs.
  purpose: oneOf(['insight']),
  state: oneOf(STATES),
}

/**
 * The published JSON Schema 2020-12 of a whole event of that type: a CloudEvent of which every field is known, and
 * nothing beside them.
 *
 * @see CloudEvents 1.0.2
 */
export function eventSchema(type: EventType): Schema {
  const { purpose, fields }: MappedEvent = DATA_MAP.events[type]
  const name = schemaName(type)
  const envelope: Record<string, Schema> = {
    specversion: { const: '1.0' },
    id: RANDOM,
    // A path, never an address: no host before it, nothing after a question mark or a hash.
    source: text('(?:/[A-Za-z0-9._~-]{1,64}){1,8}'),
    type: { const: `toile.${name}` },
    time: text('\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:00Z'),
    datacontenttype: { const: 'application/json' },
    dataschema: { const: `urn:toile:schema:${name}` },
    purpose: { const: purpose },
    consentref: DIGEST,
    policyhash: DIGEST,
  }
  const required = Object.keys(envelope)
  if (purpose === 'insight') envelope['visit'] = RANDOM
  const { what, why } = eventWords.en[type]
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:toile:schema:${name}`,
    title: `toile.${name}`,
    description: `${what}. ${why}`,
    type: 'object',
    properties: { ...described(envelope, envelopeWords.en), data: dataSchema(fields) },
    required: [...required, 'data'],
    additionalProperties: false,
  }
}

function dataSchema(fields: MappedEvent['fields']): Schema {
  const kinds = Object.entries(fields)
  const said = Object.fromEntries(kinds.map(([field, kind]) => [field, KINDS[kind.replace('?', '') as FieldKind]]))
  const needed = kinds.filter(([, kind]) => !kind.endsWith('?')).map(([field]) => field)
  return {
    type: 'object',
    properties: described<EventField>({ template: TEMPLATE, ...said }, eventFieldWords.en),
    required: ['template', ...needed],
    additionalProperties: false,
  }
}

const described = <Field extends string>(properties: Partial<Record<Field, Schema>>, words: Record<Field, string>) =>
  Object.fromEntries(
    (Object.keys(properties) as Field[]).map((field) => [field, { description: words[field], ...properties[field] }])
  )
