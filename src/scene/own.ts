import type { SewnShape } from '../drape/shape.ts'
import { placesOn } from './alike.ts'
import { bodyOf, heightOf, type Body, type Garment } from './garment.ts'
import { nearestIn } from './nearest.ts'

/** As large on the stage as the product's own, which lends it what only baking gives. */
export function* ownBodyOf(own: SewnShape, baked: SewnShape | Uint8Array): Generator<void, Body> {
  if (baked instanceof Uint8Array) return yield* bodyOf(own, null)
  return yield* bodyOf(yield* bakedLike(own, baked), null, heightOf(baked))
}

/**
 * A garment draped on the page has neither the shade that was baked nor the creases of one that was sat in: both come
 * from the baked shape that is nearest, place by place. What it has of its own it keeps.
 */
function* bakedLike(own: SewnShape, baked: SewnShape): Generator<void, SewnShape> {
  const takes = (list: 'occlusion' | 'worn'): boolean => !own[list] && !!baked[list]
  if (!takes('occlusion') && !takes('worn')) return own
  const placeOf = placesOn(baked, own)
  yield
  const taken = {
    occlusion: takes('occlusion') ? new Uint8Array(own.panel.length).fill(255) : own.occlusion,
    worn: takes('worn') ? new Uint8Array(own.panel.length).fill(128) : (own.worn ?? null),
  }
  for (let corner = 0; corner < own.panel.length; corner++) {
    const place = placeOf(corner)
    if (!place) continue
    for (const list of ['occlusion', 'worn'] as const)
      if (takes(list))
        taken[list]![corner] = place.corners.reduce((sum, at, k) => sum + baked[list]![at]! * place.weights[k]!, 0)
    if (corner % 1000 === 0) yield
  }
  return { ...own, ...taken }
}

/** How far off every part of a garment begins, when it takes another's place: metres, xyz per vertex or copy. */
export interface Start {
  readonly cloth: Float32Array
  readonly label: Float32Array
  readonly thread: Float32Array
  readonly accent: Float32Array
  readonly threadRows: Float32Array
  readonly accentRows: Float32Array
  readonly rivets: Float32Array
  readonly buttons: Float32Array
}

/** The map of a fit on everything that is cloth, laid-on pieces included. */
export function* fitOf(garment: Garment, { surface }: Body, perVertex: Float32Array): Generator<void, Float32Array> {
  const values = surface.carry(perVertex)
  const fit = new Float32Array(garment.cloth.position.length / 3)
  yield* eachOf(garment.cloth.position, PLAIN, pointUnder(surface), (i, point) => (fit[i] = values[point]!))
  return fit
}

/** From where another garment hangs to where this one does: cloth place by place, and what lies on it with the cloth. */
export function* startOf(garment: Garment, body: Body, from: Body): Generator<void, Start> {
  const { surface } = body
  const off = yield* offOf(body, from)
  const nearest = nearestIn(surface.points)
  yield
  const laid = function* (list: Float32Array, lies: Lies, on: PointOf = nearest): Generator<void, Float32Array> {
    const out = new Float32Array((3 * list.length) / lies.stride)
    yield* eachOf(list, lies, on, (i, point) => out.set(off.subarray(3 * point, 3 * point + 3), 3 * i))
    return out
  }
  const { cloth, label, threadRows, accentRows, thread, accent, rivets, buttons } = garment
  return {
    cloth: yield* laid(cloth.position, PLAIN, pointUnder(surface, nearest)),
    label: yield* laid(label.position, PLAIN),
    threadRows: yield* laid(threadRows.position, PLAIN),
    accentRows: yield* laid(accentRows.position, PLAIN),
    thread: yield* laid(thread.matrix, COPIES),
    accent: yield* laid(accent.matrix, COPIES),
    rivets: yield* laid(rivets.matrix, COPIES),
    buttons: yield* laid(buttons.matrix, COPIES),
  }
}

/** Per point of the surface. */
function* offOf({ surface, shape, scale }: Body, from: Body): Generator<void, Float32Array> {
  const placeOf = placesOn({ ...from.surface, panels: from.shape.panels }, { ...surface, panels: shape.panels })
  yield
  const off = new Float32Array(surface.points.length)
  const isKnown = new Uint8Array(off.length / 3)
  const larger = from.scale / scale
  for (let corner = 0; corner < surface.pointOf.length; corner++) {
    if (corner % CHUNK === 0) yield
    const point = surface.pointOf[corner]!
    const place = isKnown[point] ? null : placeOf(corner)
    if (!place) continue
    isKnown[point] = 1
    for (let k = 0; k < 3; k++) {
      const there = place.corners.map((at) => from.surface.points[3 * from.surface.pointOf[at]! + k]! * larger)
      off[3 * point + k] = there.reduce((sum, x, c) => sum + x * place.weights[c]!, -surface.points[3 * point + k]!)
    }
  }
  return off
}

/** Which point of the cloth a vertex is, or lies on. */
type PointOf = (x: number, y: number, z: number, vertex: number) => number

/** The cloth's own corners come first; what lies on it follows. */
const pointUnder =
  ({ points, pointOf }: Body['surface'], nearest: PointOf = nearestIn(points)): PointOf =>
  (x, y, z, vertex) =>
    pointOf[vertex] ?? nearest(x, y, z, vertex)

/** How places lie in a list of numbers. */
interface Lies {
  readonly stride: number
  readonly at: number
}
const PLAIN: Lies = { stride: 3, at: 0 }
/** Of a matrix by columns, the last. */
const COPIES: Lies = { stride: 16, at: 12 }
const CHUNK = 1000

function* eachOf(
  list: Float32Array,
  { stride, at }: Lies,
  pointOf: PointOf,
  use: (i: number, point: number) => void
): Generator<void, void> {
  for (let i = 0; i < list.length / stride; i++) {
    if (i % CHUNK === 0) yield
    const k = stride * i + at
    use(i, pointOf(list[k]!, list[k + 1]!, list[k + 2]!, i))
  }
}
