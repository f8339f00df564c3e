import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { digestOfBytes } from '../../src/ground/index.ts'
import { readPng, rowsOf, writePng, type Raster } from '../../src/ground/png.ts'
import { printFileOf } from '../../src/pattern/print.ts'
import { printedSkirt } from '../order/printedSkirt.ts'
import { skirtOrder, writeSkirt } from '../order/skirt.ts'
import { NOON, openShop, type Shop } from './shop.ts'

/** A picture of one colour. */
function plain(width: number, height: number, color: readonly [number, number, number]): Raster {
  const pixels = new Uint8Array(width * height * 4)
  for (let i = 0; i < pixels.length; i += 4) pixels.set([...color, 255], i)
  return { width, height, pixels }
}

const CHECKS = plain(4, 4, [0, 0, 0])
CHECKS.pixels.set([255, 0, 0, 255, 255, 0, 0, 255], 0)
const template = printedSkirt()
const orderWith = (digest: string, picks = {}) =>
  skirtOrder({ template, picks: { picture: 'given', ...picks }, texts: {}, artworks: { picture: { digest } } })

let shop: Shop
let now = NOON
let png: Buffer
let digest: string
beforeAll(async () => {
  shop = await openShop({ clock: () => now, origins: ['https://host.example'] })
  await writeSkirt(shop.models, template)
  await mkdir(join(shop.models, 'skirt/prints'))
  await writeFile(join(shop.models, 'skirt/prints/checks.png'), await writePng(rowsOf(CHECKS)))
  png = Buffer.from(await writePng(rowsOf(plain(120, 60, [250, 200, 10]))))
  digest = digestOfBytes(png)
})
beforeEach(() => {
  now = NOON
})
afterAll(() => shop.end())

const put = async (to: string, body: Buffer, headers: Record<string, string> = {}) =>
  shop.app.inject({ method: 'PUT', url: `/artworks/${to}`, payload: body, headers: { 'content-type': 'image/png', ...headers } })
const print = async (number: string, piece: string, role: 'workroom' | 'shop' | 'shipping' = 'workroom') =>
  shop.app.inject({ url: `/orders/${number}/prints/${piece}.png`, headers: { cookie: await shop.logIn(role) } })

describe('PUT /artworks/:digest', () => {
  it('takes a PNG whose bytes have that digest, as often as it is sent', async () => {
    for (let i = 0; i < 2; i++) {
      const answer = await put(digest, png, { origin: 'https://host.example' })
      expect([answer.statusCode, answer.payload]).toEqual([204, ''])
      expect(answer.headers['access-control-allow-origin']).toBe('https://host.example')
    }
    const asked = await shop.app.inject({ method: 'OPTIONS', url: `/artworks/${digest}` })
    expect(asked.headers['access-control-allow-methods']).toContain('PUT')
  })

  it('refuses what is another picture than it says, no PNG, damaged, too large or not a PNG by its type', async () => {
    const other = digestOfBytes(Buffer.from('other'))
    expect((await put(other, png)).json()).toMatchObject({ status: 400, code: 'artwork/other-digest' })
    expect((await put('x', png)).statusCode).toBe(400)
    for (const bad of [Buffer.from('GIF89a'), png.subarray(0, -20)])
      expect((await put(digestOfBytes(bad), bad)).json()).toMatchObject({ status: 400, code: 'artwork/not-printable' })
    const bomb = Buffer.from(png)
    bomb.writeUInt32BE(65_000, 16)
    expect((await put(digestOfBytes(bomb), bomb)).statusCode).toBe(400)
    const long = Buffer.alloc(9 * 1024 * 1024)
    expect((await put(digestOfBytes(long), long)).statusCode).toBe(413)
    expect((await put(digest, png, { 'content-type': 'image/svg+xml' })).statusCode).toBe(415)
    expect((await shop.post(png, { 'content-type': 'image/png' })).status).toBe(415)
  })

  it('gives nothing back, to nobody', async () => {
    expect((await shop.app.inject({ url: `/artworks/${digest}` })).statusCode).toBe(404)
  })

  it('forgets a picture that no order claimed within the hour', async () => {
    const lone = Buffer.from(await writePng(rowsOf(plain(9, 9, [1, 2, 3]))))
    await put(digestOfBytes(lone), lone)
    const { number } = (await shop.post(orderWith(digestOfBytes(lone)))).body
    now = new Date(NOON.getTime() + 3_599_000)
    expect(await shop.artworks.eraseUnclaimed()).toBe(0)
    now = new Date(NOON.getTime() + 3_601_000)
    expect(await shop.artworks.eraseUnclaimed()).toBe(2)
    expect((await shop.post(orderWith(digestOfBytes(lone)))).status).toBe(422)
    expect((await print(number, 'front')).statusCode).toBe(200)
  })
})

describe('an order with a picture', () => {
  it('is refused with its place when the picture did not come ahead of it', async () => {
    const { status, body, text } = await shop.post(orderWith('A'.repeat(43)))
    expect([status, body.code]).toEqual([422, 'order/altered'])
    expect(body.differences).toEqual([
      {
        path: '/personal/artwork/0',
        expected: 'the digest of a picture that was sent before the order',
        got: '(private)',
      },
    ])
    expect(text).not.toContain('AAAA')
  })

  it('is refused when it speaks of more or fewer pictures than were chosen', async () => {
    const { body } = await shop.post(skirtOrder({ template, picks: { picture: 'given' }, texts: {} }))
    expect(body.differences).toEqual([
      { path: '/personal/artwork', expected: '1 digests of pictures, as many as were chosen', got: '(private)' },
    ])
  })

  it('is printed for the workroom from the shop’s own pieces: the same pixels as the rule gives', async () => {
    await put(digest, png)
    const { number } = (await shop.post(orderWith(digest, { print: 'checks' }))).body
    const kept = (await shop.orders.find(number))!
    const piece = kept.pieces!.pieces.find(({ name }) => name === 'front')!
    const answer = await print(number, 'front')
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png'])
    const { inks, ...repeat } = { width: 20, height: 20, scale: 1, rotation: 0, inks: ['#ff0000', '#00ff00', '#0000ff'] as const }
    const expected = printFileOf(
      { piece, copy: null },
      {
        color: '#204060',
        repeat: { ...repeat, inks, tile: CHECKS },
        artwork: { piece: 'front', at: [200, 200], width: 100, picture: await readPng(png) },
      },
      150
    )
    const printed = await readPng(answer.rawPayload)
    expect([printed.width, printed.height]).toEqual([expected.width, expected.height])
    let apart = 0
    for (let y = 0; y < expected.height; y += 97)
      expected.rowAt(y).forEach((value, i) => (apart += Math.abs(value - printed.pixels[4 * y * expected.width + i]!)))
    expect(apart).toBe(0)
    const middle = 4 * (Math.round((200 - expected.origin[1]) * expected.pxPerMm) * printed.width + Math.round((200 - expected.origin[0]) * expected.pxPerMm))
    expect([...printed.pixels.subarray(middle, middle + 3)]).toEqual([250, 200, 10])
  })

  it('is linked from the workroom’s page and open to nobody else', async () => {
    await put(digest, png)
    const { number } = (await shop.post(orderWith(digest))).body
    const page = await shop.app.inject({ url: `/desk/orders/${number}`, headers: { cookie: await shop.logIn('workroom') } })
    expect(page.payload).toContain(`/orders/${number}/prints/front.png`)
    expect(page.payload).toContain(`/orders/${number}/prints/back.png`)
    for (const role of ['shop', 'shipping'] as const) expect((await print(number, 'front', role)).statusCode).toBe(401)
    expect((await shop.app.inject({ url: `/orders/${number}/prints/front.png` })).statusCode).toBe(401)
    for (const piece of ['lining', '..%2f..%2ffront', 'front.L']) expect((await print(number, piece)).statusCode).toBe(404)
  })

  it('has no print files when nothing is printed', async () => {
    const { number } = (await shop.post(skirtOrder({ template, picks: {}, texts: {} }))).body
    expect((await print(number, 'front')).statusCode).toBe(404)
    const page = await shop.app.inject({ url: `/desk/orders/${number}`, headers: { cookie: await shop.logIn('workroom') } })
    expect(page.payload).not.toContain('/prints/')
  })

  it('loses its picture with its personal part, and no other order does', async () => {
    await put(digest, png)
    const [first, second] = [await shop.post(orderWith(digest)), await shop.post(orderWith(digest))]
    await shop.orders.erase(first.body.number, ['personal'])
    expect((await print(first.body.number, 'front')).json()).toMatchObject({ status: 410, code: 'print/erased' })
    expect((await print(first.body.number, 'back')).statusCode).toBe(200)
    expect((await print(second.body.number, 'front')).statusCode).toBe(200)
    await shop.orders.eraseOverdue('2030-01-01')
    expect((await print(second.body.number, 'back')).statusCode).toBe(404)
  })
})
