import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src/ground/index.ts'
import { openKeys } from '../../../src/intake/keys.ts'
import { openTable, readTable, type SuggestionTable } from '../../../src/preferences/suggest/index.ts'
import { fetchTable } from '../../../src/preferences/index.ts'
import { countsOf, type Orders } from '../../../src/studio/aggregate/counts.ts'
import { bytesOf, tableOf } from '../../../src/studio/aggregate/makeTable.ts'
import { signed } from '../../../src/studio/aggregate/sign.ts'
import { historyOf } from '../../bench/suggest/history.ts'
import { noise, THRESHOLD } from './shop.ts'

const { orders, lift, share } = historyOf({
  seed: 7,
  orders: 3000,
  choices: [4, 3, 2, 5, 3],
  strength: 0.9,
  bulk: { part: 0, designs: 1 },
})

const made = (of: Orders = orders, protection = THRESHOLD): SuggestionTable =>
  tableOf({ template: 'desk', made: '2026-11-22', orders: of, perPayer: 1, protection })

const privateKey = () => JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
const publicKey = (key: string) => {
  const { d: _, ...shown } = JSON.parse(key) as Record<string, string>
  return JSON.stringify(shown)
}

let server: Server
let address: string
const files = new Map<string, string>()
const asked: Record<string, string | undefined>[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ cookie: request.headers.cookie, referer: request.headers.referer })
    const text = files.get(request.url!)
    response.writeHead(text === undefined ? 404 : 200).end(text)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const fetched = (text: string, key: string | null = null, template = 'desk') => {
  files.set('/table.json', text)
  return fetchTable(`${address}/table.json`, { template: { id: template }, key })
}

describe('fetchTable', () => {
  it('takes a table that the shop signed, by its key, by a set of keys, or by where the set lies', async () => {
    const key = privateKey()
    const table = signed(made(), key)
    const set = JSON.stringify({ keys: [JSON.parse(publicKey(privateKey())), JSON.parse(publicKey(key))] })
    files.set('/keys.json', set)
    const text = JSON.stringify(table)
    expect(await fetched(text, publicKey(key))).toEqual(table)
    expect(await fetched(text, set)).toEqual(table)
    expect(await fetched(text, `${address}/keys.json`)).toEqual(table)
  })

  it("takes one signed with intake's key by intake's published keys", async () => {
    const key = privateKey()
    const { jwks } = await openKeys({ folder: '/nowhere', signingKey: key, secret: 'any' })
    expect(await fetched(JSON.stringify(signed(made(), key)), JSON.stringify(jwks))).not.toBeNull()
  })

  it('takes none that was changed by one number, signed by another, or not at all where a key is named', async () => {
    const key = privateKey()
    const table = signed(made(), key)
    const shown = publicKey(key)
    const changed = [
      { ...table, orders: table.orders + 1 },
      { ...table, pairs: `${table.pairs.slice(0, -1)}P` },
      { ...table, template: 'desk', extra: 1 },
      { ...table, signature: `${table.signature!.slice(0, -2)}AA` },
      { ...table, signature: table.signature!.replace('..', '.e30.') },
      signed(made(), privateKey()),
      made(),
    ]
    for (const each of changed) expect(await fetched(JSON.stringify(each), shown)).toBeNull()
    expect(await fetched(JSON.stringify(table), '{"keys":[]}')).toBeNull()
    expect(await fetched(JSON.stringify(table), '{"kty":"RSA"}')).toBeNull()
    expect(await fetched(JSON.stringify(table), `${address}/missing.json`)).toBeNull()
  })

  it('takes none with an algorithm of the attacker’s choice', async () => {
    const header = Buffer.from(JSON.stringify({ alg: 'none', b64: false, crit: ['b64'] })).toString('base64url')
    const table = { ...made(), signature: `${header}..` }
    expect(await fetched(JSON.stringify(table), publicKey(privateKey()))).toBeNull()
  })

  it('takes none of another template, of a newer format, too large, or that is none', async () => {
    const table = made()
    expect(await fetched(JSON.stringify(table))).toEqual(table)
    expect(await fetched(JSON.stringify(table), null, 'chair')).toBeNull()
    const options = [{ id: 'top', choices: ['oak'], counts: [-1] }]
    for (const broken of [
      JSON.stringify({ ...table, format: 'toile.suggestions/2' }),
      JSON.stringify({ ...table, padding: 'x'.repeat(100_000) }),
      JSON.stringify({ ...table, options }),
      JSON.stringify({ ...table, options: [...table.options, ...table.options] }),
      JSON.stringify({ ...table, privacy: { kind: 'none' } }),
      JSON.stringify({ ...table, orders: 1e300 }),
      '<!doctype html>',
      'null',
      '[]',
      '',
    ])
      expect(await fetched(broken)).toBeNull()
    expect(await fetchTable(`${address}/missing.json`, { template: { id: 'desk' } })).toBeNull()
    expect(await fetchTable('http://127.0.0.1:1/', { template: { id: 'desk' } })).toBeNull()
    expect(await fetchTable('::', { template: { id: 'desk' } })).toBeNull()
  })

  it('says nothing of who asks: neither a cookie nor the page’s address', () => {
    expect(asked.length).toBeGreaterThan(0)
    for (const headers of asked) expect(headers).toEqual({ cookie: undefined, referer: undefined })
  })
})

describe('readTable', () => {
  it('says what is wrong with a table, for whoever makes one', () => {
    const messageOf = (text: string) => {
      try {
        return readTable(text) && ''
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(messageOf('{')).toBe('suggestions: expected JSON as "toile aggregate" writes it.')
    expect(messageOf('{"format":"toile.suggestions/2"}')).toBe(
      'suggestions: expected toile.suggestions/1. Update toile, or make the table anew.'
    )
    expect(messageOf('{"format":"csv"}')).toBe('suggestions: expected format "toile.suggestions/1".')
  })
})

describe('a table', () => {
  it('brings the true lifts of planted rules back', () => {
    const scorer = openTable(made())
    let links = 0
    orders.options.forEach((left, a) =>
      orders.options.slice(a + 1).forEach((right, index) => {
        const b = a + 1 + index
        left.choices.forEach((u, at) =>
          right.choices.forEach((v, place) => {
            const expected = share(a, at) * share(b, place) * orders.count
            if (expected < 150 || Math.abs(Math.log(lift(a, at, b, place))) < Math.log(1.5)) return
            links++
            const told = scorer.shareWith(scorer.valueOf(left.id, u), scorer.valueOf(right.id, v))
            expect(Math.abs(told - lift(a, at, b, place) * share(b, place))).toBeLessThan(0.06)
          })
        )
      })
    )
    expect(links).toBeGreaterThan(5)
  })

  it('has the shares of the orders it was made of, to within a step', () => {
    const scorer = openTable(made())
    const counts = countsOf(orders)
    for (const { a, b, cells } of counts.pairs) {
      const width = orders.options[b]!.choices.length
      if (cells.some((count) => count < 20)) continue
      cells.forEach((count, at) => {
        const [u, v] = [Math.floor(at / width), at % width]
        const given = scorer.valueOf(`option-${a}`, `choice-${u}`)
        const truth = count / counts.singles[counts.offsets[a]! + u]!
        expect(Math.abs(scorer.shareWith(given, scorer.valueOf(`option-${b}`, `choice-${v}`)) - truth)).toBeLessThan(0.03)
      })
    }
  })

  it('stays within 15 kB compressed at a hundred options of three choices, however much goes together', () => {
    const random = seededRandom(9)
    const options = Array.from({ length: 100 }, (_, at) => ({ id: `o${at}`, choices: ['a', 'b', 'c'] }))
    const picked = new Int16Array(600 * 100)
    for (let order = 0; order < 600; order++) {
      const taste = random()
      for (let at = 0; at < 100; at++) picked[order * 100 + at] = Math.floor((taste + random() + at / 50) * 1.7) % 3
    }
    for (const protection of [THRESHOLD, noise(8, 2)])
      expect(bytesOf(made({ options, picked, count: 600 }, protection))).toBeLessThanOrEqual(15_000)
  })
})
