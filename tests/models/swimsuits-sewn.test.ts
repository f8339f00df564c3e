import { readdir, readFile, stat } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { REFERENCE } from '../../models/swimsuits/body.ts'
import { selectionOf, SHAPES } from '../../models/swimsuits/cuts.ts'
import { formOf, hung, meshOf, suitOf, type Form } from '../../models/swimsuits/hang.ts'
import { distanceAt, readShape, weldOf, type Cloth, type SewnShape } from '../../src/drape/index.ts'

const folder = new URL('../../models/swimsuits/shapes/', import.meta.url)
const bytesOf = async (name: string) => new Uint8Array(await readFile(new URL(name, folder)))
const shapeOf = async (name: string): Promise<SewnShape> =>
  readShape(await bytesOf(`${name}.glb`), { beside: bytesOf })

/** One of each neckline, back, leg, kind of strap and coverage. */
const SOME = [
  'scoop-scoop-mid-wide-moderate',
  'vee-low-low-crossed-full',
  'square-scoop-high-narrow-cheeky',
  'high-racer-mid-wide-full',
] as const

let reference: Form | null = null

type Sewn = Pick<Cloth, 'pattern' | 'triangles'> | Pick<SewnShape, 'pattern' | 'triangles'>

/** By how much each triangle is larger than cut, as a share, the least first. */
function areaStrains({ pattern: q, triangles }: Sewn, p: ArrayLike<number>): number[] {
  const strains: number[] = []
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    const [ux, uy] = [q[2 * b]! - q[2 * a]!, q[2 * b + 1]! - q[2 * a + 1]!]
    const [vx, vy] = [q[2 * c]! - q[2 * a]!, q[2 * c + 1]! - q[2 * a + 1]!]
    const flat = ux * vy - uy * vx
    const [u, v] = [b, c].map((to) => [0, 1, 2].map((k) => p[3 * to + k]! - p[3 * a + k]!)) as [number[], number[]]
    const across = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!]
    strains.push(Math.hypot(...across) / Math.abs(flat) - 1)
  }
  return strains.sort((a, b) => a - b)
}

/**
 * Of each panel, the area of its pattern as its triangles run, which is outwards: less than nothing (y points down)
 * where the face of the cloth as drawn is seen, more where the piece is turned over.
 */
function facesOf({ pattern: q, triangles, panel, panels }: SewnShape) {
  const areas = panels.map(() => 0)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    const [ux, uy] = [q[2 * b]! - q[2 * a]!, q[2 * b + 1]! - q[2 * a + 1]!]
    areas[panel[a]!]! += ux * (q[2 * c + 1]! - q[2 * a + 1]!) - uy * (q[2 * c]! - q[2 * a]!)
  }
  return panels.map(({ copy }, i) => ({ copy, area: areas[i]! }))
}

const ringsOf = ({ triangles }: Pick<Cloth, 'triangles'>, weld: Uint32Array): number => {
  const next = new Map<number, number>()
  const sides = new Set<string>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) sides.add(`${weld[triangles[t + k]!]} ${weld[triangles[t + ((k + 1) % 3)]!]}`)
  for (const side of sides) {
    const [a, b] = side.split(' ').map(Number) as [number, number]
    if (!sides.has(`${b} ${a}`)) next.set(a, b)
  }
  let rings = 0
  while (next.size > 0) {
    rings++
    let at: number | undefined = next.keys().next().value
    while (at !== undefined && next.has(at)) {
      const to: number = next.get(at)!
      next.delete(at)
      at = to
    }
  }
  return rings
}

describe('a suit stretched on a form', () => {
  it.each([
    ['bust 80', { bustGirth: 8_000, underbustGirth: 6_900, waistGirth: 6_200, hipGirth: 8_800, torsoGirth: 15_600 }],
    ['bust 100', { bustGirth: 10_000, underbustGirth: 8_400, waistGirth: 8_100, hipGirth: 10_600, torsoGirth: 16_900 }],
    ['bust 115', { bustGirth: 11_500, underbustGirth: 9_800, waistGirth: 9_800, hipGirth: 12_000, torsoGirth: 17_500 }],
  ])('fits other bodies than the one it is shown on: %s', (_, girths) => {
    const form = formOf({ ...REFERENCE, ...girths })
    const suit = suitOf(selectionOf(SOME[0]), form)
    const cloth = meshOf(suit, 24)
    const p = hung(cloth, suit, form)
    const normal = new Float64Array(3)
    const away = Array.from({ length: cloth.panel.length }, (_, i) =>
      distanceAt(form.grid, p[3 * i]!, p[3 * i + 1]!, p[3 * i + 2]!, normal)
    ).sort((a, b) => a - b)
    expect(away[0]).toBeGreaterThan(-1)
    expect(away[Math.floor(away.length / 2)]).toBeLessThan(2)
    const strains = areaStrains(cloth, p)
    expect(strains[strains.length >> 1]).toBeGreaterThan(0.02)
    expect(strains[strains.length >> 1]).toBeLessThan(0.1)
    // Neck, two arms, two legs: every rim closes.
    expect(ringsOf(cloth, weldOf(cloth))).toBe(5)
  })
})

describe('the baked suits', () => {
  it('are a file for every combination, and all of them and the form stay small', async () => {
    const files = await readdir(folder)
    for (const name of SHAPES) expect(files).toContain(`${name}.glb`)
    let bytes = 0
    for (const file of files) bytes += (await stat(new URL(file, folder))).size
    expect(bytes).toBeLessThan(2_750_000)
    expect((await stat(new URL('form.glb', folder))).size).toBeLessThan(200_000)
  })

  it.each(SOME)('%s lies on the form, nowhere overstretched, its seams closed', async (name) => {
    const shape = await shapeOf(name)
    const { grid } = (reference ??= formOf(REFERENCE))
    const normal = new Float64Array(3)
    const [p, away] = [Float64Array.from(shape.positions, (metres) => metres * 1000), [] as number[]]
    for (let i = 0; i < p.length; i += 3) away.push(distanceAt(grid, p[i]!, p[i + 1]!, p[i + 2]!, normal))
    away.sort((a, b) => a - b)
    expect(away[0]).toBeGreaterThan(-1)
    expect(away[Math.floor(away.length * 0.8)]).toBeLessThan(2.5)
    const gaps = Array.from(shape.weld, (root, i) =>
      Math.hypot(...[0, 1, 2].map((k) => p[3 * i + k]! - p[3 * root + k]!))
    )
    expect(Math.max(...gaps)).toBeLessThan(0.5)
    const strains = areaStrains(shape, p)
    // Across it is stretched everywhere; where thin straps hardly pull, it draws in lengthwise as much.
    expect(strains[strains.length >> 1]).toBeGreaterThan(-0.01)
    expect(strains[strains.length >> 1]).toBeLessThan(0.09)
    const nodes = new Set(shape.placements.map(({ node }) => node))
    for (const node of ['edge.bound', 'edge.turned', 'cups.soft', 'monogram']) expect(nodes).toContain(node)
    expect(shape.triangles.length / 3).toBeLessThan(6_000)
    for (const { copy, area } of facesOf(shape)) expect(Math.sign(area), `copy ${copy}`).toBe(copy === 'R' ? 1 : -1)
  })
})
