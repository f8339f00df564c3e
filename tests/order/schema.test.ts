import Ajv2020 from 'ajv/dist/2020.js'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { orderSpec } from '../../src/order/index.ts'
import { orderJsonSchema } from '../../src/order/compile/jsonSchema.ts'
import { skirtOrder } from './skirt.ts'
import { altered, leavesOf } from './tamper.ts'

const emitted = orderJsonSchema()
const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(emitted)
const isSpec = (value: unknown) => v.safeParse(orderSpec, value).success

const good = [
  skirtOrder(),
  skirtOrder({ taken: {}, size: { system: 'EU', label: '40' }, picks: {}, note: '' }),
  { ...skirtOrder(), fit: null },
  { ...skirtOrder(), fit: null, personal: null },
  altered(skirtOrder(), '/personal/note', '🧵'.repeat(1000)),
  altered(skirtOrder(), '/order/quote/total', -9_007_199_254_740_991),
]

const bad = [
  null,
  7,
  'toile.order/1',
  [],
  {},
  [skirtOrder()],
  { ...skirtOrder(), more: 1 },
  altered(skirtOrder(), '/order/more', 1),
  altered(skirtOrder(), '/order/spec', 'toile.order/2'),
  altered(skirtOrder(), '/order/quantity', 0),
  altered(skirtOrder(), '/order/quantity', 1.5),
  altered(skirtOrder(), '/order/quantity', '1'),
  altered(skirtOrder(), '/order/quote/total', 9_007_199_254_740_992),
  altered(skirtOrder(), '/order/quote/total', 12.5),
  altered(skirtOrder(), '/order/quote/currency', 'eur'),
  altered(skirtOrder(), '/order/quote/day', '2026-13-01'),
  altered(skirtOrder(), '/order/quote/day', '2026-11-21T00:00'),
  altered(skirtOrder(), '/order/quote/taxMode', 'none'),
  altered(skirtOrder(), '/order/id', 'short'),
  altered(skirtOrder(), '/order/selection/cloth', ''),
  altered(skirtOrder(), '/order/selection/cloth', '../secret'),
  altered(skirtOrder(), '/order/selection/_proto', 'x'),
  altered(
    skirtOrder(),
    '/order/picks',
    Array.from({ length: 201 }, () => 'cloth')
  ),
  altered(skirtOrder(), '/fit/measurements/0/value', 0),
  altered(skirtOrder(), '/fit/measurements/0/value', 100_001),
  altered(skirtOrder(), '/fit/measurements/0/value', 7420.5),
  altered(skirtOrder(), '/fit/measurements/0/source', 'guessed'),
  altered(skirtOrder(), '/fit/salt', 'short'),
  altered(skirtOrder(), '/personal/note', '🧵'.repeat(1001)),
  altered(skirtOrder(), '/personal/texts/initials', ''),
  altered(skirtOrder(), '/personal/artwork', ['https://example.org/picture.svg']),
]

describe('the order schema', () => {
  it('is published as it is emitted: version 1 does not change', async () => {
    await expect(`${JSON.stringify(emitted, null, 2)}\n`).toMatchFileSnapshot('../../src/order/order-1.schema.json')
  })

  it.each(good.map((spec, at) => [at, spec] as const))('takes good spec %i, in valibot and in ajv', (_at, spec) => {
    expect([isSpec(spec), accepts(spec)]).toEqual([true, true])
  })

  it.each(bad.map((spec, at) => [at, spec] as const))('refuses bad spec %i, in valibot and in ajv', (_at, spec) => {
    expect([isSpec(spec), accepts(spec)]).toEqual([false, false])
  })

  it('is judged alike by both wherever any leaf is missing or of another type', () => {
    for (const pointer of leavesOf(skirtOrder()))
      for (const value of [undefined, null, true, [], {}, -1, 'x'.repeat(2000)]) {
        const spec = altered(skirtOrder(), pointer, value)
        expect(isSpec(spec), `${pointer} = ${JSON.stringify(value)}`).toBe(accepts(spec))
      }
  })
})
