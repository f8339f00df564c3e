import type { Pair, Placement } from '../drape/shape.ts'
import { binding } from './bindings.ts'
import { band, isRawEdge, runsAlong } from './bands.ts'
import { behindOpening, coversOf, depthOf, heightAt, liftOf, type Opening } from './covers.ts'
import { fringe } from './fringe.ts'
import { movedSideways, type Line } from './lines.ts'
import { facing, patch } from './patches.ts'
import { addTo, emptySheet, join, raised, type Cloth, type Sheet } from './sheet.ts'
import {
  buttonhole,
  embroider,
  emptySewing,
  sewRow,
  slitOf,
  tack,
  type Lift,
  type Satin,
  type Sewing,
} from './stitches.ts'
import { strip } from './strips.ts'

export { STITCH, type Satin } from './stitches.ts'

/** One row per rivet or button: place (3), normal (3), radius and height in mm. */
export type Metal = number[]
export const METAL = 8

/** All that lies on the cloth, by what it is made of. */
export interface Trims {
  readonly cloth: Sheet
  readonly label: Sheet
  readonly thread: Sewing
  /** Bar tacks, buttonholes and embroidery. */
  readonly accent: Sewing
  readonly rivets: Metal
  readonly buttons: Metal
}

/**
 * Lays placements on the cloth. Everything is told in pattern millimetres and found on the sewn surface, so it sits
 * where the workroom will sew it.
 */
export function* tailored(
  placements: readonly Placement[],
  cloth: Cloth,
  lettersOf: (option: string) => readonly Satin[]
): Generator<void, Trims> {
  const trims: Trims = {
    cloth: emptySheet(),
    label: emptySheet(),
    thread: emptySewing(),
    accent: emptySewing(),
    rivets: [],
    buttons: [],
  }
  const covers = coversOf(placements)
  const openings = cutOpenings(placements)
  const hidden = placements.flatMap((placement) =>
    placement.kind === 'patch' ? behindOpening(openings, placement) : []
  )
  let seed = 0
  for (const placement of placements) {
    seed += 7
    const { panel } = placement
    if (!cloth.at(panel, ...anchorOf(placement))) continue
    const lift: Lift = (x, y) => heightAt(covers, panel, x, y)
    if (placement.kind === 'stitch') {
      const on = hidden.find((one) => one.holds(placement))
      const level: Lift = on
        ? (x, y) => depthOf(cloth.at(panel, x, y)!.inset) + 0.15 + liftOf(on.of.material, on.of.height)(2)
        : lift
      for (const row of placement.rows)
        sewRow(cloth, trims.thread, panel, movedSideways(placement.points, row), placement, level, on?.isSeen)
    } else if (placement.kind === 'band') {
      const mouth = openings.find((one) => one.panel === panel && one.node === placement.node)
      band(cloth, trims.cloth, placement, seed, mouth ? [...mouth.points, mouth.points[0]!] : null)
      if (isRawEdge(cloth, placement)) fringe(cloth, trims.cloth, placement)
    } else if (placement.kind === 'patch')
      patch(
        cloth,
        placement.material === 'label' ? trims.label : trims.cloth,
        placement,
        hidden.find(({ of }) => of === placement) ?? null
      )
    else if (placement.kind === 'binding') binding(cloth, trims.cloth, placement, seed)
    else if (placement.kind === 'opening') facing(cloth, trims.cloth, placement, openings.includes(placement))
    else if (placement.kind === 'strip') strip(cloth, trims.cloth, trims, placement)
    else if (placement.kind === 'bartack') tack(cloth, trims.accent, placement, lift)
    else if (placement.kind === 'buttonhole') {
      buttonhole(cloth, trims.accent, placement, lift)
      slit(cloth, trims.cloth, panel, slitOf(placement), lift)
    } else if (placement.kind === 'text')
      embroider(cloth, trims.accent, placement, lettersOf(placement.option), lift)
    else metal(cloth, placement.kind === 'rivet' ? trims.rivets : trims.buttons, placement, lift)
    yield
  }
  return trims
}

/** Openings through which one looks in: those with a folded edge along them. Others are sewn shut. */
export function cutOpenings(placements: readonly Placement[]): Opening[] {
  return placements.filter((opening): opening is Opening => {
    if (opening.kind !== 'opening') return false
    const closed = [...opening.points, opening.points[0]!]
    return placements.some(
      (one) =>
        one.kind === 'band' &&
        one.node === opening.node &&
        one.panel === opening.panel &&
        // A band astride its line lies under the cloth.
        one.from * one.to >= 0 &&
        runsAlong(one.points, closed)
    )
  })
}

const anchorOf = (placement: Placement): Pair => ('at' in placement ? placement.at : placement.points[0]!)

type Spotted = { readonly panel: string; readonly at: Pair; readonly size: number }

function metal(cloth: Cloth, list: Metal, place: Spotted, lift: Lift): void {
  const spot = cloth.at(place.panel, ...place.at)
  if (!spot) return
  const radius = place.size / 2
  list.push(...raised(spot, lift(...place.at)), ...spot.n, radius, radius)
}

/** What one sees through a cut in the cloth: nothing but shade. */
function slit(
  cloth: Cloth,
  sheet: Sheet,
  panel: string,
  { line, half }: { readonly line: Line; readonly half: readonly number[] },
  lift: Lift
): void {
  const [left, right] = [movedSideways(line, -1), movedSideways(line, 1)]
  const flip = cloth.handOf(panel) < 0
  let last: number[] | null = null
  line.forEach((p, i) => {
    const row = [left[i]!, right[i]!].map((q) => {
      const at: Pair = [p[0] + (q[0] - p[0]) * half[i]!, p[1] + (q[1] - p[1]) * half[i]!]
      return addTo(sheet, cloth.at(panel, ...at)!, { height: lift(...p) + 0.16, wear: -2, tone: -1.5 })
    })
    if (last) join(sheet, last, row, flip)
    last = row
  })
}

