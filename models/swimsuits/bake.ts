import { writeFile } from 'node:fs/promises'
import { ToileError } from '../../src/ground/index.ts'
import { weldOf, type Cloth, type SewnShape } from '../../src/drape/index.ts'
import { occlusionOf } from '../../src/drape/compile/occlusion.ts'
import { topologyOf, writeShape, type Topology } from '../../src/drape/compile/shape-writer.ts'
import { REFERENCE } from './body.ts'
import { leaderOf, selectionOf, SHAPES, topOf } from './cuts.ts'
import { bakeForm } from './form.ts'
import { formOf, hung, meshOf, suitOf, type Form, type Suit } from './hang.ts'
import { placementsOf } from './placements.ts'

export { SHAPES } from './cuts.ts'

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

async function led(name: string, form: Form) {
  const cloth = meshOf(suitOf(selectionOf(name), form), EDGE)
  return { cloth, topology: await written(`${topOf(name)}.bin`, cloth) }
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
