import { describe, expect, it, vi } from 'vitest'
import { sourcesOf } from '../../../src/preferences/sources/index.ts'
import { NO, type Said } from '../../../src/preferences/sources/said.ts'
import type { ConsentSource } from '../../../src/preferences/types.ts'
import { untouchable } from './untouched.ts'

const names = (...args: Parameters<typeof sourcesOf>) => sourcesOf(...args).map(({ name }) => name)
const denied = { insight: 'denied', measurements: 'denied', contact: 'denied', publish: 'denied' } as const
const said = { ...denied, preferences: 'allowed' } as const

describe('sourcesOf', () => {
  it('makes one source for each name, however they are written', () => {
    expect(names('')).toEqual([])
    expect(names(' tcf  gpp,gcm\nshopify tcf ')).toEqual(['tcf', 'gpp', 'gcm', 'shopify'])
  })

  it.each(['TCF', 'onetrust', 'tcf:', 'tcf:0', 'tcf:x', 'gcm:7', 'custom', '__proto__', 'none'])(
    'takes %j for a source that denies everything',
    (name) => {
      const heard: Said[] = []
      sourcesOf(name)[0]!.watch((one) => void heard.push(one))
      expect(heard).toEqual([NO])
    }
  )

  it('brings what reads a tool when it is named, with the vendor that is named with it', async () => {
    const asked: unknown[] = []
    const purpose = { consents: { 1: true, 5: true, 6: true } }
    const __tcfapi = (command: string, _: number, hear: (data: object, success: boolean) => void) => {
      asked.push(command)
      const vendor = { consents: { 755: true }, disclosedVendors: { 755: true } }
      hear({ eventStatus: 'tcloaded', gdprApplies: true, tcfPolicyVersion: 5, purpose, vendor, listenerId: 7 }, true)
    }
    const heard = { 'tcf:755': [] as Said[], 'tcf:756': [] as Said[] }
    const stops = sourcesOf('tcf:755 tcf:756', null, { __tcfapi }).map((source, at) =>
      source.watch((said) => void (at === 0 ? heard['tcf:755'] : heard['tcf:756']).push(said))
    )
    expect(heard).toEqual({ 'tcf:755': [], 'tcf:756': [] })
    await vi.waitFor(() => expect(heard['tcf:756']).toHaveLength(1))
    expect(heard['tcf:755'][0]!.preferences).toBe('allowed')
    expect(heard['tcf:756']).toEqual([NO])
    for (const stop of stops) stop()
    expect(asked).toEqual(['addEventListener', 'addEventListener', 'removeEventListener', 'removeEventListener'])
  })

  it('asks a tool nothing when it is ended before what reads it is here', async () => {
    let asked = 0
    sourcesOf('tcf gpp', null, { __tcfapi: () => asked++, __gpp: () => asked++ }).forEach((source) =>
      source.watch(() => {})()
    )
    await import('../../../src/preferences/sources/tools.ts')
    await Promise.resolve()
    expect(asked).toBe(0)
  })

  it('watches what the host hands over beside those it names', () => {
    const watch: ConsentSource['watch'] = (say) => {
      say(said)
      return () => {}
    }
    for (const custom of [watch, { name: 'custom', watch } as const]) {
      expect(names('gcm custom', custom)).toEqual(['gcm', 'custom'])
      const heard: unknown[] = []
      sourcesOf('', custom)[0]!.watch((one) => void heard.push(one))
      expect(heard).toEqual([said])
    }
  })

  it('hears nothing of a source of the host after its end, and ends it, whatever it does then', () => {
    let speak: () => void = () => {}
    let ended = 0
    const heard: unknown[] = []
    const [source] = sourcesOf('', (say) => {
      speak = () => say(said)
      return () => {
        ended++
        throw new Error('no')
      }
    })
    const stop = source!.watch((one) => void heard.push(one))
    speak()
    stop()
    speak()
    expect(heard).toHaveLength(1)
    expect(ended).toBe(1)
  })

  it('leaves a source of the host that has no end alone', () => {
    const [source] = sourcesOf('', (() => 'no end') as unknown as ConsentSource['watch'])
    expect(source!.watch(() => {})).not.toThrow()
  })
})

describe('the page that these tests let no source write on', () => {
  it('notes a write at any depth, and lets nothing through', () => {
    const bare = { dataLayer: [1], Shopify: { customerPrivacy: {} } }
    const { page, touches } = untouchable(bare)
    const open = page as typeof bare & { mine?: string }
    expect(() => (open.mine = 'x')).toThrow()
    expect(() => open.dataLayer.push(2)).toThrow()
    expect(() => (open.dataLayer[0] = 2)).toThrow()
    expect(() => Object.defineProperty(open.Shopify.customerPrivacy, 'x', { value: 1 })).toThrow()
    expect(() => delete (open as Partial<typeof open>).Shopify).toThrow()
    expect(touches).toEqual(['set mine', 'set 1', 'set 0', 'define x', 'delete Shopify'])
  })
})
