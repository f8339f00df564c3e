import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { skirtOrder } from '../order/skirt.ts'
import { openShop, PASSWORDS, type Shop } from './shop.ts'

let shop: Shop
let number: string
let receipt: string
beforeAll(async () => {
  shop = await openShop({ deskPictures: { script: '/draw.js', models: '/models' } })
  const { body } = await shop.post(
    skirtOrder({ texts: { initials: '<b>x' }, note: '"><script>alert(1)</script>\n=1+1' })
  )
  number = body.number
  receipt = body.receipt
})
afterAll(() => shop.end())

const read = (url: string, headers: Record<string, string> = {}) => shop.app.inject({ url, headers })

describe('GET /orders/:number', () => {
  it('opens to its receipt and to nobody else’s', async () => {
    const own = await read(`/orders/${number}`, { authorization: `Bearer ${receipt}` })
    expect(own.statusCode).toBe(200)
    expect(own.json()).toMatchObject({ role: 'customer', spec: { fit: { measurements: expect.any(Array) } } })
    expect(own.headers['cache-control']).toBe('no-store')
    const other = (await shop.post(skirtOrder())).body
    for (const headers of [
      {},
      { authorization: `Bearer ${other.receipt}` },
      { authorization: 'Bearer x' },
      { cookie: 'toile-desk=shop.9999999999999.x' },
    ])
      expect((await read(`/orders/${number}`, headers as Record<string, string>)).statusCode).toBe(401)
    expect((await read('/orders/0000-0000', { authorization: `Bearer ${receipt}` })).statusCode).toBe(401)
  })

  it('shows each desk what its role may see', async () => {
    const seen = async (role: keyof typeof PASSWORDS) =>
      (await read(`/orders/${number}`, { cookie: await shop.logIn(role) })).json()
    expect(await seen('shop')).toMatchObject({ role: 'shop', order: { quote: { total: 15100 } } })
    expect(await seen('shop')).not.toHaveProperty('fit')
    expect(await seen('workroom')).toMatchObject({
      role: 'workroom',
      fit: {},
      personal: { texts: { initials: '<b>x' } },
      pieces: { pieces: [{}, {}] },
    })
    expect(await seen('workroom')).not.toHaveProperty('order.quote')
    expect(await seen('shipping')).toEqual({
      number,
      role: 'shipping',
      quantity: 1,
      promise: { from: '2026-12-18', to: '2026-12-24' },
    })
  })

  it('draws the pieces for the workroom only', async () => {
    const drawn = await read(`/orders/${number}/pieces.svg`, { cookie: await shop.logIn('workroom') })
    expect([drawn.statusCode, drawn.headers['content-type']]).toEqual([200, 'image/svg+xml'])
    expect(drawn.payload).toMatch(/^<svg [^>]*width="[\d.]+mm"/)
    for (const role of ['shop', 'shipping'] as const)
      expect((await read(`/orders/${number}/pieces.svg`, { cookie: await shop.logIn(role) })).statusCode).toBe(401)
  })
})

describe('a page of another origin', () => {
  let open: Shop
  beforeAll(async () => {
    open = await openShop({ origins: ['https://host.example'], limits: { logInsPerMinute: 3 } })
  })
  afterAll(() => open.end())
  const preflight = (app: Shop['app'], origin: string) =>
    app.inject({ method: 'OPTIONS', url: '/orders', headers: { origin, 'access-control-request-method': 'POST' } })

  it('may order only where the shop has named it, and never with the desk’s cookie', async () => {
    expect((await preflight(shop.app, 'https://host.example')).headers).not.toHaveProperty(
      'access-control-allow-origin'
    )
    const allowed = await preflight(open.app, 'https://host.example')
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': 'https://host.example',
      'access-control-allow-headers': 'Content-Type, Idempotency-Key, Authorization',
      vary: 'Origin',
    })
    expect(allowed.headers).not.toHaveProperty('access-control-allow-credentials')
    expect(
      (await open.post(skirtOrder(), { origin: 'https://host.example' })).headers['access-control-allow-origin']
    ).toBe('https://host.example')
    for (const origin of ['https://host.example.evil.example', 'null', 'http://host.example'])
      expect((await preflight(open.app, origin)).headers).not.toHaveProperty('access-control-allow-origin')
    const desk = await open.app.inject({ url: '/desk', headers: { origin: 'https://host.example' } })
    expect(desk.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('meets a door that slows down when passwords are guessed', async () => {
    const tries = []
    for (let i = 0; i < 4; i++)
      tries.push(await open.app.inject({ method: 'POST', url: '/desk/login', payload: { password: 'x' } }))
    expect(tries.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 429])
    expect(Number(tries[3]!.headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('the desk', () => {
  it('opens with the right password, and keeps a cookie that scripts and other sites never see', async () => {
    expect((await read('/desk')).payload).toContain('type="password"')
    const wrong = await shop.app.inject({ method: 'POST', url: '/desk/login', payload: { password: 'guess' } })
    expect([wrong.statusCode, wrong.headers['set-cookie']]).toEqual([401, undefined])
    const right = await shop.app.inject({
      method: 'POST',
      url: '/desk/login',
      payload: `password=${PASSWORDS.shop}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect([right.statusCode, right.headers.location]).toEqual([303, '/desk'])
    expect(right.headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=43200$/)
  })

  it('does not open to an empty password, another site’s form or a session with another role written in', async () => {
    const logIn = (payload: object, headers = {}) =>
      shop.app.inject({ method: 'POST', url: '/desk/login', payload, headers })
    expect((await logIn({ password: '' })).statusCode).toBe(401)
    expect((await logIn({})).statusCode).toBe(401)
    expect((await logIn({ password: PASSWORDS.shop }, { origin: 'https://elsewhere.example' })).statusCode).toBe(401)
    const forged = (await shop.logIn('shipping')).replace('shipping', 'workroom')
    expect((await read(`/orders/${number}`, { cookie: forged })).statusCode).toBe(401)
  })

  it('lists orders newest first, with picture, choices in words and only the role’s facts', async () => {
    const later = (await shop.post(skirtOrder({ picks: { cloth: 'linen', quantity: '2' } }))).body.number
    const list = async (role: keyof typeof PASSWORDS) =>
      (await read('/desk', { cookie: await shop.logIn(role) })).payload
    const shown = await list('shop')
    expect(shown.indexOf(later)).toBeGreaterThan(0)
    expect(shown).toContain('Skirt · Cloth: Silk · Initials: Written')
    expect(shown).toMatch(/<img class="picture" src="\/models\/skirt\/poster.webp"/)
    expect(shown).toContain('€151.00')
    expect(await list('workroom')).not.toContain('€')
    expect(await list('shipping')).not.toMatch(/€|Silk|<img/)
  })

  it('shows an order by role: bill and price, or texts, measurements and pieces', async () => {
    const page = async (role: keyof typeof PASSWORDS, language = 'en') =>
      (await read(`/desk/orders/${number}`, { cookie: await shop.logIn(role), 'accept-language': language })).payload
    expect(await page('shop')).toMatch(/Materials to take[\s\S]*Silk tape/)
    expect(await page('shop')).not.toMatch(/74\.2|pieces\.svg|alert/)
    expect(await page('workroom')).toMatch(/74\.2[\s\S]*pieces\.svg[\s\S]*Silk tape/)
    expect(await page('workroom')).not.toMatch(/€|151/)
    expect(await page('workroom', 'de-DE')).toMatch(/Maße[\s\S]*74,2[\s\S]*Seidenband/)
    expect(await page('shipping')).not.toMatch(/Silk|€|74\.2/)
  })

  it('writes a customer’s text as text', async () => {
    const page = (await read(`/desk/orders/${number}`, { cookie: await shop.logIn('workroom') })).payload
    expect(page).toContain('&#60;script&#62;alert(1)')
    expect(page).not.toMatch(/<script>|<b>x/)
  })

  it('serves its pages under a policy that allows nothing inline', async () => {
    for (const url of ['/desk', `/desk/orders/${number}`]) {
      const { headers, payload } = await read(url, { cookie: await shop.logIn('workroom') })
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'")
      expect(payload).not.toMatch(/<style|style=|onclick|javascript:/)
    }
  })
})
