import type { Panel, Placement, SewnShape } from '../drape/shape.ts'
import { isBand } from './calm.ts'
import { cutOpen } from './cut.ts'
import { withInsideLeg } from './inside-leg.ts'
import { metalInstances, stitchInstances, type Instances } from './instances.ts'
import { fabricAt, type Lay } from './lay.ts'
import { lookupOf } from './lookup.ts'
import { edgesAround } from './seams.ts'
import { shadowOf } from './shadow.ts'
import { addFaceNormal, normalised } from './normals.ts'
import { NOWHERE, type Cloth, type Sheet, type Spot } from './sheet.ts'
import type { Ribbons, Satin } from './stitches.ts'
import { surfaceOf, type Surface } from './surface.ts'
import { cutOpenings, tailored } from './tailor.ts'
import { wearOf, type Wear } from './wear.ts'

/** Attributes of one draw call; see `cloth-material.ts` for what each means to the shader. */
export interface SheetArrays {
  readonly position: Float32Array
  readonly normal: Float32Array
  /** mm across and along the warp. */
  readonly fabric: Float32Array
  /** wear, tone, openness, strength of creases. */
  readonly worn: Float32Array
  /** mm along and away from the nearest edge that puckers the cloth, and where in its creases it lies, two ways. */
  readonly seam: Float32Array
  /** Index of the panel a corner belongs to; -1 of what is laid on. */
  readonly panel: Float32Array
  readonly index: Uint32Array
}

/** Rows of stitches as they are seen from afar: two triangles each, see `Ribbons`. */
export interface RowArrays {
  readonly position: Float32Array
  readonly normal: Float32Array
  readonly dash: Float32Array
  readonly index: Uint32Array
}

/** Everything a frame needs, in plain arrays. */
export interface Garment {
  readonly cloth: SheetArrays
  readonly label: SheetArrays
  /** By the index that `SheetArrays.panel` holds. */
  readonly panels: readonly (Panel & Lay)[]
  readonly thread: Instances
  readonly accent: Instances
  readonly threadRows: RowArrays
  readonly accentRows: RowArrays
  readonly rivets: Instances
  readonly buttons: Instances
  /** How dark the ground is, see `shadowOf`. */
  readonly shadow: Uint8Array
  /** Metres: where the ground lies. */
  readonly ground: number
  /** How large it is shown, 1 as it is. */
  readonly scale: number
}

/** The cloth of a shape, without what lies on it; kept, so that changing a pocket does not sew the legs again. */
export interface Body {
  readonly shape: SewnShape
  readonly surface: Surface
  readonly wear: Wear
  readonly lays: readonly Lay[]
  readonly cloth: Cloth
  readonly fabric: Float32Array
  readonly seam: Float32Array
  readonly shadow: Uint8Array
  /** How large it is shown, 1 as it is. */
  readonly scale: number
}

/**
 * `insideLeg` in mm, or null to leave the legs as long as they were sewn. `height` in metres: as tall it is shown; views
 * and close-ups are meant for the height of the product's own shapes.
 */
export function* bodyOf(sewn: SewnShape, insideLeg: number | null, height?: number): Generator<void, Body> {
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
  const cloth = yield* clothOf(shape, surface, wear, seam, lays)
  const shadow = shadowOf(surface.points)
  yield
  const scale = height === undefined ? 1 : height / heightOf(sewn)
  return { shape, surface, wear, lays, cloth, fabric, seam, shadow, scale }
}

/** Metres from the floor. */
export function heightOf({ positions }: SewnShape): number {
  let top = -Infinity
  for (let i = 1; i < positions.length; i += 3) top = Math.max(top, positions[i]!)
  return top
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
    seam: new Float32Array(total * 4),
    panel: new Float32Array(total).fill(-1),
    index: new Uint32Array(0),
  }
  for (let i = 0; i < count; i++) {
    const point = surface.pointOf[i]!
    for (let k = 0; k < 3; k++) {
      cloth.position[3 * i + k] = surface.points[3 * point + k]!
      cloth.normal[3 * i + k] = surface.normals[3 * point + k]!
    }
    cloth.worn[4 * i] = body.wear.fade[point]!
    cloth.worn[4 * i + 2] = body.wear.open[point]!
    cloth.worn[4 * i + 3] = body.wear.crease[point]!
  }
  cloth.fabric.set(body.fabric)
  cloth.seam.set(body.seam)
  cloth.panel.set(surface.panel)
  const skin = cutOpen(
    surface,
    (name) => body.shape.panels.findIndex((panel) => panel.name === name),
    cutOpenings(placements),
    body.seam,
    cloth.position
  )
  yield
  const laid = arraysOf(trims.cloth)
  cloth.position.set(laid.position, 3 * count)
  cloth.normal.set(laid.normal, 3 * count)
  cloth.fabric.set(laid.fabric, 2 * count)
  cloth.worn.set(laid.worn, 4 * count)
  cloth.seam.set(laid.seam, 4 * count)
  const index = new Uint32Array(skin.length + laid.index.length)
  index.set(skin)
  laid.index.forEach((corner, i) => (index[skin.length + i] = corner + count))
  yield
  let lowest = Infinity
  for (let i = 1; i < surface.points.length; i += 3) lowest = Math.min(lowest, surface.points[i]!)
  return {
    cloth: { ...cloth, index },
    label: arraysOf(trims.label),
    panels: body.shape.panels.map((panel, i) => ({ ...panel, ...body.lays[i]! })),
    thread: stitchInstances(trims.thread.stitches),
    accent: stitchInstances(trims.accent.stitches),
    threadRows: rowsOf(trims.thread.ribbons),
    accentRows: rowsOf(trims.accent.ribbons),
    rivets: metalInstances(trims.rivets),
    buttons: metalInstances(trims.buttons),
    shadow: body.shadow,
    ground: lowest - 0.004,
    scale: body.scale,
  }
}

/** With single stitches, as a near eye sees it; without, as one at arm's length does. */
export function trianglesOf(garment: Garment, isNear: boolean): number {
  const { cloth, label, thread, accent, threadRows, accentRows } = garment
  const laid = (cloth.index.length + label.index.length + threadRows.index.length + accentRows.index.length) / 3
  return laid + (isNear ? ((thread.matrix.length + accent.matrix.length) / 16) * STITCH_TRIANGLES : 0)
}
export const STITCH_TRIANGLES = 24

const rowsOf = ({ position, normal, dash, index }: Ribbons): RowArrays => ({
  position: Float32Array.from(position),
  normal: Float32Array.from(normal),
  dash: Float32Array.from(dash),
  index: Uint32Array.from(index),
})

function arraysOf(sheet: Sheet): SheetArrays {
  const normal = new Float32Array(sheet.position.length)
  for (let i = 0; i < sheet.index.length; i += 3)
    addFaceNormal(sheet.position, normal, 3 * sheet.index[i]!, 3 * sheet.index[i + 1]!, 3 * sheet.index[i + 2]!)
  return {
    position: Float32Array.from(sheet.position),
    normal: normalised(normal),
    fabric: Float32Array.from(sheet.fabric),
    worn: Float32Array.from(sheet.worn),
    seam: Float32Array.from(sheet.seam),
    panel: new Float32Array(sheet.position.length / 3).fill(-1),
    index: Uint32Array.from(sheet.index),
  }
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

function* clothOf(
  shape: SewnShape,
  surface: Surface,
  wear: Wear,
  seam: Float32Array,
  lays: readonly Lay[]
): Generator<void, Cloth> {
  const panels = new Map<string, { index: number; find: ReturnType<typeof lookupOf> }>()
  for (const [index, { name }] of shape.panels.entries()) {
    panels.set(name, { index, find: lookupOf(surface, index) })
    yield
  }
  const { points, normals, pointOf, rim } = surface
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
        open: Math.max(0, Math.min(1, mix(wear.open, 0, 1))),
        inset: Math.min(
          NOWHERE,
          found.corners.reduce((sum, corner, k) => sum + seam[4 * corner + 1]! * found.weights[k]!, 0)
        ),
        rim: rim[a]! * Math.max(0, wa) + rim[b]! * Math.max(0, wb) + rim[c]! * Math.max(0, wc) > 0.95,
      }
    },
  }
}
