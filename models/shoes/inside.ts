import type { Frame, Last, Place } from '../../src/pattern/last.ts'
import { mixed, plus, type Vector } from '../../src/pattern/space.ts'
import { backwards, below, mirrored } from './curves.ts'
import type { Design } from './design.ts'
import { gridPart, smoothstep, type Part, type Stitch } from './mesh.ts'
import { laidOn, type Piece } from './piece.ts'

/** What one sees looking in: lining, the rolled rim of the opening, the sock and the tongue. */
export function insideOf(last: Last, design: Design): { readonly parts: Part[]; readonly stitches: Stitch[] } {
  const tongue = tongueOf(last, design)
  return {
    parts: [shell(last, design), rollOf(last, design), sock(last), ...tongue.parts],
    stitches: [...tongue.stitches],
  }
}

/** The last, 2.4 mm in. It goes on under the rim, so that no edge shows over the collar. */
function shell(last: Last, { opening }: Design): Part {
  const [columns, rows] = [52, 28]
  return gridPart('upper', 'lining', columns, rows, (i, j) => {
    const place: Place = [i / columns, j / rows]
    const { p, n } = last.frame(place)
    if (opening.inset(place, p) > -7) return null
    return { p: plus(p, n, -2.4), flat: [p[0], p[1] + p[2]] }
  })
}

/** From the leather's edge over the top and down inside: along the surface, then off it, mm. */
const ROLL = [
  [1.2, 1.6], [-0.6, 1.5], [-1.9, 0.6], [-2.6, -1.2], [-2.4, -3.2], [-0.8, -5.4], [3, -7.4], [8, -8.6], [14, -8.4], [20, -7],
  [26, -4.6], [32, -2.6], [36, -2],
] as const

function rollOf(last: Last, { topline, roll }: Design): Part {
  const rim = [...topline, ...backwards(mirrored(topline)).slice(1)]
  const whole = rim.filter((_, i) => i % 3 === 0 || i === rim.length - 1)
  const lines = ROLL.map(([along]) => below(last, whole, () => along * (along < 6 ? roll : 1)))
  const end = whole.length - 1
  return gridPart('upper', 'lining', end, ROLL.length - 1, (i, j) => {
    const [along, off] = ROLL[j]!
    const near = Math.min(1, Math.min(i, end - i) / 5)
    const { p, n } = last.frame(lines[j]![i]!)
    const thick = off < 0 ? (roll * off + (1 - roll) * Math.max(off, -2.4)) * (0.35 + 0.65 * near) : off * roll
    return { p: plus(p, n, thick), flat: [i * 6.9, along] }
  })
}

/** What the foot stands on. */
function sock(last: Last): Part {
  const [columns, rows] = [56, 12]
  return gridPart('upper', 'lining', columns, rows, (i, j) => {
    const u = 0.02 + (0.96 * i) / columns
    const t = 0.04 + (0.92 * j) / rows
    const p = mixed(last.point([u, 0]), last.point([u, 1]), t)
    return { p: [p[0], p[1], p[2] + 3 + 5 * (2 * t - 1) ** 4], flat: [p[0], p[1]] }
  })
}

function tongueOf(last: Last, { tongue }: Design): { readonly parts: Part[]; readonly stitches: readonly Stitch[] } {
  const { outline, thickness, puff, tip, leaves } = tongue
  const [free, rooted] = [tip, leaves].map((x) => last.across(x, 0)[0]) as [number, number]
  /** Above the throat the tongue leaves the last: it is nearly flat across and leans a little forward. */
  const lean = (lift: number, face: 1 | -1) => (place: Place, frame: Frame, height: number): Vector => {
    const up = lift + face * height
    const lain = plus(frame.p, frame.n, up)
    const t = Math.min(1.2, Math.max(0, (rooted + 0.006 - place[0]) / (rooted - free)))
    if (t === 0) return lain
    const spine = last.frame([place[0], 0.5])
    const y = frame.p[1]
    const flat = plus([spine.p[0], spine.p[1] + y * 0.96, spine.p[2]], spine.n, up - 0.007 * y * y + 5.5 * t * t)
    return mixed(lain, flat, 0.85 * smoothstep(Math.min(1, t), 0, 1))
  }
  const sideOf = (face: 1 | -1, lift: number) => {
    const isFront = face > 0
    const piece: Piece = {
      name: 'tongue',
      node: 'upper',
      material: isFront ? 'tongue' : 'lining',
      outline,
      rows: isFront ? [3.4] : [],
      thickness,
      puff: { height: isFront ? puff : puff / 2, width: 18 },
    }
    return laidOn(last, piece, {
      before: [], after: [], extra: [], isHidden: () => false, spacing: 6, lay: lean(lift, face),
    })
  }
  const [front, back] = [sideOf(1, -3.6), sideOf(-1, -4.2)]
  const inwards = back.part.triangles.map((_, i, all) => all[i - (i % 3) + 2 - (i % 3)]!)
  return { parts: [front.part, { ...back.part, triangles: inwards }], stitches: front.stitches }
}
