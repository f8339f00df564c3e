import { ToileError } from '../ground/index.ts'
import type { Panel } from './shape.ts'

/** The binary glTF container, as far as files of shapes use it: a description and bytes. */
export interface Chunks {
  readonly json: Readonly<Record<string, unknown>>
  readonly binary: Uint8Array
}

/** More than any garment needs; a file that claims more is refused before anything is allocated. */
export const MOST = {
  bytes: 4_000_000,
  json: 1_000_000,
  vertices: 65_535,
  triangles: 200_000,
  panels: 64,
  placements: 2_000,
  points: 2_000,
}

export const broken = (what: string, cause?: unknown) =>
  new ToileError('shape/broken', `The shape file is broken: ${what}.`, cause === undefined ? {} : { cause })
export const tooBig = (what: string) => new ToileError('shape/too-big', `The shape file is refused: ${what}.`)

const GLB = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BIN_CHUNK = 0x004e4942

/**
 * @throws {ToileError} `shape/not-glb`, `shape/too-big`, `shape/broken`.
 */
export function chunksOf(bytes: Uint8Array): Chunks {
  if (bytes.byteLength > MOST.bytes) throw tooBig(`it has more than ${MOST.bytes} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const notGlb = () => new ToileError('shape/not-glb', 'Expected a binary glTF 2.0 file (GLB).')
  if (bytes.byteLength < 20 || view.getUint32(0, true) !== GLB || view.getUint32(4, true) !== 2) throw notGlb()
  if (view.getUint32(8, true) !== bytes.byteLength) throw broken('its length is not what its header says')
  const jsonLength = view.getUint32(12, true)
  if (view.getUint32(16, true) !== JSON_CHUNK) throw notGlb()
  if (jsonLength > MOST.json) throw tooBig('its description is too long')
  if (20 + jsonLength > bytes.byteLength) throw broken('its description is cut off')
  let binary: Uint8Array = new Uint8Array()
  const next = 20 + jsonLength
  if (next + 8 <= bytes.byteLength) {
    const length = view.getUint32(next, true)
    if (view.getUint32(next + 4, true) !== BIN_CHUNK || next + 8 + length > bytes.byteLength)
      throw broken('its data are cut off')
    binary = bytes.subarray(next + 8, next + 8 + length)
  }
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength)))
  } catch (cause) {
    throw new ToileError('shape/broken', 'The shape file is broken: its description is not JSON.', { cause })
  }
  if (!isRecord(json)) throw broken('its description is none')
  return { json, binary }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

export interface ShapeSource {
  /** Loads a file that lies beside the shape; the name is a plain file name, checked. */
  readonly beside: (name: string) => Promise<Uint8Array>
}

/**
 * A file beside the shape.
 *
 * @throws {ToileError} `shape/remote` if the name is no plain file name, `shape/too-big`.
 */
export async function besideOf(name: unknown, { beside }: ShapeSource): Promise<Uint8Array> {
  // A plain name: no folder, no scheme, no host, nothing hidden. A shape may not make the page ask anybody else.
  if (typeof name !== 'string' || !/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(name))
    throw new ToileError('shape/remote', 'The shape file names data that do not lie beside it.')
  const bytes = await beside(name)
  if (bytes.byteLength > MOST.bytes) throw tooBig(`what lies beside it has more than ${MOST.bytes} bytes`)
  return bytes
}

export function numbersOf(value: unknown, length?: number): number[] {
  const fits =
    Array.isArray(value) && value.length <= 2 * MOST.points && (length === undefined || value.length === length)
  if (!fits || !value.every((one) => typeof one === 'number' && Number.isFinite(one)))
    throw broken('a list of numbers is none')
  return value as number[]
}

export interface PanelRange extends Panel {
  readonly first: number
  readonly count: number
}

/** Panels and which vertices are theirs. */
export function panelsOf(value: unknown, vertices: number): PanelRange[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST.panels) throw broken('it has no panels')
  let next = 0
  const panels = value.map((panel: unknown): PanelRange => {
    if (!isRecord(panel) || typeof panel.piece !== 'string' || !isCount(panel.count))
      throw broken('a panel is not described')
    const copy = panel.copy === 'L' || panel.copy === 'R' ? panel.copy : null
    const first = next
    next += panel.count
    return { name: copy ? `${panel.piece}.${copy}` : panel.piece, piece: panel.piece, copy, first, count: panel.count }
  })
  if (next !== vertices) throw broken('its panels are not made of its vertices')
  return panels
}

export function heightsOf(value: unknown): Record<string, number> {
  const heights = Object.create(null) as Record<string, number>
  if (!isRecord(value)) throw broken('it has no heights')
  for (const [name, height] of Object.entries(value)) {
    if (typeof height !== 'number' || !Number.isFinite(height)) throw broken('a height is no number')
    heights[name] = height
  }
  return heights
}
