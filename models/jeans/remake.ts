import { bodyForm, carriedTo, girthRound, loopUnder, recut, type BodyForm, type Cloth, type LowerBody, type SewnShape } from '../../src/drape/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import { REFERENCE_BODY, STANCE } from './body.ts'
import { draftOf } from './cuts.ts'
import { BAND } from './drafting/style.ts'
import { liftOf } from './hang.ts'
import { drawnOn, isAt, levelsOf } from './levels.ts'
import { jeansPlan, sewable, type JeansPlan } from './sewing.ts'

const MOST_DROP = 40 // mm
/** Of the finished waist: as wide as the body may be where the band comes to lie. */
const BITES = 0.985

/** The crotch seam from band to band, mm. */
const risesOf = ({ girths }: Draft): number => (girths.frontRise! + girths.backRise!) / 10

/** A garment ready to settle on its wearer; mm. */
export interface Begun {
  readonly cloth: Cloth
  readonly plan: JeansPlan
  readonly positions: Float64Array
}

/**
 * A baked shape cut anew by another draft and carried over to another wearer. The band lies as high on the hips as it
 * did, and each hem as far up its leg.
 *
 * @param cut what the shape was baked of: its fit, leg and rise
 * @throws {ToileError} `drape/other-design` if the shape is of another design than the draft.
 */
export function remade(near: SewnShape, cut: string, whole: Draft, wearer: LowerBody, form: BodyForm): Begun {
  const baked = draftOf(cut)
  const old = { draft: sewable(baked), plan: jeansPlan(sewable(baked), REFERENCE_BODY, 0) }
  const lift = liftOf(near)
  const worn = Float64Array.from(near.positions, (metres, k) => metres * 1000 - (k % 3 === 1 ? lift : 0))
  const cloth = recut(near, old, { draft: whole, plan: jeansPlan(whole, wearer, 0) })

  const levels = levelsOf(whole)
  const meanHeight = (holds: (vertex: number) => boolean) => {
    let [sum, count] = [0, 0]
    for (let i = 0; i < cloth.panel.length; i++)
      if (holds(i)) {
        sum += worn[3 * i + 1]!
        count++
      }
    return sum / count
  }
  const band = meanHeight((i) => isAt(cloth, levels, 'waist', i))
  const bandEdge = cloth.edges.get('waistband/waist')!
  const waist = bandEdge.reduce((sum, i) => sum + worn[3 * i + 1]!, 0) / bandEdge.length
  const standing = bodyForm(REFERENCE_BODY, STANCE)
  const spare = risesOf(baked) - loopUnder(standing, waist)
  const level = jeansPlan(whole, wearer, waist - old.plan.waist).waist
  // A crotch seam shorter than the way under the body draws the band down, as far as hips let it.
  const short = loopUnder(form, level) + spare - risesOf(whole)
  let drop = Math.min(MOST_DROP, Math.max(0, short / 2))
  while (drop > 0 && girthRound(form, level + BAND - drop) > (whole.girths.waist! / 10) * BITES) drop -= 4
  const plan = jeansPlan(whole, wearer, waist - old.plan.waist - drop)

  const { crotchHeight } = REFERENCE_BODY
  const legs = whole.girths.insideLeg! / baked.girths.insideLeg!
  const trunk = (plan.waist - wearer.crotchHeight) / (waist - crotchHeight)
  const newHeight = (y: number) => wearer.crotchHeight + (y - crotchHeight) * (y < crotchHeight ? legs : trunk)
  const heights = [
    ['band', band],
    ...(['hip', 'thigh', 'knee', 'hem'] as const).map((level) => [level, meanHeight((i) => isAt(cloth, levels, level, i))]),
  ] as [string, number][]
  const carried = (hemWider: number) =>
    carriedTo(
      worn,
      {
        form: standing,
        crotch: crotchHeight,
        levels: heights.map(([name, height]) => ({ height, girth: baked.girths[name]! })),
      },
      {
        form,
        crotch: wearer.crotchHeight,
        levels: heights.map(([name, height]) => ({
          height: newHeight(height),
          girth: whole.girths[name]! * (name === 'hem' ? hemWider : 1),
        })),
      }
    )
  // Hems stay where they are laid, so they are laid as wide as they are cut.
  const hemWider = 1 / (1 + drawnOn(cloth, carried(1), levels).hem)
  return { cloth, plan, positions: carried(hemWider) }
}
