import { bezier, clamp, joined, lengthOf, mix, partOf, type Point } from '../../../src/pattern/index.ts'
import type { Block, HalfBlock, Row } from './block.ts'
import type { Style } from './style.ts'

/** Half of a front or back, x outwards from the middle, y down from the waist, mm. */
export interface HalfPanel {
  /** From the middle to the strap; two lines where the neckline has a corner. */
  readonly neck: readonly (readonly Point[])[]
  /** Inner end to outer end: the shoulder seam, or where a strap is sewn on. */
  readonly strap: readonly Point[]
  /** From the strap to the side. */
  readonly arm: readonly Point[]
  /** Downwards, in front as far as the dart. */
  readonly sideTop: readonly Point[]
  readonly dart: { readonly upper: readonly Point[]; readonly lower: readonly Point[] } | null
  readonly side: readonly Point[]
  /** From the side to the gusset. */
  readonly leg: readonly Point[]
  /** Half the width at the gusset. */
  readonly bottom: Point
}

export interface Panels {
  readonly front: HalfPanel
  readonly back: HalfPanel
  readonly gusset: Gusset
  /** Finished length of a strap of its own; nought where it is cut on. */
  readonly strap: number
  readonly block: Block
}

/** The gusset's half: drawn on from the front, so that a print runs on. */
export interface Gusset {
  readonly front: number
  readonly back: number
  readonly top: number
  readonly bottom: number
  /** From the front's end to the back's. */
  readonly leg: readonly Point[]
}

/** Finished width of a strap of its own, mm. */
export const STRAP = 11

/** Height of the leg opening at the side: a share of the way from the waist to the bottom of the front. */
const LEG_TOPS: Readonly<Record<Style['leg'], number>> = { low: 0.47, mid: 0.27, high: 0.06 }

interface Seat {
  readonly half: number
  readonly out: number
  readonly hang: number
  readonly low: number
}

/** Half widths at the gusset's back end, and how far the back leg line swings out and hangs down. */
const SEATS: Readonly<Record<Style['coverage'], Seat>> = {
  full: { half: 50, out: 62, hang: 0.97, low: 0.74 },
  moderate: { half: 44, out: 36, hang: 0.9, low: 0.6 },
  cheeky: { half: 36, out: 8, hang: 0.72, low: 0.42 },
}
const CROTCH = { front: 31, middle: 28 } as const

export function panelsOf(block: Block, style: Style): Panels {
  const [front, back] = [frontOf(block, style), backOf(block, style)]
  const strap =
    style.straps === 'wide'
      ? 0
      : front.strap[0]![1] - block.front.shoulder[1] + back.strap[0]![1] - block.back.shoulder[1]
  // Crossed straps take the long way round.
  const longer = style.straps === 'crossed' ? 1.05 : 1
  return { front, back, gusset: gussetOf(block, style), strap: strap * longer, block }
}

// ---- Sides ----

/** A monotone curve through the rows, in y (Fritsch and Carlson 1980): no seam swings beyond a girth. */
export function sideOf(block: HalfBlock): Point[] {
  const rows = (['underarm', 'bust', 'underbust', 'waist', 'hip'] as readonly Row[]).map((row) => block.side[row])
  const slopes = rows.slice(1).map((p, i) => (p[0] - rows[i]![0]) / (p[1] - rows[i]![1]))
  const tangent = rows.map((_, i) => {
    const [before, after] = [slopes[i - 1], slopes[i]]
    if (before === undefined) return after!
    if (after === undefined) return before
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after)
  })
  return joined(
    ...rows.slice(1).map((to, i) => {
      const from = rows[i]!
      const third = (to[1] - from[1]) / 3
      return bezier(
        from,
        [from[0] + tangent[i]! * third, from[1] + third],
        [to[0] - tangent[i + 1]! * third, to[1] - third],
        to,
        12
      )
    })
  )
}

/** The side between two heights, cut where they cross it. */
function between(side: readonly Point[], top: number, foot: number): Point[] {
  const arcAt = (y: number) => {
    let arc = 0
    for (let i = 1; i < side.length; i++) {
      const [a, b] = [side[i - 1]!, side[i]!]
      if (b[1] >= y) return arc + (Math.hypot(b[0] - a[0], b[1] - a[1]) * (y - a[1])) / (b[1] - a[1])
      arc += Math.hypot(b[0] - a[0], b[1] - a[1])
    }
    return arc
  }
  return partOf(side, arcAt(top), arcAt(foot))
}

const legTopOf = (block: Block, style: Style): number => block.front.bottom[1] * LEG_TOPS[style.leg]

const raised = (line: readonly Point[], by: number): Point[] => line.map(([x, y]) => [x, y - by] as const)

// ---- Front ----

function frontOf(block: Block, style: Style): HalfPanel {
  const { front, dart } = block
  const legTop = legTopOf(block, style)
  const whole = sideOf(front)
  const dartY = dart.tip[1] + dart.intake / 2
  const side = between(whole, dart.intake > 0 ? dartY : whole[0]![1], legTop)
  const sideTop = dart.intake > 0 ? raised(between(whole, whole[0]![1], dartY), dart.intake) : []
  const underarm = (sideTop[0] ?? side[0])!
  const { neck, strap } = style.straps === 'wide' ? wideFront(front, style) : narrowFront(front, style)
  const outer = strap.at(-1)!
  const fall = underarm[1] - outer[1]
  const arm =
    style.straps === 'wide'
      ? bezier(outer, [outer[0] + 3, outer[1] + fall * 0.62], [underarm[0] * 0.62, underarm[1] - 1], underarm, 40)
      : bezier(outer, [outer[0] + 9, outer[1] + fall * 0.7], [underarm[0] * 0.76, underarm[1] - 2], underarm, 40)
  const legSide = side.at(-1)!
  const bottom: Point = [CROTCH.front, front.bottom[1]]
  const way = bottom[1] - legSide[1]
  return {
    neck,
    strap,
    arm,
    sideTop,
    dart: dart.intake > 0 ? { upper: [sideTop.at(-1)!, dart.tip], lower: [dart.tip, side[0]!] } : null,
    side,
    leg: bezier(
      legSide,
      [legSide[0] * 0.6, legSide[1] + way * 0.36],
      [bottom[0] + 3, bottom[1] - way * 0.42],
      bottom,
      44
    ),
    bottom,
  }
}

interface Top {
  readonly neck: readonly (readonly Point[])[]
  readonly strap: readonly Point[]
}

function wideFront({ yAt, shoulder }: HalfBlock, { neckline }: Style): Top {
  const [from, to] = neckline === 'high' ? [64, 106] : [52, 92]
  const strap: Point[] = [
    [from, shoulder[1]],
    [to, shoulder[1]],
  ]
  const inner = strap[0]!
  const foot = (share: number): Point => [0, yAt(share)]
  if (neckline === 'scoop') {
    const low = foot(0.53)
    const fall = low[1] - inner[1]
    return { strap, neck: [bezier(low, [inner[0] * 0.9, low[1]], [inner[0] - 1, low[1] - fall * 0.36], inner, 40)] }
  }
  if (neckline === 'vee') {
    const low = foot(0.45)
    const fall = low[1] - inner[1]
    return {
      strap,
      neck: [bezier(low, [inner[0] * 0.42, low[1] - fall * 0.2], [inner[0] + 2, low[1] - fall * 0.62], inner, 40)],
    }
  }
  if (neckline === 'square') {
    const y = yAt(0.565)
    const corner: Point = [inner[0] + 2, y - 3]
    return {
      strap,
      neck: [
        [[0, y + 2], mix([0, y + 2], corner, 0.5), corner],
        bezier(corner, mix(corner, inner, 0.33), [inner[0] + 1, inner[1] + 60], inner, 24),
      ],
    }
  }
  const low = foot(0.86)
  return { strap, neck: [bezier(low, [34, low[1]], [inner[0] - 5, inner[1] + (low[1] - inner[1]) * 0.5], inner, 32)] }
}

function narrowFront({ yAt, side }: HalfBlock, { neckline }: Style): Top {
  const middle = side.bust[0] * 0.43
  const top = yAt(0.665)
  const strap: Point[] = [
    [middle - STRAP / 2, top],
    [middle + STRAP / 2, top],
  ]
  const inner = strap[0]!
  const neck = (): readonly (readonly Point[])[] => {
    if (neckline === 'vee') {
      const low: Point = [0, yAt(0.415)]
      const fall = low[1] - top
      return [bezier(low, [inner[0] * 0.3, low[1] - fall * 0.3], [inner[0] - 10, top + fall * 0.34], inner, 40)]
    }
    if (neckline === 'square') {
      const y = yAt(0.575)
      const corner: Point = [inner[0] - 5, y - 5]
      return [
        [[0, y + 2], mix([0, y + 2], corner, 0.5), corner],
        [corner, mix(corner, inner, 0.5), inner],
      ]
    }
    const low: Point = [0, yAt(0.5)]
    const fall = low[1] - top
    return [bezier(low, [inner[0] * 0.66, low[1]], [inner[0] - 6, top + fall * 0.5], inner, 40)]
  }
  return { strap, neck: neck() }
}

// ---- Back ----

function backOf(block: Block, style: Style): HalfPanel {
  const { back } = block
  const side = between(sideOf(back), back.side.underarm[1], legTopOf(block, style))
  const underarm = side[0]!
  const { neck, strap } = style.straps === 'wide' ? wideBack(back, style) : narrowBack(back, style)
  const legSide = side.at(-1)!
  const seat = SEATS[style.coverage]
  const bottom: Point = [seat.half, back.bottom[1]]
  const way = bottom[1] - legSide[1]
  return {
    neck,
    strap,
    arm: style.back === 'racer' ? racerArm(strap.at(-1)!, underarm, back) : backArm(strap.at(-1)!, underarm, style),
    sideTop: [],
    dart: null,
    side,
    leg: bezier(
      legSide,
      [legSide[0] * seat.hang, legSide[1] + way * seat.low],
      [bottom[0] + seat.out, bottom[1] - Math.min(30, way * 0.14)],
      bottom,
      44
    ),
    bottom,
  }
}

function backArm(outer: Point, underarm: Point, { straps }: Style): Point[] {
  const fall = underarm[1] - outer[1]
  return straps === 'wide'
    ? bezier(outer, [outer[0] + 1, outer[1] + fall * 0.6], [underarm[0] * 0.66, underarm[1] - 1], underarm, 40)
    : bezier(outer, [outer[0] + 6, outer[1] + fall * 0.6], [underarm[0] * 0.78, underarm[1] - 1], underarm, 40)
}

/** In between the shoulder blades and out again to the shoulder. */
function racerArm(outer: Point, underarm: Point, { yAt }: HalfBlock): Point[] {
  const waist: Point = [46, yAt(0.7)]
  const fall = underarm[1] - waist[1]
  return joined(
    bezier(outer, [outer[0] - 6, outer[1] + (waist[1] - outer[1]) * 0.42], [waist[0] + 2, waist[1] - 46], waist, 20),
    bezier(waist, [waist[0] - 2, waist[1] + fall * 0.72], [underarm[0] * 0.6, underarm[1] + 1], underarm, 28)
  )
}

function wideBack({ yAt, shoulder }: HalfBlock, { back, neckline }: Style): Top {
  const [from, to] = neckline === 'high' ? [64, 106] : [52, 92]
  const strap: Point[] = [
    [from, shoulder[1]],
    [to, shoulder[1]],
  ]
  const inner = strap[0]!
  if (back === 'racer') {
    const low: Point = [0, yAt(0.83)]
    const fall = low[1] - inner[1]
    return { strap, neck: [bezier(low, [20, low[1]], [inner[0] - 14, inner[1] + fall * 0.55], inner, 32)] }
  }
  const low: Point = [0, yAt(back === 'low' ? 0.08 : 0.45)]
  const fall = low[1] - inner[1]
  const neck =
    back === 'low'
      ? bezier(low, [inner[0] * 1.45, low[1]], [inner[0] + 4, low[1] - fall * 0.5], inner, 48)
      : bezier(low, [inner[0] * 0.98, low[1]], [inner[0] - 1, low[1] - fall * 0.4], inner, 40)
  return { strap, neck: [neck] }
}

function narrowBack({ yAt, side }: HalfBlock, { back, straps }: Style): Top {
  const middle = side.bust[0] * (straps === 'crossed' ? 0.52 : 0.44)
  const top = yAt(back === 'low' ? 0.585 : 0.63)
  const strap: Point[] = [
    [middle - STRAP / 2, top],
    [middle + STRAP / 2, top],
  ]
  const inner = strap[0]!
  const low: Point = [0, yAt(back === 'low' ? 0.08 : 0.42)]
  const fall = low[1] - top
  const neck =
    back === 'low'
      ? bezier(low, [inner[0] * 0.92, low[1]], [inner[0] + 1, top + fall * 0.42], inner, 48)
      : bezier(low, [inner[0] * 0.7, low[1]], [inner[0] - 6, top + fall * 0.5], inner, 40)
  return { strap, neck: [neck] }
}

// ---- Crotch ----

function gussetOf({ front, gusset }: Block, { coverage }: Style): Gusset {
  const half = SEATS[coverage].half
  const [top, bottom] = [front.bottom[1], front.bottom[1] + gusset]
  return {
    front: CROTCH.front,
    back: half,
    top,
    bottom,
    leg: bezier(
      [CROTCH.front, top],
      [CROTCH.middle - 2, top + gusset * 0.36],
      [half - (half - CROTCH.middle) * clamp(SEATS[coverage].out / 40, 0.5, 1), bottom - gusset * 0.3],
      [half, bottom],
      20
    ),
  }
}

/** What an opening measures along its edges. */
export const lengthsOf = (...lines: readonly (readonly Point[])[]): number =>
  lines.reduce((sum, line) => sum + lengthOf(line), 0)
