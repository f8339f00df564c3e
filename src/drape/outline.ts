import { ToileError } from '../ground/index.ts'
import type { Draft, Edge, Point, Seam, SeamEdge } from '../pattern/piece.ts'
import type { MeshSize, SewingPlan } from './cloth.ts'
import { lengthOf, pointsAt } from './polyline.ts'
import type { Panel } from './shape.ts'

export interface Outline {
  readonly panels: readonly Panel[]
  /** Border points of each panel, once round. */
  readonly rims: readonly (readonly Point[])[]
  /** Per `panel/edge`: its vertices within the panel, both ends included. */
  readonly along: ReadonlyMap<string, readonly number[]>
  /** Pairs of `[panel, vertex within it]`. */
  readonly stitches: readonly (readonly [number, number, number, number])[]
  readonly steps: readonly (readonly number[])[]
}

/** One edge of one panel as a seam walks along it. */
export interface Walk {
  readonly key: string
  readonly panel: Panel
  readonly line: readonly Point[]
  readonly length: number
}

/** Where the vertices of all borders lie, so that each stitch joins two of them. */
export function outlineOf(
  draft: Draft,
  plan: SewingPlan,
  stepsFor: (side: readonly Walk[], from: number, to: number) => readonly number[]
): Outline {
  const pieces = plan.pieces.map((name) => {
    const piece = draft.pieces.find((candidate) => candidate.name === name)
    if (!piece) throw new ToileError('drape/no-piece', `The draft has no piece "${name}", which the sewing plan names.`)
    return piece
  })
  const panels: Panel[] = pieces.flatMap((piece): Panel[] =>
    piece.mirrored
      ? (['L', 'R'] as const).map((copy) => ({ name: `${piece.name}.${copy}`, piece: piece.name, copy }))
      : [{ name: piece.name, piece: piece.name, copy: null }]
  )
  const edgeOf = (panel: Panel, name: string): Edge => {
    const found = pieces.find((piece) => piece.name === panel.piece)!.edges.find((edge) => edge.name === name)
    if (!found)
      throw new ToileError('drape/no-edge', `Piece "${panel.piece}" has no edge "${name}", which a seam names.`)
    return found
  }
  const panelOf = (edge: SeamEdge) => panels.find((p) => p.piece === edge.piece && p.copy === (edge.copy ?? null))

  const steps: (readonly number[])[] = []
  const divided = (side: readonly Walk[], from: number, to: number) => {
    const shares = stepsFor(side, from, to)
    steps.push(shares)
    return shares
  }
  // Lengths along each edge, as drawn, at which its vertices lie; a seam decides them for the edges it joins.
  const stations = new Map<string, number[]>()
  const joins: [Walk, number, Walk, number][] = []
  const sewn = draft.seams.filter((seam) => [...seam.a, ...seam.b].every((edge) => panelOf(edge)))
  for (const seam of sewn) {
    const [a, b] = bestWalks(seam, plan, (edge) => {
      const panel = panelOf(edge)!
      const line = edgeOf(panel, edge.edge).points
      return { key: `${panel.name}/${edge.edge}`, panel, line, length: lengthOf(line) }
    })
    for (const walk of [...a, ...b]) {
      if (stations.has(walk.key)) throw new ToileError('drape/edge-sewn-twice', `Edge "${walk.key}" is in two seams.`)
      stations.set(walk.key, [])
    }
    for (const [fromA, toA, fromB, toB] of stretchesOf(a, b)) {
      for (const share of divided(a, fromA, toA)) {
        const [placesA, placesB] = [
          placesOf(a, fromA + (toA - fromA) * share, share === 0, share === 1),
          placesOf(b, fromB + (toB - fromB) * share, share === 0, share === 1),
        ]
        for (const [walk, at] of [...placesA, ...placesB]) stations.get(walk.key)!.push(at)
        for (const [walkA, atA] of placesA) for (const [walkB, atB] of placesB) joins.push([walkA, atA, walkB, atB])
      }
    }
  }

  const along = new Map<string, number[]>()
  const rims = panels.map((panel) => {
    const rim: Point[] = []
    const { edges } = pieces.find((piece) => piece.name === panel.piece)!
    for (const { name, points } of edges) {
      const key = `${panel.name}/${name}`
      const length = lengthOf(points)
      let at = stations.get(key)
      if (!at) {
        at = divided([{ key, panel, line: points, length }], 0, length).map((share) => length * share)
      }
      at = distinct([0, ...at, length])
      stations.set(key, at)
      along.set(
        key,
        at.map((_, i) => rim.length + i)
      )
      rim.push(...pointsAt(points, at).slice(0, -1))
    }
    const last = along.get(`${panel.name}/${edges.at(-1)!.name}`)!
    last[last.length - 1] = 0
    return rim
  })

  const indexAt = (walk: Walk, at: number) => {
    const list = stations.get(walk.key)!
    const nearest = list.reduce((best, value, i) => (Math.abs(value - at) < Math.abs(list[best]! - at) ? i : best), 0)
    return along.get(walk.key)![nearest]!
  }
  const stitches = joins.map(
    ([a, atA, b, atB]) => [panels.indexOf(a.panel), indexAt(a, atA), panels.indexOf(b.panel), indexAt(b, atB)] as const
  )
  return { panels, rims, along, stitches, steps }
}

/** From 0 to 1, closer where the mesh is to be finer. */
export function sharesOf(side: readonly Walk[], from: number, to: number, size: MeshSize): number[] {
  const parts = Math.max(1, Math.ceil((to - from) / 4))
  const sums = [0]
  for (let i = 0; i < parts; i++) {
    const [walk, at] = placesOf(side, from + ((to - from) * (i + 0.5)) / parts, false, false)[0]!
    const [[x, y]] = pointsAt(walk.line, [at]) as [Point]
    sums.push(sums[i]! + (to - from) / parts / size(walk.panel, x, y))
  }
  const count = Math.max(1, Math.round(sums[parts]!))
  let k = 1
  return Array.from({ length: count + 1 }, (_, i) => {
    if (i === count) return 1
    const wanted = (sums[parts]! * i) / count
    while (sums[k]! < wanted) k++
    return (k - 1 + (wanted - sums[k - 1]!) / (sums[k]! - sums[k - 1]!)) / parts
  })
}

/** Ascending, with what lies within a hundredth of a millimetre taken as one; the ends of the edge win. */
function distinct(lengths: readonly number[]): number[] {
  const sorted = [...lengths].sort((a, b) => a - b)
  const kept = sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > 0.01)
  kept[kept.length - 1] = sorted.at(-1)!
  return kept
}

/**
 * An edge has no direction of its own in a seam, and a seam may run through several edges. The way that brings the
 * two sides closest together, as the panels are arranged, is the way they are sewn.
 */
function bestWalks(seam: Seam, plan: SewingPlan, walkOf: (edge: SeamEdge) => Walk): readonly [Walk[], Walk[]] {
  const forward = [seam.a.map(walkOf), seam.b.map(walkOf)] as const
  const edges = [...forward[0], ...forward[1]]
  let best = forward.map((side) => [...side]) as [Walk[], Walk[]]
  let least = Infinity
  for (let mask = 0; mask < 1 << edges.length; mask++) {
    const turned = edges.map((walk, i) => ((mask >> i) & 1 ? { ...walk, line: [...walk.line].reverse() } : walk))
    const [a, b] = [turned.slice(0, seam.a.length), turned.slice(seam.a.length)]
    const apart = distanceBetween(sampled(a, plan), sampled(b, plan)) + broken(a, plan) + broken(b, plan)
    if (apart < least - 1e-9) [least, best] = [apart, [a, b]]
  }
  return [best[0].map((walk) => asDrawn(walk, forward[0])), best[1].map((walk) => asDrawn(walk, forward[1]))]
}

/** Keeps the line's own direction as drawn; a negative length says that the seam walks it backwards. */
function asDrawn(walk: Walk, drawn: readonly Walk[]): Walk {
  const own = drawn.find((candidate) => candidate.key === walk.key)!
  return own.line === walk.line ? own : { ...own, length: -own.length }
}

function sampled(walks: readonly Walk[], plan: SewingPlan): number[][] {
  const total = walks.reduce((sum, walk) => sum + walk.length, 0)
  let before = 0
  const points: number[][] = []
  for (const walk of walks) {
    for (let i = 0; i <= 4; i++) {
      const [point] = pointsAt(walk.line, [(walk.length * i) / 4])
      points.push([...plan.arrange(walk.panel, point![0], point![1]), (before + (walk.length * i) / 4) / total])
    }
    before += walk.length
  }
  return points
}

/** Mean distance between points at like shares of the two sides. */
function distanceBetween(a: readonly number[][], b: readonly number[][]): number {
  const at = (side: readonly number[][], share: number) => {
    const i = Math.max(
      1,
      side.findIndex((point) => point[3]! >= share - 1e-9)
    )
    const [from, to] = [side[i - 1]!, side[i]!]
    const t = (share - from[3]!) / (to[3]! - from[3]! || 1)
    return [0, 1, 2].map((k) => from[k]! + t * (to[k]! - from[k]!))
  }
  let sum = 0
  for (let i = 0; i <= 12; i++) {
    const [p, q] = [at(a, i / 12), at(b, i / 12)]
    sum += Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!, p[2]! - q[2]!)
  }
  return sum / 13
}

/** How far the edges of one side are from following each other. */
function broken(walks: readonly Walk[], plan: SewingPlan): number {
  let sum = 0
  for (let i = 1; i < walks.length; i++) {
    const [end, start] = [walks[i - 1]!.line.at(-1)!, walks[i]!.line[0]!]
    const [p, q] = [plan.arrange(walks[i - 1]!.panel, ...end), plan.arrange(walks[i]!.panel, ...start)]
    sum += Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
  }
  return sum
}

/** Cuts both sides where an edge of either ends: [from, to] along a, [from, to] along b. */
function stretchesOf(a: readonly Walk[], b: readonly Walk[]): (readonly [number, number, number, number])[] {
  const ends = (walks: readonly Walk[]) => {
    let sum = 0
    return walks.map((walk) => (sum += Math.abs(walk.length)))
  }
  const [endsA, endsB] = [ends(a), ends(b)]
  const [totalA, totalB] = [endsA.at(-1)!, endsB.at(-1)!]
  const breaks: [number, number][] = endsA.slice(0, -1).map((at) => [at, (at / totalA) * totalB])
  for (const at of endsB.slice(0, -1)) {
    const facing = (at / totalB) * totalA
    // Two seams that meet another at nearly one place are meant to meet there.
    const near = breaks.find((known) => Math.abs(known[0] - facing) < 4)
    if (near) near[1] = at
    else breaks.push([facing, at])
  }
  breaks.sort((p, q) => p[0] - q[0])
  const all: [number, number][] = [[0, 0], ...breaks, [totalA, totalB]]
  return all.slice(1).map((to, i) => [all[i]![0], to[0], all[i]![1], to[1]] as const)
}

/**
 * The edge or, where one ends and the next begins, both edges at this length along a side, each with the length as
 * drawn.
 */
function placesOf(walks: readonly Walk[], at: number, isStart: boolean, isEnd: boolean): (readonly [Walk, number])[] {
  const places: (readonly [Walk, number])[] = []
  let before = 0
  for (const walk of walks) {
    const length = Math.abs(walk.length)
    const within = at - before
    const slack = isStart || isEnd ? 1e-6 : -1e-6
    if (within >= -slack && within <= length + slack) {
      const inside = Math.min(length, Math.max(0, within))
      places.push([walk, walk.length < 0 ? length - inside : inside])
    }
    before += length
  }
  return places
}
