import type { Placement, SewnShape } from '../drape/shape.ts'
import { lookupOf } from './lookup.ts'
import { surfaceOf, addFaceNormal, isBand, normalised, type Surface } from './surface.ts'
import { tailored, METAL, STITCH, type Cloth, type Satin, type Sheet, type Spot } from './tailor.ts'
import { wearOf, type Wear } from './wear.ts'

/** Attributes of one draw call; see `cloth-material.ts` for what each means to the shader. */
export interface SheetArrays {
  readonly position: Float32Array
  readonly normal: Float32Array
  /** mm across and along the warp. */
  readonly fabric: Float32Array
  /** wear, tone, openness, whisker strength. */
  readonly worn: Float32Array
  /** mm along and away from the nearest edge of the panel, and where in its pitch a whisker is. */
  readonly seam: Float32Array
  /** Index of the panel a corner belongs to; -1 of what is laid on. */
  readonly panel: Float32Array
  readonly index: Uint32Array
}

/** Everything a frame needs, in plain arrays. */
export interface Garment {
  readonly cloth: SheetArrays
  readonly label: SheetArrays
  /** Rows of `STITCH`, `METAL` numbers, see `tailor.ts`. */
  readonly thread: Float32Array
  readonly accent: Float32Array
  readonly rivets: Float32Array
  readonly buttons: Float32Array
  /** How dark the ground is, 0 to 255, `SHADOW` squared, x to the right, z down; its side is `SHADOW_SIDE` metres. */
  readonly shadow: Uint8Array
  /** Metres: where the ground lies. */
  readonly ground: number
}

export const SHADOW = 64
export const SHADOW_SIDE = 1.5

/** The cloth of a shape, without what lies on it; kept, so that changing a pocket does not sew the legs again. */
export interface Body {
  readonly shape: SewnShape
  readonly surface: Surface
  readonly wear: Wear
  readonly cloth: Cloth
  readonly fabric: Float32Array
  readonly seam: Float32Array
  readonly shadow: Uint8Array
}

/** `insideLeg` in mm, or null to leave the legs as long as they were sewn. */
export function* bodyOf(sewn: SewnShape, insideLeg: number | null): Generator<void, Body> {
  const measured = { ...sewn, heights: { ...sewn.heights, ...crotchOf(sewn) } }
  const shape = insideLeg === null ? measured : withInsideLeg(measured, insideLeg)
  const surface = yield* surfaceOf(shape)
  const wear = wearOf(surface, shape.heights)
  yield
  const lays = shape.panels.map((_, index) => layOf(surface, index))
  const fabric = new Float32Array(surface.pattern.length)
  for (let i = 0; i < surface.panel.length; i++)
    fabric.set(fabricAt(lays[surface.panel[i]!]!, surface.pattern[2 * i]!, surface.pattern[2 * i + 1]!), 2 * i)
  yield
  const seam = yield* edgesAround(surface, wear)
  const cloth = yield* clothOf(shape, surface, wear, lays)
  const shadow = shadowOf(surface.points)
  yield
  return { shape, surface, wear, cloth, fabric, seam, shadow }
}

/**
 * Where the inside leg is measured from: the garment's own crotch, which hangs lower than the body's. It is the
 * lowest point at which four panels are sewn together; empty where no four are.
 */
function crotchOf({ weld, panel, positions }: SewnShape): { crotch?: number } {
  const meeting = new Map<number, Set<number>>()
  weld.forEach((root, i) => meeting.set(root, (meeting.get(root) ?? new Set()).add(panel[i]!)))
  const heights = [...meeting].filter(([, panels]) => panels.size >= 4).map(([root]) => positions[3 * root + 1]!)
  return heights.length > 0 ? { crotch: Math.min(...heights) } : {}
}

/** Lays on what is shown: placements of nodes that `isShown` admits. */
export function* dressed(
  body: Body,
  isShown: (node: string) => boolean,
  lettersOf: (option: string) => readonly Satin[]
): Generator<void, Garment> {
  const placements = body.shape.placements.filter((placement: Placement) => isShown(placement.node))
  const trims = yield* tailored(placements, body.cloth, lettersOf)
  const { surface } = body
  const count = surface.pointOf.length
  const total = count + trims.cloth.position.length / 3
  const cloth: SheetArrays = {
    position: new Float32Array(total * 3),
    normal: new Float32Array(total * 3),
    fabric: new Float32Array(total * 2),
    worn: new Float32Array(total * 4),
    seam: new Float32Array(total * 3),
    panel: new Float32Array(total).fill(-1),
    index: new Uint32Array(surface.triangles.length + trims.cloth.index.length),
  }
  for (let i = 0; i < count; i++) {
    const point = surface.pointOf[i]!
    for (let k = 0; k < 3; k++) {
      cloth.position[3 * i + k] = surface.points[3 * point + k]!
      cloth.normal[3 * i + k] = surface.normals[3 * point + k]!
    }
    cloth.worn[4 * i] = body.wear.fade[point]!
    cloth.worn[4 * i + 2] = surface.values.open[point]!
    cloth.worn[4 * i + 3] = body.wear.whisker[point]!
  }
  cloth.fabric.set(body.fabric)
  cloth.seam.set(body.seam)
  cloth.panel.set(surface.panel)
  cloth.index.set(surface.triangles)
  yield
  const laid = arraysOf(trims.cloth)
  cloth.position.set(laid.position, 3 * count)
  cloth.normal.set(laid.normal, 3 * count)
  cloth.fabric.set(laid.fabric, 2 * count)
  cloth.worn.set(laid.worn, 4 * count)
  cloth.seam.set(laid.seam, 3 * count)
  laid.index.forEach((corner, i) => (cloth.index[surface.triangles.length + i] = corner + count))
  yield
  let lowest = Infinity
  for (let i = 1; i < surface.points.length; i += 3) lowest = Math.min(lowest, surface.points[i]!)
  return {
    cloth,
    label: arraysOf(trims.label),
    thread: Float32Array.from(trims.thread),
    accent: Float32Array.from(trims.accent),
    rivets: Float32Array.from(trims.rivets),
    buttons: Float32Array.from(trims.buttons),
    shadow: body.shadow,
    ground: lowest - 0.004,
  }
}

export const trianglesOf = ({ cloth, label, thread, accent }: Garment): number =>
  (cloth.index.length + label.index.length) / 3 + ((thread.length + accent.length) / STITCH) * STITCH_TRIANGLES
export const STITCH_TRIANGLES = 20
export const metalCount = (list: Float32Array): number => list.length / METAL

/** Far from every edge. */
const NOWHERE = 99

function arraysOf(sheet: Sheet): SheetArrays {
  const normal = new Float32Array(sheet.position.length)
  for (let i = 0; i < sheet.index.length; i += 3)
    addFaceNormal(sheet.position, normal, 3 * sheet.index[i]!, 3 * sheet.index[i + 1]!, 3 * sheet.index[i + 2]!)
  const seam = new Float32Array(sheet.position.length)
  for (let i = 1; i < seam.length; i += 3) seam[i] = NOWHERE
  return {
    position: Float32Array.from(sheet.position),
    normal: normalised(normal),
    fabric: Float32Array.from(sheet.fabric),
    worn: Float32Array.from(sheet.worn),
    seam,
    panel: new Float32Array(sheet.position.length / 3).fill(-1),
    index: Uint32Array.from(sheet.index),
  }
}

/**
 * The same shape with another finished inside leg: below the knee everything is moved in proportion, in space and on
 * the pattern, so the weave keeps its scale and a hem its width.
 */
export function withInsideLeg(shape: SewnShape, insideLeg: number): SewnShape {
  const { crotch, knee, hem } = shape.heights
  if (crotch === undefined || knee === undefined || hem === undefined) return shape
  const more = insideLeg / 1000 - (crotch - hem)
  const stretch = 1 + more / (knee - hem)
  if (stretch < 0.2 || Math.abs(more) < 1e-4) return shape
  const positions = shape.positions.slice()
  // Where the knee lies on each panel's pattern, and how far its hem is from there.
  const kneeAt = shape.panels.map(() => ({ sum: 0, weight: 0, low: -Infinity }))
  for (let i = 0; i < shape.panel.length; i++) {
    const y = positions[3 * i + 1]!
    const panel = kneeAt[shape.panel[i]!]!
    const weight = Math.exp(-(((y - knee) / 0.03) ** 2))
    panel.sum += weight * shape.pattern[2 * i + 1]!
    panel.weight += weight
    panel.low = Math.max(panel.low, shape.pattern[2 * i + 1]!)
    if (y < knee) positions[3 * i + 1] = knee - (knee - y) * stretch
  }
  const moved = kneeAt.map(({ sum, weight, low }) => {
    if (weight < 0.5) return (y: number) => y
    const from = sum / weight
    const share = 1 + (more * 1000) / (low - from)
    return (y: number) => (y > from ? from + (y - from) * share : y)
  })
  const pattern = shape.pattern.slice()
  for (let i = 0; i < shape.panel.length; i++) pattern[2 * i + 1] = moved[shape.panel[i]!]!(pattern[2 * i + 1]!)
  const placements = shape.placements.map((placement): Placement => {
    const move = moved[shape.panels.findIndex((panel) => panel.name === placement.panel)]
    if (!move) return placement
    if ('at' in placement) return { ...placement, at: [placement.at[0], move(placement.at[1])] }
    return { ...placement, points: placement.points.map(([x, y]) => [x, move(y)] as const) }
  })
  return { ...shape, positions, pattern, placements, heights: { ...shape.heights, hem: hem - more } }
}

function layOf({ pattern, panel, triangles }: Surface, index: number): Lay {
  let sum = 0
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    if (panel[a] !== index) continue
    sum +=
      (pattern[2 * b]! - pattern[2 * a]!) * (pattern[2 * c + 1]! - pattern[2 * a + 1]!) -
      (pattern[2 * c]! - pattern[2 * a]!) * (pattern[2 * b + 1]! - pattern[2 * a + 1]!)
    left = Math.min(left, pattern[2 * a]!)
    right = Math.max(right, pattern[2 * a]!)
    top = Math.min(top, pattern[2 * a + 1]!)
    bottom = Math.max(bottom, pattern[2 * a + 1]!)
  }
  // Counter-clockwise outside is clockwise with y down, so an unmirrored piece has a negative area.
  return { hand: sum > 0 ? -1 : 1, across: isBand({ left, top, right, bottom }) }
}

/** How a panel lies on the weave. */
interface Lay {
  /**
   * 1 where the outer face shows the piece as drawn; -1 on its mirrored copy: the weave must not be mirrored with it.
   */
  readonly hand: 1 | -1
  /** A band much wider than tall is cut along the warp, as waistbands and straps are; others have the warp upright. */
  readonly across: boolean
}

const fabricAt = ({ hand, across }: Lay, x: number, y: number): readonly [number, number] =>
  across ? [y * hand, -x] : [x * hand, y]

function* clothOf(shape: SewnShape, surface: Surface, wear: Wear, lays: readonly Lay[]): Generator<void, Cloth> {
  const panels = new Map<string, { index: number; find: ReturnType<typeof lookupOf> }>()
  for (const [index, { name }] of shape.panels.entries()) {
    panels.set(name, { index, find: lookupOf(surface, index) })
    yield
  }
  const { points, normals, pointOf, rim, values } = surface
  return {
    handOf: (name) => lays[panels.get(name)?.index ?? -1]?.hand ?? 1,
    at(name, x, y): Spot | null {
      const panel = panels.get(name)
      const found = panel?.find(x, y)
      if (!panel || !found) return null
      const [a, b, c] = found.corners.map((corner) => pointOf[corner]!) as [number, number, number]
      const [wa, wb, wc] = found.weights
      const mix = (list: Float32Array, k: number, step: number): number =>
        list[step * a + k]! * wa + list[step * b + k]! * wb + list[step * c + k]! * wc
      const n = [mix(normals, 0, 3), mix(normals, 1, 3), mix(normals, 2, 3)] as const
      const length = Math.hypot(...n) || 1
      return {
        p: [mix(points, 0, 3), mix(points, 1, 3), mix(points, 2, 3)],
        n: [n[0] / length, n[1] / length, n[2] / length],
        fabric: fabricAt(lays[panel.index]!, x, y),
        wear: Math.max(-0.4, Math.min(0.6, mix(wear.fade, 0, 1))),
        open: Math.max(0, Math.min(1, mix(values.open, 0, 1))),
        rim: rim[a]! * Math.max(0, wa) + rim[b]! * Math.max(0, wb) + rim[c]! * Math.max(0, wc) > 0.95,
      }
    },
  }
}

/** Puckers reach this far from a seam, mm. */
const REACH = 24

/**
 * For every corner: how far along and away from its panel's nearest edge it lies; the shader puckers the cloth there.
 */
function* edgesAround(surface: Surface, wear: Wear): Generator<void, Float32Array> {
  const { pattern, panel, pointOf, triangles } = surface
  const seam = new Float32Array(panel.length * 3)
  const away = new Float32Array(panel.length).fill(NOWHERE)
  const next = boundaryOf(triangles)
  yield
  const cells = new Map<number, number[]>()
  const cellOf = (p: number, i: number, j: number): number => (p * 4096 + i + 2048) * 4096 + j + 2048
  for (let i = 0; i < panel.length; i++) {
    const key = cellOf(panel[i]!, Math.floor(pattern[2 * i]! / REACH), Math.floor(pattern[2 * i + 1]! / REACH))
    const cell = cells.get(key)
    if (cell) cell.push(i)
    else cells.set(key, [i])
  }
  yield
  const seen = new Set<number>()
  for (const first of next.keys()) {
    let arc = 0
    for (let a = first; !seen.has(a);) {
      seen.add(a)
      const b = next.get(a)
      if (b === undefined) break
      const [ax, ay] = [pattern[2 * a]!, pattern[2 * a + 1]!]
      const [dx, dy] = [pattern[2 * b]! - ax, pattern[2 * b + 1]! - ay]
      const long = Math.hypot(dx, dy) || 1e-6
      const [i, j] = [Math.floor((ax + dx / 2) / REACH), Math.floor((ay + dy / 2) / REACH)]
      for (let di = -1; di <= 1; di++)
        for (let dj = -1; dj <= 1; dj++)
          for (const corner of cells.get(cellOf(panel[a]!, i + di, j + dj)) ?? []) {
            const [x, y] = [pattern[2 * corner]! - ax, pattern[2 * corner + 1]! - ay]
            const t = Math.max(0, Math.min(1, (x * dx + y * dy) / (long * long)))
            const far = Math.hypot(x - t * dx, y - t * dy)
            if (far >= away[corner]!) continue
            away[corner] = far
            seam[3 * corner] = arc + t * long
          }
      arc += long
      a = b
    }
  }
  for (let i = 0; i < panel.length; i++) {
    seam[3 * i + 1] = Math.min(NOWHERE, away[i]!)
    seam[3 * i + 2] = wear.whiskerPhase[pointOf[i]!]!
  }
  yield
  return seam
}

/** Which corner follows which round the panels' edges: sides of triangles that no neighbour runs the other way. */
function boundaryOf(triangles: Uint32Array): Map<number, number> {
  const sides = new Set<number>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) sides.add(triangles[t + k]! * 0x200000 + triangles[t + ((k + 1) % 3)]!)
  const next = new Map<number, number>()
  for (const side of sides) {
    const [a, b] = [Math.floor(side / 0x200000), side % 0x200000]
    if (!sides.has(b * 0x200000 + a)) next.set(a, b)
  }
  return next
}

/**
 * The soft shade under the garment: what is near the ground throws a small dark shade, what is higher a wide faint
 * one. No rays: layers by height, each blurred as wide as it is high.
 */
function shadowOf(points: Float32Array): Uint8Array {
  let lowest = Infinity
  for (let i = 1; i < points.length; i += 3) lowest = Math.min(lowest, points[i]!)
  const light = new Float32Array(SHADOW * SHADOW).fill(1)
  const layers = [
    [0, 0.025, 0.012, 0.34],
    [0.025, 0.09, 0.03, 0.14],
    [0.09, 0.25, 0.07, 0.08],
    [0.25, 0.7, 0.14, 0.08],
  ] as const
  for (const [from, to, reach, depth] of layers) {
    let cover = new Float32Array(SHADOW * SHADOW)
    for (let i = 0; i < points.length; i += 3) {
      const height = points[i + 1]! - lowest
      if (height < from || height >= to) continue
      const x = Math.floor((points[i]! / SHADOW_SIDE + 0.5) * SHADOW)
      const z = Math.floor((points[i + 2]! / SHADOW_SIDE + 0.5) * SHADOW)
      if (x >= 0 && z >= 0 && x < SHADOW && z < SHADOW) cover[z * SHADOW + x] = 1
    }
    const radius = Math.max(1, Math.round((reach / SHADOW_SIDE) * SHADOW))
    for (let round = 0; round < 3; round++) cover = blurred(blurred(cover, radius, 1), radius, SHADOW)
    const peak = cover.reduce((most, value) => Math.max(most, value), 1e-6)
    cover.forEach((value, i) => (light[i]! *= 1 - depth * Math.min(1, (value / peak) * 1.25)))
  }
  return Uint8Array.from(light, (value, i) => {
    const [x, z] = [(i % SHADOW) / SHADOW - 0.5, Math.floor(i / SHADOW) / SHADOW - 0.5]
    const fall = Math.max(0, 1 - Math.hypot(x, z) * 2.05) ** 0.6
    return Math.round(255 * (1 - value) * fall)
  })
}

function blurred(grid: Float32Array, radius: number, step: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(grid.length)
  const other = step === 1 ? SHADOW : 1
  for (let line = 0; line < SHADOW; line++)
    for (let i = 0; i < SHADOW; i++) {
      let sum = 0
      for (let k = Math.max(0, i - radius); k <= Math.min(SHADOW - 1, i + radius); k++)
        sum += grid[line * other + k * step]!
      out[line * other + i * step] = sum / (2 * radius + 1)
    }
  return out
}
