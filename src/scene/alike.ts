import type { Panel } from '../drape/shape.ts'
import { lookupOf, type Found } from './lookup.ts'

/** Cloth of which places are told by panel and pattern coordinates: a shape as sewn, a surface. */
export interface Told {
  readonly panels: readonly Panel[]
  readonly pattern: Float32Array
  readonly panel: Uint8Array
  readonly triangles: Uint32Array
}

/**
 * From a corner of one garment to the same place on another, sewn to other measurements: on the panel of the same name,
 * as far across and down it. Null on a panel the other does not have.
 */
export function placesOn(other: Told, mine: Pick<Told, 'panels' | 'pattern' | 'panel'>): (corner: number) => Found | null {
  const [boxes, targets] = [boxesOf(mine), boxesOf(other)]
  const ways = mine.panels.map(({ name }, index) => {
    const panel = other.panels.findIndex((candidate) => candidate.name === name)
    const [from, to] = [boxes[index], targets[panel]]
    return from && to ? { from, to, find: lookupOf(other, panel) } : null
  })
  return (corner) => {
    const way = ways[mine.panel[corner]!]
    if (!way) return null
    const along = (k: 0 | 1): number =>
      way.to.least[k] +
      ((mine.pattern[2 * corner + k]! - way.from.least[k]) / (way.from.most[k] - way.from.least[k] || 1)) *
        (way.to.most[k] - way.to.least[k])
    const found = way.find(along(0), along(1))
    return found && { corners: found.corners, weights: inside(found.weights) }
  }
}

interface Box {
  readonly least: [number, number]
  readonly most: [number, number]
}

function boxesOf({ panels, pattern, panel }: Pick<Told, 'panels' | 'pattern' | 'panel'>): readonly (Box | undefined)[] {
  const boxes = panels.map((): Box => ({ least: [Infinity, Infinity], most: [-Infinity, -Infinity] }))
  panel.forEach((index, corner) => {
    const { least, most } = boxes[index]!
    for (const k of [0, 1] as const) {
      least[k] = Math.min(least[k], pattern[2 * corner + k]!)
      most[k] = Math.max(most[k], pattern[2 * corner + k]!)
    }
  })
  return boxes.map((box) => (box.least[0] <= box.most[0] ? box : undefined))
}

/** A place just beside the other's outline is moved on to it. */
function inside(weights: Found['weights']): Found['weights'] {
  const kept = weights.map((weight) => Math.max(0, weight))
  const sum = kept.reduce((all, weight) => all + weight, 0) || 1
  return [kept[0]! / sum, kept[1]! / sum, kept[2]! / sum]
}
