import { describe, expect, it } from 'vitest'
import { creasesOf, layerDepth, settle, weldOf, type Cloth, type SolverSettings } from '../../src/drape/index.ts'

/** A rectangle of cloth in a mesh of `step` mm, lying level: x and z in space are x and y of the pattern. */
function sheet(wide: number, long: number, step: number): { cloth: Cloth; level: (height: number) => Float64Array } {
  const [columns, rows] = [Math.round(wide / step) + 1, Math.round(long / step) + 1]
  const pattern = new Float64Array(2 * columns * rows)
  const triangles: number[] = []
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const v = j * columns + i
      pattern.set([i * step, j * step], 2 * v)
      if (i === 0 || j === 0) continue
      const [a, b, c, d] = [v - columns - 1, v - columns, v - 1, v]
      triangles.push(...((i + j) % 2 ? [a, c, b, b, c, d] : [a, c, d, a, d, b]))
    }
  const count = columns * rows
  const edge = (name: string, at: number) =>
    [`sheet/${name}`, Uint32Array.from({ length: columns }, (_, i) => at * columns + i)] as const
  const cloth: Cloth = {
    panels: [{ name: 'sheet', piece: 'sheet', copy: null, first: 0, count }],
    pattern,
    panel: new Uint8Array(count),
    triangles: Uint32Array.from(triangles),
    stitches: new Uint32Array(),
    edges: new Map([edge('top', 0), edge('bottom', rows - 1)]),
    steps: [],
  }
  const level = (height: number) =>
    Float64Array.from({ length: 3 * count }, (_, k) =>
      k % 3 === 1 ? height : pattern[2 * Math.floor(k / 3) + (k % 3) / 2]!
    )
  return { cloth, level }
}

const DENIM: SolverSettings = { cloth: { weight: 440, bending: 80 }, frames: 90, substeps: 8 }
const lowest = (p: Float64Array) => p.reduce((least, value, k) => (k % 3 === 1 ? Math.min(least, value) : least), 1e9)

/** A strip held by its first rows, the rest sticking out. */
const shelf = (cloth: Cloth, start: Float64Array, depth: number) => ({
  within: 1,
  aim: (i: number) =>
    cloth.pattern[2 * i + 1]! <= depth ? ([start[3 * i]!, start[3 * i + 1]!, start[3 * i + 2]!] as const) : null,
})

describe('bending', () => {
  const { cloth, level } = sheet(30, 80, 10)
  const start = level(200)
  const tip = async (settings: Partial<SolverSettings>) =>
    lowest(await settle(cloth, start, null, { ...DENIM, substeps: 30, ...settings, led: shelf(cloth, start, 20) }))

  it('lets a strip hang over a shelf the farther the softer it is, and a stiff one stand out', async () => {
    const [soft, denim, stiff] = await Promise.all(
      [5, 80, 2000].map((bending) => tip({ cloth: { weight: 440, bending } }))
    )
    expect(soft).toBeLessThan(denim! - 10)
    expect(denim).toBeLessThan(stiff! - 10)
    expect(stiff).toBeGreaterThan(185)
  })

  it('keeps its share of a crease: what was folded in a pose stays bent where nothing pulls', async () => {
    const folded = Float64Array.from(start, (value, k) => {
      const z = start[3 * Math.floor(k / 3) + 2]!
      if (z <= 40 || k % 3 === 0) return value
      return (k % 3 === 1 ? value : 40) + (z - 40) * Math.SQRT1_2
    })
    const end = (keeps: number) =>
      settle(cloth, start, null, {
        ...DENIM,
        gravity: 0,
        creased: { positions: folded, keeps: () => keeps },
        led: shelf(cloth, start, 20),
      }).then((p) => p.at(-2)! - 200)
    expect(Math.abs(await end(0))).toBeLessThan(0.5)
    expect(await end(0.5)).toBeGreaterThan(8)
    expect(await end(1)).toBeGreaterThan(20)
  })

  it('comes out the same every time', async () => {
    const settings = { ...DENIM, frames: 20, keepLayers: true, led: shelf(cloth, start, 20) }
    expect(await settle(cloth, start, null, settings)).toEqual(await settle(cloth, start, null, settings))
  })
})

describe('stretch', () => {
  it('gives along the weft and not along the warp, as the cloth is woven', async () => {
    const longer = async (turned: boolean) => {
      const { cloth } = sheet(40, 160, 10)
      const own = turned
        ? { ...cloth, pattern: cloth.pattern.map((_, k) => cloth.pattern[k ^ 1]!) }
        : cloth
      // It hangs down from its first row.
      const hungAt = (i: number) => [cloth.pattern[2 * i]!, 500 - cloth.pattern[2 * i + 1]!, 0]
      const start = Float64Array.from([...cloth.panel].flatMap((_, i) => hungAt(i)))
      const led = { within: 1, aim: (i: number) => (i < 5 ? ([start[3 * i]!, 500, 0] as const) : null) }
      const give = { warp: 0.2, weft: 60, bias: 20 }
      const elastic = { ...DENIM, substeps: 30, cloth: { weight: 440, bending: 20, give }, led }
      return 340 - lowest(await settle(own, start, null, elastic))
    }
    const [warp, weft] = [await longer(false), await longer(true)]
    expect(warp).toBeLessThan(2)
    expect(weft).toBeGreaterThan(2 * warp)
  })

  it('is drawn in along an edge by a shorter elastic', async () => {
    const { cloth, level } = sheet(120, 40, 10)
    const elastics = [{ edges: ['sheet/bottom'], ratio: 0.8, give: 0.01 }]
    const give = { warp: 4, weft: 4, bias: 4 }
    const p = await settle(cloth, level(0), null, {
      ...DENIM,
      cloth: { weight: 180, bending: 4, give },
      gravity: 0,
      elastics,
    })
    const along = cloth.edges.get('sheet/bottom')!
    const [first, last] = [3 * along[0]!, 3 * along.at(-1)!]
    expect(p[last]! - p[first]!).toBeLessThan(105)
  })
})

describe('contact', () => {
  const floor = (friction: number) => ({ floor: 0, standing: [], friction, rise: 0, frames: 1 })

  it('lets cloth come to rest on a floor, and a rod in it stand out', async () => {
    const { cloth, level } = sheet(120, 120, 10)
    const rod = { from: [60, 0, 0], to: [60, 0, 120], radius: 20 } as const
    const p = await settle(cloth, level(45), null, {
      ...DENIM,
      ground: { ...floor(0.5), standing: [rod] },
    })
    expect(lowest(p)).toBeGreaterThan(-0.5)
    for (let i = 0; i < cloth.panel.length; i++)
      expect(Math.hypot(p[3 * i]! - 60, p[3 * i + 1]!)).toBeGreaterThan(21.5)
  })

  it('keeps layers apart where a strip falls onto itself, and tells where they are not', async () => {
    const { cloth } = sheet(30, 200, 8)
    // Folded over once, the upper half 40 mm above the lower.
    const half = (i: number) => cloth.pattern[2 * i + 1]! / 100
    const start = Float64Array.from({ length: 3 * cloth.panel.length }, (_, k) => {
      const i = Math.floor(k / 3)
      const turn = Math.min(1, Math.max(0, (half(i) - 0.7) / 0.6))
      if (k % 3 === 0) return cloth.pattern[2 * i]!
      if (k % 3 === 1) return 3 + 40 * turn
      return half(i) < 1 ? cloth.pattern[2 * i + 1]! : 200 - cloth.pattern[2 * i + 1]!
    })
    const shape = { triangles: cloth.triangles, weld: weldOf(cloth) }
    const ground = floor(0.6)
    const soft = { ...DENIM, cloth: { weight: 440, bending: 5 }, ground }
    const kept = await settle(cloth, start, null, { ...soft, keepLayers: true })
    expect(layerDepth({ ...shape, positions: kept })).toBeLessThan(0.2)
    // The same fold, pressed through itself by hand.
    const pressed = kept.map((value, k) => (k % 3 === 1 && half(Math.floor(k / 3)) > 1.4 ? value - 12 : value))
    expect(layerDepth({ ...shape, positions: pressed })).toBeGreaterThan(1)
  })
})

describe('creasesOf', () => {
  it('finds the ridge of a fold and its hollow, and nothing where cloth lies flat', () => {
    const { cloth, level } = sheet(200, 40, 10)
    // One wave of 12 mm; the right side of this sheet is up.
    const waved = level(0).map((value, k, all) => {
      const x = all[3 * Math.floor(k / 3)]!
      return k % 3 === 1 && x > 60 && x < 140 ? 12 * Math.sin(((x - 60) / 80) * 2 * Math.PI) : value
    })
    const at = (x: number) => 2 * 21 + x / 10
    const worn = creasesOf(cloth, [waved])
    expect(worn[at(80)]).toBeGreaterThan(200)
    expect(worn[at(120)]).toBeLessThan(70)
    expect(Math.abs(worn[at(20)]! - 128)).toBeLessThan(12)
  })
})
