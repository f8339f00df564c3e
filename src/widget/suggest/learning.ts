import type { Design } from '../../design/index.ts'
import type { Profile } from '../../preferences/index.ts'

/** How long a pick stands before it counts: to try three colours is not to like three. */
const STANDS_MS = 3000

/** What was counted on this page: a choice is liked once, however often it is left and taken again. */
const counted = new WeakMap<Profile, Set<string>>()

/**
 * Counts what the customer picks, on this device alone and only where they want that. One pick at a time is theirs;
 * what a start design, a link or a step back brought along, or what moved with a pick, says nothing about them.
 *
 * @returns ends it; what stands then is counted.
 */
export function learnFrom(design: Design, profile: Profile): () => void {
  const template = design.template.id
  const known = counted.get(profile) ?? new Set<string>()
  counted.set(profile, known)
  const standing = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; readonly count: () => void }>()
  let before = design.decisions().picks

  const waitFor = (option: string, choice: string) => {
    const key = `${template}/${option}/${choice}`
    const count = () => {
      standing.delete(option)
      if (known.has(key) || !profile.isLearning()) return
      known.add(key)
      profile.chose(template, option, choice)
    }
    standing.set(option, { timer: setTimeout(count, STANDS_MS), count })
  }

  const stop = design.subscribe(() => {
    const [had, picks] = [before, design.decisions().picks]
    before = picks
    if (picks === had) return
    for (const [option, { timer }] of standing)
      if (picks[option] !== had[option]) {
        clearTimeout(timer)
        standing.delete(option)
      }
    const made = Object.entries(picks).filter(([option, choice]) => had[option] !== choice)
    const isStepBack = design.canRedo()
    if (made.length === 1 && !isStepBack && profile.isLearning()) waitFor(...made[0]!)
  })

  return () => {
    stop()
    for (const { timer, count } of standing.values()) {
      clearTimeout(timer)
      count()
    }
  }
}
