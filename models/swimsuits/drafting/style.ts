import { ToileError } from '../../../src/ground/index.ts'
import { choicesOf } from '../../../src/pattern/index.ts'

/** How far a cloth may be stretched in wear, across and along the grain, as shares of its length. */
const FABRICS: Readonly<Record<string, { readonly across: number; readonly along: number }>> = {
  'classic-190': { across: 0.6, along: 0.5 },
  'recycled-200': { across: 0.52, along: 0.46 },
  'sculpt-230': { across: 0.38, along: 0.34 },
  'rib-260': { across: 0.7, along: 0.4 },
}

/** Girths give up a fifth of the stretch, lengths a tenth: a suit that is short pulls on the shoulders. */
const GIVES_UP = { across: 0.2, along: 0.1 } as const

const KINDS = {
  neckline: ['scoop', 'vee', 'square', 'high'],
  back: ['scoop', 'low', 'racer'],
  leg: ['low', 'mid', 'high'],
  coverage: ['full', 'moderate', 'cheeky'],
  straps: ['wide', 'narrow', 'crossed'],
  lining: ['none', 'front', 'full'],
  cups: ['none', 'soft'],
} as const

type Kind = keyof typeof KINDS

/** The selection, read for the cutter. */
export type Style = { readonly [K in Kind]: (typeof KINDS)[K][number] } & {
  /** Finished girth and length as shares of the body's. */
  readonly across: number
  readonly along: number
  readonly isBound: boolean
  /** What the customer adds to the finished bust, loop and leg edges beyond all that, mm. */
  readonly bustMore: number
  readonly loopMore: number
  readonly legMore: number
}

/** @throws {ToileError} `draft/unknown-choice` when an option the pattern depends on has no such choice. */
export function styleOf(selection: Readonly<Record<string, string>>): Style {
  const { chosen, lookedUp, oneOf, whole } = choicesOf(selection)
  const kind = <K extends Kind>(option: K): (typeof KINDS)[K][number] => oneOf(option, KINDS[option])
  const stretch = lookedUp('fabric', FABRICS)
  const style: Style = {
    neckline: kind('neckline'),
    back: kind('back'),
    leg: kind('leg'),
    coverage: kind('coverage'),
    straps: kind('straps'),
    lining: kind('lining'),
    cups: kind('cups'),
    across: 1 - stretch.across * GIVES_UP.across,
    along: 1 - stretch.along * GIVES_UP.along,
    isBound: chosen('binding') !== 'turned',
    bustMore: whole('bustEase', -4, 4) * 10,
    loopMore: whole('torsoEase', -6, 6) * 10,
    legMore: whole('legEase', -4, 4) * 10,
  }
  refuseUnsewable(style)
  return style
}

/** What no pattern is made for: where a strap would have nothing to hold on to. */
function refuseUnsewable({ neckline, back, straps }: Style): void {
  const refuse = (option: string, why: string) =>
    new ToileError('draft/refused', `selection.${option}: ${why}`, { path: `/selection/${option}` })
  if (straps !== 'wide' && neckline === 'high') throw refuse('straps', 'a high neck has wide straps.')
  if (straps !== 'wide' && back === 'racer') throw refuse('straps', 'a racer back has wide straps.')
  if (straps === 'crossed' && back !== 'low') throw refuse('straps', 'crossed straps need a low back.')
}
