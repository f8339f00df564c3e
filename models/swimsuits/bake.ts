import { writeFile } from 'node:fs/promises'
import { ToileError } from '../../src/ground/index.ts'
import { weldOf, type Cloth, type SewnShape } from '../../src/drape/index.ts'
import { occlusionOf } from '../../src/drape/compile/occlusion.ts'
import { topologyOf, writeShape, type Topology } from '../../src/drape/compile/shape-writer.ts'
import { REFERENCE } from './body.ts'
import { bakeForm } from './form.ts'
import { formOf, hung, meshOf, suitOf, type Form, type Suit } from './hang.ts'
import { placementsOf } from './placements.ts'

const TOPS = ['scoop', 'vee', 'square', 'high'].flatMap((neckline) =>
  (
    [
      ['scoop', 'wide'],
      ['low', 'wide'],
      ['racer', 'wide'],
      ['scoop', 'narrow'],
      ['low', 'narrow'],
      ['low', 'crossed'],
    ] as const
  )
    // A high neck has wide straps.
    .filter(([, straps]) => neckline !== 'high' || straps === 'wide')
    .map(([back, straps]) => ({ neckline, back, straps }))
)
const LEGS = [
  ['mid', 'moderate'],
  ['mid', 'full'],
  ['low', 'full'],
  ['high', 'moderate'],
  ['high', 'cheeky'],
] as const

const nameOf = ({ neckline, back, straps }: (typeof TOPS)[number], [leg, coverage]: readonly [string, string]) =>
  [neckline, back, leg, straps, coverage].join('-')

/** Every shape there is a file for: what a designer lets go together. */
export const SHAPES: readonly string[] = TOPS.flatMap((top) => LEGS.map((leg) => nameOf(top, leg)))

/** mm; the scene divides it once more. */
const EDGE = 14
const FOLDER = new URL('./shapes/', import.meta.url)

/** Bakes the form, and the named shapes or all, into `shapes/`. The same drafts give the same bytes. */
export async function bake(names: readonly string[] = SHAPES, say: (line: string) => void = () => {}): Promise<void> {
  const form = formOf(REFERENCE)
  if (names === SHAPES) say(await bakeForm(form, new URL('form.glb', FOLDER)))
  const meshes = new Map<string, { readonly cloth: Cloth; readonly topology: Topology }>()
  for (const [i, name] of names.entries()) {
    const started = performance.now()
    const [mesh, suit] = [leaderOf(name), suitOf(selectionOf(name), form)]
    const shared = meshes.get(mesh) ?? (await led(mesh, form))
    meshes.set(mesh, shared)
    const { cloth, topology } = await fitting(name, suit, shared)
    const bytes = await writeShape(shapeOf(suit, cloth, form), topology)
    await writeFile(new URL(`${name}.glb`, FOLDER), bytes)
    const [size, seconds] = [bytes.byteLength / 1000, (performance.now() - started) / 1000]
    say(`${String(i + 1).padStart(3)}/${names.length} ${name}: ${size.toFixed(1)} kB, ${seconds.toFixed(1)} s`)
  }
}

/** Of those that differ only below the waist, the one whose mesh the others take. */
function leaderOf(name: string): string {
  const [neckline, back, , straps] = name.split('-') as [string, string, string, string]
  return [neckline, back, 'mid', straps, 'moderate'].join('-')
}

async function led(name: string, form: Form) {
  const cloth = meshOf(suitOf(selectionOf(name), form), EDGE)
  const [neckline, back, , straps] = name.split('-') as [string, string, string, string]
  return { cloth, topology: await written(`${neckline}-${back}-${straps}.bin`, cloth) }
}

/** The leader's mesh, or where that would fold over on another cut, one of its own. */
async function fitting(name: string, suit: Suit, leader: { readonly cloth: Cloth; readonly topology: Topology }) {
  try {
    return { cloth: meshOf(suit, leader.cloth), topology: leader.topology }
  } catch (error) {
    if (!(error instanceof ToileError && error.code === 'drape/other-design')) throw error
    const cloth = meshOf(suit, EDGE)
    return { cloth, topology: await written(`${name}.bin`, cloth) }
  }
}

async function written(file: string, cloth: Cloth): Promise<Topology> {
  const topology = await topologyOf(file, {
    panel: cloth.panel,
    pattern: Float32Array.from(cloth.pattern),
    triangles: cloth.triangles,
    weld: weldOf(cloth),
  })
  await writeFile(new URL(file, FOLDER), topology.bytes)
  return topology
}

export function shapeOf(suit: Suit, cloth: Cloth, form: Form): SewnShape {
  const sewn = {
    positions: Float32Array.from(hung(cloth, suit, form), (mm) => mm / 1000),
    triangles: cloth.triangles,
    weld: weldOf(cloth),
  }
  const { crotch, waist } = form.torso.heights
  return {
    ...sewn,
    pattern: Float32Array.from(cloth.pattern),
    panel: cloth.panel,
    occlusion: occlusionOf(sewn),
    panels: cloth.panels.map(({ name, piece, copy }) => ({ name, piece, copy })),
    placements: placementsOf(suit.draft),
    heights: { crotch: Math.round(crotch) / 1000, waist: Math.round(waist) / 1000 },
  }
}

/** Cloth and trims as every shape is drafted with; a shape holds the lines of both kinds of rim and of the cups. */
export function selectionOf(name: string): Readonly<Record<string, string>> {
  const [neckline, back, leg, straps, coverage] = name.split('-') as [string, string, string, string, string]
  const worn = { fabric: 'classic-190', lining: 'none', cups: 'soft', binding: 'self' }
  return { ...worn, neckline, back, leg, straps, coverage }
}
