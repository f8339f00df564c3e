/**
 * The body a garment of two legs is draped over: sections of the trunk and of each leg, from girths, made into a
 * field of distances that the solver asks. Lengths are mm; x to the wearer's left, y up from the floor, z to the
 * front.
 */
export interface BodyForm {
  readonly trunk: readonly Section[]
  readonly legs: readonly (readonly Section[])[]
}

/** A horizontal section: an oval of its own depth in front and behind. */
export interface Section {
  readonly height: number
  readonly x: number
  readonly z: number
  readonly breadth: number
  readonly front: number
  readonly back: number
}

/** Girths and heights of the body in mm. Heights are above the floor. */
export interface LowerBody {
  readonly waistGirth: number
  readonly hipGirth: number
  readonly thighGirth: number
  readonly kneeGirth: number
  readonly calfGirth: number
  readonly ankleGirth: number
  readonly waistHeight: number
  readonly hipHeight: number
  readonly crotchHeight: number
  readonly kneeHeight: number
}

/** How the body stands, mm and radians. */
export interface Stance {
  /** Half of the room between the thighs: for two layers of cloth and the seams they meet in. */
  readonly apart: number
  /** How far each leg leans outwards. */
  readonly lean: number
  /** How far the left and the right foot stand ahead. */
  readonly ahead: readonly [left: number, right: number]
  /** How far the left and the right knee are bent forward beyond the line from hip to foot. */
  readonly bent: readonly [left: number, right: number]
}

/** The stance a share of the way from one to another. */
export function between(from: Stance, to: Stance, share: number): Stance {
  const mix = (a: number, b: number) => a + (b - a) * share
  const both = (a: Stance['ahead'], b: Stance['ahead']) => [mix(a[0], b[0]), mix(a[1], b[1])] as const
  return {
    apart: mix(from.apart, to.apart),
    lean: mix(from.lean, to.lean),
    ahead: both(from.ahead, to.ahead),
    bent: both(from.bent, to.bent),
  }
}

export const STANDING: Stance = { apart: 20, lean: 0.05, ahead: [24, -14], bent: [9, 4] }
/** Legs apart and even: how trousers are sewn up, so that nothing is caught between the thighs. */
export const ASTRIDE: Stance = { apart: 20, lean: 0.16, ahead: [0, 0], bent: [0, 0] }

/** Exponent of the sections: a body is a little squarer than an ellipse. */
export const SQUARENESS = 2.25

/**
 * Depth over breadth as surveyed (waist 0.73, hip 0.71 to 0.66 for men and women); each section has exactly its
 * girth. The trunk is no deeper than the thighs where they meet, or the front of the trousers bags under the fly.
 */
export function bodyForm(body: LowerBody, stance: Stance = STANDING): BodyForm {
  const { crotchHeight: crotch, kneeHeight: knee, hipHeight: hip, waistHeight: waist } = body
  const seat = halves(body.hipGirth * 0.985, 0.72)
  const round = roundnessOf(body)
  const belly = Math.max(0, round)
  const thigh = upright(body.thighGirth * 0.97, seat.breadth, stance)
  const trunk: Section[] = [
    section(waist + 60, halves(body.waistGirth * 1.03, 0.74 + round), 0, 6, 1 + belly, 1 - belly),
    section(waist, halves(body.waistGirth, 0.73 + round), 0, 4, 1 + belly, 1 - belly),
    section(
      hip + (waist - hip) * 0.5,
      halves(body.waistGirth * 0.42 + body.hipGirth * 0.58, 0.7 + round),
      0,
      0,
      0.97 + belly,
      1.03 - belly
    ),
    section(
      hip + (waist - hip) * 0.24,
      halves(body.waistGirth * 0.15 + body.hipGirth * 0.845, 0.72),
      0,
      -5,
      0.9 + belly,
      1.12 - belly
    ),
    section(hip, seat, 0, -8, 0.86 + belly * 0.6, 1.13 - belly * 0.6),
    section(
      crotch + (hip - crotch) * 0.4,
      { breadth: seat.breadth * 0.975, depth: seat.depth * 0.94 },
      0,
      -10,
      0.84,
      1.09
    ),
    section(crotch - 3, { breadth: seat.breadth * 0.93, depth: thigh.depth }, 0, -12, 0.94, 1.06),
  ]
  const centre = thigh.breadth + stance.apart
  const legs = ([1, -1] as const).map((side, leg) => {
    const line = (height: number) => {
      const down = Math.max(0, (crotch - height) / crotch)
      const bend = Math.max(0, 1 - Math.abs(height - knee) / (height > knee ? crotch - knee : knee - 60))
      return {
        x: side * (centre + Math.max(0, crotch - height) * Math.tan(stance.lean)),
        z: stance.ahead[leg]! * down ** 1.3 + stance.bent[leg]! * bend * bend * (3 - 2 * bend),
      }
    }
    const at = (height: number, girth: number, ratio: number, z: number, front = 1, back = 1) => {
      const spot = line(height)
      return section(height, halves(girth, ratio), spot.x, spot.z + z, front, back)
    }
    const calf = knee * 0.68
    const deep = thigh.depth / thigh.breadth
    const cheek = Math.min(1, (1.1 / deep) ** 4)
    return [
      // The upper end carries the seat: one cheek to a leg.
      at(crotch + 62, body.thighGirth * 0.9, deep, -14, 0.8, 1 + 0.3 * cheek),
      at(crotch + 20, body.thighGirth * 0.95, deep, -14, 0.97, 1 + 0.34 * cheek),
      at(crotch - 25, body.thighGirth * 0.96, deep, -12, 1, 1 + 0.17 * cheek),
      at(crotch - 90, body.thighGirth * 0.93, deep - 0.02, -4, 1.02, 1.06),
      at(knee + (crotch - knee) * 0.3, body.thighGirth * 0.35 + body.kneeGirth * 0.65, 1.04, 5, 1, 1),
      at(knee, body.kneeGirth, 1.02, 3, 1.04, 0.96),
      at(calf, body.calfGirth, 1, -11, 0.9, 1.1),
      at(knee * 0.36, body.ankleGirth * 0.45 + body.calfGirth * 0.55, 1, -12, 0.95, 1.05),
      at(90, body.ankleGirth, 1.1, -12, 1, 1),
      // Below the floor, so that no hem is caught on a leg's end.
      at(-160, body.ankleGirth * 1.02, 1.1, -12, 1, 1),
    ]
  })
  return { trunk, legs }
}

/**
 * A thigh a tenth deeper than broad; two that would be broader than the seat press each other deeper yet, for the tape
 * round the hips holds them too.
 */
function upright(girth: number, seat: number, { apart }: Stance): { breadth: number; depth: number } {
  let [ratio, own] = [1.1, halves(girth, 1.1)]
  while (2 * own.breadth + apart > seat && ratio < 1.6) own = halves(girth, (ratio += 0.02))
  return own
}

/**
 * How much rounder or flatter a waist is than one of 83 cm over hips of 99 cm, in depth over breadth: the survey's
 * line, which explains a quarter of the spread. What a round waist has more, it has in front.
 */
function roundnessOf({ waistGirth, hipGirth }: LowerBody): number {
  return 0.38 * (Math.min(1.2, Math.max(0.6, waistGirth / hipGirth)) - 830 / 990)
}

function section(
  height: number,
  { breadth, depth }: { breadth: number; depth: number },
  x: number,
  z: number,
  front: number,
  back: number
): Section {
  return { height, x, z, breadth, front: depth * front, back: depth * back }
}

/** Half axes of a squarish oval with this girth. */
function halves(girth: number, ratio: number): { breadth: number; depth: number } {
  let perimeter = 0
  let last = [1, 0]
  const steps = 180
  for (let i = 1; i <= steps; i++) {
    const angle = (2 * Math.PI * i) / steps
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    const r = (Math.abs(c) ** SQUARENESS + Math.abs(s / ratio) ** SQUARENESS) ** (-1 / SQUARENESS)
    const next = [r * c, r * s]
    perimeter += Math.hypot(next[0]! - last[0]!, next[1]! - last[1]!)
    last = next
  }
  const breadth = girth / perimeter
  return { breadth, depth: breadth * ratio }
}
