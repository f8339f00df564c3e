import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance } from 'fastify'
import type { PreferenceEvent } from '../src/preferences/index.ts'

const SCHEMAS = fileURLToPath(new URL('../src/preferences/schemas/', import.meta.url))
const BATCH = 'application/cloudevents-batch+json'
/** A widget sends at most 60 kB at once. */
const LARGEST_BYTES = 64 * 1024
/** Ids are remembered this far back: what a page sends twice counts once. */
const REMEMBERED = 10_000

/**
 * What a shop does with preference events, in its fewest lines: `POST /events` takes batches of CloudEvents that keep
 * to their schemas, and `GET /events` says how often each choice was made. Counts are all that is kept; nobody's
 * address is looked at, and a restart forgets them.
 */
export function addCollecting(app: FastifyInstance): void {
  const schemas = schemasByType()
  const seen = new Set<string>()
  const chosen = new Map<string, number>()

  app.addContentTypeParser(BATCH, { parseAs: 'string', bodyLimit: LARGEST_BYTES }, (_request, body, done) => {
    done(null, body)
  })
  app.post('/events', (request, reply) => {
    if (typeof request.body !== 'string') return reply.code(415).send({ code: 'events/no-batch', expected: BATCH })
    const events = batchIn(request.body)
    // Whole or not at all: a batch that cannot be read is not counted in parts.
    if (!events?.every((event) => schemas.get(String(event?.type))?.(event)))
      return reply.code(400).send({ code: 'events/unknown-shape', expected: BATCH })
    for (const event of events)
      if (!seen.has(event.id)) {
        remember(event.id)
        count(event)
      }
    return reply.code(204).send()
  })
  app.get('/events', (_request, reply) => reply.header('Cache-Control', 'no-store').send(Object.fromEntries(chosen)))

  function remember(id: string): void {
    seen.add(id)
    const [oldest] = seen
    if (seen.size > REMEMBERED) seen.delete(oldest!)
  }

  function count({ type, data }: PreferenceEvent): void {
    if (type !== 'toile.choice.made.v1') return
    const key = `${String(data.template)} ${String(data.option)}: ${String(data.choice)}`
    chosen.set(key, (chosen.get(key) ?? 0) + 1)
  }
}

function batchIn(text: string): readonly PreferenceEvent[] | null {
  try {
    const batch: unknown = JSON.parse(text)
    return Array.isArray(batch) ? batch : null
  } catch {
    return null
  }
}

function schemasByType(): Map<string, ValidateFunction> {
  const ajv = new Ajv2020({ strict: true })
  return new Map(
    readdirSync(SCHEMAS).map((file) => {
      const schema = JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as { readonly title: string }
      return [schema.title, ajv.compile(schema)]
    })
  )
}
