import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTENT_POLICY, digestOfBytes } from '../../../src/ground/index.ts'
import { checkPng, readPng } from '../../../src/ground/png.ts'
import { launchBrowser } from '../../../src/scene/compile/browser.ts'
import type { Read } from './read-page.ts'

let browser: Browser
let server: Server
let page: Page
const faults: string[] = []
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL('./read-page.ts', import.meta.url).pathname],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-security-policy', CONTENT_POLICY)
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? outputFiles[0]!.text : '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await launchBrowser()
  page = await browser.newPage()
  page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())))
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.waitForFunction('globalThis.read')
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})

/** Printed 100 mm wide unless said otherwise: 591 pixels are sharp, 236 the least. */
const read = (file: Buffer, width = 100): Promise<Read> =>
  page.evaluate(([text, mm]) => (globalThis as unknown as { read(file: string, width: number): Promise<Read> }).read(text, mm), [
    file.toString('base64'),
    width,
  ] as const)
async function taken(file: Buffer, width = 100) {
  const made = await read(file, width)
  if (!made.ok) throw new Error(`refused: ${made.word}`)
  return { ...made, bytes: Buffer.from(made.png, 'base64') }
}

/** Red above, blue below. */
const halves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    {
      input: { create: { width, height: height / 2, channels: 3, background: '#0000ff' } },
      gravity: 'south',
    },
  ])

describe('readArtwork', () => {
  it('makes a PNG that the shop takes: its digest is of its bytes, and the same file gives the same', async () => {
    const file = await halves(640, 480).png().toBuffer()
    const [one, other] = [await taken(file), await taken(file)]
    expect(one.digest).toBe(digestOfBytes(one.bytes))
    expect(other.digest).toBe(one.digest)
    expect(await checkPng(one.bytes)).toEqual({ width: 640, height: 480, channels: 3 })
    const { pixels } = await readPng(one.bytes)
    expect([...pixels.subarray(0, 4), ...pixels.subarray(-4)]).toEqual([255, 0, 0, 255, 0, 0, 255, 255])
  })

  it('holds a photograph upright and keeps nothing else that its camera wrote', async () => {
    // Turned a quarter to the right to be seen: what is above comes to the right.
    const file = await halves(640, 480)
      .withMetadata({ orientation: 6, exif: { IFD0: { Copyright: 'Somebody private' } } })
      .jpeg({ quality: 100 })
      .toBuffer()
    expect(file.includes('Somebody private')).toBe(true)
    const { width, height, bytes } = await taken(file)
    expect([width, height]).toEqual([480, 640])
    expect(bytes.includes('Somebody private')).toBe(false)
    const { pixels } = await readPng(bytes)
    const [left, right] = [pixels.subarray(0, 3), pixels.subarray(4 * 479, 4 * 479 + 3)]
    expect([left[2]! > 200, right[0]! > 200]).toEqual([true, true])
  })

  it('draws an SVG under the page’s own strict policy, as fine as its print wants', async () => {
    const { width, height, bytes } = await taken(
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><rect width="5" height="5" fill="#0a0"/></svg>')
    )
    expect([width, height]).toEqual([1182, 591])
    const { pixels } = await readPng(bytes)
    expect([...pixels.subarray(0, 4)]).toEqual([0, 170, 0, 255])
    expect(pixels.at(-1)).toBe(0)
    expect(faults).toEqual([])
  })

  it('gives clear pixels the colour beside them, so that no dark rim is printed', async () => {
    const { bytes } = await taken(
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0h5v5H0z" fill="#fff"/></svg>')
    )
    const { pixels, width } = await readPng(bytes)
    const at = 4 * (10 * width + width / 2)
    expect([...pixels.subarray(at, at + 4)]).toEqual([255, 255, 255, 0])
  })

  it('says how coarse a small picture prints, and from how many pixels it is sharp', async () => {
    expect(await read(await halves(200, 200).png().toBuffer())).toEqual({
      ok: false,
      word: 'refusedCoarse',
      values: { dpi: 51, pixels: 591 },
    })
    expect((await read(await halves(240, 240).png().toBuffer())).ok).toBe(true)
  })

  it('brings a large photograph down to what may be sent', async () => {
    const noise = await sharp({ create: { width: 2200, height: 1650, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
      .jpeg()
      .toBuffer()
    const { width, height, bytes, shown } = await taken(noise, 160)
    expect(bytes.length).toBeLessThanOrEqual(8 * 1024 * 1024)
    expect(width / height).toBeCloseTo(4 / 3, 2)
    expect(width).toBeGreaterThan(1200)
    expect(Math.max(...shown)).toBeLessThanOrEqual(2048)
  })

  it('refuses what only looks whole by its header', async () => {
    const png = await halves(640, 480).png().toBuffer()
    expect(await read(png.subarray(0, 200))).toMatchObject({ ok: false, word: 'refusedBroken' })
    expect(await read(Buffer.from('<svg viewBox="0 0 1 1"><script/></svg>'))).toMatchObject({ word: 'refusedSvgScript' })
  })
})
