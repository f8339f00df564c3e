import type { Placement } from '../../src/drape/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import { REFERENCE } from './body.ts'
import drafting from './drafting.ts'
import { HANGS, type Hang } from './hang.ts'
import { placementsOf } from './placements.ts'

const FITS = ['skinny', 'slim', 'regular', 'relaxed'] as const
const LEGS = ['tapered', 'straight', 'bootcut', 'wide'] as const
const RISES = ['low', 'mid', 'high'] as const

/** Every pattern there are shapes of, as fit, leg and rise: a skinny wide leg is ruled out. */
export const CUTS: readonly string[] = FITS.flatMap((fit) =>
  LEGS.filter((leg) => !(fit === 'skinny' && leg === 'wide')).flatMap((leg) =>
    RISES.map((rise) => `${fit}-${leg}-${rise}`)
  )
)

/** Every shape there is a file for: each cut in each way cloth hangs, the skinny ones only in cloth that stretches. */
export const SHAPES: readonly string[] = CUTS.flatMap((cut) => hangsOf(cut).map((hang) => `${cut}-${hang}`))

export function hangsOf(cut: string): readonly Hang[] {
  return cut.startsWith('skinny') ? ['clings'] : HANGS
}

/** The cut and the shape that the others are told by. */
export const FIRST = { cut: 'regular-straight-mid', hang: 'falls' } as const

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
export const BARE = {
  hem: 'plain',
  fly: 'zip',
  frontPockets: 'none',
  backPockets: 'none',
  pocketStitch: 'none',
  label: 'none',
  beltLoops: 'none',
}

export function draftOf(cut: string, trims: Readonly<Record<string, string>> = {}): Draft {
  const [fit, leg, rise] = cut.split('-') as [string, string, string]
  // A skinny fit is drafted for cloth that stretches.
  const cloth = fit === 'skinny' ? 'stretch-11' : 'classic-13'
  return drafting.draft({ measurements: REFERENCE, selection: { ...BARE, length: '82', cloth, fit, leg, rise, ...trims } })
}

/** The lines of all trims, each once. */
export function placementsFor(cut: string): Placement[] {
  const seen = new Set<string>()
  return TRIMS.flatMap((trims) => placementsOf(draftOf(cut, trims))).filter((placement) => {
    const key = JSON.stringify(placement)
    return !seen.has(key) && seen.add(key)
  })
}
