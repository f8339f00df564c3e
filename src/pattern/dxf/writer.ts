import type { Line } from '../geometry.ts'
import type { Point } from '../piece.ts'
import { LAYERS, type Layer } from './layers.ts'

export interface DxfWriter {
  section(name: string, write?: () => void): void
  block(name: string, write: () => void): void
  insert(name: string): void
  text(text: string, at: Point, height: number, layer: Layer): void
  point(at: Point, layer: Layer): void
  line(from: Point, to: Point, layer: Layer): void
  polyline(points: Line, layer: Layer, closed: boolean): void
  /** The whole file so far. */
  file(): string
}

/**
 * Drawing interchange as AutoCAD Release 12 read it: pairs of a group code and a value, each on a line of its own.
 * Millimetres, `y` upwards; 7-bit ASCII.
 */
export function createDxf(): DxfWriter {
  const lines: string[] = []
  const put = (code: number, value: string | number): void => void lines.push(String(code).padStart(3), String(value))
  const begin = (entity: string, layer: Layer | 0): void => {
    put(0, entity)
    put(8, layer)
  }
  const spot = ([x, y]: Point, codes: readonly [number, number] = [10, 20]): void => {
    put(codes[0], numeral(x))
    put(codes[1], numeral(y))
  }
  return {
    section(name, write) {
      put(0, 'SECTION')
      put(2, name)
      write?.()
      put(0, 'ENDSEC')
    },
    block(name, write) {
      begin('BLOCK', 0)
      put(2, name)
      put(70, 0)
      spot([0, 0])
      write()
      begin('ENDBLK', 0)
    },
    insert(name) {
      begin('INSERT', LAYERS.boundary)
      put(2, name)
      spot([0, 0])
    },
    text(text, at, height, layer) {
      begin('TEXT', layer)
      spot(at)
      put(40, numeral(height))
      put(1, asciiOf(text))
    },
    point(at, layer) {
      begin('POINT', layer)
      spot(at)
    },
    line(from, to, layer) {
      begin('LINE', layer)
      spot(from)
      spot(to, [11, 21])
    },
    polyline(points, layer, closed) {
      begin('POLYLINE', layer)
      put(66, 1)
      put(70, closed ? 1 : 0)
      for (const point of points) {
        begin('VERTEX', layer)
        spot(point)
      }
      begin('SEQEND', layer)
    },
    file() {
      return `${[...lines, '  0', 'EOF'].join('\r\n')}\r\n`
    },
  }
}

const numeral = (value: number): string => (Math.round(value * 10_000) / 10_000 || 0).toFixed(4)

const SPELT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  '×': 'x',
}

/** Cutting rooms read 7 bits: umlauts are spelt out, accents dropped, and other letters become question marks. */
export const asciiOf = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[äöüÄÖÜß×]/g, (letter) => SPELT[letter]!)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?')
