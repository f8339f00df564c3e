import { decoded, encoded, type Raster, type Rows } from '../ground/index.ts'
import { boxOf, crossingsAt, mirrorAt, type Line } from './geometry.ts'
import { cutLineOf, outlineOf } from './outline.ts'
import type { Piece, Point } from './piece.ts'

/**
 * What is printed on cloth, and the file per piece it is printed from. The scene paints with the very same rules
 * (`src/scene/print.ts` in the shader's language), and a test compares the two pixel by pixel:
 *
 * 1. Everything is laid in the frame of the cloth, millimetres, y down, the face towards the reader: see `frameOf`.
 * 2. A place is turned back by the print's rotation about the frame's origin and divided by the repeat's size; whole
 *    repeats are left out.
 * 3. The tile is read there bilinearly, going round at its edges; the centre of its first texel lies half a texel in.
 *    Where a pixel is coarser than a texel, it is the mean of the texels under it.
 * 4. Red, green and blue of the tile are the shares of the cloth that the first, second and third ink cover; what they
 *    leave is the cloth, and shares that come to more than one are brought down to one. The customer's picture lies on
 *    top; where its own edge runs through a pixel, with the share of it inside. All is mixed in linear light.
 */
export interface Printing {
  /** Of the cloth below, sRGB hex. */
  readonly color: string
  readonly repeat: (Repeat & { readonly tile: Raster; readonly inks: readonly [string, string, string] }) | null
  readonly artwork: (Placed & { readonly picture: Raster }) | null
}

export interface Repeat {
  /** Of one repeat, mm. */
  readonly width: number
  readonly height: number
  /** Times the size as drawn. */
  readonly scale: number
  /** Degrees, clockwise as drawn. */
  readonly rotation: number
}

/** Where a picture lies on a piece; its height follows from its own pixels. */
export interface Placed {
  readonly piece: string
  /** Its middle in the piece's frame, mm. */
  readonly at: Point
  /** mm */
  readonly width: number
}

/** A copy of a piece as it is laid on the cloth, face up. */
export interface Copy {
  readonly piece: Piece
  /** Null of a piece that is not a mirrored pair. */
  readonly copy: 'L' | 'R' | null
}

/** One file: its pixels row by row and where they lie. */
export interface PrintFile extends Rows {
  /** `front`, `side.L` */
  readonly name: string
  readonly pxPerMm: number
  /** The upper left corner in the cloth's frame, mm. */
  readonly origin: Point
}

export const MM_PER_INCH = 25.4

/** The copies that need a file of their own: the two of a mirrored pair; otherwise one file is printed `cut` times. */
export const copiesOf = (piece: Piece): readonly Copy[] =>
  piece.mirrored && piece.cut > 1
    ? (['L', 'R'] as const).map((copy) => ({ piece, copy }))
    : [{ piece, copy: null }]

export const copyName = ({ piece, copy }: Copy): string => (copy === null ? piece.name : `${piece.name}.${copy}`)

/**
 * From a piece's own frame to the cloth's: the copy `R` is turned over, the cloth below it is not; a band much wider
 * than tall is cut along the cloth, so it lies on it by a quarter turn.
 */
export function frameOf({ piece, copy }: Copy): (p: Point) => Point {
  const hand = copy === 'R' ? -1 : 1
  return isBand(piece) ? ([x, y]) => [y * hand, -x] : ([x, y]) => [x * hand, y]
}

const isBand = (piece: Piece): boolean => {
  const { width, height } = boxOf(outlineOf(piece))
  return width > 4 * height
}

/** From millimetres on the cloth to repeats: `[a, b, c, d]`, where s = a x + b y and t = c x + d y. */
export function repeatsPerMm({ width, height, scale, rotation }: Repeat): readonly [number, number, number, number] {
  const angle = (rotation * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [across, down] = [width * scale, height * scale]
  return [cos / across, sin / across, -sin / down, cos / down]
}

/** A picture's box in the cloth's frame: where its upper left corner lies, and its two sides as they run, mm. */
export function boxOnCloth(
  placed: Pick<Placed, 'at' | 'width'>,
  { width, height }: { readonly width: number; readonly height: number },
  frame: (p: Point) => Point
): { readonly corner: Point; readonly across: Point; readonly down: Point } {
  const high = (placed.width * height) / width
  const [x, y] = [placed.at[0] - placed.width / 2, placed.at[1] - high / 2]
  const corner = frame([x, y])
  const to = (p: Point): Point => [p[0] - corner[0], p[1] - corner[1]]
  return { corner, across: to(frame([x + placed.width, y])), down: to(frame([x, y + high])) }
}

/** The file a copy is printed from: everything inside its cut line, allowance included, and clear outside. */
export function printFileOf(copy: Copy, printing: Printing, dpi: number): PrintFile {
  const pxPerMm = dpi / MM_PER_INCH
  const outlines = outlinesOf(copy)
  const box = boxOf(outlines.flat())
  const [left, top] = [Math.floor(box.x * pxPerMm), Math.floor(box.y * pxPerMm)]
  const width = Math.ceil((box.x + box.width) * pxPerMm) - left
  const height = Math.ceil((box.y + box.height) * pxPerMm) - top
  const paint = painter(copy, printing, pxPerMm)
  const row = new Uint8Array(width * 4)
  return {
    name: copyName(copy),
    width,
    height,
    channels: 4,
    pxPerMm,
    origin: [left / pxPerMm, top / pxPerMm],
    rowAt(j) {
      row.fill(0)
      const y = (top + j + 0.5) / pxPerMm
      for (const outline of outlines) {
        const edges = crossingsAt(outline, y)
        for (let k = 0; k + 1 < edges.length; k += 2) {
          const from = Math.max(0, Math.ceil(edges[k]! * pxPerMm - left - 0.5))
          const to = Math.min(width - 1, Math.floor(edges[k + 1]! * pxPerMm - left - 0.5))
          for (let i = from; i <= to; i++) paint((left + i + 0.5) / pxPerMm, y, row, 4 * i)
        }
      }
      return row
    },
  }
}

/** In the cloth's frame. A piece on the fold is opened out: it and its mirror image. */
function outlinesOf(copy: Copy): readonly Line[] {
  const frame = frameOf(copy)
  const cut = cutLineOf(copy.piece)
  const fold = copy.piece.edges.find(({ name }) => name === copy.piece.onFold)
  const halves = fold ? [cut, cut.map(mirrorAt(fold.points[0]!, fold.points.at(-1)!))] : [cut]
  return halves.map((half) => half.map(frame))
}

/** Linear red, green and blue. */
type Light = [number, number, number]

/** Paints the pixel whose middle lies at a place of the cloth, mm. */
function painter(
  copy: Copy,
  { color, repeat, artwork }: Printing,
  pxPerMm: number
): (x: number, y: number, into: Uint8Array, at: number) => void {
  const cloth = linearHex(color)
  const light: Light = [0, 0, 0]
  const layInks = repeat ? inkLayer(repeat, pxPerMm) : null
  const layPicture = artwork ? pictureLayer(artwork, copy, pxPerMm) : null
  return (x, y, into, at) => {
    for (let k = 0; k < 3; k++) light[k] = cloth[k]!
    layInks?.(x, y, light)
    layPicture?.(x, y, light)
    for (let k = 0; k < 3; k++) into[at + k] = toByte(light[k]!)
    into[at + 3] = 255
  }
}

type Layer = (x: number, y: number, light: Light) => void

function inkLayer(repeat: NonNullable<Printing['repeat']>, pxPerMm: number): Layer {
  const { tile } = repeat
  const [a, b, c, d] = repeatsPerMm(repeat)
  const inks = repeat.inks.map(linearHex)
  const texels = Math.max(Math.hypot(a, b) * tile.width, Math.hypot(c, d) * tile.height) / pxPerMm
  const places = spread(texels, pxPerMm)
  const cover = new Float64Array(4)
  const [first, second, third] = inks as [Light, Light, Light]
  return (x, y, light) => {
    cover.fill(0)
    for (let n = 0; n < places.length; n++) {
      const [px, py] = [x + places[n]![0], y + places[n]![1]]
      const s = a * px + b * py
      const t = c * px + d * py
      addTexel(tile, (s - Math.floor(s)) * tile.width, (t - Math.floor(t)) * tile.height, true, PLAIN, cover)
    }
    const [one, two, three] = [cover[0]! / places.length, cover[1]! / places.length, cover[2]! / places.length]
    const covered = one + two + three
    const left = Math.max(0, 1 - covered)
    const over = 1 / Math.max(1, covered)
    for (let k = 0; k < 3; k++)
      light[k] = light[k]! * left + (first[k]! * one + second[k]! * two + third[k]! * three) * over
  }
}

function pictureLayer({ picture, ...placed }: NonNullable<Printing['artwork']>, copy: Copy, pxPerMm: number): Layer | null {
  // Of a mirrored pair, the copy that is cut as drawn carries it.
  if (copy.piece.name !== placed.piece || copy.copy === 'R') return null
  const { corner, across, down } = boxOnCloth(placed, picture, frameOf(copy))
  const [long, high] = [across[0] ** 2 + across[1] ** 2, down[0] ** 2 + down[1] ** 2]
  const [wide, tall] = [Math.sqrt(long) * pxPerMm, Math.sqrt(high) * pxPerMm]
  const places = spread(picture.width / placed.width / pxPerMm, pxPerMm)
  const mean = new Float64Array(4)
  return (x, y, light) => {
    const [px, py] = [x - corner[0], y - corner[1]]
    const s = (px * across[0] + py * across[1]) / long
    const t = (px * down[0] + py * down[1]) / high
    const share = inside(s, wide) * inside(t, tall)
    if (share === 0) return
    mean.fill(0)
    for (const [dx, dy] of places) {
      const u = s + (dx * across[0] + dy * across[1]) / long
      const v = t + (dx * down[0] + dy * down[1]) / high
      addTexel(picture, u * picture.width, v * picture.height, false, DECODED, mean)
    }
    const covered = (share * mean[3]!) / places.length
    for (let k = 0; k < 3; k++) light[k]! += (mean[k]! / places.length - light[k]!) * covered
  }
}

/** The share of a pixel that lies between the ends of a side so many pixels long. */
const inside = (share: number, pixels: number): number =>
  Math.max(0, Math.min(1, Math.min(share, 1 - share) * pixels + 0.5))

const MOST_SPREAD = 4

/** Where a pixel is looked at: in its middle, or all over where so many texels lie under it. */
function spread(texels: number, pxPerMm: number): readonly Point[] {
  const side = Math.min(MOST_SPREAD, Math.max(1, Math.ceil(texels - 0.01)))
  const at = (i: number): number => ((i + 0.5) / side - 0.5) / pxPerMm
  return Array.from({ length: side * side }, (_, i): Point => [at(i % side), at(Math.floor(i / side))])
}

/** Bilinear between the centres of texels; `round` goes on at the other side, otherwise the edge goes on. */
function addTexel(
  { width, height, pixels }: Raster,
  x: number,
  y: number,
  round: boolean,
  light: Float32Array,
  sum: Float64Array
): void {
  const left = Math.floor(x - 0.5)
  const top = Math.floor(y - 0.5)
  const fx = x - 0.5 - left
  const fy = y - 0.5 - top
  for (let corner = 0; corner < 4; corner++) {
    const right = corner & 1
    const below = corner >> 1
    const weight = (right ? fx : 1 - fx) * (below ? fy : 1 - fy)
    const at = 4 * (within(top + below, height, round) * width + within(left + right, width, round))
    sum[0]! += weight * light[pixels[at]!]!
    sum[1]! += weight * light[pixels[at + 1]!]!
    sum[2]! += weight * light[pixels[at + 2]!]!
    sum[3]! += (weight * pixels[at + 3]!) / 255
  }
}

const within = (i: number, size: number, round: boolean): number =>
  round ? (i < 0 ? i + size : i >= size ? i - size : i) : Math.max(0, Math.min(size - 1, i))

const PLAIN = /* @__PURE__ */ Float32Array.from({ length: 256 }, (_, byte) => byte / 255)
const DECODED = /* @__PURE__ */ Float32Array.from({ length: 256 }, (_, byte) => decoded(byte / 255))

const STEPS = 16_383
const ENCODED = /* @__PURE__ */ Uint8Array.from({ length: STEPS + 1 }, (_, i) => Math.round(255 * encoded(i / STEPS)))
const toByte = (light: number): number => ENCODED[Math.round(Math.max(0, Math.min(1, light)) * STEPS)]!

const linearHex = (hex: string): Light =>
  [1, 3, 5].map((at) => decoded(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as Light
