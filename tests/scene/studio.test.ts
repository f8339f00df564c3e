import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { topologyOf, writeShape } from '../../src/drape/compile/shape-writer.ts'
import { openDarkroom, type Darkroom } from '../../src/scene/compile/darkroom.ts'
import { findBrowser } from '../../src/scene/compile/findBrowser.mjs'
import type { DarkroomPage } from '../../src/scene/compile/darkroom-page.ts'
import type { Picture } from '../../src/scene/types.ts'
import type { SceneSpec } from '../../src/template/types.ts'
import { row, tube } from './tube.ts'

declare const darkroom: DarkroomPage
declare const drawn: { calls: number; triangles: number }

const SPEC: SceneSpec = {
  trims: ['seam', 'hem'],
  shape: 'shapes/{size}.glb',
  topology: null, stand: null,
  poster: 'poster.webp',
  posterView: 'start',
  views: {
    start: { target: [0, 0.3, 0], distance: 1.6, azimuth: 24, elevation: 6 },
    back: { target: [0, 0.3, 0], distance: 1.6, azimuth: 180, elevation: 6 },
  },
}
const PICTURE: Picture = { look: { shape: { size: 'm' }, show: ['seam'] }, texts: {}, artworks: {} }
const RED: Picture = {
  look: { ...PICTURE.look, cloth: { warp: ['#a00000', '#b00000', '#c00000', '#d00000', '#e00000'], weft: '#c00000' } },
  texts: {}, artworks: {},
}
const SIZE = { width: 160, height: 200 }

describe.skipIf(!findBrowser())('the scene in a browser (needs Chromium, or TOILE_BROWSER)', () => {
  let folder: string
  let room: Darkroom

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'toile-scene-'))
    await mkdir(join(folder, 'shapes'))
    const placements = [
      row({ node: 'seam', rows: [2, 8] }),
      {
        node: 'seam',
        panel: 'back',
        kind: 'band',
        points: [
          [150, 40],
          [150, 560],
        ],
        from: 0,
        to: 10,
        height: 1.2,
      },
      { node: 'r', panel: 'front', kind: 'rivet', at: [120, 140], angle: 0, size: 9 },
      { node: 'b', panel: 'front', kind: 'button', at: [160, 60], angle: 0, size: 17 },
      {
        node: 'l',
        panel: 'front',
        kind: 'patch',
        points: [
          [100, 300],
          [200, 300],
          [200, 360],
          [100, 360],
        ],
        height: 1.4,
        material: 'label',
      },
      { node: 't', panel: 'front', kind: 'bartack', at: [80, 80], angle: 30, size: 10 },
    ] as const
    for (const [name, columns] of [
      ['m', 16],
      ['l', 20],
    ] as const) {
      const shape = tube({ placements }, columns)
      const topology = await topologyOf(`${name}.bin`, shape)
      await writeFile(join(folder, 'shapes', topology.name), topology.bytes)
      await writeFile(join(folder, 'shapes', `${name}.glb`), await writeShape(shape, topology))
    }
    room = await openDarkroom({ folder, spec: SPEC, picture: null, ...SIZE })
    await room.page.evaluate(() => {
      const counter = { calls: 0, triangles: 0 }
      Object.assign(globalThis, { drawn: counter })
      const gl = WebGL2RenderingContext.prototype
      const { drawElements, drawElementsInstanced, drawArrays } = gl
      gl.drawElements = function (...args) {
        counter.calls++
        counter.triangles += args[1] / 3
        drawElements.apply(this, args)
      }
      gl.drawElementsInstanced = function (...args) {
        counter.calls++
        counter.triangles += (args[1] / 3) * args[4]
        drawElementsInstanced.apply(this, args)
      }
      gl.drawArrays = function (...args) {
        counter.calls++
        drawArrays.apply(this, args)
      }
    })
  }, 120_000)
  beforeEach(async () => {
    await room.page.evaluate(
      async ([spec, picture]) => {
        if (darkroom.scene) await darkroom.show(picture)
        else await darkroom.open({ spec, picture })
      },
      [SPEC, PICTURE] as const
    )
  }, 120_000)
  afterAll(async () => {
    await room?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const pixels = async (png: Buffer) => (await sharp(png).ensureAlpha().raw().toBuffer()) as Uint8Array
  const difference = async (a: Buffer, b: Buffer) => {
    const [p, q] = [await pixels(a), await pixels(b)]
    expect(p.length).toBe(q.length)
    return p.reduce((sum, value, i) => sum + Math.abs(value - q[i]!), 0) / p.length / 255
  }
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

  it('fails in words for a shape that is not there, and works again with one that is', async () => {
    const failed = await room.page.evaluate(async (picture) => {
      darkroom.states.length = 0
      darkroom.scene!.show({ ...picture, look: { ...picture.look, shape: { size: 'none' } } })
      await darkroom.scene!.settled()
      return darkroom.states.at(-1)
    }, PICTURE)
    expect(failed).toMatchObject({ state: 'failed', code: 'scene/no-shape' })
    await room.show(PICTURE)
    expect(await room.page.evaluate(() => darkroom.states.at(-1)!.state)).toBe('shown')
  })

  it('says when the GPU loses the picture, and brings the same one back', async () => {
    const before = await room.take({ ...SIZE, view: 'start' })
    const states = await room.page.evaluate(async () => {
      darkroom.states.length = 0
      const loss = document.querySelector('canvas')!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!
      loss.loseContext()
      await new Promise((resolve) => setTimeout(resolve, 100))
      loss.restoreContext()
      while (darkroom.states.at(-1)?.state !== 'shown') await new Promise((resolve) => setTimeout(resolve, 50))
      return darkroom.states.map(({ state }) => state)
    })
    expect(states).toEqual(['lost', 'shown'])
    expect(await difference(before, await room.take({ ...SIZE, view: 'start' }))).toBeLessThan(0.002)
  })

  it('mounts twice in a row, as strict pages do, and leaves an empty host', async () => {
    const left = await room.page.evaluate(
      async ([spec, picture]) => {
        darkroom.close()
        await darkroom.open({ spec, picture })
        darkroom.close()
        const empty = document.querySelector('#host')!.childElementCount
        await darkroom.open({ spec, picture })
        return { empty, canvases: document.querySelectorAll('canvas').length }
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
