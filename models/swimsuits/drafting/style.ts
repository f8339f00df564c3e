import { ToileError } from '../../../src/ground/index.ts'

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
  const chosen = (option: string): string => (Object.hasOwn(selection, option) ? selection[option]! : '')
  const unknown = (option: string, known: readonly string[]) =>
    new ToileError(
      'draft/unknown-choice',
      `selection.${option}: expected one of ${known.map((name) => `"${name}"`).join(', ')}.`,
      { path: `/selection/${option}` }
    )
  const kind = <K extends Kind>(option: K): (typeof KINDS)[K][number] => {
    const known: readonly (typeof KINDS)[K][number][] = KINDS[option]
    const found = known.find((choice) => choice === chosen(option))
    if (found === undefined) throw unknown(option, known)
    return found
  }
  /** Centimetres more or less, of which an older order says nothing. */
  const more = (option: string, most: number): number => {
    if (!Object.hasOwn(selection, option)) return 0
    const cm = /^-?\d+$/.test(chosen(option)) ? Number(chosen(option)) : NaN
    if (!(Math.abs(cm) <= most)) throw unknown(option, [`-${most}`, '...', `${most}`])
    return cm * 10
  }
  if (!Object.hasOwn(FABRICS, chosen('fabric'))) throw unknown('fabric', Object.keys(FABRICS))
  const stretch = FABRICS[chosen('fabric')]!
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
    bustMore: more('bustEase', 4),
    loopMore: more('torsoEase', 6),
    legMore: more('legEase', 4),
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
