import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DarkroomPage } from '../../src/scene/compile/darkroom-page.ts'
import type { Darkroom } from '../../src/scene/compile/darkroom.ts'
import { findBrowser } from '../../src/scene/compile/findBrowser.mjs'
import { openPage, useBrowser, withElement } from '../e2e/browser.ts'
import { difference, openTubeRoom, PICTURE, RED, showFirst, SIZE, SPEC } from './tubeRoom.ts'

declare const darkroom: DarkroomPage
declare const contexts: WebGL2RenderingContext[]

describe.skipIf(!findBrowser())('the one GPU context (needs Chromium, or TOILE_BROWSER)', () => {
  let room: Darkroom

  beforeAll(async () => {
    room = await openTubeRoom()
  }, 120_000)
  beforeEach(() => showFirst(room), 120_000)
  afterAll(() => room?.close())

  /** The GPU takes the context away, and gives it back after `act`. */
  const lose = (act: 'nothing' | 'a change') =>
    room.page.evaluate(
      async ([what, picture]) => {
        const until = async (state: string) => {
          while (darkroom.states.at(-1)?.state !== state) await new Promise((resolve) => setTimeout(resolve, 20))
        }
        const other = { ...picture, look: { ...picture.look, shape: { size: 'l' } } }
        darkroom.states.length = 0
        const loss = contexts.at(-1)!.getExtension('WEBGL_lose_context')!
        if (what === 'a change') darkroom.scene!.show(other)
        loss.loseContext()
        await until('lost')
        await new Promise((resolve) => setTimeout(resolve, 100))
        loss.restoreContext()
        await until('shown')
        return darkroom.states.map(({ state }) => state)
      },
      [act, PICTURE] as const
    )

  it('says when the GPU loses the picture, and brings the same one back', async () => {
    const before = await room.take({ ...SIZE, view: 'start' })
    expect(await lose('nothing')).toEqual(['lost', 'shown'])
    expect(await difference(before, await room.take({ ...SIZE, view: 'start' }))).toBeLessThan(0.002)
  })

  it('finishes a change in the middle of which the GPU lost the picture', async () => {
    await room.show({ ...PICTURE, look: { ...PICTURE.look, shape: { size: 'l' } } })
    const wanted = await room.take({ ...SIZE, view: 'start' })
    await room.show(PICTURE)
    const states = await lose('a change')
    expect(states.filter((state) => state !== 'busy')).toEqual(['lost', 'shown'])
    expect(await difference(wanted, await room.take({ ...SIZE, view: 'start' }))).toBeLessThan(0.002)
  })

  it('shows many scenes through one context, and gives it back when the last is gone', async () => {
    const found = await room.page.evaluate(
      async ([spec, picture, red]) => {
        const before = contexts.length
        const first = darkroom.scene!
        const side = document.createElement('div')
        side.setAttribute('id', 'side')
        document.body.append(side)
        await darkroom.open({ spec, picture: red, host: side })
        const second = darkroom.scene!
        const inks = [...document.querySelectorAll('canvas')].map((canvas) => {
          const { data } = canvas.getContext('2d')!.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1)
          return data[0]! / Math.max(1, data[2]!)
        })
        const made = contexts.length - before
        first.dispose()
        second.dispose()
        await new Promise((resolve) => setTimeout(resolve, 2300))
        const left = { held: darkroom.held(), lost: contexts.at(-1)!.isContextLost() }
        side.remove()
        await darkroom.open({ spec, picture })
        return { made, inks, left }
      },
      [SPEC, PICTURE, RED] as const
    )
    expect(found.made).toBe(0)
    expect(found.inks).toHaveLength(2)
    expect(found.inks[1]!).toBeGreaterThan(2 * found.inks[0]!)
    expect(found.left).toEqual({ held: null, lost: true })
  })
})

useBrowser()

describe('in the shop', () => {
  it('a lost GPU context leaves the controls alone and the picture comes back', async () => {
    const { page, close } = await openPage('/jeans')
    // The page's one context draws on a canvas of its own, which stands nowhere in the document.
    await page.addInitScript(() => {
      const contexts: WebGL2RenderingContext[] = []
      Object.defineProperty(window, 'webglContexts', { value: contexts })
      const getContext = HTMLCanvasElement.prototype.getContext
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...asked: unknown[]) {
        const context = (getContext as (...asked: unknown[]) => RenderingContext | null).apply(this, asked)
        if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context)
        return context
      } as never
    })
    await page.reload()
    const seen = await withElement(page, async (element) => {
      if ((await element.shown) !== 'scene') throw new Error('There was no scene to lose.')
      const { webglContexts } = window as unknown as { webglContexts: WebGL2RenderingContext[] }
      // Asking whether a browser has WebGL takes a context too; that one is given back.
      const gl = webglContexts.find((context) => !context.isContextLost())!
      const { canvas } = gl
      const extension = gl.getExtension('WEBGL_lose_context')!
      const happened = new Promise((settle) => canvas.addEventListener('webglcontextlost', settle, { once: true }))
      extension.loseContext()
      await happened
      const lost = gl.isContextLost()
      element.choose('leg', 'bootcut')
      const back = new Promise((settle) => canvas.addEventListener('webglcontextrestored', settle, { once: true }))
      setTimeout(() => extension.restoreContext(), 100)
      await back
      const picture = await element.capture({ width: 120, height: 150 })
      return { lost, leg: element.design.selection.leg, bytes: picture.size }
    })
    expect(seen.lost).toBe(true)
    expect(seen.leg).toBe('bootcut')
    expect(seen.bytes).toBeGreaterThan(1000)
    await close()
  })
})
