import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DarkroomPage } from '../../src/scene/compile/darkroom-page.ts'
import type { Darkroom } from '../../src/scene/compile/darkroom.ts'
import { findBrowser } from '../../src/scene/compile/findBrowser.mjs'
import { difference, openTubeRoom, PICTURE, pixels, RED, showFirst, SIZE, SPEC } from './tubeRoom.ts'

declare const darkroom: DarkroomPage
declare const drawn: { calls: number; triangles: number }
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): unknown }
}

describe.skipIf(!findBrowser())('the scene in a browser (needs Chromium, or TOILE_BROWSER)', () => {
  let room: Darkroom

  beforeAll(async () => {
    room = await openTubeRoom()
  }, 120_000)
  beforeEach(() => showFirst(room), 120_000)
  afterAll(() => room?.close())

  const idle = (ms: number) => room.page.evaluate((wait) => new Promise((resolve) => setTimeout(resolve, wait)), ms)
  const frame = () =>
    room.page.evaluate(async () => {
      Object.assign(drawn, { calls: 0, triangles: 0 })
      await darkroom.scene!.settled()
      return { ...drawn }
    })

  it('tells what it does: busy, then shown', async () => {
    const states = await room.page.evaluate(() => darkroom.states.map(({ state }) => state))
    expect(states[0]).toBe('busy')
    expect(states.at(-1)).toBe('shown')
  })

  it('draws a frame in fewer than 20 calls and 250,000 triangles, and nothing when nothing changes', async () => {
    const { calls, triangles } = await frame()
    expect(calls).toBeGreaterThan(4)
    expect(calls).toBeLessThan(20)
    expect(triangles).toBeGreaterThan(1000)
    expect(triangles).toBeLessThan(250_000)
    await room.page.evaluate(() => Object.assign(drawn, { calls: 0 }))
    await idle(600)
    expect(await room.page.evaluate(() => drawn.calls)).toBe(0)
  })

  it('begins exactly as the poster shows it', async () => {
    const screen = await room.page.screenshot()
    const poster = await room.take({ ...SIZE, ground: 'studio', view: 'start' })
    expect(await difference(screen, poster)).toBeLessThan(0.004)
  })

  it('captures another view than the one on the screen, and leaves the screen alone', async () => {
    const before = await room.page.screenshot()
    const start = await room.take({ ...SIZE, view: 'start' })
    const back = await room.take({ ...SIZE, view: 'back' })
    expect(await difference(start, back)).toBeGreaterThan(0.003)
    expect(await difference(before, await room.page.screenshot())).toBeLessThan(0.001)
  })

  it('captures with no ground where asked, in parts where it is large', async () => {
    const { data, info } = await sharp(await room.take({ width: 2100, height: 120, ground: 'transparent' }))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height, info.channels]).toEqual([2100, 120, 4])
    expect(data[3]).toBe(0)
    const opaque = data.filter((value, i) => i % 4 === 3 && value === 255).length
    expect(opaque).toBeGreaterThan(1000)
  })

  it('changes a colour without sewing again', async () => {
    const before = await room.take({ ...SIZE, ground: 'transparent' })
    await room.page.evaluate(() => (darkroom.states.length = 0))
    await room.show(RED)
    expect(await room.page.evaluate(() => darkroom.states.length)).toBe(0)
    const after = await room.take({ ...SIZE, ground: 'transparent' })
    expect(await difference(before, after)).toBeGreaterThan(0.01)
  })

  it('shows the last of several pictures asked for in a row', async () => {
    const states = await room.page.evaluate(
      async ([red, picture]) => {
        darkroom.states.length = 0
        const other = { ...picture, look: { ...picture.look, shape: { size: 'l' } } }
        for (const next of [other, picture, other, red]) darkroom.scene!.show(next)
        await darkroom.scene!.settled()
        return darkroom.states.map(({ state }) => state)
      },
      [RED, PICTURE] as const
    )
    expect(states.at(-1)).toBe('shown')
    expect(states).not.toContain('failed')
    const shown = await pixels(await room.take({ ...SIZE, ground: 'transparent' }))
    const middle = 4 * (100 * SIZE.width + 80)
    expect(shown[middle]).toBeGreaterThan(2 * shown[middle + 2]!)
  })

  it('keeps the product for a shape that is not there, says so in words, and shows the next one', async () => {
    const before = await room.take({ ...SIZE, view: 'start' })
    const told = await room.page.evaluate(async (picture) => {
      darkroom.scene!.show({ ...picture, look: { ...picture.look, shape: { size: 'none' } } })
      await darkroom.scene!.settled()
      return darkroom.states.at(-1)
    }, PICTURE)
    expect(told).toEqual({
      state: 'partly',
      code: 'scene/no-shape',
      message: 'The shape could not be loaded: 404 for /product/shapes/none.glb.',
      link: null,
    })
    expect(await difference(before, await room.take({ ...SIZE, view: 'start' }))).toBeLessThan(0.002)
    await room.show(RED)
    expect(await room.page.evaluate(() => darkroom.states.at(-1)!.state)).toBe('shown')
  })

  it('fails in words where there never was a picture', async () => {
    const states = await room.page.evaluate(
      async ([spec, picture]) => {
        darkroom.close()
        const look = { ...picture.look, shape: { size: 'none' } }
        await darkroom.open({ spec, picture: { ...picture, look } }).catch(() => undefined)
        const told = darkroom.states.at(-1)
        darkroom.close()
        return told
      },
      [SPEC, PICTURE] as const
    )
    expect(states).toMatchObject({ state: 'failed', code: 'scene/no-shape' })
  })

  it('lets go of everything it made for shapes and looks that are no longer shown', async () => {
    const held = await room.page.evaluate(
      async ([picture, red]) => {
        const other = { ...picture, look: { ...picture.look, shape: { size: 'l' } } }
        await darkroom.show(other)
        await darkroom.show(picture)
        const before = darkroom.held()
        for (let i = 0; i < 3; i++) for (const next of [other, red, picture]) await darkroom.show(next)
        return [before, darkroom.held()]
      },
      [PICTURE, RED] as const
    )
    expect(held[1]).toEqual(held[0])
  })

  it('captures 4096 pixels a side without a seam between its parts', async () => {
    const tall = 120
    const large = await room.take({ width: 4096, height: tall, ground: 'transparent', view: 'start' })
    const { width, height } = await sharp(large).metadata()
    expect([width, height]).toEqual([4096, tall])
    // Across the border of two parts pixels differ no more than across any other column.
    const strip = await sharp(large).extract({ left: 2000, top: 0, width: 96, height: tall }).raw().toBuffer()
    const step = (x: number) => {
      let sum = 0
      for (let y = 0; y < tall; y++)
        for (let k = 0; k < 4; k++) sum += Math.abs(strip[4 * (96 * y + x) + k]! - strip[4 * (96 * y + x - 1) + k]!)
      return sum
    }
    const others = Array.from({ length: 90 }, (_, i) => step(i + 2)).sort((a, b) => a - b)
    expect(others[45]!).toBeGreaterThan(0)
    expect(step(48)).toBeLessThanOrEqual(others[88]!)
  })

  it('sews in a worker where it may, and the picture is the same', async () => {
    const before = await room.take({ ...SIZE, view: 'start' })
    const workers = await room.page.evaluate(
      async ([spec, picture]) => {
        darkroom.close()
        const found = { started: 0, ended: 0 }
        const policies = (globalThis as unknown as { trustedTypes: TrustedTypes }).trustedTypes
        const policy = policies.createPolicy('toile', { createScriptURL: (url) => url })
        const startWorker = () => {
          found.started++
          const worker = new Worker(policy.createScriptURL('/sewing-worker.js') as string, { type: 'module' })
          const { terminate } = worker
          worker.terminate = () => (found.ended++, terminate.call(worker))
          return worker
        }
        await darkroom.open({ spec, picture, startWorker })
        return found
      },
      [SPEC, PICTURE] as const
    )
    expect(workers).toEqual({ started: 1, ended: 0 })
    expect(await difference(before, await room.take({ ...SIZE, view: 'start' }))).toBe(0)
  })

  it('sews on the page what a worker that dies left undone', async () => {
    const before = await room.take({ ...SIZE, view: 'start' })
    const ended = await room.page.evaluate(
      async ([spec, picture]) => {
        darkroom.close()
        let wasEnded = false
        const dead = {
          postMessage: () => setTimeout(() => dead.onerror?.(), 10),
          terminate: () => (wasEnded = true),
          onerror: null as null | (() => void),
        }
        await darkroom.open({ spec, picture, startWorker: () => dead as unknown as Worker })
        return wasEnded
      },
      [SPEC, PICTURE] as const
    )
    expect(ended).toBe(true)
    expect(await difference(before, await room.take({ ...SIZE, view: 'start' }))).toBe(0)
  })

  it('mounts twice in a row, as strict pages do, and leaves an empty host', async () => {
    const left = await room.page.evaluate(
      async ([spec, picture]) => {
        darkroom.close()
        await darkroom.open({ spec, picture })
        darkroom.close()
        const empty = document.querySelector('#host')!.childElementCount
        await darkroom.open({ spec, picture })
        return { empty, canvases: document.querySelectorAll('#host canvas').length }
      },
      [SPEC, PICTURE] as const
    )
    expect(left).toEqual({ empty: 0, canvases: 1 })
  })

  it('lives under a strict policy with Trusted Types, without a word in the console', () => {
    // The one shape that is not there is reported by the browser itself.
    expect(room.faults.filter((fault) => !fault.includes('404'))).toEqual([])
  })
})
