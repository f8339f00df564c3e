import type { BodyForm, Section } from './body.ts'

/** A garment of two legs on its wearer. */
export interface Wearing {
  readonly form: BodyForm
  /** mm above the floor. */
  readonly crotch: number
  /** From the top down: heights above the floor and the garment's girth there, mm. */
  readonly levels: readonly { readonly height: number; readonly girth: number }[]
}

/**
 * Takes a draped garment from one wearer to another: each level to its new height, round the new wearer's trunk and
 * legs, as much wider as the other garment is cut. Folds come along; what is left over, the solver settles. Both have
 * the same levels. Lengths mm.
 */
export function carriedTo(positions: Float64Array, from: Wearing, to: Wearing): Float64Array {
  const carried = new Float64Array(positions.length)
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y, z] = [positions[i]!, positions[i + 1]!, positions[i + 2]!]
    const { height, wider } = levelOf(from, to, y)
    const leg = x > 0 ? 0 : 1
    const [trunk, newTrunk] = [middleAt(from.form.trunk, y), middleAt(to.form.trunk, height)]
    const [limb, newLimb] = [middleAt(from.form.legs[leg]!, y), middleAt(to.form.legs[leg]!, height)]
    const share = smooth((y - from.crotch + BLEND) / (2 * BLEND))
    const around = (own: Middle, next: Middle, k: 'x' | 'z', at: number) => next[k] + (at - own[k]) * wider
    carried[i] = share * around(trunk, newTrunk, 'x', x) + (1 - share) * around(limb, newLimb, 'x', x)
    carried[i + 1] = height
    carried[i + 2] = share * around(trunk, newTrunk, 'z', z) + (1 - share) * around(limb, newLimb, 'z', z)
  }
  return carried
}

/** mm above and below the crotch in which trunk becomes legs. */
const BLEND = 60

/** Where a height comes to lie, and how much wider the garment is there. */
function levelOf(from: Wearing, to: Wearing, y: number): { height: number; wider: number } {
  const last = from.levels.length - 1
  let k = 1
  while (k < last && y < from.levels[k]!.height) k++
  const [a, b, newA, newB] = [from.levels[k - 1]!, from.levels[k]!, to.levels[k - 1]!, to.levels[k]!]
  const t = (a.height - y) / (a.height - b.height)
  const within = Math.min(1, Math.max(0, t))
  const [widerA, widerB] = [newA.girth / a.girth, newB.girth / b.girth]
  return {
    height: newA.height + t * (newB.height - newA.height),
    wider: widerA + within * (widerB - widerA),
  }
}

interface Middle {
  readonly x: number
  readonly z: number
}

/** Where the middle of a limb is at a height. */
export function middleAt(sections: readonly Section[], height: number): Middle {
  const below = Math.max(
    1,
    sections.findIndex((section) => section.height <= height)
  )
  const [from, to] = [sections[below - 1]!, sections[below]!]
  const t = Math.min(1, Math.max(0, (from.height - height) / (from.height - to.height)))
  return { x: from.x + t * (to.x - from.x), z: from.z + t * (to.z - from.z) }
}

const smooth = (share: number): number => {
  const t = Math.min(1, Math.max(0, share))
  return t * t * (3 - 2 * t)
}
