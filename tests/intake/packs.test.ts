import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PackManifest } from '../../src/order/pack/index.ts'
import { skirt, skirtOrder, writeSkirt } from '../order/skirt.ts'
import { openShop, type PASSWORDS, type Shop } from './shop.ts'

const WOOL = {
  matter: 'textile',
  width: 1400,
  oneWay: true,
  shrinkage: { warp: 20, weft: 10 },
  weight: 280,
  stretch: { across: 0, along: 0 },
  fibres: [{ fibre: 'wool', percent: 100 }],
  care: { wash: 'hand', bleach: 'none', dry: 'flat', iron: '150', clean: 'P' },
} as const
const cut = { material: 'cloth', label: { en: 'Shell', de: 'Oberstoff' }, option: null, goods: 'wool' }
const template = skirt({ goods: { wool: WOOL }, cuts: [cut] })

let shop: Shop
let number: string
let workroom: string
beforeAll(async () => {
  shop = await openShop()
  await writeSkirt(shop.models, template)
  number = await placed()
  workroom = await shop.logIn('workroom')
})
afterAll(() => shop.end())

const placed = async (): Promise<string> =>
  (
    await shop.post(
      skirtOrder({ template, picks: { cloth: 'wool', initials: 'written' }, note: 'Mind the scar.' })
    )
  ).body.number
const read = (path: string, cookie = workroom, more: Record<string, string> = {}) =>
  shop.app.inject({ url: `/orders/${path}`, headers: { cookie, ...more } })
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('the production pack of an order', () => {
  it('lists its files, each with the digest of the bytes that come for its name', async () => {
    const answer = await read(`${number}/pack`)
    expect(answer.statusCode).toBe(200)
    const manifest: PackManifest = answer.json()
    expect(manifest).toMatchObject({ format: 'toile.pack/1', number, template: { id: 'skirt', hash: template.hash } })
    expect(manifest.files.map(({ name }) => name)).toEqual([
      'tech-pack-en.pdf',
      'tech-pack-de.pdf',
      'pattern-a4-en.pdf',
      'pattern-page-en.pdf',
      'pattern-a4-de.pdf',
      'pattern-page-de.pdf',
      'pattern.dxf',
      'pieces.svg',
      'piece-front.svg',
      'piece-back.svg',
      'marker-cloth.svg',
      'chart.csv',
      'body.csv',
      'bill.csv',
      'stitches.csv',
      'pieces.csv',
      'pack.json',
    ])
    for (const { name, type, bytes, sha256: digest } of manifest.files) {
      const file = await read(`${number}/pack/${name}`)
      expect([file.statusCode, file.headers['content-type']], name).toEqual([200, type])
      expect(file.rawPayload.length, name).toBe(bytes)
      expect(sha256(file.rawPayload), name).toBe(digest)
      expect(file.headers['content-security-policy']).toBe("default-src 'none'")
      expect(file.headers['content-disposition']).toContain(`filename="${number}-${name}"`)
    }
  })

  it('comes as one archive that any program opens, with the manifest in it', async () => {
    const archive = await read(`${number}/pack.zip`)
    expect([archive.statusCode, archive.headers['content-type']]).toEqual([200, 'application/zip'])
    const files = unzipSync(archive.rawPayload)
    const manifest: PackManifest = JSON.parse(new TextDecoder().decode(files['manifest.json']))
    expect(Object.keys(files).toSorted()).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json'].toSorted())
    for (const { name, sha256: digest } of manifest.files) expect(sha256(files[name]!), name).toBe(digest)
    expect(manifest).toEqual((await read(`${number}/pack`)).json())
    expect((await read(`${number}/pack/manifest.json`)).json()).toEqual(manifest)
    if (existsSync('/usr/bin/unzip')) await expectSameUnzipped(archive.rawPayload, files)
  })

  it('lays the pieces as they are cut: every copy, larger by what the cloth shrinks', async () => {
    const pack = (await read(`${number}/pack/pack.json`)).json()
    const [{ cloth, marker }] = pack.markers
    expect(cloth).toMatchObject({ width: 1400, oneWay: true })
    expect(marker.placed.map(({ piece, turned }: { piece: string; turned: number }) => [piece, turned])).toEqual(
      expect.arrayContaining([
        ['front', 0],
        ['back', 0],
      ])
    )
    expect(marker.used).toBeGreaterThan(0.3)
    const drawn = (await read(`${number}/pack/marker-cloth.svg`)).payload
    expect(drawn).toMatch(/^<svg [^>]*width="[\d.]+mm"/)
    expect(drawn.match(/data-piece=/g)).toHaveLength(2)
  })

  it('is the same bytes for all who ask at once, and for the same order again', async () => {
    const other = await placed()
    const archives = await Promise.all([1, 2, 3].map(() => read(`${other}/pack.zip`)))
    expect(new Set(archives.map(({ rawPayload }) => sha256(rawPayload))).size).toBe(1)
    const digests = async (of: string) =>
      new Map(((await read(`${of}/pack`)).json() as PackManifest).files.map(({ name, sha256: digest }) => [name, digest]))
    const [first, second] = [await digests(number), await digests(other)]
    // What names no order is alike to the last byte.
    for (const name of ['chart.csv', 'bill.csv', 'stitches.csv']) expect(second.get(name)).toBe(first.get(name))
  })

  it('holds no words of the customer', async () => {
    const files = unzipSync((await read(`${number}/pack.zip`)).rawPayload)
    for (const [name, bytes] of Object.entries(files))
      expect(new TextDecoder('latin1').decode(bytes), name).not.toMatch(/Mind the scar|Zoë/)
  })

  it('opens to the workroom and to nobody else', async () => {
    const { receipt } = (await shop.post(skirtOrder({ template }))).body
    for (const path of ['pack', 'pack/chart.csv', 'pack.zip']) {
      for (const role of ['shop', 'shipping'] as const satisfies readonly (keyof typeof PASSWORDS)[]) {
        const answer = await read(`${number}/${path}`, await shop.logIn(role))
        expect([answer.statusCode, answer.payload.includes('74')], `${role} ${path}`).toEqual([401, false])
      }
      const customer = await read(`${number}/${path}`, '', { authorization: `Bearer ${receipt}` })
      expect(customer.statusCode).toBe(401)
      expect((await read(`${number}/${path}`, '')).statusCode).toBe(401)
    }
  })

  it('says what it does not have: another order, another name, a name that climbs', async () => {
    expect((await read('0000-0000/pack.zip')).statusCode).toBe(404)
    for (const name of ['cart.csv', '..%2Fpack.json', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', 'manifest', '__proto__']) {
      const answer = await read(`${number}/pack/${name}`)
      expect([answer.statusCode, answer.json().code], name).toEqual([404, 'pack/no-file'])
    }
  })

  it('is gone with the body, and is not made again', async () => {
    const erased = await placed()
    expect((await read(`${erased}/pack.zip`)).statusCode).toBe(200)
    await shop.orders.erase(erased, ['fit'])
    for (const path of ['pack', 'pack/chart.csv', 'pack.zip']) {
      const answer = await read(`${erased}/${path}`, workroom, { 'accept-language': 'de' })
      expect([answer.statusCode, answer.json().code]).toEqual([410, 'pack/erased'])
      expect(answer.json().title).toContain('gelöscht')
    }
  })

  it('leaves nothing behind when the body is erased while it is made', async () => {
    const erased = await placed()
    const making = read(`${erased}/pack.zip`)
    await shop.orders.erase(erased, ['fit'])
    await making
    expect((await read(`${erased}/pack.zip`)).statusCode).toBe(410)
  })

  it('does not keep the shop from answering while it is made', async () => {
    const making = read(`${await placed()}/pack.zip`)
    const began = performance.now()
    expect((await shop.app.inject({ url: '/health' })).statusCode).toBe(200)
    expect(performance.now() - began).toBeLessThan(1000)
    expect((await making).statusCode).toBe(200)
  })

  it('is said not to be, where a product is not drafted', async () => {
    const plain = skirt({ id: 'kilt', drafting: null, cuts: [] })
    await writeSkirt(shop.models, plain)
    const { body } = await shop.post(skirtOrder({ template: plain, drafted: false }))
    const answer = await read(`${body.number}/pack`)
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'pack/not-drafted'])
  })
})

describe('the desk', () => {
  const page = async (role: keyof typeof PASSWORDS, language = 'en') =>
    (
      await shop.app.inject({
        url: `/desk/orders/${number}`,
        headers: { cookie: await shop.logIn(role), 'accept-language': language },
      })
    ).payload

  it('shows the workroom what to cut and sew by, in its language, without a script', async () => {
    const shown = await page('workroom')
    expect(shown).toContain(`href="/orders/${number}/pack.zip"`)
    expect(shown).toContain(`src="/orders/${number}/pack/marker-cloth.svg"`)
    expect(shown).toMatch(/Before cutting[\s\S]*Shell shrinks by 2 % along and 1 % across/)
    expect(shown).toMatch(/Finished measures[\s\S]*Made of[\s\S]*Shell: 100 % wool[\s\S]*hand wash, do not bleach, dry flat/)
    expect(shown).not.toMatch(/<style|style=|onclick|javascript:/)
    expect(await page('workroom', 'de')).toMatch(/Fertigmaße[\s\S]*Oberstoff: 100 % Wolle[\s\S]*Handwäsche/)
  })

  it('shows none of it to shop and shipping', async () => {
    for (const role of ['shop', 'shipping'] as const)
      expect(await page(role)).not.toMatch(/pack\.zip|Finished measures|marker|74\.2|wool, hand/)
  })
})

describe('retention', () => {
  it('ends a pack with the time its order’s body is kept', async () => {
    expect((await read(`${number}/pack`)).statusCode).toBe(200)
    await shop.orders.eraseOverdue('2030-01-01')
    expect((await read(`${number}/pack`)).json().code).toBe('pack/erased')
  })
})

/** Info-ZIP's own reading of an archive is ours. */
async function expectSameUnzipped(archive: Uint8Array, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'toile-pack-'))
  try {
    await writeFile(join(folder, 'pack.zip'), archive)
    execFileSync('/usr/bin/unzip', ['-q', 'pack.zip', '-d', 'pack'], { cwd: folder })
    expect((await readdir(join(folder, 'pack'))).toSorted()).toEqual(Object.keys(files).toSorted())
    for (const [name, bytes] of Object.entries(files))
      expect(sha256(await readFile(join(folder, 'pack', name))), name).toBe(sha256(bytes))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
