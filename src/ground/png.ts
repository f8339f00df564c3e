import { ToileError } from './errors.ts'

/**
 * Portable Network Graphics (ISO/IEC 15948), as much as prints need: 8 bits, RGB or RGBA, not interlaced. Reader and
 * writer are the same on page and server, so both see the same pixels.
 */
export interface Raster {
  readonly width: number
  readonly height: number
  /** RGBA, 8 bits each, from the top row down; colour is not multiplied by alpha. */
  readonly pixels: Uint8Array<ArrayBuffer>
}

/** A picture that is made row by row, so that a large one never lies in memory as a whole. */
export interface Rows {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  /** The bytes of a row; rows are asked for once each, from the top. They are used up before the next is asked for. */
  rowAt(y: number): Uint8Array
}

export interface PngHeader {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Of both sides multiplied: 64 MB once read. */
const MOST_PIXELS = 16_777_216

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte)

/**
 * @throws {ToileError} `png/damaged`; `png/too-large`, before anything is unpacked; `png/other-kind` for what is not 8
 * bits RGB or RGBA, is interlaced or animated.
 */
export async function readPng(bytes: Uint8Array, mostPixels = MOST_PIXELS): Promise<Raster> {
  const { header, packed } = partsOf(bytes, mostPixels)
  const { width, height, channels } = header
  const pixels = new Uint8Array(width * height * 4)
  let at = 0
  for await (const row of unpackedRows(header, packed))
    for (let i = 0; i < row.length; i += channels) {
      pixels[at] = row[i]!
      pixels[at + 1] = row[i + 1]!
      pixels[at + 2] = row[i + 2]!
      pixels[at + 3] = channels === 4 ? row[i + 3]! : 255
      at += 4
    }
  return { width, height, pixels }
}

/** Reads all of it and keeps nothing. @throws {ToileError} as `readPng`. */
export async function checkPng(bytes: Uint8Array, mostPixels = MOST_PIXELS): Promise<PngHeader> {
  const { header, packed } = partsOf(bytes, mostPixels)
  for await (const _ of unpackedRows(header, packed)) void _
  return header
}

/**
 * Colours are sRGB and marked so. `dpi` says how large it is to be printed (pHYs); `flat`, that it has few colours, each
 * all over: then its bytes pack better as they are than as differences.
 */
export async function writePng(
  rows: Rows,
  { dpi, flat = false }: { readonly dpi?: number; readonly flat?: boolean } = {}
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, channels } = rows
  const packing = new CompressionStream('deflate')
  const collected = bytesOf(packing.readable)
  const writer = packing.writable.getWriter()
  const size = width * channels
  const filters = createFilters(size, channels, flat ? [0] : [0, 1, 2, 4])
  for (let y = 0; y < height; y++) {
    await writer.ready
    // What is written may still wait to be packed when the next row is made.
    void writer.write(filters.best(rows.rowAt(y)).slice())
  }
  await writer.close()
  const head = new DataView(new ArrayBuffer(13))
  head.setUint32(0, width)
  head.setUint32(4, height)
  head.setUint8(8, 8)
  head.setUint8(9, channels === 4 ? RGBA : RGB)
  const chunks = [chunk('IHDR', new Uint8Array(head.buffer)), chunk('sRGB', Uint8Array.of(RELATIVE_COLORIMETRIC))]
  if (dpi !== undefined) chunks.push(chunk('pHYs', resolution(dpi)))
  return joined([Uint8Array.from(SIGNATURE), ...chunks, chunk('IDAT', await collected), chunk('IEND', new Uint8Array())])
}

/** The rows of a whole picture; without its alpha where it is opaque all over. */
export function rowsOf({ width, height, pixels }: Raster): Rows {
  let opaque = true
  for (let i = 3; i < pixels.length && opaque; i += 4) opaque = pixels[i] === 255
  if (!opaque)
    return { width, height, channels: 4, rowAt: (y) => pixels.subarray(4 * y * width, 4 * (y + 1) * width) }
  const row = new Uint8Array(3 * width)
  return {
    width,
    height,
    channels: 3,
    rowAt(y) {
      for (let x = 0, at = 4 * y * width; x < width; x++, at += 4) {
        row[3 * x] = pixels[at]!
        row[3 * x + 1] = pixels[at + 1]!
        row[3 * x + 2] = pixels[at + 2]!
      }
      return row
    },
  }
}

const RGB = 2
const RGBA = 6
const RELATIVE_COLORIMETRIC = 1
const METRES_PER_INCH = 0.0254

function resolution(dpi: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(9))
  const perMetre = Math.round(dpi / METRES_PER_INCH)
  view.setUint32(0, perMetre)
  view.setUint32(4, perMetre)
  view.setUint8(8, 1)
  return new Uint8Array(view.buffer)
}

function partsOf(bytes: Uint8Array, mostPixels: number) {
  if (!isPng(bytes)) throw damaged('it does not begin like a PNG file')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const packed: Uint8Array[] = []
  let header: PngHeader | null = null
  for (let at = SIGNATURE.length; ;) {
    if (at + 12 > bytes.length) throw damaged('it ends too early')
    const length = view.getUint32(at)
    if (length > bytes.length - at - 12) throw damaged('it ends too early')
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (crcOf(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length))
      throw damaged(`its chunk ${JSON.stringify(name)} is damaged`)
    const data = bytes.subarray(at + 8, at + 8 + length)
    at += 12 + length
    if (!header) {
      if (name !== 'IHDR' || length !== 13) throw damaged('it has no header')
      header = headerOf(data, mostPixels)
    } else if (name === 'IDAT') packed.push(data)
    else if (name === 'acTL') throw other('it is animated')
    else if (name === 'IEND') return { header, packed }
  }
}

function headerOf(data: Uint8Array, mostPixels: number): PngHeader {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth, colour, , , interlace] = data.subarray(8)
  if (width === 0 || height === 0) throw damaged('it has no pixels')
  if (width * height > mostPixels)
    throw new ToileError('png/too-large', `PNG: expected at most ${mostPixels} pixels, got ${width} x ${height}.`)
  if (depth !== 8) throw other(`it has ${depth} bits per channel`)
  if (colour !== RGB && colour !== RGBA) throw other('its pixels are neither RGB nor RGBA')
  if (interlace !== 0) throw other('it is interlaced')
  return { width, height, channels: colour === RGBA ? 4 : 3 }
}

/** Each row is used up before the next is asked for. */
async function* unpackedRows({ width, height, channels }: PngHeader, packed: Uint8Array[]): AsyncGenerator<Uint8Array> {
  const size = width * channels
  const line = new Uint8Array(size + 1)
  let above = new Uint8Array(size)
  let row = new Uint8Array(size)
  let [filled, done] = [0, 0]
  const source = new Blob(packed as BlobPart[]).stream().pipeThrough(new DecompressionStream('deflate'))
  const reader = source.getReader()
  try {
    for (;;) {
      const { value, done: over } = await reader.read().catch(() => {
        throw damaged('its pixels cannot be unpacked')
      })
      if (over) break
      for (let at = 0; at < value.length;) {
        // A file that holds more than it says is not read to its end.
        if (done === height) throw damaged('it holds more pixels than it says')
        const part = value.subarray(at, at + line.length - filled)
        line.set(part, filled)
        at += part.length
        filled += part.length
        if (filled < line.length) break
        restore(line, row, above, channels)
        yield row
        ;[row, above] = [above, row]
        done++
        filled = 0
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
  if (done < height || filled > 0) throw damaged('it holds fewer pixels than it says')
}

/** Undoes the row's filter (ISO/IEC 15948, 9.2). */
function restore(line: Uint8Array, row: Uint8Array, above: Uint8Array, channels: number): void {
  const filter = line[0]!
  if (filter > 4) throw damaged('a row has an unknown filter')
  for (let i = 0; i < row.length; i++) row[i] = line[i + 1]! + guessed(filter, row, above, i, channels)
}

/** Tries each of the filters and takes the one with the smallest differences, as libpng does. */
function createFilters(size: number, channels: number, filters: readonly number[]) {
  const above = new Uint8Array(size)
  const tried = filters.map((filter) => {
    const line = new Uint8Array(size + 1)
    line[0] = filter
    return line
  })
  return {
    best(row: Uint8Array): Uint8Array {
      let least = Infinity
      let best = tried[0]!
      for (const line of tried) {
        let sum = 0
        for (let i = 0; i < size; i++) {
          const value = row[i]! - guessed(line[0]!, row, above, i, channels)
          line[i + 1] = value
          sum += distance(value & 255)
        }
        if (sum < least) [least, best] = [sum, line]
      }
      above.set(row)
      return best
    },
  }
}

/** What a filter expects of a byte from those before it. */
function guessed(filter: number, row: Uint8Array, above: Uint8Array, i: number, channels: number): number {
  const left = i < channels ? 0 : row[i - channels]!
  switch (filter) {
    case 1:
      return left
    case 2:
      return above[i]!
    case 3:
      return (left + above[i]!) >> 1
    case 4:
      return paeth(left, above[i]!, i < channels ? 0 : above[i - channels]!)
    default:
      return 0
  }
}

/** Of a difference modulo 256 from none. */
const distance = (byte: number): number => (byte < 128 ? byte : 256 - byte)

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(12 + data.length)
  const view = new DataView(whole.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) whole[4 + i] = name.charCodeAt(i)
  whole.set(data, 8)
  view.setUint32(8 + data.length, crcOf(whole.subarray(4, 8 + data.length)))
  return whole
}

/** CRC-32 (ISO 3309), a byte at a time. */
const CRC_TABLE = /* @__PURE__ */ Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc
})

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const reader = stream.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return joined(parts)
    parts.push(value)
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const damaged = (why: string): ToileError => new ToileError('png/damaged', `PNG: ${why}.`)
const other = (why: string): ToileError =>
  new ToileError('png/other-kind', `PNG: ${why}. Save it as 8 bits RGB or RGBA, not interlaced, not animated.`)
