import type { Last } from '../../src/pattern/last.ts'
import { across, backwards, below, curve, firstHalf, mirrored, outlineOf, type Line, type Stretch } from './curves.ts'
import { feather, HEEL, heelRun, toeRun, type Design } from './design.ts'
import type { Piece } from './piece.ts'
import { smoothstep } from './mesh.ts'
import { alongLine, backstay } from './sneaker.ts'

/** The derby: quarters lie over the vamp, and their facings open down to it. */
export function derby(last: Last): Design {
  const { side, heel } = last
  const off = last.across
  const line = (...places: Line): Line => curve(last, places)
  const lay = (stretches: readonly Stretch[]) => outlineOf(last, stretches)

  const [top, end] = [119, 178]
  const gap = 5
  const throat = line(off(top, gap + 4), off(138, gap + 1), off(158, gap - 0.4), off(end - 5, gap - 1))
  const whole = across(
    last, off(top, gap + 4), off(113, gap + 10), side(101, 88), side(84, 72), side(62, 64.5), side(40, 66), side(19, 73.5), heel(79)
  )
  const topline = firstHalf(whole)
  const throatEnd = throat.at(-1)!

  const pieces: Piece[] = []
  const vampBack = across(last, side(132, 16), side(140, 40), off(150, 44), off(158, 24), off(152, 0))
  pieces.push({
    name: 'vamp', node: 'upper', material: 'vamp', thickness: 1.3, rows: [],
    outline: lay([{ line: toeRun(last, 132), lasted: true }, { line: backwards(vampBack) }]),
  })
  // The front of a quarter: round the end of the facing and back down to the sole.
  const front = line(
    side(146, 14), side(150, 27), side(159, 42), off(173, 39), off(182, 26), off(end + 4.5, 14), off(end + 1, 6.5), throatEnd
  )
  const quarter: Stretch[] = [
    { line: backwards(throat), stitched: true },
    { line: topline, stitched: true },
    { line: line(topline.at(-1)!, heel(54), heel(26)), joined: true },
    { line: line(heel(26), [HEEL, 0.25], [HEEL, 0]), lasted: true },
    { line: feather(HEEL, side(146, 8)[0]), lasted: true },
    { line: front, stitched: true },
  ]
  const other = quarter.map(({ line: drawn, ...stretch }) => ({ ...stretch, line: mirrored(drawn) }))
  for (const [name, stretches] of [['quarterOuter', quarter], ['quarterInner', other]] as const)
    pieces.push({ name, node: 'upper', material: 'quarters', thickness: 1.4, rows: [2, 4.4], outline: lay(stretches) })

  pieces.push(backstay(last, 77, 50))
  const counter = across(last, side(74, 18), side(66, 33), side(48, 44), side(28, 53), heel(58))
  pieces.push({
    name: 'counter', node: 'upper', material: 'counter', thickness: 1.2, rows: [2, 4.4],
    outline: lay([{ line: heelRun(last, 74), lasted: true }, { line: backwards(counter), stitched: true }]),
  })
  const rim = topline.slice(Math.round(topline.length * 0.16))
  const lower = across(
    last, side(107, 87), side(100, 80), side(84, 64.5), side(62, 57.3), side(40, 58.8), side(20, 66), heel(71.5)
  )
  pieces.push({
    name: 'collar', node: 'upper', material: 'collar', thickness: 0.9, puff: { height: 0.8, width: 4 }, rows: [1.6],
    outline: lay([
      { line: [...rim, ...backwards(mirrored(rim)).slice(1)] },
      { line: line(mirrored([rim[0]!])[0]!, lower.at(-1)!) },
      { line: backwards(lower), stitched: true },
      { line: line(lower[0]!, rim[0]!) },
    ]),
  })
  const cap = across(last, side(203, 12), side(208, 30), off(213, 40), off(216.5, 24), off(218, 0))
  pieces.push({
    name: 'toeCap', node: 'toeCap', material: 'toeCap', thickness: 1.2, rows: [2, 4.4], optional: true,
    outline: lay([{ line: toeRun(last, 203), lasted: true }, { line: backwards(cap), stitched: true }]),
  })
  const tabSide = line(heel(79), heel(66), heel(46))
  const width = 9
  const tab = tabSide.map((place) => last.step(place, [0, width, 0]))
  pieces.push({
    name: 'heelTab', node: 'heelTab', material: 'heelTab', thickness: 1.1, optional: true,
    outline: lay([
      { line: tab, stitched: true },
      { line: line(tab.at(-1)!, heel(43.5), mirrored([tab.at(-1)!])[0]!), stitched: true },
      { line: backwards(mirrored(tab)), stitched: true },
      { line: line(mirrored([tab[0]!])[0]!, heel(79), tab[0]!) },
    ]),
  })

  const tongueSide = line(off(108, 22), off(120, 25), off(140, 23), off(165, 17), off(188, 9))
  const tongueTip = line(off(108, -22), off(104.5, -16), off(103, -8), off(102.5, 0), off(103, 8), off(104.5, 16), off(108, 22))
  const throatRound = line(throatEnd, off(end - 2, 2.6), off(end - 1.5, 0), off(end - 2, -2.6), mirrored([throatEnd])[0]!)
  const stays = [...throat, ...throatRound.slice(1, -1), ...backwards(mirrored(throat))]
  return {
    pieces,
    topline,
    throat,
    opening: lay([{ line: [...topline, ...backwards(mirrored(topline)).slice(1)] }, { line: backwards(stays) }]),
    tongue: {
      outline: lay([{ line: [...tongueSide, ...backwards(mirrored(tongueSide))] }, { line: tongueTip, stitched: true }]),
      tip: 102.5, leaves: top, thickness: 1.2, puff: 0.8,
    },
    eyes: { first: [169, 12.5], last: [124, 16.5] },
    gap,
    roll: 0.45,
    lip: (x) => {
      const t = x / last.scale
      return 19 + 5.5 * smoothstep(120 - t, 0, 90) + 3.5 * smoothstep(t, 215, 275)
    },
    pitch: (x) => 9 * smoothstep(172 - x / last.scale, 0, 125),
    perforations: [
      { node: 'perforation.vents', radius: 0.9, places: alongLine(last, below(last, cap, () => 9), 9) },
      {
        node: 'perforation.brogue',
        radius: 0.85,
        places: [
          ...alongLine(last, below(last, cap, () => -3.4), 4.2),
          ...alongLine(last, below(last, firstHalf(front), () => -6.5), 4.4),
          ...mirrored(alongLine(last, below(last, firstHalf(front), () => -6.5), 4.4)),
          ...medallion(off),
        ],
      },
    ],
    monogram: { place: side(44, 52), up: [0, 0, 1] },
  }
}

/** The flower punched into the toe. */
const medallion = (off: Last['across']) => [
  off(238, 0),
  ...Array.from({ length: 8 }, (_, i) => off(238 + 6 * Math.cos((i * Math.PI) / 4), 6 * Math.sin((i * Math.PI) / 4))),
  ...[-1, 1].flatMap((turn) => [off(250, turn * 3), off(227, turn * 4), off(238, turn * 11), off(231, turn * 9), off(245, turn * 9)]),
]
