import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { seededRandom } from '../../src/ground/index.ts'
import { rowsOf, writePng } from '../../src/ground/png.ts'

/**
 * The house's prints, drawn by hand in code: one repeat each, seamless. A drawing is in pure red, green and blue, one
 * for each ink, on black, which is the cloth: what a pixel's channels hold after rasterising are the inks' shares.
 */
interface Print {
  /** Of one repeat, mm. */
  readonly width: number
  readonly height: number
  readonly pxPerMm: number
  /** SVG markup in mm; whatever reaches over an edge comes in again on the other side. */
  readonly drawing: () => string
}

const INTO = fileURLToPath(new URL('./prints/', import.meta.url))

const [FIRST, SECOND, THIRD, CLOTH] = ['#f00', '#0f0', '#00f', '#000']

export const PRINTS: Readonly<Record<string, Print>> = {
  breton: { width: 8, height: 16, pxPerMm: 8, drawing: breton },
  dots: { width: 18, height: 18, pxPerMm: 8, drawing: dots },
  gingham: { width: 12, height: 12, pxPerMm: 10, drawing: gingham },
  scallops: { width: 24, height: 24, pxPerMm: 12, drawing: scallops },
  palms: { width: 96, height: 96, pxPerMm: 4, drawing: palms },
  terrazzo: { width: 84, height: 84, pxPerMm: 6, drawing: terrazzo },
  meadow: { width: 56, height: 56, pxPerMm: 8, drawing: meadow },
  leopard: { width: 88, height: 88, pxPerMm: 5.5, drawing: leopard },
}

/** Draws them all. A tile is as large as its repeat has texels, to the texel. */
export async function drawPrints(say: (line: string) => void = () => {}): Promise<void> {
  await mkdir(INTO, { recursive: true })
  for (const [name, print] of Object.entries(PRINTS)) {
    const tile = await writePng(await tileOf(print), { flat: true })
    await writeFile(`${INTO}${name}.png`, tile)
    say(`prints/${name}.png ${tile.length} B`)
  }
}

async function tileOf({ width, height, pxPerMm, drawing }: Print) {
  const [across, down] = [width * pxPerMm, height * pxPerMm]
  const markup = drawing()
  const copies = [-1, 0, 1].flatMap((x) =>
    [-1, 0, 1].map((y) => `<g transform="translate(${x * width} ${y * height})">${markup}</g>`)
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${4 * across}" height="${4 * down}"
    viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${CLOTH}"/>${copies.join('')}</svg>`
  const fine = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer()
  const pixels = new Uint8Array(across * down * 4).fill(255)
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++)
      for (let k = 0; k < 3; k++) pixels[4 * (y * across + x) + k] = meanOf(fine, 4 * across, x, y, k)
  return rowsOf({ width: across, height: down, pixels })
}

/** Shares an edge's pixel may have: few, so that a tile packs small; more are not to be seen. */
const LEVELS = 7

/** Of four by four: edges are as sharp as a pixel allows, and no sharper. */
function meanOf(fine: Buffer, width: number, x: number, y: number, channel: number): number {
  let sum = 0
  for (let i = 0; i < 16; i++) sum += fine[3 * ((4 * y + (i >> 2)) * width + 4 * x + (i & 3)) + channel]!
  return Math.round(Math.round((sum / 16 / 255) * LEVELS) * (255 / LEVELS))
}

/** The sailor's stripe: cloth twice as wide as the line. */
function breton(): string {
  return `<rect y="5.3" width="8" height="5.4" fill="${FIRST}"/>`
}

function dots(): string {
  const dot = (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="2.7" fill="${FIRST}"/>`
  return dot(4.5, 4.5) + dot(13.5, 13.5)
}

/** Half tone where one band lies, full where two cross. */
function gingham(): string {
  return `<rect x="3" width="6" height="12" fill="#910000"/><rect y="3" width="12" height="6" fill="#910000"/>
    <rect x="3" y="3" width="6" height="6" fill="${FIRST}"/>`
}

/** Seigaiha, the waves of the sea: fans in rows, each row half a fan aside and over the one before. */
function scallops(): string {
  const rings = [12, 10.7, 8.6, 7.3, 5.2, 3.9, 1.9]
  const fills = [FIRST, CLOTH, FIRST, CLOTH, SECOND, CLOTH, FIRST]
  const fan = (x: number, y: number) =>
    rings.map((r, i) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fills[i]}"/>`).join('')
  const rows: string[] = []
  for (let row = 0; row < 8; row++)
    for (const column of [-1, 0, 1, 2]) rows.push(fan(column * 24 + (row % 2) * 12, row * 6))
  return clipped(rows.join(''), 24, 24)
}

const clipped = (markup: string, width: number, height: number): string =>
  `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" overflow="hidden">${markup}</svg>`

type Spot = readonly [x: number, y: number]

/** Places as far from each other as may be, round the edges too: of many, always the one that is loneliest. */
function scattered(seed: number, side: number, apart: number, most: number): Spot[] {
  const random = seededRandom(seed)
  const spots: Spot[] = []
  const lonely = ([x, y]: Spot) => Math.min(side, ...spots.map(([px, py]) => Math.hypot(around(x, px, side), around(y, py, side))))
  while (spots.length < most) {
    const tried = Array.from({ length: 120 }, (): Spot => [random() * side, random() * side])
    const best = tried.reduce((one, other) => (lonely(other) > lonely(one) ? other : one))
    if (lonely(best) < apart) break
    spots.push(best)
  }
  return spots
}

/** How far two places of a repeat lie apart along an axis, the shorter way. */
const around = (a: number, b: number, side: number): number => Math.min(Math.abs(a - b), side - Math.abs(a - b))

const n = (value: number): string => String(Math.round(value * 100) / 100)

/** A leaf from the origin along x, with the belly where `belly` says. */
const leaf = (long: number, wide: number, belly = 0.4): string =>
  `M0 0C${n(long * belly * 0.6)} ${n(-wide)} ${n(long * belly * 1.5)} ${n(-wide * 0.95)} ${n(long)} 0` +
  `C${n(long * belly * 1.5)} ${n(wide * 0.95)} ${n(long * belly * 0.6)} ${n(wide)} 0 0Z`

/** Fronds that hang like a garden in the tropics: each a curved rib with leaflets on both sides. */
function palms(): string {
  const random = seededRandom(1)
  const spots = scattered(2, 96, 23, 13)
  const fronds = spots.map(([x, y], i) => {
    const turn = random() * 360
    const ink = [FIRST, SECOND, FIRST, THIRD][i % 4]!
    const long = 27 + 8 * random()
    const bend = (random() < 0.5 ? -1 : 1) * (0.25 + 0.25 * random())
    const parts: string[] = []
    const leaflets = 9
    for (let k = 0; k < leaflets; k++) {
      const t = 0.14 + (0.82 * k) / leaflets
      const [px, py] = [long * t, bend * long * t * t * 0.55]
      const slope = (Math.atan(bend * 1.1 * t) * 180) / Math.PI
      const size = long * 0.42 * Math.sin(Math.PI * (0.18 + 0.74 * t)) + 2
      for (const side of [-1, 1])
        parts.push(
          `<path d="${leaf(size, size * 0.12 + 0.4)}" transform="translate(${n(px)} ${n(py)}) rotate(${n(slope + side * (66 - 34 * t))})"/>`
        )
    }
    const end: Spot = [long, bend * long * 0.55]
    const tip = `<path d="${leaf(long * 0.26, 1.5)}" transform="translate(${n(end[0] * 0.93)} ${n(end[1] * 0.86)}) rotate(${n((Math.atan(bend * 1.1) * 180) / Math.PI)})"/>`
    const rib = `<path d="M${n(-long * 0.12)} 0Q${n(long * 0.5)} 0 ${n(end[0] * 0.96)} ${n(end[1] * 0.92)}" fill="none" stroke="${ink}" stroke-width=".8" stroke-linecap="round"/>`
    return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)}) translate(${n(-long / 2)} 0)" fill="${ink}">${parts.join('')}${tip}${rib}</g>`
  })
  return fronds.join('')
}

/** Chips of stone: polygons with few, uneven corners. */
function terrazzo(): string {
  const random = seededRandom(3)
  const chip = ([x, y]: Spot, size: number, ink: string) => {
    const corners = 4 + Math.floor(random() * 3)
    const start = random() * Math.PI * 2
    const flat = 0.62 + 0.38 * random()
    const points = Array.from({ length: corners }, (_, i) => {
      const angle = ((i + 0.55 * (random() - 0.5)) / corners) * Math.PI * 2
      const reach = size * (0.72 + 0.4 * random())
      const [px, py] = [Math.cos(angle) * reach, Math.sin(angle) * reach * flat]
      return [x + px * Math.cos(start) - py * Math.sin(start), y + px * Math.sin(start) + py * Math.cos(start)] as const
    })
    return `<polygon points="${points.map(([px, py]) => `${n(px)},${n(py)}`).join(' ')}" fill="${ink}"
      stroke="${ink}" stroke-width=".7" stroke-linejoin="round"/>`
  }
  const inks = [FIRST, SECOND, THIRD, FIRST, SECOND]
  const spots = scattered(3, 84, 6, 150)
  const sizes = [4.6, 2.2, 3.2, 1.3, 2.7, 1.7]
  const any = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)]!
  return spots.map((spot) => chip(spot, any(sizes) * (0.85 + 0.3 * random()), any(inks))).join('')
}

/** A meadow of small flowers, close together: five petals, an eye, and leaves between. */
function meadow(): string {
  const random = seededRandom(5)
  const spots = scattered(6, 56, 5.2, 66)
  const drawn = spots.map(([x, y], i) => {
    const turn = random() * 360
    const kind = i % 7
    const at = (inner: string) => `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)})">${inner}</g>`
    if (kind === 2 || kind === 5) {
      const ink = kind === 2 ? THIRD : SECOND
      const leaves = [-38, 0, 38].map((angle) => `<path d="${leaf(kind === 2 ? 4.4 : 3.6, 0.85)}" transform="rotate(${angle})" fill="${ink}"/>`)
      return at(`<g transform="translate(-1.6 0)">${leaves.join('')}</g>`)
    }
    const [petals, eye] = kind % 2 === 0 ? [FIRST, SECOND] : [SECOND, FIRST]
    const size = kind === 0 ? 2.2 : kind === 3 ? 1.25 : 1.7
    const five = Array.from(
      { length: 5 },
      (_, k) =>
        `<ellipse cx="${n(size * 0.78)}" rx="${n(size * 0.72)}" ry="${n(size * 0.58)}" transform="rotate(${72 * k})" fill="${petals}"/>`
    )
    const cuts = Array.from(
      { length: 5 },
      (_, k) =>
        `<path d="M${n(size * 0.4)} 0L${n(size * 1.05)} 0" transform="rotate(${72 * k + 36})" stroke="${CLOTH}" stroke-width=".16"/>`
    )
    return at(`${five.join('')}${cuts.join('')}<circle r="${n(size * 0.34)}" fill="${eye}"/>`)
  })
  const seeds = scattered(7, 56, 2.4, 400)
    .filter(([x, y]) => spots.every(([px, py]) => Math.hypot(around(x, px, 56), around(y, py, 56)) > 3.4))
    .map(([x, y]) => `<circle cx="${n(x)}" cy="${n(y)}" r=".42" fill="${THIRD}"/>`)
  return seeds.join('') + drawn.join('')
}

/** Rosettes: a warm heart in a broken, uneven ring; small spots in between. */
function leopard(): string {
  const random = seededRandom(8)
  const blob = (rx: number, ry: number, from: number, to: number, steps: number) =>
    Array.from({ length: steps + 1 }, (_, i) => {
      const angle = from + ((to - from) * i) / steps
      const wave = 1 + 0.16 * (random() - 0.5)
      return [Math.cos(angle) * rx * wave, Math.sin(angle) * ry * wave] as const
    })
  const smooth = (points: readonly (readonly [number, number])[], closed: boolean) => {
    const mid = (a: readonly [number, number], b: readonly [number, number]) => `${n((a[0] + b[0]) / 2)} ${n((a[1] + b[1]) / 2)}`
    if (closed) {
      const ring = points.slice(0, -1)
      const start = mid(ring.at(-1)!, ring[0]!)
      return `M${start}${ring.map((p, i) => `Q${n(p[0])} ${n(p[1])} ${mid(p, ring[(i + 1) % ring.length]!)}`).join('')}Z`
    }
    const [first, ...rest] = points
    return `M${n(first![0])} ${n(first![1])}${rest.map((p, i) => (i + 1 < rest.length ? `Q${n(p[0])} ${n(p[1])} ${mid(p, rest[i + 1]!)}` : `L${n(p[0])} ${n(p[1])}`)).join('')}`
  }
  const rosettes = scattered(9, 88, 11.4, 60).map(([x, y]) => {
    const [rx, ry] = [3.3 + 1.6 * random(), 2.6 + 1.2 * random()]
    const turn = -25 + 50 * random()
    const heart = `<path d="${smooth(blob(rx, ry, 0, Math.PI * 2, 9), true)}" fill="${FIRST}"/>`
    const pieces = 2 + Math.floor(random() * 2)
    const start = random() * Math.PI * 2
    const arcs = Array.from({ length: pieces }, (_, k) => {
      const from = start + (k / pieces) * Math.PI * 2
      const to = from + ((Math.PI * 2) / pieces) * (0.6 + 0.22 * random())
      return `<path d="${smooth(blob(rx * 1.04, ry * 1.06, from, to, 5), false)}" fill="none" stroke="${SECOND}"
        stroke-width="${n(1.5 + 0.9 * random())}" stroke-linecap="round" stroke-linejoin="round"/>`
    })
    return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)})">${heart}${arcs.join('')}</g>`
  })
  const kept = scattered(9, 88, 11.4, 60)
  const spots = scattered(10, 88, 4.1, 400)
    .filter(([x, y]) => kept.every(([px, py]) => Math.hypot(around(x, px, 88), around(y, py, 88)) > 6.6))
    .map(
      ([x, y]) =>
        `<path d="${smooth(blob(1.2 + 0.5 * random(), 0.8 + 0.3 * random(), 0, Math.PI * 2, 7), true)}" fill="${SECOND}"
          transform="translate(${n(x)} ${n(y)}) rotate(${n(random() * 180)})"/>`
    )
  return spots.join('') + rosettes.join('')
}
