import type { Design } from '../../design/index.ts'
import { ToileError } from '../../ground/index.ts'
import type { CompiledOption } from '../../template/index.ts'

type Picks = Readonly<Record<string, string>>

/** Words and pictures are the customer's own: they are no part of a like, and stay when one is opened. */
const isOwn = ({ kind }: CompiledOption): boolean => kind === 'text' || kind === 'artwork'

export function likedPicks(design: Design): Picks {
  const { picks } = design.decisions()
  const own = new Set(design.template.options.filter(isOwn).map(({ id }) => id))
  return Object.fromEntries(Object.entries(picks).filter(([option]) => !own.has(option)))
}

/**
 * A liked design in place of the customer's picks, as a start design would be: one step back brings theirs back. Of what
 * the template no longer knows, or no longer allows together, the rest is opened.
 *
 * @returns how much of it is there now; `none` where the customer's own words or picture stand against it.
 */
export function openLike(design: Design, liked: Picks): 'whole' | 'part' | 'none' {
  const known = Object.entries(liked).filter(([option, choice]) =>
    design.template.options.some((one) => one.id === option && one.choices.some(({ id }) => id === choice))
  )
  const isWhole = known.length === Object.keys(liked).length
  if (isTaken(design, known)) return isWhole ? 'whole' : 'part'
  return isTaken(design, goingTogether(design, known)) ? 'part' : 'none'
}

type Pairs = readonly (readonly [option: string, choice: string])[]

/** All other picks are given up, but those that are the customer's own. */
function isTaken(design: Design, picks: Pairs): boolean {
  const free = design.template.options.filter((option) => !isOwn(option)).map(({ id }) => [id, null] as const)
  try {
    design.applyChange({ set: Object.fromEntries([...free, ...picks]) })
    return true
  } catch (error) {
    if (!(error instanceof ToileError) || error.code !== 'design/blocked') throw error
    return false
  }
}

/** As many as go together, in their order, on this body. */
function goingTogether(design: Design, picks: Pairs): Pairs {
  const trial = design.another()
  trial.tellBody(design.decisions(), null, 'kept')
  const kept: (readonly [string, string])[] = []
  for (const pick of picks) if (isTaken(trial, [...kept, pick])) kept.push(pick)
  return kept
}
