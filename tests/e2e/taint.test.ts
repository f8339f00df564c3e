import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { keepLedger, ledgerOf } from './bars/ledger.ts'
import { choose, closePanel, sayYes, visit } from './bars/room.ts'
import { shop } from './browser.ts'
import { openFront, type Front } from './front.ts'
import { openProfile, openWatched, withElement, withoutWebGl, type Prepare, type WatchedPage } from './watchedPage.ts'

let browser: Browser
let front: Front

beforeAll(async () => {
  ;[browser, front] = await Promise.all([launchBrowser(), openFront(shop().address)])
})
afterAll(async () => {
  await browser.close()
  await front.close()
})

/** As typed; each in no other number of the page. Beside it, how it is written in tenths of a millimetre. */
const TYPED = {
  height: ['178.37', '17837'],
  waistInch: ['33.97', '8628'],
  hip: ['102.41', '10241'],
  leftThigh: ['60.73', '6073'],
  rightThigh: ['61.19', '6119'],
  weight: ['71.93', '7193'],
  garment: ['43.17', '4317'],
} as const
const MONOGRAM = 'QXJVKZ'
const SET_NAME = 'Zyxwina'
const TAINT = [...Object.values(TYPED).flat(), MONOGRAM, SET_NAME]
/** What an order of a body by its measurements holds of that. */
const ORDERED = ['17837', '8628', '10241', MONOGRAM]

interface Found {
  readonly place: string
  readonly text: string
}

/** Everything that could carry something out of the page, or keep it. */
async function everywhere({ page, requests, console }: WatchedPage, more: readonly Found[]): Promise<readonly Found[]> {
  const inPage = await page.evaluate(async () => ({
    title: document.title,
    address: location.href,
    history: JSON.stringify(history.state),
    clipboard: await navigator.clipboard.readText().catch(() => ''),
    local: JSON.stringify({ ...localStorage }),
    session: JSON.stringify({ ...sessionStorage }),
    cookies: document.cookie,
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
    resources: performance.getEntries().map(({ name }) => name).join(' '),
    'light document': document.documentElement.outerHTML,
  }))
  const { entries } = await ledgerOf(page)
  return [
    ...front.arrivals.map(({ method, path, headers, body }) => ({
      place: `${method} ${path}`,
      text: `${path} ${JSON.stringify({ ...headers, host: '', origin: '', referer: '' })} ${body.toString('latin1')}`,
    })),
    ...requests.map(({ url }) => ({ place: 'request', text: url })),
    ...console.map((text) => ({ place: 'console', text })),
    ...entries.map((entry) => ({ place: `ledger: ${entry.did}`, text: JSON.stringify({ ...entry, at: 0, on: '' }) })),
    ...Object.entries(inPage).map(([place, text]) => ({ place, text })),
    ...more,
  ].map(({ place, text }) => ({ place, text: text.replaceAll(front.address, '').replaceAll(RANDOM, '') }))
}

/** Ids of events and lengths of bodies may hold any four digits by chance. */
const RANDOM = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"content-length":"\d+"/g

/** Also where it is written for an address, or in base64. */
const spellings = (text: string): readonly string[] => {
  const tokens = text.match(/[\w+/-]{12,}={0,2}/g) ?? []
  return [text, unescaped(text), ...tokens.map((token) => Buffer.from(token, 'base64').toString('latin1'))]
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const tainted = (found: readonly Found[], taint: readonly string[] = TAINT): readonly string[] =>
  found.flatMap(({ place, text }) => {
    const forms = spellings(text)
    return taint.filter((mark) => forms.some((form) => form.includes(mark))).map((mark) => `${mark} in ${place}`)
  })

async function type(page: Page, name: string | RegExp, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name }).first()
  await field.fill(value)
  await field.blur()
}

async function typeEverything(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Fit' }).click()
  await page.getByRole('radio', { name: 'Trousers that fit' }).check({ force: true })
  await type(page, 'Waist, flat', TYPED.garment[0])
  await page.getByRole('radio', { name: 'My measurements' }).check({ force: true })
  await type(page, 'Height', TYPED.height[0])
  await type(page, 'Hip', TYPED.hip[0])
  await page.getByText('Closer estimates, if you like').click()
  await type(page, 'Weight', TYPED.weight[0])
  await page.getByRole('radio', { name: 'inch' }).check({ force: true })
  await type(page, 'Waist', TYPED.waistInch[0])
  await page.getByRole('radio', { name: 'cm', exact: true }).check({ force: true })
  await page.getByText('With heels, with a binder, somebody else').click()
  await type(page, 'Name', SET_NAME)
  await page.getByRole('button', { name: 'Begin with these measurements' }).click()
  await page.getByRole('tab', { name: 'Yours' }).click()
  await type(page, /Monogram/, MONOGRAM)
}

describe('measurements and words', () => {
  it('are found nowhere before the order, and after it in the order alone', async () => {
    front.host('events="/collect"')
    const profile = await openProfile(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
    const watched = await openWatched(profile, `${front.address}/jeans`, [withoutWebGl, keepLedger])
    const { page } = watched
    page.setDefaultTimeout(8_000)
    await withElement(page, () => undefined)
    // With a yes to learn from choices, and not one to keep measurements: that one stores them, as it says.
    await sayYes(page)
    await closePanel(page)
    await typeEverything(page)
    await choose(page, 'leg', 'wide')
    const heard = await withElement(page, (element) => {
      element.measure({ 'thighGirth.left': 6073, 'thighGirth.right': 6119 } as never)
      element.setAttribute('currency', 'XAU')
      return element.designCode
    }).catch((error: Error) => error.message)
    await page.getByRole('button', { name: 'Share' }).click()
    const link = await page.getByRole('textbox', { name: /link to this design/i }).inputValue()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.keyboard.press('Escape')
    await page.waitForLoadState('networkidle')
    const more = [
      { place: 'share link', text: link },
      { place: 'design code', text: heard },
    ]
    const before = await everywhere(watched, more)
    expect(before.find(({ place }) => place === 'clipboard')!.text).toContain('#')
    expect(front.collected().length).toBeGreaterThan(0)
    expect(tainted(before)).toEqual([])

    // The search finds what is there: in the field, and in the order.
    await page.getByRole('tab', { name: 'Fit' }).click()
    const field = await page.getByRole('textbox', { name: 'Height' }).inputValue()
    expect(tainted([{ place: 'field', text: field }])).toEqual(['178.37 in field'])
    await withElement(page, (element) => element.order())
    const after = await everywhere(watched, [])
    const found = tainted(after)
    expect(found).toEqual(expect.arrayContaining(ORDERED.map((mark) => `${mark} in POST /orders`)))
    expect(found.filter((one) => !/ in (?:POST \/orders|ledger: send)$/.test(one))).toEqual([])
    await profile.close()
  })

  it('are in no picture of the design, whose making reads back no canvas and names no machine', async () => {
    front.reset()
    const first = await visit({ browser, front })
    await sayYes(first.page)
    front.host('events="/collect"')
    const watched = await openWatched(first.profile, `${front.address}/jeans`, [keepLedger, namedMachine])
    await watched.page.setViewportSize({ width: 400, height: 500 })
    const { bytes, type, early } = await withElement(
      watched.page,
      async (element, monogram) => {
        await element.shown
        element.measure({ stature: 17837, waistGirth: 8628, hipGirth: 10241 })
        element.write('monogram', monogram)
        element.choose('hardware', 'brass')
        const early = [...(window as unknown as { readBack: readonly string[] }).readBack]
        const picture = await element.capture({ width: 120, height: 150 })
        const bytes = new Uint8Array(await picture.arrayBuffer())
        return { bytes: [...bytes].map((byte) => String.fromCharCode(byte)).join(''), type: picture.type, early }
      },
      MONOGRAM
    )
    expect(bytes.length).toBeGreaterThan(1_000)
    expect(tainted([{ place: 'picture', text: bytes }])).toEqual([])
    // Nothing but the picture: no comment, no time, no EXIF.
    const blocks = type === 'image/png' ? ['IHDR', 'IDAT', 'IEND'] : [expect.stringMatching(/^VP8/)]
    expect(chunksOf(bytes, type)).toEqual(blocks)
    expect(early).toEqual([])
    await expect.poll(() => front.collected().length).toBeGreaterThan(0)
    const found = await everywhere(watched, [{ place: 'picture', text: bytes }])
    // The browser names itself in its own headers; the widget's bodies, messages and storage name nothing.
    expect(tainted(found, MACHINE)).toEqual([])
    await first.close()
  })
})

const MACHINE = ['Gpuzq71734', 'Platzq71734', 'Vendzq71734']

/** A machine by whose name one would know it again; and who reads a canvas back. */
const namedMachine: Prepare = () => {
  const readBack: string[] = []
  Object.defineProperty(window, 'readBack', { value: readBack })
  const { getParameter } = WebGL2RenderingContext.prototype
  // UNMASKED_VENDOR_WEBGL, UNMASKED_RENDERER_WEBGL, VENDOR, RENDERER
  const names = [0x9245, 0x9246, 0x1f00, 0x1f01]
  WebGL2RenderingContext.prototype.getParameter = function (name: number) {
    return names.includes(name) ? 'Gpuzq71734' : (getParameter.call(this, name) as unknown)
  }
  Object.defineProperty(Navigator.prototype, 'platform', { get: () => 'Platzq71734' })
  Object.defineProperty(Navigator.prototype, 'vendor', { get: () => 'Vendzq71734' })
  for (const [of, name] of [
    [HTMLCanvasElement.prototype, 'toDataURL'],
    [HTMLCanvasElement.prototype, 'toBlob'],
    [CanvasRenderingContext2D.prototype, 'getImageData'],
    [WebGL2RenderingContext.prototype, 'readPixels'],
    [FontFaceSet.prototype, 'check'],
  ] as const) {
    const original = Reflect.get(of, name) as (...given: unknown[]) => unknown
    Reflect.set(of, name, function (this: unknown, ...given: unknown[]) {
      readBack.push(name)
      return original.apply(this, given)
    })
  }
}

/** Kinds of blocks a PNG or WebP is made of, each once. */
function chunksOf(bytes: string, type: string): readonly string[] {
  const file = Buffer.from(bytes, 'latin1')
  const kinds = new Set<string>()
  const isPng = type === 'image/png'
  for (let at = isPng ? 8 : 12; at + 8 <= file.length; ) {
    const length = isPng ? file.readUInt32BE(at) : file.readUInt32LE(at + 4)
    kinds.add(file.toString('latin1', isPng ? at + 4 : at, isPng ? at + 8 : at + 4).trim())
    at += isPng ? length + 12 : 8 + length + (length % 2)
  }
  return [...kinds]
}
