import { describe, expect, it } from 'vitest'
import { sourcesOf } from '../../../src/preferences/sources/index.ts'
import type { ConsentSource } from '../../../src/preferences/types.ts'
import { hear, NOBODY } from './said.ts'
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
      expect(hear(name, {}).allowed()).toEqual(NOBODY)
    }
  )

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
