import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/ground/index.ts'
import { checkReceipts, createGate, POLICY, policyHash, type PreferenceEvent } from '../../src/preferences/index.ts'
import { receiptsOf, type Receipt } from '../../src/preferences/receipts.ts'
import { coat } from '../design/coat.ts'
import { ACT } from './emitted.ts'

const SHOP = { controller: 'shop.example', language: 'en' } as const

function visit() {
  const sent: PreferenceEvent[] = []
  let isSignalled = false
  const gate = createGate({
    template: coat(),
    sinks: [{ to: 'page', send: (event) => void sent.push(event) }],
    now: () => new Date(`${POLICY.since}T10:42:37Z`),
    signal: () => isSignalled,
    isAct: (act) => act === ACT,
  })
  return { gate, sent, signal: (is: boolean) => void (isSignalled = is) }
}

describe('a consent receipt', () => {
  it('says who answers for what, for how long, on which notice, and how to take it back; it names no person', () => {
    const { gate } = visit()
    gate.grant('measurements', ACT)
    const [receipt] = receiptsOf(gate.changes(), { controller: 'shop.example', language: 'de' })
    const { record_id, ...body } = receipt!
    expect(record_id).toBe(digestOf(body))
    expect(body).toEqual({
      schema_version: 'toile.receipt/1',
      previous: null,
      processing: {
        purpose: 'measurements',
        data_categories: ['toile.fit'],
        recipients: [],
        retention: 'P6M',
        lawful_basis: 'consent',
        notice: { version: policyHash(), language: 'de' },
        withdrawal: 'In der Datenschutz-Ansicht des Produkts, jederzeit, mit so vielen Klicks wie das Ja.',
      },
      controller: 'shop.example',
      event: { time: '2026-11-22T10:42:00Z', state: 'granted', by: 'customer' },
      consentref: gate.changes()[0]!.consentref,
    })
  })

  it('names what events name under the same answer, and says that a yes was given despite a signal', async () => {
    const { gate, sent, signal } = visit()
    signal(true)
    gate.grant('preferences', ACT)
    gate.emit('choice.made', { option: 'cloth', choice: 'wool', from: 'linen' })
    await Promise.resolve()
    const receipt = receiptsOf(gate.changes(), SHOP).at(-1)!
    expect(receipt.event).toMatchObject({ state: 'granted', by: 'customer', despite_signal: true })
    expect(sent.map(({ consentref }) => consentref)).toEqual([receipt.consentref])
    expect(receipt.processing.recipients).toEqual(['shop.example'])
    expect(receipt.processing.data_categories).toContain('choice.made')
  })

  it('is written for each change, in a chain that goes on where it ended', () => {
    const { gate } = visit()
    gate.grant('preferences', ACT)
    const before = receiptsOf(gate.changes(), SHOP)
    gate.withdraw('preferences', ACT)
    gate.deny('insight', ACT)
    const chain = [...before, ...receiptsOf(gate.changes().slice(1), { ...SHOP, previous: before })]
    expect(chain.map(({ processing, event }) => [processing.purpose, event.state])).toEqual([
      ['preferences', 'granted'],
      ['preferences', 'withdrawn'],
      ['insight', 'denied'],
    ])
    expect(checkReceipts(chain)).toBeNull()
  })

  it('is not written again for what a tool says on every visit', () => {
    const said = { purpose: 'preferences', from: 'granted', to: 'denied', by: 'host' } as const
    const told = [{ ...said, at: '2026-11-22T10:42:00Z', policyhash: policyHash(), consentref: 'x' }]
    const first = receiptsOf(told, SHOP)
    expect(first).toHaveLength(1)
    expect(receiptsOf(told, { ...SHOP, previous: first })).toEqual([])
  })
})

describe('a chain of receipts', () => {
  const { gate } = visit()
  gate.grant('preferences', ACT)
  gate.withdraw('preferences', ACT)
  gate.grant('insight', ACT)
  const chain = receiptsOf(gate.changes(), SHOP)

  it('tells where one was altered, taken out or put elsewhere', () => {
    const [first, second, third] = chain as [Receipt, Receipt, Receipt]
    expect(checkReceipts(chain)).toBeNull()
    expect(checkReceipts([first, { ...second, event: { ...second.event, state: 'granted' } }, third])).toBe(1)
    expect(checkReceipts([first, third])).toBe(1)
    expect(checkReceipts([second, third])).toBe(0)
    expect(checkReceipts([first, third, second])).toBe(1)
    const { record_id: _, ...body } = { ...third, previous: first.record_id }
    expect(checkReceipts([first, second, { ...body, record_id: digestOf(body) }])).toBe(2)
  })

  it('is each shop’s own', () => {
    const other = receiptsOf(gate.changes(), { controller: 'other.example', language: 'en' })
    expect(checkReceipts([chain[0]!, other[0]!, chain[1]!, other[1]!])).toBeNull()
    expect(checkReceipts([chain[0]!, other[1]!])).toBe(1)
  })
})
