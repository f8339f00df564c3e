import Fastify from 'fastify'
import { beforeEach, describe, expect, it } from 'vitest'
import { addCollecting } from '../../demo/collect.ts'
import { callbackSink, createGate, type PreferenceEvent } from '../../src/preferences/index.ts'
import { coat } from '../design/coat.ts'

const BATCH = 'application/cloudevents-batch+json'

/** What really leaves a page after a yes. */
async function pickedLinen(): Promise<PreferenceEvent[]> {
  const left: PreferenceEvent[] = []
  const sinks = [callbackSink((event) => void left.push(event))]
  const gate = createGate({ template: coat(), sinks, signal: () => false, isAct: () => true })
  gate.grant('preferences', new Event('click'))
  gate.emit('choice.made', { option: 'cloth', choice: 'linen', from: 'oilskin' })
  await Promise.resolve()
  return left
}

describe('the demo shop collects', () => {
  let app: ReturnType<typeof Fastify>
  const post = (body: unknown, type = BATCH) =>
    app.inject({
      method: 'POST',
      url: '/events',
      headers: { 'content-type': type },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const counts = async () => (await app.inject('/events')).json() as unknown

  beforeEach(() => {
    app = Fastify()
    addCollecting(app)
  })

  it('what left a page, counts each choice, and counts an event that comes twice once', async () => {
    const events = await pickedLinen()
    expect(events.length).toBeGreaterThan(0)
    expect((await post(events)).statusCode).toBe(204)
    expect((await post(events)).statusCode).toBe(204)
    expect(await counts()).toEqual({ 'coat@2.0.0 cloth: linen': 1 })
  })

  it('nothing of a batch in which one event says more than its schema', async () => {
    const [first, ...rest] = await pickedLinen()
    const batch = [...rest, { ...first!, data: { ...first!.data, note: 'tall' } }]
    expect((await post(batch)).statusCode).toBe(400)
    expect(await counts()).toEqual({})
  })

  it.each([
    ['[', BATCH, 400],
    ['{}', BATCH, 400],
    ['[null]', BATCH, 400],
    ['[]', 'application/json', 415],
    [`["${'x'.repeat(70_000)}"]`, BATCH, 413],
  ])('nothing of what is no batch: %.8s as %s', async (body, type, status) => {
    expect((await post(body, type)).statusCode).toBe(status)
    expect(await counts()).toEqual({})
  })
})
