import { describe, expect, it } from 'vitest'
import { createDesign } from '../../src/design/index.ts'
import { digestOf } from '../../src/ground/index.ts'
import { verifyOrder } from '../../src/order/index.ts'
import { readTable } from '../../src/preferences/suggest/format.ts'
import { plainJson } from '../../src/preferences/profile/plainJson.ts'
import { sourcesOf } from '../../src/preferences/sources/index.ts'
import { readTemplate, type CompiledTemplate } from '../../src/template/index.ts'
import { compileTemplate, issueText } from '../../src/template/compile/index.ts'
import { deskFolder, DESK_YAML } from '../fixtures/desk.ts'
import { skirt, skirtOrder, TODAY } from '../order/skirt.ts'

/** Option ids, choice ids and keys that our code looks up somewhere. */
const FIFTY = (
  'cloth ease length pocket initials quantity wool silk linen close easy knee ankle yes no none written id label en de about ' +
  'facts image colour look goods animal group kind control unit choices text view most letters picks selection set size ' +
  'note texts artworks fit personal measurements role roles insideLeg swatch'
).split(' ')

const shop = skirt()
const sent = skirtOrder()

/** What a page and a server make of one template and one customer. */
function output(load: () => CompiledTemplate, then: () => void): string {
  const template = load()
  then()
  const design = createDesign(template, { language: 'en', currency: 'EUR', unit: 'cm', now: () => new Date(`${TODAY}T11:00:00Z`) })
  design.choose('cloth', 'silk')
  const why = design.explain('ease', 'close')
  design.write('initials', 'Zoë')
  design.measure({ waistGirth: 7420 })
  const answers = template.options.map(({ id }) => [design.possible(id), design.fromPrices(id)])
  const verified = verifyOrder(sent, { template, today: TODAY })
  return JSON.stringify([
    template,
    why,
    answers,
    design.selection(),
    design.decisions(),
    design.quote(),
    design.look(),
    design.describe(),
    design.code(),
    design.body(),
    verified,
  ])
}

/** Synchronous, so that nobody else in this process meets it. */
function polluted<Result>(act: (pollute: () => void) => Result): Result {
  const prototype = Object.prototype as unknown as Record<string, unknown>
  try {
    return act(() => {
      for (const name of FIFTY) prototype[name] = `polluted ${name}`
    })
  } finally {
    for (const name of FIFTY) delete prototype[name]
  }
}

describe('a page that has written into every object [threat 6]', () => {
  const text = JSON.stringify(shop)
  const load = () => readTemplate(JSON.parse(text))
  const untouched = output(load, () => undefined)

  it('has fifty names to try', () => {
    expect(new Set(FIFTY).size).toBeGreaterThanOrEqual(50)
    for (const { id } of shop.options) expect(FIFTY).toContain(id)
  })

  it.each(['before', 'after'] as const)('changes nothing that comes out, when it did so %s the template was loaded', (when) => {
    const seen = polluted((pollute) => {
      if (when === 'before') pollute()
      return output(load, () => when === 'after' && pollute())
    })
    expect(seen).toBe(untouched)
  })

  it('finds no such name in an order or a template that lacks it', () => {
    const { cloth: _, ...selection } = sent.order.selection
    const lacking = { ...sent, order: { ...sent.order, selection } }
    const verify = () => JSON.stringify(verifyOrder(lacking as typeof sent, { template: shop, today: TODAY }))
    const plain = verify()
    expect(plain).toContain('/order/selection')
    expect(polluted((pollute) => (pollute(), verify()))).toBe(plain)
  })
})

describe('names that every object answers to [threat 6]', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('%s is no name in a template', (name) => {
    const yaml = DESK_YAML.replaceAll(/\btop\b/g, name)
    const { template, issues } = compileTemplate(deskFolder({ 'template.yaml': yaml }))
    expect(template).toBeNull()
    expect(issues.map(issueText).join('\n')).toMatch(/bad-key|bad-name/)
    const renamed = JSON.parse(JSON.stringify(shop).replaceAll('"ease"', JSON.stringify(name))) as CompiledTemplate
    const { hash: __, ...rest } = renamed
    expect(() => readTemplate({ ...rest, hash: digestOf(rest) })).toThrow(expect.objectContaining({ code: 'template/broken' }))
  })

  it('make no profile, no table of suggestions and no setting of a host', () => {
    expect(plainJson('{"likes":[{"__proto__":{"isAdmin":true}}]}')).toBeUndefined()
    for (const text of ['{"__proto__":{"format":"toile.suggestions/1"}}', '{"constructor":{"prototype":{"orders":900}}}'])
      expect(() => readTable(text)).toThrow()
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const said: unknown[] = []
      for (const source of sourcesOf(name)) source.watch((all) => said.push(...Object.values(all)))()
      expect(said.filter((one) => one !== 'denied')).toEqual([])
    }
    expect(({} as { isAdmin?: unknown; orders?: unknown }).isAdmin).toBeUndefined()
  })
})
