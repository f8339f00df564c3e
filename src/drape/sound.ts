import { ToileError } from '../ground/index.ts'
import { figuresOf, turnedOf, type DrapeFigures } from './figures.ts'
import type { Cloth, SewingPlan } from './cloth.ts'
import { flatArea } from './constraints/particles.ts'
import type { BodyField } from './field.ts'

/** What a garment may be off at the most before it is not shown; mm, mm2 and shares. */
const MOST = { seamGap95: 1, penetration: 4, strain50: 0.06, turned: 0.02 } as const

/**
 * Measures a garment as it hangs.
 *
 * @param isRound where cloth goes round the body, so that its face must look outwards
 * @param drawnOut how far cloth may be strained at the median, as a share
 * @throws {ToileError} `drape/refused` if it is no garment: torn, in the body, drawn out of shape or turned over.
 */
export function refuseUnworn(
  cloth: Cloth,
  positions: Float64Array,
  body: BodyField,
  { outwards }: Pick<SewingPlan, 'outwards'>,
  isRound: (x: number, y: number, z: number) => boolean,
  drawnOut: number = MOST.strain50
): DrapeFigures {
  const refused = (why: string) => new ToileError('drape/refused', `The garment cannot be shown: ${why}.`)
  if (!positions.every(Number.isFinite)) throw refused('it came apart')
  const figures = figuresOf(cloth, positions, body)
  if (figures.seamGap95 > MOST.seamGap95) throw refused('a seam gapes')
  if (figures.penetration > MOST.penetration) throw refused('it does not go round the body')
  if (!(Math.abs(figures.strain50) <= drawnOut)) throw refused('the pattern does not go with the body')
  if (turnedOf(cloth, positions, outwards, isRound) > MOST.turned * areaOf(cloth)) throw refused('a panel turned over')
  return figures
}

/** As cut, mm2. */
function areaOf({ pattern, triangles }: Cloth): number {
  let twice = 0
  for (let t = 0; t < triangles.length; t += 3)
    twice += Math.abs(flatArea(pattern, triangles[t]!, triangles[t + 1]!, triangles[t + 2]!))
  return twice / 2
}
