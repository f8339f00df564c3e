import { fitted } from './torso-fit.ts'

/**
 * A dress form's torso as a field of distances: lofted sections, bust, seat, shoulders, neck and thighs, smoothly
 * joined; neck, arms and thighs end in clean cuts. Lengths are mm; x to the wearer's left, y up from the floor, z to
 * the front. It is the same left and right.
 */
export interface Torso {
  readonly body: TorsoBody
  readonly heights: TorsoHeights
  /** Half the distance between the points of the bust. */
  readonly bustX: number
  /** Where the shoulder ends sideways. */
  readonly shoulderX: number
  /** Distance to the surface, close to true near it; negative inside. */
  readonly distance: (x: number, y: number, z: number) => number
  /** The same without the cuts: what the ends would go on as. */
  readonly uncut: (x: number, y: number, z: number) => number
  /** Neck, arm and thigh; arm and thigh are the left ones. */
  readonly cuts: Readonly<Record<'neck' | 'arm' | 'thigh', Cut>>
  /** The middle of the section at a height. */
  readonly middle: (y: number) => number
}

/** A plane that ends a limb: a point in its middle and the direction that points away from the body. */
export interface Cut {
  readonly at: Vector
  readonly normal: Vector
}

export type Vector = readonly [x: number, y: number, z: number]

/** Girths and lengths of the body, mm. */
export interface TorsoBody {
  readonly bustGirth: number
  readonly underbustGirth: number
  readonly waistGirth: number
  readonly hipGirth: number
  /** The loop from the shoulder's middle through the crotch and up again, the tape taut. */
  readonly torsoGirth: number
  readonly waistToHip: number
  readonly waistToCrotch: number
}

/** Above the floor. */
export interface TorsoHeights {
  readonly shoulder: number
  readonly underarm: number
  readonly bust: number
  readonly underbust: number
  readonly waist: number
  readonly hip: number
  readonly crotch: number
  readonly thigh: number
}

/** Where the crotch of every form is, above the floor; and how much of the thighs is left. */
export const CROTCH = 330
const THIGH = 125

/** What the girths are solved by. */
export interface Free {
  /** Height of the shoulder above the waist. */
  readonly rise: number
  readonly underbust: number
  readonly waist: number
  readonly hip: number
  /** How far the bust stands out. */
  readonly bust: number
}

/** A form whose girths and torso loop are the body's, within 3 mm on grown women's bodies. */
export const torsoOf = (body: TorsoBody): Torso => fitted(body, (free) => shaped(body, free))

/** Breadth, depth in front and behind, and middle of a section. */
type Section = readonly [breadth: number, front: number, back: number, z: number]

function shaped(body: TorsoBody, free: Free): Torso {
  const waist = CROTCH + body.waistToCrotch
  const hip = waist - body.waistToHip
  const up = (share: number) => waist + free.rise * share
  const heights: TorsoHeights = {
    shoulder: up(1),
    underarm: up(0.555),
    bust: up(0.42),
    underbust: up(0.235),
    waist,
    hip,
    crotch: CROTCH,
    thigh: CROTCH - THIGH,
  }
  // Bones grow less than girths.
  const frame = 0.5 + (0.5 * body.underbustGirth) / 765
  const seat = 0.4 + (0.6 * body.hipGirth) / 960
  const cup = (body.bustGirth - body.underbustGirth) / 135
  const shoulderX = 174 * frame
  const bustX = 0.094 * body.bustGirth

  const sectionAt = sectionsOf([
    [CROTCH - 5, ...oval(free.hip * 0.8, 0.66, 0.72, -12)],
    [hip, ...oval(free.hip, 0.66, 0.68, -8)],
    [hip + (waist - hip) * 0.5, ...oval(free.waist * 0.32 + free.hip * 0.68, 0.75, 0.66, -5)],
    [waist, ...oval(free.waist, 0.72, 0.66, 4)],
    [heights.underbust, ...oval(free.underbust, 0.69, 0.71, -3)],
    [heights.bust, ...oval(free.underbust * 1.06, 0.66, 0.72, -8)],
    [heights.underarm, ...oval(free.underbust * 1.06, 0.62, 0.7, -14)],
    [up(0.7425), ...oval(free.underbust * 1.01, 0.46, 0.58, -21)],
    [up(0.925), ...oval(free.underbust * 0.85, 0.34, 0.4, -25)],
    [up(1.0125), ...oval(free.underbust * 0.52, 0.4, 0.45, -26)],
  ])
  const chest = sectionAt(heights.bust)
  const size = frame * Math.max(0.3, cup) ** 0.3
  const breast = { z: chest[3] + chest[1] * 0.7, wide: 56 * size, tall: 58 * size }
  const shoulder = heights.shoulder
  const arm: Cut = { at: [shoulderX + 14, shoulder - 71, -29], normal: unit([0.972, -0.236, 0]) }
  const neck: Cut = { at: [0, shoulder + 66, -10], normal: unit([0, 1, 0.14]) }
  const leg = { top: body.hipGirth * 0.103, low: body.hipGirth * 0.122, r: body.hipGirth * 0.083 }
  const thigh: Cut = { at: [leg.low, heights.thigh, -8], normal: [0, -1, 0] }

  const field =
    (isCut: boolean) =>
    (left: number, y: number, z: number): number => {
      const x = Math.abs(left)
      // A form has no cleft: near its middle both halves are one.
      const apart = Math.sqrt(x * x + 22 * 22)
      const [breadth, front, back, middle] = sectionAt(y)
      let d = beside(x, z - middle, breadth, z > middle ? front : back)
      d = both(d, y - shoulder - 2, 34)
      d = both(d, CROTCH + 2 - y, 60)
      d = either(
        d,
        ellipsoid(apart - bustX * 0.96, y - heights.bust + 3, z - breast.z, breast.wide, breast.tall, free.bust),
        50
      )
      // The slope from the collar bone down to the bust, and its root at the side.
      d = either(
        d,
        ellipsoid(
          apart - bustX * 0.86,
          y - heights.bust - free.rise * 0.11,
          z - chest[3] - chest[1] * 0.54,
          50 * frame,
          84,
          free.bust * 0.6
        ),
        60
      )
      d = either(d, ellipsoid(apart - 72 * seat, y - hip - 2, z + 46 * seat, 88 * seat, 88 * seat, 76 * seat), 60)
      d = either(
        d,
        capsule(x, y, z, [leg.top, CROTCH + 30, -10], leg.r, [leg.low, CROTCH - 190, -10], leg.r * 0.76),
        52
      )
      d = either(
        d,
        capsule(x, y, z, [30, shoulder + 2, -27], 37, [shoulderX - 36, shoulder - 42, -30], 39 * frame),
        46
      )
      const upperArm = capsule(
        x,
        y,
        z,
        [shoulderX - 34, shoulder - 64, -30],
        47 * frame,
        [shoulderX + 60, shoulder - 88, -29],
        44 * frame
      )
      // The cut belongs to the arm, before it is joined: it must not cut the trunk.
      d = either(d, isCut ? both(upperArm, beyond(arm, x, y, z), 5) : upperArm, 40)
      d = either(d, capsule(x, y, z, [0, shoulder - 14, -28], 56, [0, shoulder + 130, -2], 50), 50)
      if (!isCut) return d
      d = both(d, beyond(neck, x, y, z), 5)
      return both(d, heights.thigh - y, 5)
    }
  return {
    body,
    heights,
    bustX,
    shoulderX,
    distance: field(true),
    uncut: field(false),
    cuts: { neck, arm, thigh },
    middle: (y) => sectionAt(y)[3],
  }
}

// ---- Parts ----

/** The smaller of two distances, the crease between them filled. */
function either(a: number, b: number, round: number): number {
  const h = Math.max(round - Math.abs(a - b), 0) / round
  return Math.min(a, b) - (h * h * round) / 4
}

/** The greater of two distances, the edge between them rounded. */
const both = (a: number, b: number, round: number): number => -either(-a, -b, round)

const beyond = ({ at, normal }: Cut, x: number, y: number, z: number): number =>
  (x - at[0]) * normal[0] + (y - at[1]) * normal[1] + (z - at[2]) * normal[2]

function unit([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z)
  return [x / length, y / length, z / length]
}

function capsule(x: number, y: number, z: number, a: Vector, ra: number, b: Vector, rb: number): number {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]]
  const along = ((x - a[0]) * ux + (y - a[1]) * uy + (z - a[2]) * uz) / (ux * ux + uy * uy + uz * uz)
  const t = Math.min(1, Math.max(0, along))
  return Math.sqrt((x - a[0] - t * ux) ** 2 + (y - a[1] - t * uy) ** 2 + (z - a[2] - t * uz) ** 2) - ra - (rb - ra) * t
}

/** To first order; exact enough where it is near. */
function ellipsoid(x: number, y: number, z: number, rx: number, ry: number, rz: number): number {
  const [px, py, pz] = [x / rx, y / ry, z / rz]
  const level = Math.sqrt(px * px + py * py + pz * pz)
  const slope = Math.sqrt((px / rx) ** 2 + (py / ry) ** 2 + (pz / rz) ** 2)
  return slope < 1e-9 ? -Math.min(rx, ry, rz) : (level * (level - 1)) / slope
}

/** Distance to an oval of these half axes, in its plane. */
function beside(x: number, z: number, breadth: number, depth: number): number {
  const level = Math.sqrt((x / breadth) ** 2 + (z / depth) ** 2)
  if (level < 1e-4) return -depth
  const flat = ((level - 1) * level) / Math.sqrt((x / breadth ** 2) ** 2 + (z / depth ** 2) ** 2)
  return flat > 0 ? flat * 0.9 : flat
}

/** Half axes of an oval of this girth (Ramanujan 1914), its depths given as shares of half its breadth. */
function oval(girth: number, front: number, back: number, z: number): Section {
  const ratio = (front + back) / 2
  const breadth = girth / (Math.PI * (3 * (1 + ratio) - Math.sqrt((3 + ratio) * (1 + 3 * ratio))))
  return [breadth, breadth * front, breadth * back, z]
}

type Row = readonly [height: number, ...Section]

/** Catmull-Rom through the rows, every 2 mm worked out beforehand. */
function sectionsOf(rows: readonly Row[]): (y: number) => Section {
  const [bottom, top] = [rows[0]![0], rows.at(-1)![0]]
  const steps = Math.ceil((top - bottom) / 2) + 2
  const table = Array.from({ length: steps }, (_, i) => sectionBetween(rows, bottom + 2 * i))
  return (y) => {
    const at = Math.min(table.length - 1.001, Math.max(0, (y - bottom) / 2))
    const i = Math.floor(at)
    const [a, b, t] = [table[i]!, table[i + 1]!, at - i]
    return [
      a[0] + (b[0] - a[0]) * t,
      a[1] + (b[1] - a[1]) * t,
      a[2] + (b[2] - a[2]) * t,
      a[3] + (b[3] - a[3]) * t,
    ]
  }
}

function sectionBetween(rows: readonly Row[], y: number): Section {
  let i = 0
  while (i < rows.length - 2 && y > rows[i + 1]![0]) i++
  const [from, to] = [rows[i]!, rows[i + 1]!]
  const [before, after] = [rows[i - 1] ?? from, rows[i + 2] ?? to]
  const t = Math.min(1, Math.max(0, (y - from[0]) / (to[0] - from[0])))
  const [t2, t3] = [t * t, t * t * t]
  const at = (k: 1 | 2 | 3 | 4): number => {
    const slope = (a: Row, b: Row) => (a === b ? 0 : ((b[k] - a[k]) / (b[0] - a[0])) * (to[0] - from[0]))
    const [leaving, arriving] = [before === from ? 0 : slope(before, to), after === to ? 0 : slope(from, after)]
    return (
      (2 * t3 - 3 * t2 + 1) * from[k] +
      (t3 - 2 * t2 + t) * leaving +
      (3 * t2 - 2 * t3) * to[k] +
      (t3 - t2) * arriving
    )
  }
  return [at(1), at(2), at(3), at(4)]
}
