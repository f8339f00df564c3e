import {
  clamp,
  lengthOf,
  type InnerLine,
  type Mark,
  type Notch,
  type Piece,
  type Point,
} from '../../../src/pattern/index.ts'
import { around, edge, laid, NARROW, piece, stitch, tack } from './build.ts'
import { SHIELD } from './fly.ts'
import type { Panels } from './panels.ts'
import { BAND, type Style } from './style.ts'

/** Where a belt loop sits, as shares of the way from the left centre front round the back to the right. */
const LOOPS: Readonly<Record<Style['beltLoops'], readonly number[]>> = {
  five: [0.115, 0.305, 0.5, 0.695, 0.885],
  seven: [0.1, 0.245, 0.385, 0.5, 0.615, 0.755, 0.9],
  none: [],
}

/** Finished width and cut length of one belt loop, mm; the strip is folded in three. */
const LOOP = { width: 13, length: 78 } as const

/**
 * The band in two layers, slightly curved where the body widens below it, and its fusible. It is drawn as it lies round
 * the body seen from outside, the centre back at x = 0 and the upper edge above; at the right end the underlap carries
 * the button.
 */
export function waistbandPieces(panels: Panels, style: Style): Piece[] {
  const { bandTop, bandBottom } = panels
  const bend = (bandBottom - bandTop) / BAND
  const radius = bend > 1e-6 ? bandBottom / bend : Infinity
  /** `s` mm along the lower edge from the left centre front, `height` mm above it. */
  const at = (s: number, height: number): Point => {
    const x = s - bandBottom / 2
    if (radius === Infinity) return [x, -height]
    return [(radius - height) * Math.sin(x / radius), (radius - height) * Math.cos(x / radius) - radius]
  }
  const along = (from: number, to: number, height: number): Point[] => {
    const steps = Math.max(1, Math.round(Math.abs(to - from) / 8))
    return Array.from({ length: steps + 1 }, (_, i) => at(from + ((to - from) * i) / steps, height))
  }
  const end = bandBottom + SHIELD
  const edges = (allowance: number) => [
    edge('top', along(0, bandBottom, BAND), allowance),
    edge('topLap', along(bandBottom, end, BAND), allowance),
    edge('endRight', [at(end, BAND), at(end, 0)], allowance),
    edge('lap', along(end, bandBottom, 0), allowance),
    edge('waist', along(bandBottom, 0, 0), allowance),
    edge('endLeft', [at(0, 0), at(0, BAND)], allowance),
  ]
  const [inFront, behind] = [lengthOf(panels.front.waist), lengthOf(panels.yoke.waist)]
  const met = (s: number, kind: Notch['kind']): Notch => ({ edge: 'waist', at: at(s, 0), kind })
  // Side seams and centre back.
  const notches = [met(inFront, 'slit'), met(inFront + behind, 'v'), met(inFront + 2 * behind, 'slit')]
  const grain = [at(bandBottom / 2 - 90, BAND / 2), at(bandBottom / 2 + 90, BAND / 2)] as const
  const degrees = (s: number) => (radius === Infinity ? 0 : (-(s - bandBottom / 2) / radius) * (180 / Math.PI))

  const lines: InnerLine[] = [
    stitch('stitch.waistband/top', along(0, bandBottom, BAND), [2]),
    stitch('stitch.waistband/lower', along(bandBottom, 0, 0), [2]),
    stitch('stitch.waistband/end', [at(0, 0), at(0, BAND)], [2]),
  ]
  const marks: Mark[] = [
    { name: 'waist.buttonhole', kind: 'buttonhole', at: at(17, BAND / 2), angle: degrees(17), size: 22 },
    { name: 'waist.button', kind: 'button', at: at(bandBottom + 17, BAND / 2), angle: degrees(end), size: 17 },
    {
      name: 'monogram',
      kind: 'text',
      at: at(bandBottom * 0.17, BAND / 2),
      angle: degrees(bandBottom * 0.17),
      size: 15,
    },
  ]
  LOOPS[style.beltLoops].forEach((share, i) => {
    const s = share * bandBottom
    const name = `beltLoops.${style.beltLoops}/${i + 1}`
    lines.push(laid(name, [at(s, 0), at(s, BAND)], false))
    marks.push(tack(`${name}/low`, at(s, 2), degrees(s)), tack(`${name}/high`, at(s, BAND - 2), degrees(s)))
  })
  if (style.label !== 'none') {
    // Between the loop at the centre back and the next one on the right.
    const [middle, half] = [bandBottom * 0.56, clamp(bandBottom * 0.038, 24, 34)]
    const [from, to] = [middle - half, middle + half]
    lines.push(laid('label.patch', [at(from, BAND - 3), at(to, BAND - 3), at(to, 3), at(from, 3)]))
  }
  const made = { cut: 1, mirrored: false, grain }
  return [
    piece({ ...made, name: 'waistband', edges: edges(NARROW), notches, lines, marks }),
    piece({ ...made, name: 'waistbandFacing', edges: edges(NARROW), notches }),
    // Without allowances, so that it does not thicken the seams.
    piece({ ...made, name: 'waistbandFusible', material: 'fusible', edges: edges(0) }),
    ...loopStrip(style),
  ]
}

/** One strip for all belt loops, cut apart after folding and stitching. */
function loopStrip(style: Style): Piece[] {
  const count = LOOPS[style.beltLoops].length
  if (count === 0) return []
  const [width, length] = [LOOP.width * 3 - 5, LOOP.length * count]
  const cutAcross = (_: unknown, i: number): InnerLine => {
    const x = LOOP.length * (i + 1)
    return {
      name: `cut/${i + 1}`,
      kind: 'cut',
      points: [
        [x, 0],
        [x, width],
      ],
    }
  }
  return [
    piece({
      name: 'beltLoops',
      cut: 1,
      mirrored: false,
      edges: around(
        ['top', [0, 0], 0],
        ['right', [length, 0], 0],
        ['bottom', [length, width], 0],
        ['left', [0, width], 0]
      ),
      grain: [
        [20, width / 2],
        [length - 20, width / 2],
      ],
      lines: Array.from({ length: count - 1 }, cutAcross),
    }),
  ]
}
