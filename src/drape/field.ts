import { SQUARENESS, type BodyForm, type LowerBody, type Section } from './body.ts'

/** Distances to the body's surface on a grid, mm; negative inside. */
export interface BodyField {
  readonly values: Float32Array
  readonly size: readonly [number, number, number]
  readonly origin: readonly [number, number, number]
  readonly cell: number
}

export function fieldOf(form: BodyForm, cell = 10): BodyField {
  const parts = [form.trunk, ...form.legs]
  return sampledByRows(boxOf(parts.flat()), cell, (y) => {
    const [trunk, ...legs] = parts.map((sections) => sectionAt(sections, y)) as [SectionAt, ...SectionAt[]]
    return (x, z) => {
      let distance = beside(trunk.section, x, z, trunk.beyond)
      for (const { section, beyond } of legs) distance = blended(distance, beside(section, x, z, beyond))
      return distance
    }
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
    const { x, z } = leg[from]!
    return { thigh: profileOf(leg.slice(0, from + 1)), shin: profileOf(leg.slice(from)), x, z }
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
export function sampled(box: Box, cell: number, distance: (x: number, y: number, z: number) => number): BodyField {
  return sampledByRows(box, cell, (y) => (x, z) => distance(x, y, z))
}

/** The same, of a body that is told height by height. */
function sampledByRows(
  { least, most }: Box,
  cell: number,
  at: (y: number) => (x: number, z: number) => number
): BodyField {
  const [columns, rows, layers] = [0, 1, 2].map((k) => Math.ceil((most[k]! - least[k]!) / cell) + 1) as [
    number,
    number,
    number,
  ]
  const values = new Float32Array(columns * rows * layers)
  for (let j = 0; j < rows; j++) {
    const distance = at(least[1] + j * cell)
    for (let k = 0; k < layers; k++)
      for (let i = 0; i < columns; i++)
        values[(j * layers + k) * columns + i] = distance(least[0] + i * cell, least[2] + k * cell)
  }
  return { values, size: [columns, rows, layers], origin: least, cell }
}

interface SectionAt {
  readonly section: Section
  readonly beyond: number
}

type Profile = (height: number) => SectionAt

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
function sectionAt(sections: readonly Section[], height: number): SectionAt {
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
  const dx = x - s.x
  const dz = z - s.z
  const depth = dz > 0 ? s.front : s.back
  const u = Math.abs(dx) / s.breadth
  const v = Math.abs(dz) / depth
  // A power of 2.25 is a square times a fourth root, and far quicker so.
  const rootU = u * Math.sqrt(Math.sqrt(u))
  const rootV = v * Math.sqrt(Math.sqrt(v))
  const level = (u * rootU + v * rootV) ** (1 / SQUARENESS)
  if (level < 1e-6) return beyond > 0 ? beyond : -Math.min(s.breadth, depth)
  const slope = Math.sqrt((rootU / s.breadth) ** 2 + (rootV / depth) ** 2) / (level * Math.sqrt(Math.sqrt(level)))
  const flat = (level - 1) / slope
  return beyond > 0 ? Math.sqrt(Math.max(0, flat) ** 2 + beyond * beyond) : flat
}

/** Girth of the trunk at a height, mm. */
export function girthRound({ trunk }: BodyForm, height: number): number {
  const { breadth, front, back } = sectionAt(trunk, height).section
  const power = 2 / SQUARENESS
  let girth = 0
  for (const depth of [front, back]) {
    let [x, z] = [breadth, 0]
    for (let i = 1; i <= 60; i++) {
      const angle = (Math.PI / 120) * i
      const [nextX, nextZ] = [breadth * Math.cos(angle) ** power, depth * Math.sin(angle) ** power]
      girth += 2 * Math.hypot(nextX - x, nextZ - z)
      ;[x, z] = [nextX, nextZ]
    }
  }
  return girth
}

/** The way from a height in front down the trunk, under it and up behind to the same height, mm. */
export function loopUnder({ trunk }: BodyForm, height: number): number {
  const lowest = trunk.at(-1)!.height
  const steps = 24
  let length = 0
  let last: Section | null = null
  for (let i = 0; i <= steps; i++) {
    const { section } = sectionAt(trunk, height + ((lowest - height) * i) / steps)
    if (last) {
      const down = last.height - section.height
      length += Math.hypot(down, section.z + section.front - last.z - last.front)
      length += Math.hypot(down, section.z - section.back - last.z + last.back)
    }
    last = section
  }
  return length + last!.front + last!.back
}

const BLEND = 10

/** The smaller of two distances, the crease between them rounded. */
function blended(a: number, b: number): number {
  const h = Math.max(0, BLEND - Math.abs(a - b)) / BLEND
  return Math.min(a, b) - (h * h * BLEND) / 4
}

/**
 * Distance at a place, its direction written to `gradient` and, where there is room for a fourth number, how steep it
 * is; far outside the field the body is far away.
 */
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
  if (gradient.length > 3) gradient[3] = length / cell
  return low + b * (high - low)
}
