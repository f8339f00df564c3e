import { describe, expect, it } from 'vitest'
import type { SewnShape } from '../../src/drape/index.ts'
import { buffersIn } from '../../src/scene/sewing-service.ts'
import { createSewingRoom, type Sewn } from '../../src/scene/sewing.ts'
import type { Wish } from '../../src/scene/wish.ts'
import { row, tube } from './tube.ts'

const URL = 'https://shop.example/tube.glb'
const { signal } = new AbortController()

/** A tube wider and longer than the baked one, cut from a pattern as much wider and longer. */
function own(wider = 1.2, longer = 1.1): SewnShape {
  const shape = tube({ placements: [row({ points: [[50, 110], [250, 110]] })] }, 20, 36)
  return {
    ...shape,
    positions: shape.positions.map((x, i) => x * (i % 3 === 1 ? longer : wider)),
    pattern: shape.pattern.map((x, i) => x * (i % 2 === 0 ? wider : longer)),
  }
}

const baked = () => {
  const shape = tube()
  // Darker towards the floor, and worn in the upper half.
  const occlusion = Uint8Array.from(shape.panel, (_, i) => 55 + Math.round(shape.positions[3 * i + 1]! * 300))
  const worn = Uint8Array.from(shape.panel, (_, i) => (shape.positions[3 * i + 1]! > 0.3 ? 200 : 128))
  return { ...shape, occlusion, worn }
}

const wish = (over: Partial<Wish> = {}): Wish => ({
  url: URL,
  own: { key: 'one', shape: own(), map: null },
  from: null,
  insideLeg: null,
  hidden: [],
  letters: {},
  ...over,
})

const room = () => createSewingRoom(async () => baked())
const sewn = async (asked: Wish, by = room()): Promise<Sewn> => (await by.sew(asked, signal, () => undefined)) as Sewn
const top = ({ cloth }: Sewn) => Math.max(...cloth.position.filter((_, i) => i % 3 === 1))
const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length

describe('a customer’s own garment', () => {
  it('is sewn in place of the baked shape, and shown as tall as that', async () => {
    const garment = await sewn(wish())
    expect(top(garment)).toBeCloseTo(0.66, 2)
    expect(top(garment) * garment.scale).toBeCloseTo(0.6, 2)
  })

  it('lies by its own pattern: a wider panel has more cloth across, not wider cloth', async () => {
    const [mine, theirs] = [await sewn(wish()), await sewn(wish({ own: null }))]
    const across = ({ cloth }: Sewn) => Math.max(...cloth.fabric.filter((_, i) => i % 2 === 0))
    expect(across(mine) / across(theirs)).toBeCloseTo(1.2, 2)
  })

  it('wears its own trims', async () => {
    expect((await sewn(wish())).thread.matrix.length / 16).toBe(50)
    expect((await sewn(wish({ own: null }))).thread.matrix.length).toBe(0)
  })

  it('takes the shade that was baked, place by place', async () => {
    const { cloth } = await sewn(wish())
    const open = (from: number, to: number) =>
      mean(
        Array.from(cloth.panel.keys())
          .filter((i) => cloth.panel[i]! >= 0 && cloth.position[3 * i + 1]! > from && cloth.position[3 * i + 1]! < to)
          .map((i) => cloth.worn[4 * i + 2]!)
      )
    expect(open(0.01, 0.05)).toBeLessThan(0.35)
    expect(open(0.6, 0.65)).toBeGreaterThan(0.7)
  })

  it('is sewn although the baked shape cannot be read as one', async () => {
    const alone = createSewingRoom(async () => new Uint8Array(4))
    expect(top(await sewn(wish(), alone))).toBeCloseTo(0.66, 2)
  })

  it('is sewn after the shape it began from has travelled to the page', async () => {
    const shape = baked()
    const by = createSewingRoom(async () => shape)
    const handed = (await by.shape(URL, signal))!
    structuredClone(handed, { transfer: buffersIn(handed) })
    expect(top(await sewn(wish(), by))).toBeCloseTo(0.66, 2)
  })

  it('begins where the garment before it hangs, with all that lies on it', async () => {
    const by = room()
    await sewn(wish({ own: null }), by)
    const garment = await sewn(wish({ from: `${URL} null` }), by)
    const { cloth, start, scale, thread } = garment
    const began = (list: Float32Array, off: Float32Array, i: number, stride = 3, at = 0) =>
      [0, 1, 2].map((k) => (list[stride * i + at + k]! + off[3 * i + k]!) * scale)
    for (let i = 0; i < cloth.panel.length; i += 7) {
      const [x, y, z] = began(cloth.position, start!.cloth, i)
      expect(Math.hypot(x!, z!)).toBeCloseTo(0.1, 2)
      expect(y).toBeGreaterThan(-0.01)
      expect(y).toBeLessThan(0.61)
    }
    const [x, , z] = began(thread.matrix, start!.thread, 10, 16, 12)
    expect(Math.abs(Math.hypot(x!, z!) - 0.1)).toBeLessThan(0.006)
  })

  it('begins at rest where nothing stood before, or the same body', async () => {
    const by = room()
    expect((await sewn(wish({ from: 'gone' }), by)).start).toBeNull()
    expect((await sewn(wish({ from: 'own one' }), by)).start).toBeNull()
  })

  it('carries a map of its fit to every corner, laid-on cloth included', async () => {
    const shape = own()
    const patched: SewnShape = {
      ...shape,
      placements: [
        { node: 'pocket', panel: 'front', kind: 'patch', height: 1, material: 'cloth', points: [[80, 200], [200, 200], [200, 320], [80, 320]] },
      ],
    }
    // The share of its height.
    const values = Float32Array.from(shape.panel, (_, i) => shape.positions[3 * i + 1]! / 0.66)
    const { fit, cloth } = await sewn(wish({ own: { key: 'two', shape: patched, map: { kind: 'strain', values, to: 1, colours: [] } } }))
    expect(fit).toMatchObject({ kind: 'strain', to: 1 })
    expect(fit!.values.length).toBe(cloth.panel.length)
    for (let i = 0; i < cloth.panel.length; i += 5)
      expect(Math.abs(fit!.values[i]! - cloth.position[3 * i + 1]! / 0.66)).toBeLessThan(0.03)
    expect(cloth.panel.some((panel) => panel < 0)).toBe(true)
  })
})
