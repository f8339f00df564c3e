import type { Draft } from '../pattern/piece.ts'
import { carriedAlong, filled, otherDesign, type PanelMesh } from './fill.ts'
import { outlineOf, sharesOf, type Outline } from './outline.ts'
import type { Panel } from './shape.ts'

/**
 * Pieces as meshes, ready to be sewn. Vertices of a panel lie together; edges that are sewn to each other have
 * equally many vertices, so a stitch joins exactly two of them.
 */
export interface Cloth {
  readonly panels: readonly (Panel & { readonly first: number; readonly count: number })[]
  /** Pattern x, y in mm per vertex, y down. */
  readonly pattern: Float64Array
  /** Index into `panels` per vertex. */
  readonly panel: Uint8Array
  /** Wound so that the right side of the cloth faces away from the body, given the plan's arrangement. */
  readonly triangles: Uint32Array
  /** Pairs of vertices that are sewn together. */
  readonly stitches: Uint32Array
  /** Vertices along each edge of a panel as drawn, by `front.L/side`. */
  readonly edges: ReadonlyMap<string, Uint32Array>
  /** Where each stretch of each edge has its vertices, as shares of it: what `clothLike` repeats on another draft. */
  readonly steps: readonly (readonly number[])[]
}

/** What of a draft is sewn, and where its panels stand before they are. */
export interface SewingPlan {
  /** Names of the pieces that make the shape; the others (pockets, facings) are laid on it later. */
  readonly pieces: readonly string[]
  /** Where a point of a panel starts: mm, x to the wearer's left, y up from the floor, z to the front. */
  readonly arrange: (panel: Panel, x: number, y: number) => readonly [number, number, number]
  /** A vector that points away from the body at a place. */
  readonly outwards: (x: number, y: number, z: number) => readonly [number, number, number]
}

/** How long the edges of a mesh are to be at a place of a panel, mm: short where cloth folds. */
export type MeshSize = (panel: Panel, x: number, y: number) => number

/**
 * Meshes the pieces with edges of about `edge` mm, everywhere or by the place.
 *
 * @throws {ToileError} `drape/no-piece` if the draft lacks a piece of the plan, `drape/edge-sewn-twice` if an edge is
 * in two seams, `drape/no-edge` if a seam names an edge its piece lacks.
 */
export function clothOf(draft: Draft, plan: SewingPlan, edge: number | MeshSize): Cloth {
  const size: MeshSize = typeof edge === 'number' ? () => edge : edge
  const outline = outlineOf(draft, plan, (walk, from, to) => sharesOf(walk, from, to, size))
  const meshes = outline.rims.map((rim, k) => filled(rim, (x, y) => size(outline.panels[k]!, x, y)))
  return assembled(outline, plan, meshes)
}

/**
 * The same mesh, vertex for vertex, on the pieces of another draft of the same design: borders by their lengths along
 * the edges, the inside carried along by mean value coordinates. What two shapes have in common (triangles, stitches)
 * is then kept once.
 *
 * @throws {ToileError} `drape/other-design` if the drafts do not have the same panels, edges and seams, or a triangle
 * would turn over.
 */
export function clothLike(reference: Cloth, draft: Draft, plan: SewingPlan): Cloth {
  let next = 0
  const outline = outlineOf(draft, plan, () => reference.steps[next++] ?? [0, 1])
  const same =
    next === reference.steps.length &&
    outline.panels.length === reference.panels.length &&
    outline.panels.every((panel, k) => panel.name === reference.panels[k]!.name)
  if (!same) throw otherDesign('panels, edges or seams differ')
  const meshes = outline.rims.map((rim, k) => carriedAlong(reference, k, rim))
  return { ...assembled(outline, plan, meshes), triangles: reference.triangles }
}

function assembled(outline: Outline, plan: SewingPlan, meshes: readonly PanelMesh[]): Cloth {
  let first = 0
  const panels = outline.panels.map((panel, k) => {
    const count = meshes[k]!.points.length
    first += count
    return { ...panel, first: first - count, count }
  })
  const pattern = Float64Array.from(meshes.flatMap((mesh) => mesh.points.flat()))
  const panel = Uint8Array.from(panels.flatMap(({ count }, k) => Array.from({ length: count }, () => k)))
  const triangles = Uint32Array.from(
    meshes.flatMap((mesh, k) => {
      const flip = facesInwards(panels[k]!, mesh, plan)
      return mesh.triangles.flatMap(([a, b, c]) => (flip ? [a, c, b] : [a, b, c]).map((i) => i + panels[k]!.first))
    })
  )
  const stitches = Uint32Array.from(
    outline.stitches.flatMap(([a, i, b, j]) => [panels[a]!.first + i, panels[b]!.first + j])
  )
  const edges = new Map(
    [...outline.along].map(([key, list]) => {
      const { first: from } = panels.find((one) => key.startsWith(`${one.name}/`))!
      return [key, Uint32Array.from(list, (i) => i + from)] as const
    })
  )
  return { panels, pattern, panel, triangles, stitches, edges, steps: outline.steps }
}

function facesInwards(panel: Panel, mesh: PanelMesh, plan: SewingPlan): boolean {
  let facing = 0
  for (const corners of mesh.triangles) {
    const [a, b, c] = corners.map((i) => plan.arrange(panel, ...mesh.points[i]!)) as unknown as [
      number[],
      number[],
      number[],
    ]
    const [u, v] = [b.map((x, k) => x - a[k]!), c.map((x, k) => x - a[k]!)]
    const away = plan.outwards(a[0]!, a[1]!, a[2]!)
    facing +=
      (u[1]! * v[2]! - u[2]! * v[1]!) * away[0] +
      (u[2]! * v[0]! - u[0]! * v[2]!) * away[1] +
      (u[0]! * v[1]! - u[1]! * v[0]!) * away[2]
  }
  return facing < 0
}

/** Per vertex the lowest vertex it is sewn to, through any number of stitches; itself where it is not. */
export function weldOf(cloth: Cloth): Uint32Array {
  const lowest = Uint32Array.from({ length: cloth.panel.length }, (_, i) => i)
  const root = (i: number): number => {
    while (lowest[i] !== i) i = lowest[i]!
    return i
  }
  for (let k = 0; k < cloth.stitches.length; k += 2) {
    const [a, b] = [root(cloth.stitches[k]!), root(cloth.stitches[k + 1]!)]
    if (a < b) lowest[b] = a
    else lowest[a] = b
  }
  return lowest.map((_, i) => root(i))
}

/** Stitches that sew what `weld` says is sewn. */
export const weldPairsOf = (weld: Uint32Array): Uint32Array =>
  Uint32Array.from([...weld].flatMap((lowest, i) => (lowest === i ? [] : [lowest, i])))
