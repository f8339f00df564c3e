import { codeOf, type Design } from '../../design/index.ts'
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
 * A liked design in place of the customer's picks, as a start design would be: one step back brings theirs back.
 *
 * @returns false where the template, or the body, no longer allows all of it; then what still goes together is there.
 */
export function openLike(design: Design, liked: Picks): boolean {
  const { template } = design
  const set: Record<string, string | null> = {}
  const known: Record<string, string> = {}
  for (const option of template.options) {
    if (isOwn(option)) continue
    const choice = Object.hasOwn(liked, option.id) ? liked[option.id] : undefined
    const isKnown = option.choices.some(({ id }) => id === choice)
    set[option.id] = isKnown ? choice! : null
    if (isKnown) known[option.id] = choice!
  }
  try {
    design.applyChange({ set })
    return Object.keys(known).length === Object.keys(liked).length
  } catch (error) {
    if (!(error instanceof ToileError) || error.code !== 'design/blocked') throw error
    design.open(codeOf(template, known))
    return false
  }
}
