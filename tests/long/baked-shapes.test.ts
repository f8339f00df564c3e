import { readdir, readFile, stat } from 'node:fs/promises'
import { validateBytes } from 'gltf-validator'
import { describe, expect, it } from 'vitest'
import { readShape, shapeFigures, turnedOf, type SewnShape } from '../../src/drape/index.ts'
import { betweenThighs, meshesOf } from '../../models/jeans/bake.ts'
import { CUTS, draftOf, placementsFor, SHAPES } from '../../models/jeans/cuts.ts'
import { liftOf, standingBody } from '../../models/jeans/hang.ts'
import { REFERENCE_BODY } from '../../models/jeans/body.ts'
import { jeansPlan, sewable } from '../../models/jeans/sewing.ts'

const product = new URL('../../models/jeans/', import.meta.url)
const folder = new URL('shapes/', product)
const files = new Map<string, Promise<Uint8Array>>()
const bytesOf = (name: string): Promise<Uint8Array> => {
  let file = files.get(name)
  if (!file) files.set(name, (file = readFile(new URL(name, folder)).then((bytes) => new Uint8Array(bytes))))
  return file
}
const shapes = new Map<string, Promise<SewnShape>>()
const shapeOf = (name: string): Promise<SewnShape> => {
  let shape = shapes.get(name)
  if (!shape) shapes.set(name, (shape = bytesOf(`${name}.glb`).then((bytes) => readShape(bytes, { beside: bytesOf }))))
  return shape
}

// The corners of what can be chosen, and the middle.
const SOME = ['skinny-tapered-low-clings', 'regular-straight-mid-falls', 'relaxed-wide-high-stands'] as const
const cutOf = (name: string) => name.slice(0, name.lastIndexOf('-'))

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
  it('are there for every fit, leg, rise and cloth that go together, and weigh little', async () => {
    const wanted = [...SHAPES.map((name) => `${name}.glb`), ...CUTS.map((cut) => `${cut}.bin`), 'mesh.bin']
    expect((await readdir(folder)).sort()).toEqual(wanted.sort())
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(new URL(name, folder))).size)
    )
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_100_000)
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

  it('have no gap at a seam, and no cloth in the body or through cloth', async () => {
    const body = standingBody()
    for (const name of SOME) {
      const shape = await shapeOf(name)
      const { seamGap95, seamGapMost, inBody, inItself } = shapeFigures(shape, body, liftOf(shape))
      expect({ name, close: seamGap95 <= 0.5 && seamGapMost <= 2 }).toEqual({ name, close: true })
      expect({ name, clear: inBody <= 1 && inItself <= 1 }).toEqual({ name, clear: true })
    }
  })

  it('hang by their cloth: one cut in three cloths is three shapes, and no leg mirrors the other', async () => {
    const [falls, stands, clings] = await Promise.all(
      ['falls', 'stands', 'clings'].map((hang) => shapeOf(`regular-straight-mid-${hang}`))
    )
    const apart = (a: Float32Array, b: Float32Array) => {
      const most = a.reduce((far, value, k) => Math.max(far, Math.abs(value - b[k]!)), 0)
      return most * 1000
    }
    expect(apart(falls!.positions, stands!.positions)).toBeGreaterThan(10)
    expect(apart(falls!.positions, clings!.positions)).toBeGreaterThan(10)
    const hemOf = (copy: string) => {
      const front = falls!.panels.findIndex(({ name }) => name === `front.${copy}`)
      const { panel, positions } = falls!
      return Math.min(...Array.from(panel, (index, i) => (index === front ? positions[3 * i + 1]! : Infinity)))
    }
    expect(Math.abs(hemOf('L') - hemOf('R')) * 1000).toBeGreaterThan(4)
  })

  it('know where sitting wears them: creases at the hip and behind the knee, none on the shin', async () => {
    for (const name of SOME) {
      const { worn, positions, heights } = await shapeOf(name)
      const spread = (from: number, to: number) => {
        const here = [...worn!].filter((_, i) => positions[3 * i + 1]! > from && positions[3 * i + 1]! < to)
        const mean = here.reduce((sum, value) => sum + value, 0) / here.length
        return Math.sqrt(here.reduce((sum, value) => sum + (value - mean) ** 2, 0) / here.length)
      }
      const { hem, knee, crotch } = heights as { hem: number; knee: number; crotch: number }
      expect({ name, hip: spread(crotch, crotch + 0.12) > 20 }).toEqual({ name, hip: true })
      expect({ name, knee: spread(knee - 0.02, knee + 0.12) > 20 }).toEqual({ name, knee: true })
      expect({ name, shin: spread(hem, hem + 0.15) < 2 }).toEqual({ name, shin: true })
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
    const { cloths, order } = await meshesOf(SOME.map(cutOf))
    for (const [k, cloth] of cloths.entries()) {
      const shape = await shapeOf(SOME[k]!)
      expect(shape.panels.map((panel) => panel.name)).toEqual(cloth.panels.map((panel) => panel.name))
      const off = shape.pattern.reduce(
        (most, mm, k) => Math.max(most, Math.abs(mm - cloth.pattern[2 * order[k >> 1]! + (k & 1)]!)),
        0
      )
      expect(off).toBeLessThan(0.06)
    }
  }, 20_000)

  it('place every trim where the draft has its lines', async () => {
    const written = (await shapeOf('regular-straight-mid-falls')).placements
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
