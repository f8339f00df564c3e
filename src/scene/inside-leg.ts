import type { Placement, SewnShape } from '../drape/shape.ts'

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
