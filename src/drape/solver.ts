import { ToileError } from '../ground/index.ts'
import type { BodyField } from './field.ts'
import { weldOf, type Cloth } from './cloth.ts'
import { bending, type Creased, type Stiffness } from './constraints/bend.ts'
import { bodyContact, groundContact, type Ground } from './constraints/contact.ts'
import {
  guarding,
  holding,
  keepingSides,
  leading,
  sewing,
  type Aim,
  type Held,
  type Quarter,
} from './constraints/keep.ts'
import { gathered, particlesOf, spread, type Constraint } from './constraints/particles.ts'
import { selfContact } from './constraints/self-contact.ts'
import { stretching, type Elastic, type Give } from './constraints/stretch.ts'
import type { Panel } from './shape.ts'

/** Material of the cloth, in units of the workshop. */
export interface ClothWeight {
  /** g/m2. */
  readonly weight: number
  /** Flexural rigidity, µN·m: knits 2 to 5, shirting 5, 12 oz twill 60 to 100, raw 14 oz 300. */
  readonly bending: number
  /** Woven cloth without stretch unless said. */
  readonly give?: Give
}

/**
 * What holds while cloth moves. All but the cloth is optional; a garment takes what it needs:
 * trousers hang `held` at the waist, `keepSides` and stand on a `ground`; a suit of knit has a cloth with much `give`,
 * `elastics` along its rims, `gravity: 0` and more `friction`, and is drawn together over the body by `sewTogether`.
 */
export interface SolverSettings {
  readonly cloth: ClothWeight
  /** How many times as stiff a place is as the cloth: fused, doubled, hemmed. */
  readonly stiff?: Stiffness['times']
  /** Creases that wear or an iron left. */
  readonly creased?: Creased
  readonly elastics?: readonly Elastic[]
  readonly held?: Held
  /**
   * For cloth that goes round a part of the body, by the panel, the pattern's x and the height above the floor: where
   * the middle of that part is, mm, and on which side of it this place belongs (signs of x and z). Only while seams
   * are drawn shut.
   */
  readonly quarter?: (panel: Panel, x: number, height: number) => Quarter | null
  /** Copies `L` stay at x > 0 and `R` at x < 0: keeps two legs from sharing one place. */
  readonly keepSides?: boolean
  /** Cloth does not pass through itself. */
  readonly keepLayers?: boolean
  /** What comes up from below, for the cloth to stand on. */
  readonly ground?: Ground
  /** Vertices that are taken to a place, within the first `within` frames, and kept there. */
  readonly led?: { readonly aim: Aim; readonly within: number }
  /** mm/s2, downwards; that of the earth unless said. */
  readonly gravity?: number
  /** Coulomb's coefficient between body and cloth; 0.3 unless said. */
  readonly friction?: number
  /** mm kept between body and cloth; 2.5 unless said. */
  readonly skin?: number
  readonly frames: number
  /** Of a sixtieth of a second; more of them make stiffer cloth. */
  readonly substeps: number
  readonly signal?: AbortSignal
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
  /** What it looks like after so many frames, before it is at rest. */
  readonly glimpse?: { readonly after: number; readonly show: (positions: Float64Array) => void }
}

/** A worker must hear its messages, and waits some ms each time it listens. */
const BREATH_MS = 60
const EARTH = 9810 // mm/s2
const FRICTION = 0.3
const SLIPPERY = 0.02 // while it is sewn, so that it slides into place
const WOVEN: Give = { warp: 0.1, weft: 0.2, bias: 0.6 }
const FASTEST = 4000 // mm/s; nothing in a fitting room is faster

/**
 * Sews loose panels: draws the stitches shut while the cloth settles on the body (XPBD, Macklin et al. 2016, small
 * steps with one pass each).
 *
 * @throws {ToileError} `drape/cancelled` when the signal fires, `drape/unstable` if the cloth flies apart.
 */
export function sewTogether(
  cloth: Cloth,
  start: Float64Array,
  body: BodyField,
  settings: SolverSettings
): Promise<Float64Array> {
  const own = Uint32Array.from({ length: cloth.panel.length }, (_, i) => i)
  return simulate(cloth, own, start, body, settings, true)
}

/**
 * Lets sewn cloth hang. Welded vertices move as one, so no seam can gape. Positions come back per vertex of the
 * cloth. Without a body the cloth meets only the ground and itself.
 *
 * @throws {ToileError} as `sewTogether`.
 */
export function settle(
  cloth: Cloth,
  start: Float64Array,
  body: Body | null,
  settings: SolverSettings
): Promise<Float64Array> {
  return simulate(cloth, weldOf(cloth), start, body, settings, false)
}

/** A body that stands still, or one that moves: as it is in a frame. */
export type Body = BodyField | ((frame: number) => BodyField)

/** Where the simulation is, for constraints that change with time. */
interface Clock {
  frame: number
}

async function simulate(
  cloth: Cloth,
  weld: Uint32Array,
  start: Float64Array,
  body: Body | null,
  settings: SolverSettings,
  isSewing: boolean
): Promise<Float64Array> {
  const particles = particlesOf(cloth, weld, settings.cloth.weight)
  const p = gathered(start, particles)
  const old = p.slice()
  const v = new Float64Array(p.length)
  const dt = 1 / 60 / settings.substeps
  const drawn = isSewing ? Math.min(60, settings.frames * 0.45) : 0 // frames until the seams are shut
  const clock: Clock = { frame: 0 }
  const layers = settings.keepLayers ? selfContact(particles) : null
  const constraints: Constraint[] = [
    ...forces(cloth, particles, settings, dt),
    ...places(cloth, particles, start, settings, clock, drawn, isSewing),
    ...(layers ? [layers.keepApart] : []),
    ...(settings.keepSides ? [keepingSides(cloth, particles, !isSewing)] : []),
    ...bodies(body, particles.count, clock, isSewing ? SLIPPERY : (settings.friction ?? FRICTION), settings.skin),
    ...grounds(settings.ground, particles.count, clock),
  ]

  const gravity = settings.gravity ?? EARTH
  let breath = performance.now()
  for (; clock.frame < settings.frames; clock.frame++) {
    const rest = settings.frames - clock.frame
    const fall = gravity * dt * (clock.frame < drawn * 0.7 ? 0.1 : 1)
    // Lively first, then calmer, so that folds form and come to rest.
    const damping = clock.frame < drawn ? 0.96 : rest < 25 ? 0.94 : 0.988
    layers?.find(p)
    for (let sub = 0; sub < settings.substeps; sub++) {
      fallFreely(p, old, v, damping, fall, dt)
      for (const constrain of constraints) constrain(p, old)
      for (let k = 0; k < p.length; k++) v[k] = (p[k]! - old[k]!) / dt
    }
    if (!Number.isFinite(p.reduce((sum, value) => sum + value, 0)))
      throw new ToileError('drape/unstable', 'The cloth came apart while it was draped.')
    settings.onProgress?.((clock.frame + 1) / settings.frames)
    if (settings.glimpse?.after === clock.frame + 1) settings.glimpse.show(spread(p, particles))
    if (performance.now() - breath > BREATH_MS) {
      // Cancelling arrives as a message.
      await new Promise((resolve) => setTimeout(resolve))
      breath = performance.now()
    }
    if (settings.signal?.aborted) throw new ToileError('drape/cancelled', 'The drape was cancelled.')
  }
  return spread(p, particles)
}

/** What the cloth does by itself. */
function forces(
  cloth: Cloth,
  particles: ReturnType<typeof particlesOf>,
  { cloth: { give = WOVEN, bending: rigidity }, elastics = [], stiff, creased }: SolverSettings,
  dt: number
): Constraint[] {
  const stiffness = { bending: rigidity, times: stiff ?? (() => 1), creased: creased ?? null }
  return [stretching(cloth, particles, give, elastics, dt), bending(cloth, particles, stiffness, dt)]
}

/** Where it is put by hand. */
function places(
  cloth: Cloth,
  particles: ReturnType<typeof particlesOf>,
  start: Float64Array,
  { held, quarter, led }: SolverSettings,
  clock: Clock,
  drawn: number,
  isSewing: boolean
): Constraint[] {
  const guard = isSewing && quarter ? guarding(cloth, particles, quarter) : null
  return [
    ...(isSewing
      ? [sewing(cloth, particles, () => (clock.frame < drawn ? 40 * (1 - clock.frame / drawn) ** 2 + 1e-4 : 0))]
      : []),
    ...(held ? [holding(cloth, particles, held)] : []),
    ...(guard ? [(p: Float64Array, old: Float64Array) => clock.frame < drawn && guard(p, old)] : []),
    ...(led ? [leading(start, particles, led.aim, () => Math.min(1, (clock.frame + 1) / led.within))] : []),
  ]
}

function bodies(
  body: Body | null,
  count: number,
  clock: Clock,
  friction: number,
  skin: number | undefined
): Constraint[] {
  if (!body) return []
  return [bodyContact(typeof body === 'function' ? () => body(clock.frame) : () => body, count, friction, skin)]
}

function grounds(ground: Ground | undefined, count: number, clock: Clock): Constraint[] {
  if (!ground) return []
  return [groundContact(ground, count, () => ground.rise * Math.max(0, 1 - (clock.frame + 1) / ground.frames))]
}

function fallFreely(
  p: Float64Array,
  old: Float64Array,
  v: Float64Array,
  damping: number,
  fall: number,
  dt: number
): void {
  for (let k = 0; k < p.length; k++) {
    const speed = (k % 3 === 1 ? v[k]! - fall : v[k]!) * damping
    old[k] = p[k]!
    p[k] = p[k]! + (speed > FASTEST ? FASTEST : speed < -FASTEST ? -FASTEST : speed) * dt
  }
}
