import type { Day } from '../../ground/index.ts'
import { countText } from '../drawing.ts'
import {
  boxOf,
  leftOf,
  lengthOf,
  moved,
  offsetLine,
  projectedOn,
  pointAlong,
  directionAlong,
  turned,
  type Line,
} from '../geometry.ts'
import { cutLineOf, outlineOf } from '../outline.ts'
import type { Cloth } from '../marker/types.ts'
import type { Draft, InnerLine, Mark, Notch, Piece, Point } from '../piece.ts'
import { LAYERS } from './layers.ts'
import { asciiOf, createDxf, type DxfWriter } from './writer.ts'

export interface DxfOptions {
  /** Whose pieces these are, such as an order's number. */
  readonly style: string
  /** `38`, `W34`; `MTM` for one body. */
  readonly size?: string
  /** When the draft was made. */
  readonly day?: Day
  readonly author?: string
  readonly product?: string
  /** What a piece is called in words, for its annotation. */
  readonly label?: (piece: Piece) => string
  /** What a piece is cut from in words; the template's own id of it otherwise. */
  readonly material?: (piece: Piece) => string
  /**
   * What the cloth of a piece loses in the first wash. Pieces are written as drafted, so that they can be checked
   * against the measurement chart, unless it is given: then they are larger by as much, as they lie in the marker.
   */
  readonly shrinkage?: (piece: Piece) => Cloth['shrinkage'] | null
}

/** mm */
const LETTERS = 5
/** A corner turns by more than this, radians; a flatter point lies on a curve. */
const TURN = 0.25

/**
 * A draft as apparel CAD exchanges it: DXF in the style of ASTM D6673, one block per piece, grain along x as the cloth
 * runs through a cutter. A piece on the fold is its half with the fold as mirror line, as it is drafted.
 *
 * @see ASTM D6673-10, Standard Practice for Sewn Products Pattern Data Interchange (withdrawn 2019 and still what is
 * exchanged)
 */
export function dxfOf({ pieces, design, version }: Draft, options: DxfOptions): string {
  const { style, size = 'MTM', day, author = 'toile', product = `${design} ${version}` } = options
  const blocks = blockNames(pieces, size)
  const lies = apart(pieces, options)
  const dxf = createDxf()
  dxf.section('HEADER')
  dxf.section('BLOCKS', () => {
    pieces.forEach((piece, i) => {
      const { piece: name, block } = blocks[i]!
      dxf.block(block, () => writePiece(dxf, piece, name, size, lies[i]!, options))
    })
  })
  dxf.section('ENTITIES', () => {
    for (const { block } of blocks) dxf.insert(block)
    const texts = [
      `Style Name: ${style}`,
      ...(day ? [`Creation Date: ${day}`] : []),
      `Author: ${author}`,
      `Product: ${product}`,
      `Sample Size: ${size}`,
      'Units: METRIC',
      'Version: ASTM D6673-10',
    ]
    texts.forEach((text, i) => dxf.text(text, [0, -(i + 1) * 2 * LETTERS], LETTERS, LAYERS.boundary))
  })
  return dxf.file()
}

function writePiece(
  dxf: DxfWriter,
  piece: Piece,
  name: string,
  size: string,
  lie: Lying,
  { label, material = ({ material: id }) => id, shrinkage }: DxfOptions
): void {
  const laid = (points: Line): Point[] => points.map(lie)
  const cut = laid(cutLineOf(piece))

  boundary(dxf, cut)
  dxf.polyline(laid(outlineOf(piece)), LAYERS.sew, true)
  for (const notch of piece.notches) {
    const at = notchOn(piece, notch)
    if (at) dxf.point(onOutline(cut, lie(at)), LAYERS.notch)
  }
  const fold = piece.edges.find((edge) => edge.name === piece.onFold)
  if (fold) dxf.line(lie(fold.points[0]!), lie(fold.points.at(-1)!), LAYERS.mirror)
  dxf.line(lie(piece.grain[0]), lie(piece.grain[1]), LAYERS.grain)
  for (const line of piece.lines) writeLine(dxf, line, laid)
  for (const mark of piece.marks) writeMark(dxf, mark, lie)

  const box = boxOf(cut)
  const texts = [
    `Piece Name: ${name}`,
    `Size: ${size}`,
    `Quantity: ${quantityText(piece)}`,
    `Category: ${piece.onFold ? 'Mirror' : piece.mirrored ? 'Pair' : 'Single'}`,
    `Material: ${material(piece)}`,
    ...(label ? [`Annotation: ${label(piece)} x ${countText(piece)}`] : []),
    ...shrinkageTexts(shrinkage?.(piece) ?? null),
  ]
  const letters = Math.min(LETTERS, box.height / (2 * texts.length))
  texts.forEach((text, i) =>
    dxf.text(
      text,
      [box.x + box.width / 4, box.y + box.height / 2 - (i - texts.length / 2) * 1.6 * letters],
      letters,
      LAYERS.boundary
    )
  )
}

const shrinkageTexts = (loss: Cloth['shrinkage'] | null): string[] =>
  loss ? [`Annotation: shrinkage warp ${loss.warp / 10} % weft ${loss.weft / 10} % added`] : []

/** The cut line and, point by point, whether it turns there or runs on in a curve. */
function boundary(dxf: DxfWriter, cut: Line): void {
  dxf.polyline(cut, LAYERS.boundary, true)
  cut.forEach((point, i) => {
    const turn = turnAt(cut.at(i - 1)!, point, cut[(i + 1) % cut.length]!)
    dxf.point(point, turn > TURN ? LAYERS.turnPoint : LAYERS.curvePoint)
  })
}

/** A row of stitching is a sew line; what shows where something goes is not cut. */
function writeLine(
  dxf: DxfWriter,
  { name, kind, points, closed = false, rows = [0], copy }: InnerLine,
  laid: Laying
): void {
  const layer = kind === 'cut' ? LAYERS.cutout : kind === 'stitch' ? LAYERS.sew : LAYERS.internal
  // The block stands for both copies of a pair: what is on one of them only must not be cut into the other.
  const own = copy && kind === 'cut' ? LAYERS.internal : layer
  for (const by of rows) dxf.polyline(laid(by === 0 ? points : offsetLine(points, by)), own, closed)
  dxf.text(noteOf(name, copy), laid([pointAlong(points, lengthOf(points) / 2)])[0]!, LETTERS / 2, LAYERS.annotation)
}

/** A cutter drills where the cloth is to be pierced; buttons, rivets and bar tacks are set later, at a cross. */
function writeMark(
  dxf: DxfWriter,
  { name, kind, at, angle = 0, size = 6, copy }: Mark,
  lie: (p: Point) => Point
): void {
  const along = turned([size / 2, 0], (angle * Math.PI) / 180)
  const bar = (by: Point): readonly [Point, Point] => [
    lie([at[0] - by[0], at[1] - by[1]]),
    lie([at[0] + by[0], at[1] + by[1]]),
  ]
  if (kind === 'drill' && !copy) dxf.point(lie(at), LAYERS.drill)
  else {
    dxf.line(...bar(along), LAYERS.internal)
    if (kind !== 'bartack' && kind !== 'buttonhole') dxf.line(...bar(leftOf(along)), LAYERS.internal)
  }
  dxf.text(noteOf(`${kind} ${name}`, copy), lie(at), LETTERS / 2, LAYERS.annotation)
}

const noteOf = (name: string, copy?: 'L' | 'R'): string => (copy ? `${name} (${copy} only)` : name)

type Lying = (p: Point) => Point
type Laying = (points: Line) => Point[]

/** mm between pieces, and how wide they are spread. */
const GAP = 20
const SPREAD = 3000

/**
 * Where each piece lies in the drawing: in rows and apart, within the blocks, so that programs which know nothing of
 * pieces show them side by side too.
 */
function apart(pieces: readonly Piece[], { shrinkage }: DxfOptions): Lying[] {
  let [x, y, row] = [0, GAP, 0]
  return pieces.map((piece) => {
    const lie = alongTheCloth(piece, shrinkage?.(piece) ?? null)
    const box = boxOf(cutLineOf(piece).map(lie))
    if (x > 0 && x + box.width > SPREAD) [x, y, row] = [0, y + row + GAP, 0]
    const by: Point = [x - box.x, y - box.y]
    x += box.width + GAP
    row = Math.max(row, box.height)
    return (p) => {
      const [u, v] = lie(p)
      return [u + by[0], v + by[1]]
    }
  })
}

/**
 * Turned so that the grain runs along x, grown by what the cloth will lose, and turned over from the page, where y
 * points down.
 */
function alongTheCloth({ grain: [from, to] }: Piece, loss: Cloth['shrinkage'] | null): Lying {
  const angle = -Math.atan2(to[1] - from[1], to[0] - from[0])
  const before = (perMille = 0): number => 1000 / (1000 - perMille)
  const [along, across] = [before(loss?.warp), before(loss?.weft)]
  return (p) => {
    const [x, y] = turned(p, angle)
    return [x * along, -y * across]
  }
}

/** Where a notch on the seam line comes through the allowance to the cut line. */
function notchOn(piece: Piece, { at, edge }: Notch): Point | undefined {
  const found = piece.edges.find(({ name }) => name === edge)
  if (found === undefined) return undefined
  const along = directionAlong(found.points, Math.min(projectedOn(found.points, at), lengthOf(found.points) - 1e-6))
  return moved(at, leftOf(along), found.allowance)
}

/** The nearest point of a closed outline. */
function onOutline(outline: Line, p: Point): Point {
  const round = [...outline, outline[0]!]
  return pointAlong(round, projectedOn(round, p))
}

function turnAt(before: Point, here: Point, after: Point): number {
  const [ux, uy, vx, vy] = [here[0] - before[0], here[1] - before[1], after[0] - here[0], after[1] - here[1]]
  return Math.abs(Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy))
}

/** As drawn, and turned over. */
const quantityText = ({ cut, mirrored }: Piece): string => (mirrored ? `${cut / 2},${cut / 2}` : `${cut},0`)

/** R12 keeps names to 31 of capitals, digits, `-`, `_` and `$`. */
const MOST_LETTERS = 31

/** `FRONT-POCKET-FACING_MTM`: the piece's name in words, then the size; no two alike. */
function blockNames(pieces: readonly Piece[], size: string): { readonly piece: string; readonly block: string }[] {
  const taken = new Set<string>()
  const tail = `_${symbolOf(size)}`
  return pieces.map(({ name }) => {
    const whole = symbolOf(name.replace(/(?<=[a-z])(?=[A-Z])/g, '-'))
    for (let i = 1; ; i++) {
      const mark = i === 1 ? '' : `-${i}`
      const piece = whole.slice(0, MOST_LETTERS - tail.length - mark.length) + mark
      if (taken.has(piece)) continue
      taken.add(piece)
      return { piece, block: piece + tail }
    }
  })
}

const symbolOf = (name: string): string =>
  asciiOf(name)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .slice(0, 24)
