import type { Last, Place } from '../../src/pattern/last.ts'
import { plus, type Vector } from '../../src/pattern/space.ts'
import { derby } from './derby.ts'
import type { Design } from './design.ts'
import { insideOf } from './inside.ts'
import { lacingOf } from './laces.ts'
import type { Part, Round, Stitches } from './mesh.ts'
import { heightOf, laidOn, type Laid, type Piece } from './piece.ts'
import { derbySoles, sneakerSoles } from './soles.ts'
import { sneaker } from './sneaker.ts'

export const STYLES = { sneaker, derby } as const
export type Style = keyof typeof STYLES

/** A shoe on its last, in the last's millimetres, all parts that choices may show side by side. */
export interface Shoe {
  readonly design: Design
  readonly parts: readonly Part[]
  readonly stitches: readonly Stitches[]
  readonly eyelets: readonly (Round & { readonly node: string })[]
  readonly holes: readonly (Round & { readonly node: string })[]
  readonly laid: readonly (Laid & { readonly name: string })[]
  /** Where letters stand. */
  readonly monogram: { readonly at: Vector; readonly out: Vector; readonly up: Vector }
}

const SPACING = 5.45

/** Outer and inner half of the same meet edge to edge: neither lies on the other. */
const meet = (a: Piece, b: Piece): boolean => halved(a.name) === halved(b.name)
const halved = (name: string): string => name.replace(/Outer$|Inner$/, '')

export function shoeOn(last: Last, style: Style, say: (line: string) => void = () => {}): Shoe {
  const design = STYLES[style](last)
  const { pieces, lip, perforations, monogram } = design
  const extra = alongLip(last, lip)
  const isHidden = (p: Vector): boolean => p[2] < lip(p[0]) - 8
  const laid = pieces.map((piece, i) => {
    const others = (from: number, to?: number) => pieces.slice(from, to).filter((other) => !meet(piece, other))
    const [before, after] = [others(0, i), others(i + 1)]
    const made = laidOn(last, piece, { before, after, extra, isHidden, spacing: SPACING })
    say(`${piece.name}: ${made.part.triangles.length / 3} triangles, strain p95 ${(made.flat.strain95 * 100).toFixed(1)} %, flipped ${made.flat.flipped}`)
    return { ...made, name: piece.name }
  })
  const inside = insideOf(last, design)
  const soles = style === 'sneaker' ? sneakerSoles(last, design) : derbySoles(last, design)
  const lacing = lacingOf(last, design)
  const whole = pieces.filter(({ optional }) => !optional)
  const onTop = (place: Place, over: number): { at: Vector; up: Vector } => {
    const { p, n } = last.frame(place)
    return { at: plus(p, n, heightOf(whole, place, p) + over), up: n }
  }
  const isClear = (place: Place, node: string): boolean => {
    const { p } = last.frame(place)
    return p[2] > lip(p[0]) + 4 && (node === 'perforation.brogue' || design.opening.inset(place, p) < -12)
  }
  const punched = perforations.flatMap(({ node, places, radius }) =>
    places.filter((place) => isClear(place, node)).map((place) => ({ node, radius, ...onTop(place, 0.07) }))
  )
  const letters = onTop(monogram.place, 0.4)
  const pitched = pitcher(design)
  // The sole is made where it stands; all else is lifted with the heel.
  return {
    design,
    laid,
    parts: [
      ...[...laid.map(({ part }) => part), ...inside.parts, ...lacing.parts].map((part) => ({
        ...part,
        positions: part.positions.map(pitched),
      })),
      ...soles.parts,
    ],
    stitches: [
      ...[
        ...laid.map(({ part, stitches: rows }) => ({ node: part.node, rows })),
        { node: 'upper', rows: inside.stitches },
      ].map(({ node, rows }) => ({ node, rows: rows.map((stitch) => ({ ...stitch, at: pitched(stitch.at) })) })),
      ...soles.stitches,
    ],
    eyelets: lacing.eyelets.map((eyelet) => ({ ...eyelet, at: pitched(eyelet.at) })),
    holes: [...lacing.holes, ...punched].map((hole) => ({ ...hole, at: pitched(hole.at) })),
    monogram: { at: pitched(letters.at), out: letters.up, up: monogram.up },
  }
}

const pitcher =
  ({ pitch }: Design) =>
  (p: Vector): Vector => [p[0], p[1], p[2] + pitch(p[0])]

/** Vertices along the sole's lip, so that the shade there is a clean line. */
function alongLip(last: Last, lip: Design['lip']): Place[] {
  const places: Place[] = []
  for (const rise of [-2.5, 0.15, 0.9, 2.2, 4.6])
    for (let i = 0; i <= 260; i++)
      for (const edge of [0, 1]) {
        const u = i / 260
        const over = (v: number): number => {
          const p = last.point([u, v])
          return p[2] - lip(p[0]) - rise
        }
        if (over(0.5) < 0) continue
        let [a, b] = [edge, 0.5]
        for (let k = 0; k < 14; k++) {
          const middle = (a + b) / 2
          if (over(middle) < 0) a = middle
          else b = middle
        }
        places.push([u, a])
      }
  return places
}
