import type { Draft } from '../../../src/pattern/index.ts'
import { along, crossed, linesOf } from './measure.ts'
import type { Body } from './people.ts'

/** What models/CUTTERS.md states, restated, so that a draft is held to the page and not to its own code. */
const FITS = {
  skinny: { waist: 0.005, thigh: 0.015, knee: 0.02, crotchDrop: 0.015, takesBack: 0.26 },
  slim: { waist: 0.01, thigh: 0.045, knee: 0.05, crotchDrop: 0.03, takesBack: 0.1 },
  regular: { waist: 0.015, thigh: 0.08, knee: 0.1, crotchDrop: 0.05, takesBack: 0 },
  relaxed: { waist: 0.02, thigh: 0.14, knee: 0.17, crotchDrop: 0.08, takesBack: 0 },
} as const
const LEGS = {
  tapered: { knee: -0.01, hem: 0.8 },
  straight: { knee: 0, hem: 0.92 },
  bootcut: { knee: -0.015, hem: 1.08 },
  wide: { knee: 0.14, hem: 1.03 },
} as const
const RISES = { low: 0.24, mid: 0.12, high: 0 } as const
const STRETCH: Readonly<Record<string, number>> = { 'comfort-12': 0.14, 'stretch-11': 0.26 }
const BAND = 38
const FRONT_DOWN = 7
const BACK_UP = 9

export interface Off {
  readonly side: number
  readonly inside: number
  readonly crotch: number
  readonly waist: number
  readonly hem: number
  /** How much looser than asked the thigh came out, as a share; less than nothing is tighter. */
  readonly thigh: number
}

/** How far a draft is from what the body and the selection ask for, mm, measured on its pieces. */
export function offOf(draft: Draft, tenths: Body, selection: Readonly<Record<string, string>>): Off {
  const mm = (name: string) => tenths[name]! / 10
  const cm = (option: string) => Number(selection[option] ?? 0) * 10
  const fit = FITS[selection.fit as keyof typeof FITS]
  const leg = LEGS[selection.leg as keyof typeof LEGS]
  const stretch = STRETCH[selection.cloth!] ?? 0
  const takenBack = stretch * fit.takesBack

  const round = 0.225 * Math.max(mm('hipGirth'), mm('waistGirth'))
  const vertical = Math.max(mm('waistHeight') - mm('insideLegHeight'), (mm('crotchLength') - round) / 2)
  const belly = Math.min(1, Math.max(0, (mm('waistGirth') / mm('hipGirth') - 0.9) / 0.15))
  const share = Math.min(0.46 + 0.03 * belly, Math.max(0.4, 1 - mm('crotchLengthBack') / mm('crotchLength')))
  const inFront = mm('crotchLength') * share
  const down = RISES[selection.rise as keyof typeof RISES] * Math.min(vertical, 0.8 * inFront)
  const toHip = Math.min(0.95 * vertical, Math.max(0.68 * vertical, mm('waistHeight') - mm('hipHeight')))
  const t = Math.min(1, down / toHip)
  const girth = mm('waistGirth') + (mm('hipGirth') - mm('waistGirth')) * t * (1.35 - 0.35 * t)
  const waist = girth * (1 + fit.waist - takenBack * 0.6) + cm('waistEase')
  const knee = mm('kneeGirth') * (1 + fit.knee + leg.knee - takenBack)
  const hem = Math.max(knee * leg.hem, 0.182 * mm('stature') * (1 - 0.5 * stretch))

  const crotch =
    along(draft, 'front', 'fly', 'rise') +
    along(draft, 'yoke', 'centre') +
    along(draft, 'back', 'rise') +
    2 * (BAND + down) +
    FRONT_DOWN -
    BACK_UP
  const sideOf = { front: along(draft, 'frontPocketFacing', 'side') + along(draft, 'front', 'side') }
  return {
    side: Math.abs(sideOf.front - along(draft, 'yoke', 'side') - along(draft, 'back', 'side')),
    inside: Math.abs(along(draft, 'front', 'inseam') - along(draft, 'back', 'inseam')),
    crotch: Math.abs(crotch - mm('crotchLength') - 2 * vertical * fit.crotchDrop),
    waist: Math.abs(along(draft, 'waistband', 'top') - waist),
    hem: Math.abs(along(draft, 'front', 'hem') + along(draft, 'back', 'hem') - hem),
    thigh: (thighOf(draft) - cm('thighEase')) / mm('thighGirth') - 1 - (fit.thigh - takenBack),
  }
}

/** Both panels straight across, 25 mm below the fork. */
export function thighOf(draft: Draft): number {
  // With a pocket, the front's upper side seam lies on the pocket's facing, drawn where it lies.
  const width = (piece: string, ...above: readonly string[]) => {
    const inseam = linesOf(draft, piece, 'inseam')
    const level = Math.min(...inseam.map(([, y]) => y)) + 25
    const side = [piece, ...above].flatMap((one) => crossed(linesOf(draft, one, 'side'), level))
    return Math.abs(crossed(inseam, level)[0]! - side[0]!)
  }
  return width('front', 'frontPocketFacing') + width('back')
}
