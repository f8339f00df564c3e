import { broken, isRecord, MOST, numbersOf, tooBig } from './container.ts'
import type { Pair, Panel, Placement } from './shape.ts'

/**
 * What a placement node's `extras.toile` holds: a placement `on` one or several panels, by their index. Lengths are
 * tenths of a millimetre; points are flat, each after the first as the step from the one before. Spots (bar tacks,
 * rivets) may be several, with an angle each.
 */
export type PackedPlacement = { readonly kind: string; readonly on: readonly number[] } & Readonly<
  Record<string, unknown>
>

/** What lies on the cloth, from lists by the name of their node. */
export function placementsOf(
  lists: Iterable<readonly [node: string, list: unknown]>,
  panels: readonly Panel[]
): Placement[] {
  const placements: Placement[] = []
  for (const [node, list] of lists) {
    if (!Array.isArray(list)) throw broken(`node "${node}" has no list of placements`)
    for (const packed of list) placements.push(...unpacked(node, packed, panels))
    if (placements.length > MOST.placements) throw tooBig(`it places more than ${MOST.placements} things`)
  }
  return placements
}

const mm = (value: unknown): number => numbersOf([value], 1)[0]! / 10

function unpacked(node: string, packed: unknown, panels: readonly Panel[]): Placement[] {
  if (!isRecord(packed)) throw broken(`a placement of "${node}" is not described`)
  const points = () => pairsOf(packed.points, node)
  return numbersOf(packed.on).flatMap((index): Placement[] => {
    const panel = panels[index]?.name
    if (panel === undefined) throw broken(`"${node}" lies on a panel that is not there`)
    const on = { node, panel }
    switch (packed.kind) {
      case 'stitch':
        return [
          {
            ...on,
            kind: 'stitch',
            points: points(),
            rows: numbersOf(packed.rows).map((row) => row / 10),
            pitch: mm(packed.pitch),
            ...(packed.chain === true && { chain: true }),
          },
        ]
      case 'band':
        return [
          {
            ...on,
            kind: 'band',
            points: points(),
            from: mm(packed.from),
            to: mm(packed.to),
            height: mm(packed.height),
          },
        ]
      case 'binding':
        return [{ ...on, kind: 'binding', points: points(), width: mm(packed.width), height: mm(packed.height) }]
      case 'patch':
        return [
          { ...on, kind: 'patch', points: points(), height: mm(packed.height), material: textOf(packed.material) },
        ]
      case 'opening':
        return [{ ...on, kind: 'opening', points: points() }]
      case 'strip': {
        const toPanel = panels.find(({ name }) => name === packed.toPanel)?.name
        if (packed.toPanel !== undefined && toPanel === undefined)
          throw broken(`"${node}" reaches to a panel that is not there`)
        const reach = toPanel === undefined ? {} : { toPanel }
        return [
          { ...on, ...reach, kind: 'strip', points: points(), width: mm(packed.width), height: mm(packed.height) },
        ]
      }
      case 'bartack':
      case 'button':
      case 'rivet':
      case 'buttonhole': {
        const { kind } = packed
        return spotsOf(packed, node).map((spot) => ({ ...on, kind, ...spot }))
      }
      case 'text':
        return spotsOf(packed, node).map((spot) => ({ ...on, kind: 'text', ...spot, option: textOf(packed.option) }))
      default:
        throw broken(`"${node}" holds something of an unknown kind`)
    }
  })
}

function spotsOf(packed: Record<string, unknown>, node: string): { at: Pair; angle: number; size: number }[] {
  const places = pairsOf(packed.at, node)
  const angles = numbersOf(packed.angle, places.length)
  return places.map((at, i) => ({ at, angle: angles[i]!, size: mm(packed.size) }))
}

function pairsOf(value: unknown, node: string): Pair[] {
  const flat = numbersOf(value)
  if (flat.length === 0 || flat.length % 2 !== 0) throw broken(`a line of "${node}" has no points`)
  let [x, y] = [0, 0]
  return Array.from(
    { length: flat.length / 2 },
    (_, i) => [(x += flat[2 * i]!) / 10, (y += flat[2 * i + 1]!) / 10] as const
  )
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value.length > 100) throw broken('a name is none')
  return value
}
