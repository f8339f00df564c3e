import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inventedOrders } from '../../../demo/invented.ts'
import { seededRandom } from '../../../src/ground/index.ts'
import { openTable } from '../../../src/preferences/suggest/index.ts'
import { fractionOf } from '../../../src/preferences/suggest/fraction.ts'
import type { Suggestion, SuggestionTable } from '../../../src/preferences/index.ts'
import { readOrders } from '../../../src/studio/aggregate/readOrders.ts'
import { tableOf } from '../../../src/studio/aggregate/makeTable.ts'
import { diskFolder } from '../../../src/studio/diskFolder.ts'
import { Faults } from '../../../src/studio/import/faults.ts'
import { compileTemplate } from '../../../src/template/compile/index.ts'
import type { CompiledTemplate } from '../../../src/template/index.ts'
import { noise, ordersOf, pageWith, tableFor, THRESHOLD, times, type Page, type Row } from './shop.ts'

function compiled(id: string): CompiledTemplate {
  const { template, issues } = compileTemplate(diskFolder(`models/${id}`), {
    drafting: { design: 'any', version: '1.0.0' },
    unfinished: true,
  })
  if (!template) throw new Error(issues.map(({ message }) => message).join('\n'))
  return template
}

const product = compiled('swimsuits')
const options = product.options.map(({ id }) => id)
const all = ({ design, suggestions }: Page) => options.flatMap((option) => suggestions.suggest(design, [option]))

/** A shop of this product: two fashions, and everything else by default. */
const SEASIDE = { neckline: 'vee', colour: 'coral', print: 'none', binding: 'white' }
const SHOP: readonly Row[] = [
  ...times(300, SEASIDE),
  ...times(100, { ...SEASIDE, binding: 'black' }),
  ...times(700, { neckline: 'scoop', colour: 'ink', print: 'breton', binding: 'ink' }),
]

const find = (list: readonly Suggestion[], option: string) => list.find((each) => each.option === option)

describe('suggestions on a page', () => {
  it('say in numbers what goes with what was chosen', () => {
    const page = pageWith(product, tableFor(product, SHOP))
    page.design.choose('colour', 'coral')
    expect(find(all(page), 'binding')).toEqual({
      option: 'binding',
      choice: 'white',
      because: { kind: 'orders', option: 'colour', choice: 'coral', times: 3, of: 4 },
    })
  })

  it('say how many order it at all where nothing is chosen yet', () => {
    const page = pageWith(product, tableFor(product, SHOP))
    expect(find(all(page), 'print')).toEqual({
      option: 'print',
      choice: 'breton',
      because: { kind: 'all orders', times: 2, of: 3 },
    })
  })

  it('leave alone what the customer chose themselves', () => {
    const page = pageWith(product, tableFor(product, SHOP))
    page.design.choose('binding', 'black')
    page.design.choose('colour', 'coral')
    expect(find(all(page), 'binding')).toBeUndefined()
  })

  it('never name what the design has already', () => {
    const page = pageWith(product, tableFor(product, SHOP))
    for (const row of SHOP.slice(0, 1))
      for (const [option, choice] of Object.entries(row)) page.design.choose(option, choice)
    const selection = page.design.selection()
    for (const { option, choice } of all(page)) expect(selection[option]).not.toBe(choice)
  })

  it('are three at most for one step, each of another option', () => {
    const page = pageWith(product, tableFor(product, times(500, otherwise(product))))
    const list = page.suggestions.suggest(page.design, options)
    expect(list).toHaveLength(3)
    expect(new Set(list.map(({ option }) => option)).size).toBe(3)
  })

  it('are the same list until something changes', () => {
    const page = pageWith(product, tableFor(product, SHOP))
    const first = page.suggestions.suggest(page.design, options)
    page.design.setUnit('inch')
    expect(page.suggestions.suggest(page.design, options)).toBe(first)
    page.design.choose('colour', 'coral')
    expect(page.suggestions.suggest(page.design, options)).not.toEqual(first)
  })

  it('that were dismissed never come again, nor in their place the same', () => {
    const page = pageWith(product, tableFor(product, SHOP))
    let heard = 0
    page.suggestions.subscribe(() => heard++)
    const dismissed = find(all(page), 'print')!
    page.suggestions.dismiss(dismissed)
    expect(heard).toBeGreaterThan(0)
    expect(all(page)).not.toContainEqual(dismissed)
    page.design.choose('neckline', 'scoop')
    page.design.choose('colour', 'ink')
    expect(all(page).some(({ option, choice }) => option === 'print' && choice === 'breton')).toBe(false)
  })

  it('follow what this device was let learn, and forget it when it is told to', () => {
    const page = pageWith(product, null)
    expect(all(page)).toEqual([])
    page.profile.chose(product.id, 'colour', 'pine')
    expect(all(page)).toEqual([])
    page.profile.setLearning(true)
    page.profile.chose(product.id, 'colour', 'pine')
    expect(all(page)).toEqual([])
    page.profile.chose(product.id, 'colour', 'pine')
    expect(all(page)).toEqual([{ option: 'colour', choice: 'pine', because: { kind: 'own', times: 2 } }])
    page.profile.setLearning(false)
    expect(all(page)).toEqual([])
  })

  it('are none of a table of fewer than 200 orders, of another template, or that is damaged', () => {
    const table = tableFor(product, SHOP)
    const withTable = (changed: Partial<SuggestionTable>) => {
      const page = pageWith(product, { ...table, ...changed })
      return all(page)
    }
    expect(withTable({})).not.toEqual([])
    expect(withTable({ orders: 199 })).toEqual([])
    expect(withTable({ template: 'other' })).toEqual([])
    expect(withTable({ pairs: table.pairs.slice(1) })).toEqual([])
    expect(withTable({ pairs: `"${table.pairs.slice(1)}` })).toEqual([])
    expect(all(pageWith(product, null))).toEqual([])
  })

  it('say of their table how it protects the people in it', () => {
    const about = (table: SuggestionTable | null) => pageWith(product, table).suggestions.about()
    const [orders, made] = [1100, '2026-11-22']
    expect(about(tableFor(product, SHOP))).toEqual({ orders, made, privacy: { kind: 'threshold', least: 20 } })
    expect(about(tableFor(product, SHOP, noise(1, 1)))).toEqual({
      orders,
      made,
      privacy: { kind: 'dp', epsilon: 1, delta: 1e-6, unit: 'payer' },
    })
    expect(about(null)).toBeNull()
  })

  it('are worked out in less than a millisecond', () => {
    const page = pageWith(product, tableFor(product, SHOP))
    const times = Array.from({ length: 60 }, (_, at) => {
      page.design.choose('colour', at % 2 ? 'coral' : 'ink')
      // Possible choices are the rules' affair, and asked for by the page anyway.
      for (const option of options) page.design.possible(option)
      const began = performance.now()
      page.suggestions.suggest(page.design, options)
      return performance.now() - began
    })
    // Twice the reach: this machine has other work, too. The benchmark holds it to one.
    expect(times.toSorted((a, b) => a - b)[30]!).toBeLessThan(2)
  })
})

describe('a table made of many orders', () => {
  const faults = new Faults('orders.csv', 'orders')
  const orders = readOrders(inventedOrders(product, 2500, 5), product, 1, faults)!
  const made = (protection = THRESHOLD) =>
    tableOf({ template: product.id, made: '2026-11-22', orders, perPayer: 1, protection })
  const protections = { 'a threshold': made(), noise: made(noise(1, 3)) }

  for (const [name, table] of Object.entries(protections))
    it(`never suggests what the rules forbid, whatever was chosen (${name})`, () => {
      let seen = 0
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const random = seededRandom(seed)
          const page = pageWith(product, table)
          for (let step = 0; step < 6; step++) {
            const option = options[Math.floor(random() * options.length)]!
            const open = page.design.possible(option).filter(({ state }) => state === 'yes')
            const one = open[Math.floor(random() * open.length)]!
            page.design.choose(option, one.choice)
            for (const { option: suggested, choice } of page.suggestions.suggest(page.design, options)) {
              seen++
              const answer = page.design.possible(suggested).find((each) => each.choice === choice)
              expect(answer!.state).toBe('yes')
            }
          }
        }),
        { numRuns: 25 }
      )
      expect(seen).toBeGreaterThan(10)
    })

  it('says no share that is not so in the orders', () => {
    const scorer = openTable(protections['a threshold'])
    const width = orders.options.length
    const having = (at: number, choice: string, within: readonly number[]) =>
      within.filter((order) => orders.options[at]!.choices[orders.picked[order * width + at]!] === choice)
    const everyone = Array.from({ length: orders.count }, (_, order) => order)
    let told = 0
    orders.options.forEach((given, a) =>
      given.choices.forEach((choice) => {
        const page = pageWith(product, protections['a threshold'])
        const state = page.design.possible(given.id).find((each) => each.choice === choice)!.state
        if (state !== 'yes') return
        page.design.choose(given.id, choice)
        for (const { option, choice: suggested, because } of all(page)) {
          if (because.kind !== 'orders') continue
          told++
          const with_ = having(a, choice, everyone)
          const both = having(orders.options.findIndex(({ id }) => id === option), suggested, with_)
          expect(both.length).toBeGreaterThanOrEqual(20)
          expect(Math.abs(because.times / because.of - both.length / with_.length)).toBeLessThan(0.12)
          expect(because.option).toBe(given.id)
        }
      })
    )
    expect(told).toBeGreaterThan(10)
    expect(scorer.table.orders).toBe(orders.count)
  })
})

describe('what others may try', () => {
  const shown = (rows: readonly Row[]) => {
    const table = tableFor(product, rows)
    return product.options.flatMap(({ id, choices }) =>
      choices.flatMap((choice) => {
        const page = pageWith(product, table)
        if (page.design.possible(id).find((each) => each.choice === choice.id)!.state !== 'yes') return []
        page.design.choose(id, choice.id)
        return all(page).map((each) => `${id} ${choice.id}: ${each.option} ${each.choice}`)
      })
    )
  }
  const rest = SHOP.slice(1)

  it('a rare pair planted in one order changes nothing that is shown', () => {
    const rare = { neckline: 'square', colour: 'rose', print: 'leopard', binding: 'pine' }
    expect(shown([...rest, rare])).toEqual(shown(SHOP))
  })

  it('one order in a hundred, bought by a hundred payers, brings no new suggestion', () => {
    const bought = times(11, { colour: 'coral', binding: 'pine', print: 'leopard' })
    const before = new Set(shown(SHOP))
    expect(shown([...SHOP.slice(11), ...bought]).filter((each) => !before.has(each))).toEqual([])
    const counted = ordersOf(product, bought).count
    expect(counted / SHOP.length).toBe(0.01)
  })

  it('a thousand forged preference events change none: no event is ever counted', async () => {
    const page = pageWith(product, tableFor(product, SHOP))
    const before = all(page)
    page.gate.grant('preferences', new Event('act'))
    for (let at = 0; at < 1000; at++)
      page.gate.emit('choice.made', { option: 'print', choice: 'leopard', from: 'dots', via: 'suggestion' })
    await Promise.resolve()
    expect(page.left.length).toBeGreaterThan(0)
    page.design.setUnit('inch')
    expect(all(page)).toEqual(before)
    // Nor does the shop's tool take them for orders.
    const faults = new Faults('events.csv', 'orders')
    expect(readOrders(page.left.map((event) => JSON.stringify(event)).join('\n'), product, 1, faults)).toBeNull()
    expect(faults.list.length).toBeGreaterThan(0)
  })
})

describe('fractionOf', () => {
  it('names the plainest fraction within four hundredths', () => {
    expect([0.5, 0.745, 0.66, 0.81, 0.9].map(fractionOf)).toEqual([
      { times: 1, of: 2 },
      { times: 3, of: 4 },
      { times: 2, of: 3 },
      { times: 4, of: 5 },
      { times: 7, of: 8 },
    ])
  })

  it('never says all', () => {
    expect(fractionOf(0.999)).toEqual({ times: 9, of: 10 })
    expect(fractionOf(1)).toEqual({ times: 9, of: 10 })
  })
})

/** For each option another choice than the default, as far as the rules go along. */
function otherwise(template: CompiledTemplate): Row {
  const { design } = pageWith(template, null)
  for (const { id, kind } of template.options) {
    if (kind !== 'choice') continue
    const other = design.possible(id).find(({ choice, state }) => state === 'yes' && choice !== template.defaults[id])
    if (other) design.choose(id, other.choice)
  }
  return design.selection()
}
