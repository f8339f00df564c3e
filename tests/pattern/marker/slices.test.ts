import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src/ground/index.ts'
import type { Piece, Point } from '../../../src/pattern/index.ts'
import { kindsOf, type Form } from '../../../src/pattern/marker/forms.ts'
import { Slices } from '../../../src/pattern/marker/slices.ts'
import { towel } from '../rectangle.ts'
import { clearanceOf } from './clearance.ts'

const STEP = 4
/** What a form may be laid further away than it must, mm: for its simpler outline and its blunted corners. */
const SLACK = 1.5

/** Stars of all sorts, hollow and sharp. */
function stars(count: number): Piece[] {
  const random = seededRandom(7)
  return Array.from({ length: count }, (_, i) => {
    const corners = 5 + Math.floor(random() * 12)
    const ring = Array.from({ length: corners }, (_, k): Point => {
      const reach = 30 + 120 * random()
      const angle = (2 * Math.PI * (k + 0.6 * random())) / corners
      return [reach * Math.cos(angle) * 2, reach * Math.sin(angle)]
    })
    const points = [...ring, ring[0]!]
    return { ...towel({ name: `star${i}` }), edges: [{ name: 'round', points, allowance: 0 }] }
  })
}

const formsOf = (gap: number): Form[] => {
  const cloth = { width: 1000, oneWay: false, shrinkage: { warp: 0, weft: 0 }, gap }
  return kindsOf(stars(8), cloth, 1).flatMap(({ forms }) => forms)
}

const at = (form: Form, x: number, y: number): Point[] => form.outline.map((p) => [p[0] + x, p[1] + y])

describe('Slices', () => {
  it.each([0, 3])('forbid every place nearer than a gap of %d mm, and no place that is clearly free', (gap) => {
    const forms = formsOf(gap)
    const slices = new Slices(forms.length, STEP)
    const random = seededRandom(11)
    let [near, free] = [0, 0]
    for (let trial = 0; trial < 4000; trial++) {
      const [a, b] = [forms[Math.floor(random() * forms.length)]!, forms[Math.floor(random() * forms.length)]!]
      const columns = Math.round(((random() * 2 - 1) * 400) / STEP)
      const slice = slices.between(a, b, columns)
      // Half of the trials close to where the one may just not lie any more.
      const brink = slice.length > 0 && random() < 0.5 ? slice[Math.floor(random() * slice.length)] : undefined
      const dy = brink === undefined ? (random() * 2 - 1) * 400 : brink + random() * 6 - 3
      const isForbidden = slice.some((low, k) => k % 2 === 0 && dy > low && dy < slice[k + 1]!)
      const clearance = clearanceOf(at(a, 0, 0), at(b, columns * STEP, dy))
      if (clearance < gap) {
        near++
        expect(isForbidden).toBe(true)
      } else if (clearance > gap + SLACK) {
        free++
        expect(isForbidden).toBe(false)
      }
    }
    expect(near).toBeGreaterThan(500)
    expect(free).toBeGreaterThan(500)
  })
})
