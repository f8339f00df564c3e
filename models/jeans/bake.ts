import { writeFile } from 'node:fs/promises'
import { occlusionOf } from '../../src/drape/compile/occlusion.ts'
import { writeCut, writeHung, writeMesh, type SharedMesh } from '../../src/drape/compile/packed-writer.ts'
import {
  clothLike,
  clothOf,
  creasesOf,
  figuresOf,
  layerDepth,
  turnedOf,
  weldOf,
  type Cloth,
  type Placement,
} from '../../src/drape/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import { REFERENCE_BODY } from './body.ts'
import { draftOf, FIRST, hangsOf, placementsFor, SHAPES } from './cuts.ts'
import { bodiesOf, CLOTHS, hung, putOn, satDown, STANDS_AT, type Bodies, type Hang } from './hang.ts'
import { creasable, jeansPlan, meshSizes, sewable, SINKS, type JeansPlan } from './sewing.ts'

export { SHAPES }

/** Area between the thighs that may face the wrong way, mm2: creases beside the seam, as every pair has. */
const CAUGHT = 500
/** How deep cloth may lie in itself and in the body, mm. */
const THROUGH = { itself: 1, body: 1 } as const
/** What may be caught once it hangs, mm2. */
const CAUGHT_AT_REST = 550
const MESH = 'mesh.bin'
const FOLDER = new URL('./shapes/', import.meta.url)

/**
 * Bakes the named shapes, or all, into `shapes/`, and what they share beside them. The same drafts give the same bytes.
 */
export async function bake(names: readonly string[] = SHAPES, say: (line: string) => void = () => {}): Promise<void> {
  const bodies = bodiesOf()
  const reference = meshOfFirst()
  const mesh = await sharedBy(reference)
  await writeFile(new URL(MESH, FOLDER), mesh.bytes)
  const cuts = [...new Set(names.map((name) => name.slice(0, name.lastIndexOf('-'))))]
  let done = 0
  for (const cut of cuts) {
    const started = performance.now()
    const hangs = hangsOf(cut).filter((one) => names.includes(`${cut}-${one}`))
    const { file, shapes } = await hungWell(cut, hangs, reference, bodies, mesh)
    await writeFile(new URL(file.name, FOLDER), file.bytes)
    for (const [i, { bytes, told }] of shapes.entries()) {
      await writeFile(new URL(`${cut}-${hangs[i]}.glb`, FOLDER), bytes)
      const size = (bytes.byteLength / 1000).toFixed(1)
      const count = `${String(++done).padStart(3)}/${names.length}`
      say(`${count} ${cut}-${hangs[i]}: ${size} kB, ${told}`)
    }
    say(`${cut}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
}

/** Put on from one height after the other until no cloth hangs through itself or the body; else as it does least. */
async function hungWell(
  cut: string,
  hangs: readonly Hang[],
  reference: Cloth,
  bodies: Bodies,
  mesh: SharedMesh
): Promise<{ file: CutFile; shapes: readonly HungFile[] }> {
  let best: { file: CutFile; shapes: readonly HungFile[]; fault: number } | null = null
  for (let sinks: readonly number[] = SINKS; sinks.length > 0; ) {
    const worn = await wornWell(sewable(draftOf(cut)), reference, bodies, sinks)
    const poses = await satDown(worn.draft, worn.cloth, worn.plan, bodies, CLOTHS.falls, worn.positions)
    const file = cutFile(cut, worn, poses, mesh)
    const shapes: HungFile[] = []
    for (const hang of hangs) shapes.push(await shapeFile(file, hang, worn, poses.at(-1)!, mesh, bodies))
    const fault = Math.max(...shapes.map((shape) => shape.fault))
    if (!best || fault < best.fault) best = { file, shapes, fault }
    if (best.fault <= 1) break
    sinks = sinks.slice(sinks.indexOf(worn.sinks) + 1)
  }
  return best!
}

/** Meshes of cuts before they are sewn, and which of their vertices the files have at each place. */
export async function meshesOf(cuts: readonly string[]): Promise<{ cloths: readonly Cloth[]; order: Uint32Array }> {
  const reference = meshOfFirst()
  const cloths = cuts.map((cut) => {
    const draft = sewable(draftOf(cut))
    return clothLike(reference, draft, jeansPlan(draft, REFERENCE_BODY))
  })
  return { cloths, order: (await sharedBy(reference)).order }
}

function meshOfFirst(): Cloth {
  const draft = sewable(draftOf(FIRST.cut))
  return clothOf(draft, jeansPlan(draft, REFERENCE_BODY), meshSizes(draft))
}

const sharedBy = (reference: Cloth): Promise<SharedMesh> =>
  writeMesh(MESH, {
    panel: reference.panel,
    pattern: Float32Array.from(reference.pattern),
    triangles: reference.triangles,
    weld: weldOf(reference),
    panels: panelsOf(reference),
  })

const panelsOf = ({ panels }: Cloth) => panels.map(({ name, piece, copy }) => ({ name, piece, copy }))

interface Worn {
  readonly draft: Draft
  readonly cloth: Cloth
  readonly plan: JeansPlan
  /** mm. */
  readonly positions: Float64Array
  /** Area caught between the thighs, mm2. */
  readonly caught: number
  readonly sinks: number
}

/** Put on from the first height that catches nothing between the thighs, else from the one that catches least. */
async function wornWell(draft: Draft, reference: Cloth, bodies: Bodies, heights: readonly number[]): Promise<Worn> {
  let best: Worn | null = null
  for (const sinks of heights) {
    const plan = jeansPlan(draft, REFERENCE_BODY, sinks)
    const cloth = clothLike(reference, draft, plan)
    const positions = await putOn(draft, cloth, plan, bodies, CLOTHS.falls)
    const caught = turnedOf(cloth, positions, plan.outwards, betweenThighs)
    if (!best || caught < best.caught) best = { draft, cloth, plan, positions, caught, sinks }
    if (best.caught < CAUGHT) break
  }
  return best!
}

/** In mm, as hung: before the shape is lifted onto the floor. */
export function betweenThighs(x: number, y: number): boolean {
  const above = y - REFERENCE_BODY.crotchHeight
  return Math.abs(x) < 60 && above > -150 && above < 30
}

interface CutFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly placements: readonly Placement[]
}

function cutFile(cut: string, { draft, cloth }: Worn, poses: readonly Float64Array[], mesh: SharedMesh): CutFile {
  const [share, { pattern: q, panels }] = [creasable(draft), cloth]
  const creases = creasesOf(cloth, poses)
  const shape = {
    pattern: Float32Array.from(q),
    worn: creases.map((value, i) =>
      Math.round(128 + (value - 128) * share(panels[cloth.panel[i]!]!, q[2 * i]!, q[2 * i + 1]!))
    ),
    placements: placementsFor(cut),
    panels: panelsOf(cloth),
  }
  return { name: `${cut}.bin`, bytes: writeCut(shape, mesh), placements: shape.placements }
}

interface HungFile {
  readonly bytes: Uint8Array
  readonly told: string
  /** Cloth in itself, in the body or between the thighs, whichever is worst: in shares of what may be. */
  readonly fault: number
}

async function shapeFile(
  cut: CutFile,
  hang: Hang,
  { draft, cloth, plan, positions: worn, sinks }: Worn,
  sat: Float64Array,
  mesh: SharedMesh,
  bodies: Bodies
): Promise<HungFile> {
  const weld = weldOf(cloth)
  const calm = await hung(draft, cloth, plan, bodies, CLOTHS[hang], worn, sat)
  // Every pair stands equally close to the floor, whatever its fit made of the leg.
  const lift = STANDS_AT - calm.reduce((least, mm, k) => (k % 3 === 1 ? Math.min(least, mm) : least), Infinity)
  const positions = Float32Array.from(calm, (mm, k) => (k % 3 === 1 ? mm + lift : mm) / 1000)
  const occlusion = occlusionOf({ positions, triangles: cloth.triangles, weld })
  const bytes = writeHung(
    { positions, occlusion, heights: heightsOf(lift, plan.waist), placements: cut.placements },
    mesh,
    cut
  )
  const { penetration, strain95 } = figuresOf(cloth, calm, bodies.standing)
  const caught = turnedOf(cloth, calm, plan.outwards, betweenThighs)
  const itself = layerDepth({ positions: calm, triangles: cloth.triangles, weld })
  const told = [
    `in the body ${penetration.toFixed(1)} mm`,
    `in itself ${itself.toFixed(1)} mm`,
    `strain p95 ${(strain95 * 100).toFixed(1)} %`,
    `caught ${caught.toFixed(0)} mm2 (sinks ${sinks})`,
  ]
  const fault = Math.max(itself / THROUGH.itself, penetration / THROUGH.body, caught / CAUGHT_AT_REST)
  return { bytes, told: told.join(', '), fault }
}

/** Metres; between `hem` and `knee` the scene scales when the inside leg changes. */
function heightsOf(lift: number, waist: number): Record<string, number> {
  const { kneeHeight, crotchHeight } = REFERENCE_BODY
  const heights = { hem: STANDS_AT, knee: kneeHeight + lift - 40, crotch: crotchHeight + lift, waist: waist + lift }
  return Object.fromEntries(Object.entries(heights).map(([what, mm]) => [what, Math.round(mm) / 1000]))
}
