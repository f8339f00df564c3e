import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect } from 'vitest'
import { topologyOf, writeShape } from '../../src/drape/compile/shape-writer.ts'
import type { DarkroomPage } from '../../src/scene/compile/darkroom-page.ts'
import { openDarkroom, type Darkroom } from '../../src/scene/compile/darkroom.ts'
import type { Picture } from '../../src/scene/types.ts'
import type { SceneSpec } from '../../src/template/types.ts'
import { row, tube } from '../scene/tube.ts'

declare const darkroom: DarkroomPage

export const SPEC: SceneSpec = {
  trims: ['seam', 'hem'],
  shape: 'shapes/{size}.glb',
  topology: null,
  stand: null,
  exposure: 1,
  frame: 0.8,
  poster: 'poster.webp',
  posterView: 'start',
  views: {
    start: { target: [0, 0.3, 0], distance: 1.6, azimuth: 24, elevation: 6 },
    back: { target: [0, 0.3, 0], distance: 1.6, azimuth: 180, elevation: 6 },
  },
}
export const PICTURE: Picture = { look: { shape: { size: 'm' }, show: ['seam'] }, texts: {}, artworks: {} }
export const RED: Picture = {
  look: { ...PICTURE.look, cloth: { warp: ['#a00000', '#b00000', '#c00000', '#d00000', '#e00000'], weft: '#c00000' } },
  texts: {}, artworks: {},
}
export const SIZE = { width: 160, height: 200 }

/** A sewn tube with trims, in a browser that counts what it draws (`drawn`) and which contexts it makes (`contexts`). */
export async function openTubeRoom(): Promise<Darkroom> {
  const folder = await mkdtemp(join(tmpdir(), 'toile-scene-'))
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
  const opened = await openDarkroom({ folder, spec: SPEC, picture: null, ...SIZE })
  const room: Darkroom = {
    ...opened,
    async close() {
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
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
    const contexts: WebGL2RenderingContext[] = []
    Object.assign(globalThis, { contexts })
    const { getContext } = HTMLCanvasElement.prototype
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...args: [never]) {
      const context = getContext.apply(this, args) as RenderingContext | null
      if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) contexts.push(context)
      return context
    } as typeof getContext
  })
  return room
}

/** The same picture before each test, whatever the one before left. */
export async function showFirst(room: Darkroom): Promise<void> {
  await room.page.evaluate(
    async ([spec, picture]) => {
      if (darkroom.scene) await darkroom.show(picture)
      else await darkroom.open({ spec, picture })
    },
    [SPEC, PICTURE] as const
  )
}

export const pixels = async (png: Buffer) => (await sharp(png).ensureAlpha().raw().toBuffer()) as Uint8Array

/** Mean difference of two pictures of one size, 0 to 1. */
export const difference = async (a: Buffer, b: Buffer) => {
  const [p, q] = [await pixels(a), await pixels(b)]
  expect(p.length).toBe(q.length)
  return p.reduce((sum, value, i) => sum + Math.abs(value - q[i]!), 0) / p.length / 255
}
