import { readdir, readFile, stat } from 'node:fs/promises'
import { validateBytes } from 'gltf-validator'
import { describe, expect, it } from 'vitest'
import { readShape, turnedOf } from '../../src/drape/index.ts'
import { betweenThighs, meshOf } from '../../models/jeans/bake.ts'
import { draftOf, placementsFor, SHAPES } from '../../models/jeans/cuts.ts'
import { REFERENCE_BODY } from '../../models/jeans/body.ts'
import { jeansPlan, sewable } from '../../models/jeans/sewing.ts'

const product = new URL('../../models/jeans/', import.meta.url)
const folder = new URL('shapes/', product)
const bytesOf = async (name: string) => new Uint8Array(await readFile(new URL(name, folder)))
const shapeOf = async (name: string) => readShape(await bytesOf(`${name}.glb`), { beside: bytesOf })

// The corners of what can be chosen, and the middle.
const SOME = ['skinny-tapered-low', 'regular-straight-mid', 'relaxed-wide-high'] as const

const NODES = [
  'stitch.side',
  'stitch.inseam',
  'stitch.seat',
  'stitch.yoke',
  'stitch.waistband',
  'fly.zip',
  'fly.button',
  'frontPockets.scoop',
  'frontPockets.slant',
  'backPockets.patch',
  'backPockets.welt',
  'pocketStitch.plain',
  'pocketStitch.wave',
  'pocketStitch.diamond',
  'pocketStitch.chevron',
  'waist.button',
  'label.patch',
  'beltLoops.five',
  'beltLoops.seven',
  'hem.plain',
  'hem.chain',
  'hem.raw',
  'hem.cuff',
  'monogram',
]

describe('the baked shapes', () => {
  it('are there for every fit, leg and rise that go together, and weigh little', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.glb'))
    expect(files.sort()).toEqual(SHAPES.map((name) => `${name}.glb`).sort())
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(new URL(name, folder))).size)
    )
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_400_000)
  })

  it('leave room for pictures: the whole product stays under three megabytes', async () => {
    const entries = await readdir(product, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    const sizes = await Promise.all(files.map(async (file) => (await stat(`${file.parentPath}/${file.name}`)).size))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000)
  })

  it('are glTF that the validator has no complaint about', async () => {
    for (const name of SOME) {
      const { issues } = await validateBytes(await bytesOf(`${name}.glb`), {
        uri: `${name}.glb`,
        externalResourceFunction: bytesOf,
      })
      expect({ name, errors: issues.numErrors, warnings: issues.numWarnings }).toEqual({ name, errors: 0, warnings: 0 })
    }
  })

  it('have a node for every trim a choice can show, and nothing that no choice could hide', async () => {
    for (const name of SOME) {
      const { placements } = await shapeOf(name)
      expect(placements.map(({ node }) => node).filter((node) => !NODES.includes(node))).toEqual([])
      expect(NODES.filter((node) => !placements.some((placement) => placement.node === node))).toEqual([])
    }
  })

  it('carry the very pattern that is cut: every vertex where the draft has it', async () => {
    for (const name of SOME) {
      const [shape, { cloth, order }] = [await shapeOf(name), await meshOf(name)]
      expect(shape.panels.map((panel) => panel.name)).toEqual(cloth.panels.map((panel) => panel.name))
      order.forEach((old, i) => {
        expect(Math.abs(shape.pattern[2 * i]! - cloth.pattern[2 * old]!)).toBeLessThan(0.06)
        expect(Math.abs(shape.pattern[2 * i + 1]! - cloth.pattern[2 * old + 1]!)).toBeLessThan(0.06)
      })
    }
  }, 20_000)

  it('place every trim where the draft has its lines', async () => {
    const written = (await shapeOf('regular-straight-mid')).placements
    const drawn = placementsFor('regular-straight-mid')
    expect(written).toHaveLength(drawn.length)
    const count = (list: readonly { node: string; kind: string }[]) =>
      list.map(({ node, kind }) => `${node} ${kind}`).sort()
    expect(count(written)).toEqual(count(drawn))
  })

  it('stand on the floor, face the front and are trousers: two legs, a ring for a waist', async () => {
    for (const name of SOME) {
      const shape = await shapeOf(name)
      const column = (axis: number) => Array.from(shape.weld, (_, i) => shape.positions[3 * i + axis]!)
      expect(Math.min(...column(1))).toBeGreaterThan(0)
      expect(Math.min(...column(1))).toBeLessThan(0.08)
      expect(Math.max(...column(1))).toBeGreaterThan(0.95)
      const meanOf = (panel: string, axis: number) => {
        const index = shape.panels.findIndex((one) => one.name === panel)
        const own = column(axis).filter((_, i) => shape.panel[i] === index)
        return own.reduce((sum, value) => sum + value, 0) / own.length
      }
      expect(meanOf('front.L', 0)).toBeGreaterThan(0.05)
      expect(meanOf('front.R', 0)).toBeLessThan(-0.05)
      expect(meanOf('front.L', 2)).toBeGreaterThan(meanOf('back.L', 2) + 0.05)
      expect(meanOf('yoke.R', 1)).toBeGreaterThan(meanOf('back.R', 1) + 0.3)
    }
  })

  it('hang the right way up: no hem is turned over and no leg has slipped off its leg', async () => {
    for (const name of SHAPES) {
      const { positions, pattern, triangles, panel, panels } = await shapeOf(name)
      const isLeg = panels.map(({ piece }) => piece === 'front' || piece === 'back')
      let [edges, upsideDown] = [0, 0]
      for (let t = 0; t < triangles.length; t += 3)
        for (let k = 0; k < 3; k++) {
          const [a, b] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!]
          const down = pattern[2 * b + 1]! - pattern[2 * a + 1]!
          if (!isLeg[panel[a]!] || Math.abs(down) < 9) continue
          edges++
          if (down * (positions[3 * b + 1]! - positions[3 * a + 1]!) > 0) upsideDown++
        }
      expect({ name, few: upsideDown / edges < 0.003 }).toEqual({ name, few: true })
    }
  }, 20_000)

  it('have a clean seat: next to nothing is caught between the thighs', async () => {
    const { outwards } = jeansPlan(sewable(draftOf('regular-straight-mid')), REFERENCE_BODY)
    for (const name of SHAPES) {
      const { positions, triangles, heights } = await shapeOf(name)
      const lift = heights.crotch! * 1000 - REFERENCE_BODY.crotchHeight
      const hung = Float64Array.from(positions, (metres, k) => metres * 1000 - (k % 3 === 1 ? lift : 0))
      const caught = turnedOf({ triangles }, hung, outwards, betweenThighs)
      // A fingertip of cloth; what hung as a wedge under the seat was 1000 to 3000.
      expect({ name, little: caught < 600 }).toEqual({ name, little: true })
    }
  }, 20_000)
})
