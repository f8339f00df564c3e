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

const SQUARENESS = 2.25 // exponent of the sections: a body is a little squarer than an ellipse

/**
 * Depth over breadth as surveyed (waist 0.73, hip 0.71 to 0.66 for men and women); each section has exactly its
 * girth. The trunk is no deeper than the thighs where they meet, or the front of the trousers bags under the fly.
 */
export function bodyForm(body: LowerBody, stance: Stance = STANDING): BodyForm {
  const { crotchHeight: crotch, kneeHeight: knee, hipHeight: hip, waistHeight: waist } = body
  const seat = halves(body.hipGirth * 0.985, 0.72)
  const thigh = halves(body.thighGirth * 0.97, 1.1)
  const trunk: Section[] = [
    section(waist + 60, halves(body.waistGirth * 1.03, 0.74), 0, 6, 1, 1),
    section(waist, halves(body.waistGirth, 0.73), 0, 4, 1, 1),
    section(hip + (waist - hip) * 0.5, halves(body.waistGirth * 0.42 + body.hipGirth * 0.58, 0.7), 0, 0, 0.97, 1.03),
    section(hip + (waist - hip) * 0.24, halves(body.waistGirth * 0.15 + body.hipGirth * 0.845, 0.72), 0, -5, 0.9, 1.12),
    section(hip, seat, 0, -8, 0.86, 1.13),
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
    return [
      // The upper end carries the seat: one cheek to a leg.
      at(crotch + 62, body.thighGirth * 0.9, 1.1, -14, 0.8, 1.3),
      at(crotch + 20, body.thighGirth * 0.95, 1.1, -14, 0.97, 1.34),
      at(crotch - 25, body.thighGirth * 0.96, 1.1, -12, 1, 1.17),
      at(crotch - 90, body.thighGirth * 0.93, 1.08, -4, 1.02, 1.06),
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

/** Distances to the body's surface on a grid, mm; negative inside. */
export interface BodyField {
  readonly values: Float32Array
  readonly size: readonly [number, number, number]
  readonly origin: readonly [number, number, number]
  readonly cell: number
}

export function fieldOf(form: BodyForm, cell = 10): BodyField {
  const all = [...form.trunk, ...form.legs.flat()]
  const [trunkAt, ...legsAt] = [form.trunk, ...form.legs].map(profileOf) as [Profile, ...Profile[]]
  return sampled(boxOf(all), cell, (x, y, z) => {
    const trunk = trunkAt(y)
    let distance = beside(trunk.section, x, z, trunk.beyond)
    for (const legAt of legsAt) {
      const part = legAt(y)
      distance = blended(distance, beside(part.section, x, z, part.beyond))
    }
    return distance
  })
}

/** How far a sitting body has sat down, radians at the hip and at the knee. */
export interface Bend {
  readonly hip: number
  readonly knee: number
}

/** The same body, the thighs swung to the front about the hips and the shins back about the knees. */
export function seatedField(form: BodyForm, body: LowerBody, { hip, knee }: Bend, cell = 12): BodyField {
  const { kneeHeight, crotchHeight, kneeGirth, thighGirth } = body
  const all = [...form.trunk, ...form.legs.flat()]
  const box = boxOf(all)
  const trunkAt = profileOf(form.trunk)
  const limbs = form.legs.map((leg) => {
    const from = leg.findIndex(({ height }) => height <= kneeHeight)
    return { thigh: profileOf(leg.slice(0, from + 1)), shin: profileOf(leg.slice(from)), z: leg[from]!.z, x: leg[from]!.x }
  })
  // The hips' axis runs a hand above the crotch; what is asked for is turned back to the body as it stands.
  const axis = crotchHeight + 70
  const turned = (y: number, z: number, atY: number, atZ: number, angle: number): readonly [number, number] => [
    atY + (y - atY) * Math.cos(angle) - (z - atZ) * Math.sin(angle),
    atZ + (y - atY) * Math.sin(angle) + (z - atZ) * Math.cos(angle),
  ]
  const most = [box.most[0], box.most[1], box.most[2] + crotchHeight * 0.55] as const
  return sampled({ least: box.least, most }, cell, (x, y, z) => {
    const trunk = trunkAt(y)
    let distance = beside(trunk.section, x, z, trunk.beyond)
    const [thighY, thighZ] = turned(y, z, axis, 0, hip)
    for (const limb of limbs) {
      const thigh = limb.thigh(thighY)
      distance = blended(distance, beside(thigh.section, x, thighZ, thigh.beyond))
      const [shinY, shinZ] = turned(thighY, thighZ, kneeHeight, limb.z, -knee)
      const shin = limb.shin(shinY)
      distance = blended(distance, beside(shin.section, x, shinZ, shin.beyond))
      distance = blended(
        distance,
        Math.hypot(x - limb.x, thighY - kneeHeight, thighZ - limb.z) - kneeGirth / 2 / Math.PI
      )
      distance = blended(distance, Math.hypot(x - limb.x * 0.9, y - axis, z + 12) - (thighGirth / 2 / Math.PI) * 0.95)
    }
    return distance
  })
}

interface Box {
  readonly least: readonly [number, number, number]
  readonly most: readonly [number, number, number]
}

const REACH = 60 // mm around the body in which distances are known

function boxOf(all: readonly Section[]): Box {
  const least = (pick: (s: Section) => number) => Math.min(...all.map(pick)) - REACH
  const most = (pick: (s: Section) => number) => Math.max(...all.map(pick)) + REACH
  return {
    least: [least((s) => s.x - s.breadth), least((s) => s.height), least((s) => s.z - s.back)],
    most: [most((s) => s.x + s.breadth), most((s) => s.height), most((s) => s.z + s.front)],
  }
}

/** Any body whose distances can be told, as a field. */
export function sampled(
  { least, most }: Box,
  cell: number,
  distance: (x: number, y: number, z: number) => number
): BodyField {
  const [columns, rows, layers] = [0, 1, 2].map((k) => Math.ceil((most[k]! - least[k]!) / cell) + 1) as [
    number,
    number,
    number,
  ]
  const values = new Float32Array(columns * rows * layers)
  for (let j = 0; j < rows; j++)
    for (let k = 0; k < layers; k++)
      for (let i = 0; i < columns; i++)
        values[(j * layers + k) * columns + i] = distance(
          least[0] + i * cell,
          least[1] + j * cell,
          least[2] + k * cell
        )
  return { values, size: [columns, rows, layers], origin: least, cell }
}

type Profile = (height: number) => { readonly section: Section; readonly beyond: number }

/** `sectionAt`, remembered: a field asks for the same heights again and again. */
function profileOf(sections: readonly Section[]): Profile {
  const known: ReturnType<Profile>[] = []
  const lowest = sections.at(-1)!.height - 2 * REACH
  return (height) => {
    const at = Math.round((height - lowest) * 2)
    if (at < 0 || at > 6000) return sectionAt(sections, height)
    return (known[at] ??= sectionAt(sections, height))
  }
}

/** The section at a height, and how far that height lies beyond the ends of the list. */
function sectionAt(sections: readonly Section[], height: number): { section: Section; beyond: number } {
  const top = sections[0]!
  const bottom = sections.at(-1)!
  const within = Math.min(top.height, Math.max(bottom.height, height))
  let i = 1
  while (i < sections.length - 1 && within < sections[i]!.height) i++
  const [from, to] = [sections[i - 1]!, sections[i]!]
  const t = (from.height - within) / (from.height - to.height)
  // Catmull-Rom through the sections: no kinks in the silhouette.
  const [before, after] = [sections[i - 2] ?? from, sections[i + 1] ?? to]
  const mix = (key: 'x' | 'z' | 'breadth' | 'front' | 'back') => {
    const span = from.height - to.height
    const slopeFrom = ((to[key] - before[key]) / (before.height - to.height)) * span
    const slopeTo = ((after[key] - from[key]) / (from.height - after.height)) * span
    const [t2, t3] = [t * t, t * t * t]
    return (
      (2 * t3 - 3 * t2 + 1) * from[key] +
      (t3 - 2 * t2 + t) * slopeFrom +
      (3 * t2 - 2 * t3) * to[key] +
      (t3 - t2) * slopeTo
    )
  }
  return {
    section: {
      height: within,
      x: mix('x'),
      z: mix('z'),
      breadth: mix('breadth'),
      front: mix('front'),
      back: mix('back'),
    },
    beyond: Math.abs(height - within),
  }
}

/** Distance to a section's outline in its plane (to first order), or to its end where the height lies beyond. */
function beside(s: Section, x: number, z: number, beyond: number): number {
  const [dx, dz] = [x - s.x, z - s.z]
  const depth = dz > 0 ? s.front : s.back
  const [u, v] = [Math.abs(dx) / s.breadth, Math.abs(dz) / depth]
  const level = (u ** SQUARENESS + v ** SQUARENESS) ** (1 / SQUARENESS)
  if (level < 1e-6) return beyond > 0 ? beyond : -Math.min(s.breadth, depth)
  const slope = Math.hypot(u ** (SQUARENESS - 1) / s.breadth, v ** (SQUARENESS - 1) / depth) * level ** (1 - SQUARENESS)
  const flat = (level - 1) / slope
  return beyond > 0 ? Math.hypot(Math.max(0, flat), beyond) : flat
}

const BLEND = 10

/** The smaller of two distances, the crease between them rounded. */
function blended(a: number, b: number): number {
  const h = Math.max(0, BLEND - Math.abs(a - b)) / BLEND
  return Math.min(a, b) - (h * h * BLEND) / 4
}

/** Distance at a place, its gradient written to `gradient`; far outside the field the body is far away. */
export function distanceAt(
  field: Pick<BodyField, 'values' | 'size' | 'origin' | 'cell'>,
  x: number,
  y: number,
  z: number,
  gradient: Float64Array
): number {
  const { values, size, origin, cell } = field
  const fx = (x - origin[0]) / cell
  const fy = (y - origin[1]) / cell
  const fz = (z - origin[2]) / cell
  const i = Math.floor(fx)
  const j = Math.floor(fy)
  const k = Math.floor(fz)
  if (i < 0 || j < 0 || k < 0 || i > size[0] - 2 || j > size[1] - 2 || k > size[2] - 2) return Infinity
  const a = fx - i
  const b = fy - j
  const c = fz - k
  const stepZ = size[0]
  const stepY = size[0] * size[2]
  const at = j * stepY + k * stepZ + i
  const v000 = values[at]!
  const v100 = values[at + 1]!
  const v001 = values[at + stepZ]!
  const v101 = values[at + stepZ + 1]!
  const v010 = values[at + stepY]!
  const v110 = values[at + stepY + 1]!
  const v011 = values[at + stepY + stepZ]!
  const v111 = values[at + stepY + stepZ + 1]!
  const x00 = v000 + a * (v100 - v000)
  const x01 = v001 + a * (v101 - v001)
  const x10 = v010 + a * (v110 - v010)
  const x11 = v011 + a * (v111 - v011)
  const low = x00 + c * (x01 - x00)
  const high = x10 + c * (x11 - x10)
  const g0 = v100 - v000 + c * (v101 - v001 - v100 + v000)
  const g1 = v110 - v010 + c * (v111 - v011 - v110 + v010)
  const gx = g0 + b * (g1 - g0)
  const gy = high - low
  const gz = x01 - x00 + b * (x11 - x10 - x01 + x00)
  const length = Math.sqrt(gx * gx + gy * gy + gz * gz) || 1
  gradient[0] = gx / length
  gradient[1] = gy / length
  gradient[2] = gz / length
  return low + b * (high - low)
}
