import type { Last, Place } from '../../src/pattern/last.ts'
import { across, backwards, below, curve, firstHalf, mirrored, outlineOf, toCentre, type Line, type Stretch } from './curves.ts'
import { feather, HEEL, heelRun, toeRun, type Design } from './design.ts'
import type { Piece } from './piece.ts'

/** The low sneaker. Lengths are those of the sample last, in side view or along the spine; the last scales them. */
export function sneaker(last: Last): Design {
  const { side, heel } = last
  const off = last.across
  const line = (...places: Line): Line => curve(last, places)
  const lay = (stretches: readonly Stretch[]) => outlineOf(last, stretches)

  // The throat: eyestays lie along it. The collar dips at the ankle and rises to the heel.
  const [top, end] = [120, 206]
  const gap = 9
  const throat = line(off(top, gap + 2.5), off(150, gap), off(180, gap - 1), off(end - 8, gap - 2.2))
  const whole = across(
    last, off(top, gap + 2.5), off(112, gap + 10), side(99, 92), side(81, 79), side(60, 74.5), side(38, 78.5), side(18, 88), heel(95.5)
  )
  const topline = firstHalf(whole)
  const throatEnd = throat.at(-1)!
  const throatRound = line(throatEnd, off(end - 2, 5.6), off(end, 0), off(end - 2, -5.6), mirrored([throatEnd])[0]!)
  const stays = [...throat, ...throatRound.slice(1, -1), ...backwards(mirrored(throat))]

  const pieces: Piece[] = []
  const vampEdge = across(last, side(150, 16), side(160, 34), off(188, 34), off(206, 18), off(213, 0))
  pieces.push({
    name: 'vamp', node: 'upper', material: 'vamp', thickness: 1.2, skive: 16, rows: [],
    outline: lay([{ line: toeRun(last, 150), lasted: true }, { line: backwards(vampEdge) }]),
  })
  const front = line(side(178, 14), side(184, 31), side(194, 47), off(205, 14), throatEnd)
  const quarter: Stretch[] = [
    { line: backwards(throat) },
    { line: topline },
    { line: line(topline.at(-1)!, heel(60), heel(26)), joined: true },
    { line: line(heel(26), [HEEL, 0.25], [HEEL, 0]), lasted: true },
    { line: feather(HEEL, side(178, 8)[0]), lasted: true },
    { line: front, stitched: true },
  ]
  const other = quarter.map(({ line: drawn, ...stretch }) => ({ ...stretch, line: mirrored(drawn) }))
  for (const [name, stretches] of [['quarterOuter', quarter], ['quarterInner', other]] as const)
    pieces.push({ name, node: 'upper', material: 'quarters', thickness: 1.25, rows: [2, 4.2], outline: lay(stretches) })

  const rim = topline.slice(Math.round(topline.length * 0.17))
  const lower = across(
    last, side(108, 89), side(97, 77), side(81, 65.5), side(61, 60.5), side(39, 63.5), side(20, 71), heel(78)
  )
  pieces.push({
    name: 'collar', node: 'upper', material: 'collar', thickness: 1.1, puff: { height: 2.3, width: 8 },
    outline: lay([
      { line: [...rim, ...backwards(mirrored(rim)).slice(1)] },
      { line: line(mirrored([rim[0]!])[0]!, lower.at(-1)!) },
      { line: backwards(lower), stitched: true },
      { line: line(lower[0]!, rim[0]!) },
    ]),
  })
  const counter = across(last, side(90, 18), side(85, 33), side(70, 45), side(48, 53.5), side(25, 60), heel(65))
  pieces.push({
    name: 'counter', node: 'upper', material: 'counter', thickness: 1.2, rows: [2, 4.2],
    outline: lay([{ line: heelRun(last, 90), lasted: true }, { line: backwards(counter), stitched: true }]),
  })
  pieces.push(backstay(last, 91, 55))
  const facingTop = topline.slice(0, Math.round(topline.length * 0.13))
  // In one piece it would have to be stretched by a sixth round the end of the throat: two halves meet there.
  const facingOut = toCentre(across(
    last, facingTop.at(-1)!, off(127, 35), off(150, 31.5), off(180, 29), off(204, 23.5), off(218.5, 12), off(222.5, 0)
  ))
  const halfRound = toCentre(throatRound)
  const stay: Stretch[] = [
    { line: [...throat, ...halfRound.slice(1)], stitched: true },
    { line: line(halfRound.at(-1)!, facingOut.at(-1)!), joined: true },
    { line: backwards(facingOut), stitched: true },
    { line: backwards(facingTop), stitched: true },
  ]
  const otherStay = stay.map(({ line: drawn, ...stretch }) => ({ ...stretch, line: mirrored(drawn) }))
  for (const [name, stretches] of [['eyestayOuter', stay], ['eyestayInner', otherStay]] as const)
    pieces.push({ name, node: 'upper', material: 'quarters', thickness: 1.3, outline: lay(stretches) })
  const guard = across(last, side(146, 14), side(156, 27), side(176, 33), side(200, 37), side(224, 42), off(241, 22), off(247, 0))
  pieces.push({
    name: 'toeCap', node: 'toeCap', material: 'toeCap', thickness: 1.25, rows: [2, 4.2], optional: true,
    outline: lay([{ line: toeRun(last, 146), lasted: true }, { line: backwards(guard), stitched: true }]),
  })
  const tabFrom = Math.round(topline.length * 0.83)
  const tabRim = topline.slice(tabFrom)
  const tabUnder = below(last, tabRim, (share) => 8 + 5 * share)
  const tabLow = across(last, tabRim[0]!, ...tabUnder.filter((_, i) => i % 8 === 4), heel(81))
  pieces.push({
    name: 'heelTab', node: 'heelTab', material: 'heelTab', thickness: 1.2, optional: true,
    outline: lay([
      { line: [...tabRim, ...backwards(mirrored(tabRim)).slice(1)], stitched: true },
      { line: backwards(tabLow), stitched: true },
    ]),
  })

  const tongueSide = line(off(101, 27), off(114, 29), off(140, 27), off(180, 21), off(209, 13))
  const tongueTip = line(off(101, -27), off(97.5, -21), off(96, -10), off(95.5, 0), off(96, 10), off(97.5, 21), off(101, 27))
  return {
    pieces,
    topline,
    throat,
    opening: lay([{ line: [...topline, ...backwards(mirrored(topline)).slice(1)] }, { line: backwards(stays) }]),
    tongue: {
      outline: lay([{ line: [...tongueSide, ...backwards(mirrored(tongueSide))] }, { line: tongueTip, stitched: true }]),
      tip: 95.5, leaves: top, thickness: 1.4, puff: 2.8,
    },
    eyes: { first: [198, 15], last: [125.5, 18.6] },
    gap,
    roll: 1,
    lip: (x) => {
      const t = x / last.scale / 276
      return 26 + 6.5 * Math.max(0, 1 - t / 0.5) ** 2 + 5 * Math.max(0, (t - 0.62) / 0.38) ** 2
    },
    pitch: () => 0,
    perforations: [
      { node: 'perforation.vents', radius: 0.95, places: vents(off) },
      { node: 'perforation.brogue', radius: 0.9, places: alongLine(last, below(last, guard, () => -4.5), 4.6) },
    ],
    monogram: { place: side(34, 64), up: [0, 0, 1] },
  }
}

/** The strip that covers the seam at the heel. */
export function backstay(last: Last, from: number, to: number): Piece {
  const middle = curve(last, [last.heel(from), last.heel((from + to) / 2), last.heel(to)])
  const side = middle.map((place) => last.step(place, [0, 5.5, 0]))
  const [top, foot] = [side[0]!, side.at(-1)!]
  return {
    name: 'backstay', node: 'upper', material: 'quarters', thickness: 1, rows: [1.5],
    outline: outlineOf(last, [
      { line: side, stitched: true },
      { line: curve(last, [foot, last.heel(to), ...mirrored([foot])]) },
      { line: backwards(mirrored(side)), stitched: true },
      { line: curve(last, [...mirrored([top]), last.heel(from), top]) },
    ]),
  }
}

/** Rows of holes over the toes, where a foot is warm. */
function vents(off: Last['across']): Place[] {
  const places: Place[] = []
  for (let row = 0; row < 3; row++)
    for (let i = -2.5 + (row % 2) * 0.5; i <= 2.5; i++) places.push(off(229 + row * 4.6 - i * i * 0.55, i * 5))
  return places
}

/** Places every so many mm along a line. */
export function alongLine(last: Last, line: Line, pitch: number): Place[] {
  const even = curve(last, line.filter((_, i) => i % 8 === 0 || i === line.length - 1), pitch)
  return even.slice(1, -1)
}
