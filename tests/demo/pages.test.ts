import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brotliDecompressSync } from 'node:zlib'
import { serveFolder } from '../../demo/files.ts'
import { missingPage, productPage, wishesOf } from '../../demo/pages.ts'
import { skirt } from '../order/skirt.ts'

const page = (overrides: Partial<Parameters<typeof productPage>[0]> = {}) =>
  productPage({
    template: skirt(),
    products: ['jeans', 'swimsuits'],
    language: 'en',
    currency: 'EUR',
    today: new Date('2026-11-21T11:00:00Z'),
    retentionDays: 180,
    address: 'http://shop.example/skirt',
    live: false,
    ...overrides,
  })

describe('the product page', () => {
  it('reads without scripts: name, description, picture, the least price and when it is ready', () => {
    const text = page()
    expect(text).toContain('<h1>Skirt</h1>')
    expect(text).toContain('A straight skirt')
    expect(text).toContain('<img slot="poster" src="/models/skirt/poster.webp"')
    // Linen, close, knee, nothing else: 99 - 5.
    expect(text).toContain('from €94.00')
    expect(text).toContain('Ready to ship Dec 11 to Dec 17')
  })

  it('leads to the other products in the same language and currency, and says which one is open', () => {
    const text = page({ template: { ...skirt(), id: 'jeans' }, language: 'de', currency: 'USD' })
    expect(text).toContain('<a href="/jeans?lang=de&amp;currency=USD" aria-current="page"')
    expect(text).toMatch(/<a href="\/swimsuits\?lang=de&amp;currency=USD"\s*>Badeanzüge<\/a>/)
    expect(text).not.toContain('/shoes')
  })

  it('speaks of what this template says of its materials, and of measurements only where it asks for some', () => {
    expect(page()).toContain('<h2>Your measurements</h2>')
    const sized = page({ template: { ...skirt(), measurements: [] } })
    expect(sized).toContain('<h2>Your size</h2>')
    expect(sized).not.toContain('<h2>Your measurements</h2>')
    expect(page()).not.toContain('What it is made of')
    const fact = (en: string, de: string) => ({ label: { en, de }, value: { en: '1', de: '1' } })
    const facts = [fact('Weight', 'Gewicht'), fact('Care', 'Pflege'), fact('Origin', 'Herkunft')]
    const options = skirt().options.map((option) => ({
      ...option,
      choices: option.choices.map((choice) => ({ ...choice, facts })),
    }))
    expect(page({ template: { ...skirt(), options } })).toContain('Weight, care, and origin: what you should know')
    expect(page({ template: { ...skirt(), options }, language: 'de' })).toContain('Gewicht, Pflege und Herkunft: Was')
  })

  it('tells search engines the same in schema.org’s words', () => {
    const [, data] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page({ currency: 'USD' }))!
    expect(JSON.parse(data!)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: 'Skirt',
      image: 'http://shop.example/models/skirt/poster.webp',
      offers: { priceCurrency: 'USD', lowPrice: '94.00', availability: 'https://schema.org/MadeToOrder' },
    })
  })

  it('is German where German is asked for', () => {
    const text = page({ language: 'de' })
    expect(text).toContain('<html lang="de">')
    expect(text).toMatch(/ab 94,00\s€/)
    expect(text).toContain('Versandbereit vom 11. Dez. bis 17. Dez.')
  })

  it('lets no text of a template end its element or the data block', () => {
    const name = '</script><script>alert(1)</script>"><img onerror=x>'
    const text = page({ template: skirt({ name: { en: name, de: name } }) })
    expect(text.match(/<script/g)).toHaveLength(2)
    expect(text).not.toContain('<img onerror')
  })

  it('holds nothing inline that a strict policy would refuse', () => {
    for (const text of [page(), page({ live: true }), missingPage('de')])
      expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
  })

  it('takes language and currency from the address, else from the browser, else the first book', () => {
    expect(wishesOf({ lang: 'de', currency: 'USD' }, 'en-GB', skirt())).toEqual({ language: 'de', currency: 'USD' })
    expect(wishesOf({}, 'de-AT,de;q=0.9', skirt())).toEqual({ language: 'de', currency: 'EUR' })
    expect(wishesOf({ lang: 'fr', currency: ['USD'] }, undefined, skirt())).toEqual({ language: 'en', currency: 'EUR' })
  })
})

describe('serveFolder', () => {
  const app = Fastify()
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'toile-files-'))
    await mkdir(join(folder, 'open/chunks'), { recursive: true })
    await writeFile(join(folder, 'secret.json'), '{}')
    await writeFile(join(folder, 'open/element.js'), 'export {}\n'.repeat(100))
    await writeFile(join(folder, 'open/.hidden.js'), 'export {}')
    await writeFile(join(folder, 'open/note.txt'), 'no type for this')
    await writeFile(join(folder, 'open/chunks/scene-B1x_9Zq2.js'), 'export {}')
    serveFolder(app, '/toile/', join(folder, 'open'))
  })
  afterAll(async () => {
    await app.close()
    await rm(folder, { recursive: true })
  })
  const get = (url: string, headers = {}) => app.inject({ url, headers })

  it('sends what the browser can unpack, and 304 for what it has', async () => {
    const packed = await get('/toile/element.js', { 'accept-encoding': 'gzip, br' })
    expect(packed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    })
    expect(String(brotliDecompressSync(packed.rawPayload))).toBe('export {}\n'.repeat(100))
    const plain = await get('/toile/element.js')
    expect([plain.headers['content-encoding'], plain.payload.length]).toEqual([undefined, 1000])
    expect((await get('/toile/element.js', { 'if-none-match': plain.headers.etag })).statusCode).toBe(304)
  })

  it('lets a file whose name changes with its content be kept for ever', async () => {
    expect((await get('/toile/chunks/scene-B1x_9Zq2.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable'
    )
  })

  it('sends a file again that was built again', async () => {
    await writeFile(join(folder, 'open/again.js'), 'one')
    expect((await get('/toile/again.js')).payload).toBe('one')
    await writeFile(join(folder, 'open/again.js'), 'three')
    expect((await get('/toile/again.js')).payload).toBe('three')
  })

  it.each([
    '/toile/../secret.json',
    '/toile/%2e%2e/secret.json',
    '/toile/..%2fsecret.json',
    '/toile/.hidden.js',
    '/toile/note.txt',
    '/toile/',
    '/toile/none.js',
    '/toile/%00.js',
  ])('does not serve %s', async (url) => {
    expect((await get(url)).statusCode).toBeGreaterThanOrEqual(400)
  })
})
