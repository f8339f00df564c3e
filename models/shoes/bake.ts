import { mkdir, writeFile } from 'node:fs/promises'
import { createLast, type ToeShape } from '../../src/pattern/last.ts'
import { cross, unit, type Vector } from '../../src/pattern/space.ts'
import { writeFileOf, type Copies, type FileMaterial, type SmallShape } from './file.ts'
import { SAMPLE } from './body.ts'
import { shadeOf, treeOf } from './shade.ts'
import { shoeOn, type Style } from './shoe.ts'
import { meshesOf, standOn } from './world.ts'

/** A moulded sole follows no chisel toe. */
const TOES: Readonly<Record<Style, readonly ToeShape[]>> = {
  sneaker: ['round', 'almond'],
  derby: ['round', 'almond', 'chisel'],
}
export const SHAPES: readonly string[] = Object.entries(TOES).flatMap(([style, toes]) => toes.map((toe) => `${style}-${toe}`))
const FOLDER = new URL('./shapes/', import.meta.url)

/** What stands while shade is baked onto the rest. */
const STANDING: Readonly<Record<Style, readonly string[]>> = {
  sneaker: ['upper', 'sole.cup', 'pairs.six/laces.flat', 'laces.flat'],
  derby: ['upper', 'sole.leather', 'pairs.five/laces.round', 'laces.round'],
}
/** Of these, one of a kind stands at a time. */
const kindOf = (node: string): string =>
  node.startsWith('sole.') ? 'sole' : /(?:^|\/)laces\./.test(node) ? (node.includes('/') ? 'crossings' : 'bow') : node

const LOOKS: Readonly<Record<string, FileMaterial>> = {
  lining: { color: [0.68, 0.6, 0.48], roughness: 0.8, doubleSided: true },
  hole: { color: [0.012, 0.01, 0.009], roughness: 0.9 },
  topPiece: { color: [0.03, 0.03, 0.03], roughness: 0.8 },
  eyelets: { color: [0.5, 0.48, 0.45], roughness: 0.3, metalness: 1 },
  stitches: { color: [0.75, 0.72, 0.66], roughness: 0.7 },
  sole: { color: [0.78, 0.75, 0.68], roughness: 0.75 },
}

/** Bakes the named shapes, or all, into `shapes/`. The same code gives the same bytes. */
export async function bake(names: readonly string[] = SHAPES, say: (line: string) => void = () => {}): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  for (const name of names) {
    const started = performance.now()
    const bytes = await baked(name)
    await writeFile(new URL(`${name}.glb`, FOLDER), bytes)
    say(`${name}: ${(bytes.byteLength / 1000).toFixed(0)} kB, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
}

async function baked(name: string): Promise<Uint8Array> {
  const [style, toe] = name.split('-') as [Style, ToeShape]
  const last = createLast({ ...SAMPLE, toe })
  const shoe = shoeOn(last, style)
  const lowest = Math.min(...shoe.parts.filter(({ node }) => node.startsWith('sole.')).flatMap(({ positions }) => positions.map((p) => p[2])))
  const stand = standOn(lowest, 140 * last.scale)
  const meshes = meshesOf(shoe.parts, stand)
  const standing = STANDING[style]
  const shaded = [...new Set(meshes.map(({ node }) => node))].flatMap((node) => {
    const own = meshes.filter((mesh) => mesh.node === node)
    const others = meshes.filter((mesh) => standing.includes(mesh.node) && kindOf(mesh.node) !== kindOf(node))
    const tree = treeOf([...own, ...others])
    return own.map((mesh) => ({ ...mesh, shade: shadeOf(mesh, tree) }))
  })
  const copies: Copies[] = [
    ...grouped(shoe.stitches.flatMap(({ node, rows }) => rows.map((row) => ({ node, row })))).map(([node, rows]): Copies => ({
      node,
      material: 'stitches',
      shape: STITCH,
      places: rows.map(({ row: { at, along, up } }) => ({
        at: stand.place(at),
        y: stand.direction(along),
        z: stand.direction(up),
        size: [0.00082, 0.001 * Math.hypot(...along), 0.0006],
      })),
    })),
    ...rings(shoe.eyelets, 'eyelets', EYELET),
    ...rings(shoe.holes, 'hole', DISC),
  ]
  function rings(rounds: typeof shoe.holes, material: string, shape: SmallShape): Copies[] {
    return grouped(rounds.map((round) => ({ ...round }))).map(([node, all]) => ({
      node,
      material,
      shape,
      places: all.map(({ at, up, radius }) => {
        const z = stand.direction(up)
        const y: Vector = unit(cross(z, [1, 0, 0.3]))
        return { at: stand.place(at), y, z, size: [0.001 * radius, 0.001 * radius, 0.001 * radius] as Vector }
      }),
    }))
  }
  const empty = ALWAYS_NAMED.filter((node) => !shaded.some((mesh) => mesh.node === node) && !copies.some((copy) => copy.node === node))
  const { at, out, up } = shoe.monogram
  return writeFileOf(
    shaded,
    [...copies, ...empty.map((node): Copies => ({ node, material: 'stitches', shape: STITCH, places: [] }))],
    LOOKS,
    [
      {
        node: 'monogram',
        name: 'text.monogram',
        at: stand.place(at),
        y: stand.direction(up),
        z: stand.direction(out),
        extras: { toile: { text: { option: 'monogram', size: 9 } } },
      },
    ]
  )
}

/** Every file knows every name, so that any choice may be bound to any of them. */
const ALWAYS_NAMED = [
  'toeCap', 'heelTab', 'sole.cup', 'sole.crepe', 'sole.leather', 'sole.ridge', 'construction.stitched', 'construction.goodyear',
  'perforation.vents', 'perforation.brogue',
]

function grouped<T extends { readonly node: string }>(all: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(one.node, [...(groups.get(one.node) ?? []), one])
  return [...groups]
}

// ---- Small shapes ----

/** An arch of thread, 1 long along y, 1 wide, 1 high; its underside is never seen and left out. */
const STITCH: SmallShape = (() => {
  const rings = [[-0.5, 0.45, 0.2], [-0.34, 0.95, 0.85], [0.34, 0.95, 0.85], [0.5, 0.45, 0.2]] as const
  const round = [[-0.5, -0.2], [-0.3, 0.75], [0.3, 0.75], [0.5, -0.2]] as const
  const positions = rings.flatMap(([along, width, height]) =>
    round.map(([x, z]): Vector => [x * width, along, z > 0 ? z * height : z])
  )
  return { name: 'stitch', positions, triangles: gridTriangles(rings.length, round.length, false) }
})()

/** A rolled ring, radius 1. */
const EYELET: SmallShape = turned('eyelet', [[0.58, -0.15], [0.62, 0.06], [0.74, 0.2], [0.9, 0.17], [1, 0]], 18)
/** A disc, radius 1. */
const DISC: SmallShape = turned('disc', [[0, 0], [1, 0]], 12)

function turned(name: string, profile: readonly (readonly [number, number])[], around: number): SmallShape {
  const positions = profile.flatMap(([radius, height]) =>
    Array.from({ length: around + 1 }, (_, i): Vector => {
      const angle = (2 * Math.PI * i) / around
      return [radius * Math.cos(angle), radius * Math.sin(angle), height]
    })
  )
  return { name, positions, triangles: gridTriangles(profile.length, around + 1, true) }
}

function gridTriangles(rows: number, columns: number, flip: boolean): number[] {
  const triangles: number[] = []
  for (let i = 0; i + 1 < rows; i++)
    for (let j = 0; j + 1 < columns; j++) {
      const [a, b, c, d] = [i * columns + j, i * columns + j + 1, (i + 1) * columns + j, (i + 1) * columns + j + 1] as const
      triangles.push(...(flip ? [a, c, b, b, c, d] : [a, b, c, b, d, c]))
    }
  return triangles
}
