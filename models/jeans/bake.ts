import { writeFile } from 'node:fs/promises'
import { clothLike, figuresOf, smoothed, turnedOf, weldOf, type Cloth, type Placement, type SewnShape } from '../../src/drape/index.ts'
import { occlusionOf } from '../../src/drape/compile/occlusion.ts'
import { topologyOf, writeShape, type Topology } from '../../src/drape/compile/shape-writer.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import drafting from './drafting.ts'
import { REFERENCE, REFERENCE_BODY } from './body.ts'
import { bodiesOf, CLOTHS, meshOfFirst, stackedOf, wornOf, type Bodies } from './hang.ts'
import { placementsOf } from './placements.ts'
import { jeansPlan, sewable, SINKS } from './sewing.ts'

const FITS = ['skinny', 'slim', 'regular', 'relaxed'] as const
const LEGS = ['tapered', 'straight', 'bootcut', 'wide'] as const
const RISES = ['low', 'mid', 'high'] as const

/** Every shape there is a file for: a skinny wide leg is ruled out. */
export const SHAPES: readonly string[] = FITS.flatMap((fit) =>
  LEGS.filter((leg) => !(fit === 'skinny' && leg === 'wide')).flatMap((leg) =>
    RISES.map((rise) => `${fit}-${leg}-${rise}`)
  )
)

/** The shape whose mesh the others take over. */
const FIRST = 'regular-straight-mid'
/** Height of the hem above the floor, mm. */
const STANDS_AT = 14
/** Area between the thighs that may face the wrong way, mm2: creases beside the seam, as every pair has. */
const CAUGHT = 500
const FOLDER = new URL('./shapes/', import.meta.url)

/** Trims that a shape file holds side by side: one draft of each brings all lines. */
const TRIMS: readonly Readonly<Record<string, string>>[] = [
  {
    frontPockets: 'scoop',
    backPockets: 'patch',
    pocketStitch: 'wave',
    hem: 'plain',
    fly: 'zip',
    beltLoops: 'five',
    label: 'leather',
  },
  {
    frontPockets: 'slant',
    backPockets: 'welt',
    pocketStitch: 'none',
    hem: 'chain',
    fly: 'button',
    beltLoops: 'seven',
    label: 'leather',
  },
  { backPockets: 'patch', pocketStitch: 'plain', hem: 'raw' },
  { backPockets: 'patch', pocketStitch: 'diamond', hem: 'cuff' },
  { backPockets: 'patch', pocketStitch: 'chevron' },
]

/** Nothing on it: the fronts are whole, whatever lies on them comes by placement. */
const BARE = {
  length: '82',
  hem: 'plain',
  fly: 'zip',
  frontPockets: 'none',
  backPockets: 'none',
  pocketStitch: 'none',
  label: 'none',
  beltLoops: 'none',
}

/**
 * Bakes the named shapes, or all, into `shapes/`, and what they share beside them. The same drafts give the same bytes.
 */
export async function bake(names: readonly string[] = SHAPES, say: (line: string) => void = () => {}): Promise<void> {
  const bodies = bodiesOf()
  const reference = meshOfFirst(sewable(draftOf(FIRST)))
  const topology = await sharedBy(reference)
  await writeFile(new URL(topology.name, FOLDER), topology.bytes)
  for (const [i, name] of names.entries()) {
    const started = performance.now()
    const { bytes, told } = await baked(name, reference, topology, bodies)
    await writeFile(new URL(`${name}.glb`, FOLDER), bytes)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const size = (bytes.byteLength / 1000).toFixed(1)
    say(`${String(i + 1).padStart(3)}/${names.length} ${name}: ${size} kB, ${told}, ${seconds} s`)
  }
}

/** The mesh of a shape before it is sewn, and which of its vertices the file has at each place. */
export async function meshOf(name: string): Promise<{ cloth: Cloth; order: Uint32Array }> {
  const reference = meshOfFirst(sewable(draftOf(FIRST)))
  const draft = sewable(draftOf(name))
  return {
    cloth: clothLike(reference, draft, jeansPlan(draft, REFERENCE_BODY)),
    order: (await sharedBy(reference)).order,
  }
}

const sharedBy = (reference: Cloth): Promise<Topology> =>
  topologyOf('topology.bin', {
    panel: reference.panel,
    pattern: Float32Array.from(reference.pattern),
    triangles: reference.triangles,
    weld: weldOf(reference),
  })

export function draftOf(name: string, trims: Readonly<Record<string, string>> = {}): Draft {
  const [fit, leg, rise] = name.split('-') as [string, string, string]
  // A skinny fit is drafted for cloth that stretches.
  const cloth = fit === 'skinny' ? 'stretch-11' : 'classic-13'
  return drafting.draft({ measurements: REFERENCE, selection: { ...BARE, cloth, fit, leg, rise, ...trims } })
}

async function baked(
  name: string,
  reference: Cloth,
  topology: Topology,
  bodies: Bodies
): Promise<{ bytes: Uint8Array; told: string }> {
  const { cloth, calm, waist, told } = await hungWell(sewable(draftOf(name)), reference, bodies)
  const weld = weldOf(cloth)
  // Every pair stands equally close to the floor, whatever its fit made of the leg.
  const lift = STANDS_AT - calm.reduce((least, mm, k) => (k % 3 === 1 ? Math.min(least, mm) : least), Infinity)
  const positions = Float32Array.from(calm, (mm, k) => (k % 3 === 1 ? mm + lift : mm) / 1000)
  const sewn = { positions, triangles: cloth.triangles, weld }
  const shape: SewnShape = {
    ...sewn,
    pattern: Float32Array.from(cloth.pattern),
    panel: cloth.panel,
    occlusion: occlusionOf(sewn),
    panels: cloth.panels.map(({ name: panel, piece, copy }) => ({ name: panel, piece, copy })),
    placements: placementsFor(name),
    heights: heightsOf(lift, waist),
  }
  return { bytes: await writeShape(shape, topology), told }
}

interface Hung {
  readonly cloth: Cloth
  /** mm, without the solver's noise. */
  readonly calm: Float64Array
  readonly waist: number
  /** Area caught between the thighs, mm2. */
  readonly caught: number
  readonly told: string
}

/** Hung from the first height that catches nothing between the thighs, else from the one that catches least. */
async function hungWell(draft: Draft, reference: Cloth, bodies: Bodies): Promise<Hung> {
  let best: Hung | null = null
  for (const sinks of SINKS) {
    const hung = await hungFrom(sinks, draft, reference, bodies)
    if (!best || hung.caught < best.caught) best = hung
    if (best.caught < CAUGHT) break
  }
  return best!
}

async function hungFrom(sinks: number, draft: Draft, reference: Cloth, bodies: Bodies): Promise<Hung> {
  const plan = jeansPlan(draft, REFERENCE_BODY, sinks)
  const cloth = clothLike(reference, draft, plan)
  const worn = await wornOf(draft, cloth, plan, bodies, CLOTHS.falls)
  const hung = await stackedOf(draft, cloth, plan, bodies, CLOTHS.falls, worn)
  const calm = smoothed(hung, cloth.triangles, weldOf(cloth), 1)
  const { penetration, strain95 } = figuresOf(cloth, hung, bodies.at(-1)!)
  const caught = turnedOf(cloth, calm, plan.outwards, betweenThighs)
  const told = [
    `penetration ${penetration.toFixed(1)} mm`,
    `strain p95 ${(strain95 * 100).toFixed(1)} %`,
    `caught ${caught.toFixed(0)} mm2 (sinks ${sinks})`,
  ]
  return { cloth, calm, waist: plan.waist, caught, told: told.join(', ') }
}

/** In mm, as hung: before the shape is lifted onto the floor. */
export function betweenThighs(x: number, y: number): boolean {
  const above = y - REFERENCE_BODY.crotchHeight
  return Math.abs(x) < 60 && above > -150 && above < 30
}

/** The lines of all trims, each once. */
export function placementsFor(name: string): Placement[] {
  const seen = new Set<string>()
  return TRIMS.flatMap((trims) => placementsOf(draftOf(name, trims))).filter((placement) => {
    const key = JSON.stringify(placement)
    return !seen.has(key) && seen.add(key)
  })
}

/** Metres; between `hem` and `knee` the scene scales when the inside leg changes. */
function heightsOf(lift: number, waist: number): Record<string, number> {
  const { kneeHeight, crotchHeight } = REFERENCE_BODY
  const heights = { hem: STANDS_AT, knee: kneeHeight + lift - 40, crotch: crotchHeight + lift, waist: waist + lift }
  return Object.fromEntries(Object.entries(heights).map(([what, mm]) => [what, Math.round(mm) / 1000]))
}
