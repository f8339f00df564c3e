import { describe, expect, it } from 'vitest'
import { readPng, writePng, type Raster } from '../../src/ground/png.ts'
import type { Piece, Point } from '../../src/pattern/index.ts'
import { copiesOf, copyName, frameOf, printFileOf, repeatsPerMm, type Printing } from '../../src/pattern/print.ts'

const edge = (name: string, ...points: Point[]) => ({ name, points, allowance: 0 })

/** `left`, `top`, `width`, `height` in mm. */
function piece([x, y, w, h]: readonly [number, number, number, number], more: Partial<Piece> = {}): Piece {
  return {
    name: 'front',
    material: 'cloth',
    cut: 1,
    mirrored: false,
    edges: [
      edge('top', [x, y], [x + w, y]),
      edge('right', [x + w, y], [x + w, y + h]),
      edge('bottom', [x + w, y + h], [x, y + h]),
      edge('left', [x, y + h], [x, y]),
    ],
    grain: [
      [x, y],
      [x, y + h],
    ],
    notches: [],
    lines: [],
    marks: [],
    ...more,
  }
}

const raster = (width: number, pixels: readonly (readonly [number, number, number, number])[]): Raster => ({
  width,
  height: pixels.length / width,
  pixels: Uint8Array.from(pixels.flat()),
})

/** The first ink all over the left half, nothing on the right one. */
const half = (texels: number): Raster =>
  raster(
    texels,
    Array.from({ length: texels }, (_, x) => [x < texels / 2 ? 255 : 0, 0, 0, 255] as const)
  )
const HALF = half(40)
const INKS = ['#ff0000', '#00ff00', '#0000ff'] as const

const printing = (repeat: Partial<NonNullable<Printing['repeat']>> = {}): Printing => ({
  color: '#ffffff',
  repeat: { width: 20, height: 10, scale: 1, rotation: 0, tile: HALF, inks: INKS, ...repeat },
  artwork: null,
})

/** One pixel a millimetre. */
const DPI = 25.4

function pixels(of: Piece, how: Printing, copy: 'L' | 'R' | null = null) {
  const file = printFileOf({ piece: of, copy }, how, DPI)
  const rows = Array.from({ length: file.height }, (_, y) => file.rowAt(y).slice())
  /** At a place on the cloth, mm. */
  const at = (x: number, y: number) => {
    const [i, j] = [Math.floor(x - file.origin[0]), Math.floor(y - file.origin[1])]
    return [...rows[j]!.subarray(4 * i, 4 * i + 4)]
  }
  return { file, at }
}

const RED = [255, 0, 0, 255]
const WHITE = [255, 255, 255, 255]

describe('printFileOf', () => {
  it('lays the repeat’s corner on the piece’s origin, and again every repeat, also to the left and above', () => {
    const { at } = pixels(piece([-40, -20, 80, 40]), printing())
    for (const x of [-35, -15, 5, 25]) expect(at(x, -7)).toEqual(RED)
    for (const x of [-25, -5, 15, 35]) expect(at(x, 3)).toEqual(WHITE)
  })

  it('mixes in linear light between the middles of texels', () => {
    // Halfway between the middles of two texels: half red, half white, which sRGB writes as 188.
    const { at } = pixels(piece([0, 0, 20, 10]), printing({ width: 19, tile: half(2) }))
    expect(at(9, 5)).toEqual([255, 188, 188, 255])
  })

  it('turns the repeat clockwise about the origin', () => {
    // A quarter turn: what ran to the right now runs down.
    const { at } = pixels(piece([-10, 0, 20, 20]), printing({ rotation: 90 }))
    expect([at(-3, 5), at(3, 5), at(3, 15)]).toEqual([RED, RED, WHITE])
    const [a, b, c, d] = repeatsPerMm({ width: 20, height: 10, scale: 1, rotation: 90 })
    expect([a, b, c, d].map((value) => Math.round(value * 1000) / 1000)).toEqual([0, 0.05, -0.1, 0])
  })

  it('scales the repeat with its look', () => {
    const { at } = pixels(piece([0, 0, 40, 10]), printing({ scale: 2 }))
    expect([at(10, 5), at(30, 5)]).toEqual([RED, WHITE])
  })

  it('leaves the cloth what the inks leave of it, and never prints more than all', () => {
    const shares = raster(1, [[0, 255, 255, 255]])
    const { at } = pixels(piece([0, 0, 9, 9]), printing({ tile: shares }))
    expect(at(4, 4)).toEqual([0, 188, 188, 255])
    const none = raster(1, [[0, 0, 0, 255]])
    expect(pixels(piece([0, 0, 9, 9]), printing({ tile: none })).at(4, 4)).toEqual(WHITE)
  })

  it('takes the mean where many texels lie under a pixel', () => {
    const { at } = pixels(piece([0, 0, 9, 9]), printing({ width: 0.5, height: 0.5 }))
    for (const value of at(4, 4).slice(1, 3)) expect(Math.abs(value - 188)).toBeLessThan(3)
  })

  it('prints everything inside the cut line, allowance included, and nothing outside', () => {
    const cut = piece([0, 0, 20, 10])
    const wide = { ...cut, edges: cut.edges.map((one) => ({ ...one, allowance: 5 })) }
    const { file, at } = pixels(wide, { color: '#102030', repeat: null, artwork: null })
    expect([file.width, file.height, file.origin]).toEqual([30, 20, [-5, -5]])
    expect(at(-4.5, -4.5)).toEqual([16, 32, 48, 255])
    const round = piece([0, 0, 20, 10], {
      edges: [edge('a', [0, 0], [20, 0]), edge('b', [20, 0], [0, 10]), edge('c', [0, 10], [0, 0])],
    })
    expect(pixels(round, printing()).at(18, 8)[3]).toBe(0)
  })

  it('opens out a piece that is cut on the fold', () => {
    const folded = piece([0, 0, 20, 10], { onFold: 'left' })
    const { file, at } = pixels(folded, printing())
    expect([file.width, file.origin[0]]).toEqual([40, -20])
    expect([at(-15, 5), at(-5, 5)]).toEqual([RED, WHITE])
  })

  it('turns the copy R over and not the cloth below it: a picture reads the right way round on both', () => {
    const pair = piece([0, 0, 20, 10], { cut: 2, mirrored: true })
    expect(copiesOf(pair).map(copyName)).toEqual(['front.L', 'front.R'])
    expect(copiesOf(piece([0, 0, 20, 10], { cut: 2 })).map(copyName)).toEqual(['front'])
    const right = pixels(pair, printing(), 'R')
    expect(right.file.origin).toEqual([-20, 0])
    expect([right.at(-15, 5), right.at(-5, 5)]).toEqual([RED, WHITE])
  })

  it('lays a band along the cloth', () => {
    const band = piece([0, 0, 100, 10])
    expect(frameOf({ piece: band, copy: null })([100, 10])).toEqual([10, -100])
    const { file } = pixels(band, printing())
    expect([file.width, file.height]).toEqual([10, 100])
  })
})

describe('the customer’s picture in a print file', () => {
  const picture = raster(2, [
    [0, 0, 255, 255],
    [0, 255, 0, 255],
    [0, 0, 255, 0],
    [0, 255, 0, 0],
  ])
  const artwork = { piece: 'front', at: [0, 0] as const, width: 20, picture }

  it('lies where it was placed, as high as its own pixels make it, over the print', () => {
    const { at } = pixels(piece([-30, -30, 60, 60]), { ...printing({ width: 60, height: 60 }), artwork })
    expect([at(-9, -9), at(9, -9)]).toEqual([
      [0, 0, 255, 255],
      [0, 255, 0, 255],
    ])
    // Clear below, so the print shows: red under the left half, cloth under the right.
    expect(at(-12, 9)).toEqual(at(-12, 12))
    expect(at(9, 9)).toEqual(at(9, 12))
  })

  it('lies on the copy that is cut as drawn and on no other piece', () => {
    const pair = piece([-30, -30, 60, 60], { cut: 2, mirrored: true })
    const plain = { color: '#ffffff', repeat: null, artwork }
    expect(pixels(pair, plain, 'L').at(-9, -9)).toEqual([0, 0, 255, 255])
    expect(pixels(pair, plain, 'R').at(-9, -9)).toEqual(WHITE)
    expect(pixels(piece([-30, -30, 60, 60], { name: 'back' }), plain).at(-9, -9)).toEqual(WHITE)
  })
})

it('is a PNG of the size it will be printed in', async () => {
  const file = printFileOf({ piece: piece([0, 0, 50.8, 25.4]), copy: null }, printing(), 150)
  const png = await writePng(file, { dpi: 150 })
  expect([file.width, file.height]).toEqual([300, 150])
  expect((await readPng(png)).pixels.subarray(4 * 30, 4 * 30 + 4)).toEqual(Uint8Array.of(255, 0, 0, 255))
})
