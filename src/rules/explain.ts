import { FIXED, HARD, rootsOf, type Diagram } from './diagram.ts'
import { createLeast } from './least.ts'
import { pickOf } from './oracle.ts'
import type { HardPart, Picks } from './types.ts'

/**
 * Finds picks that together rule a value out and of which none can be left out, the later ones left out first. Gives
 * them with the value in its place, -1 for the others; null when the value is possible, or not known to be impossible.
 */
export function createExplaining(
  diagram: Diagram,
  offsets: Int32Array,
  hard: HardPart | null
): (picks: Picks, option: number, value: number) => Int32Array | null {
  const { home, only } = diagram
  const count = home.length
  const free = new Float64Array(offsets[count]!)
  const least = createLeast(diagram, offsets)
  const kept = new Int32Array(count).fill(-1)
  const rootOf = rootsOf(diagram)

  function keep(option: number, pick: number) {
    if (kept[option] === pick) return
    kept[option] = pick
    least.takeOption(option, free)
    if (pick >= 0) least.force(option, pick)
  }

  const contradicts = () => least.total() === Infinity || hard?.contradicts(kept) === true

  /** Parts are independent: picks elsewhere than in one that contradicts need no question. */
  function culprits(): (option: number) => boolean {
    for (let option = 0; option < count; option++)
      if (home[option] === FIXED && least.costs[only[option]!] === Infinity) return (other) => other === option
    if (least.total() === Infinity) {
      const root = least.deadRoot()
      return (option) => rootOf[option] === root
    }
    return (option) => home[option] === HARD
  }

  return (picks, option, value) => {
    for (let other = 0; other < count; other++) keep(other, other === option ? value : pickOf(picks, other))
    if (!contradicts()) return null
    const isCulprit = culprits()
    for (let other = 0; other < count; other++) if (other !== option && !isCulprit(other)) keep(other, -1)
    for (let other = count - 1; other >= 0; other--) {
      const pick = kept[other]!
      if (pick < 0 || other === option) continue
      keep(other, -1)
      if (!contradicts()) keep(other, pick)
    }
    return kept.slice()
  }
}
