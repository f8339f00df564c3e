import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { keepLedger } from '../e2e/bars/ledger.ts'
import { sayYes, visit } from '../e2e/bars/room.ts'
import { shop } from '../e2e/browser.ts'
import { openFront, type Front } from '../e2e/front.ts'
import { everywhere, MONOGRAM, tainted } from '../e2e/taint.ts'
import { openWatched, withElement, type Prepare } from '../e2e/watchedPage.ts'

let browser: Browser
let front: Front

beforeAll(async () => {
  ;[browser, front] = await Promise.all([launchBrowser(), openFront(shop().address)])
})
afterAll(async () => {
  await browser.close()
  await front.close()
})

describe('measurements and words', () => {
  it('are in no picture of the design, whose making reads back no canvas and names no machine', async () => {
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
    const found = await everywhere(front, watched, [{ place: 'picture', text: bytes }])
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
