import { ToileError } from '../errors.ts'
import { broken, CONVERT, tooMuch } from './container.ts'
import { countOf, indexIn, listOf, recordIn, type Rec } from './records.ts'
import type { GltfView } from './types.ts'

/** Bytes that a phone can hold; a file that claims more is refused before anything is allocated. */
const MOST_UNPACKED = 128 * 1024 * 1024

export function checkBuffers(json: Rec, binary: Uint8Array): void {
  listOf(json, 'buffers').forEach(({ uri, byteLength }, i) => {
    checkAddress(uri, 'data')
    if (i === 0 && countOf(byteLength, 'the length of its data') > binary.byteLength)
      throw new ToileError('gltf/cut', 'The file is cut off: its data are shorter than it says. Export it again.')
  })
}

/** Nothing outside the file is asked for: not from another host, not from beside it. */
export function checkAddress(uri: unknown, what: string): void {
  if (uri === undefined) return
  if (typeof uri !== 'string') throw broken('an address is no text')
  const isInline = uri.startsWith('data:')
  if (!isInline && /^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(uri))
    throw new ToileError(
      'gltf/remote',
      `The file loads ${what} from another place. Pack everything into one file. ${CONVERT.pack}`
    )
  const where = isInline ? 'in an address (data:)' : `in a file beside it ("${uri.slice(0, 60)}")`
  throw new ToileError('gltf/external', `The file keeps ${what} ${where}. Pack everything into one. ${CONVERT.pack}`)
}

const MODES = new Set(['ATTRIBUTES', 'TRIANGLES', 'INDICES'])
const FILTERS = new Set([undefined, 'NONE', 'OCTAHEDRAL', 'QUATERNION', 'EXPONENTIAL'])

export function checkViews(json: Rec): void {
  const buffers = listOf(json, 'buffers')
  let unpacked = 0
  for (const view of listOf(json, 'bufferViews')) {
    const length = countOf(view['byteLength'], 'the length of a view')
    const buffer = indexIn(view['buffer'], buffers, 'buffer')
    unpacked += length
    const packed = recordIn(view['extensions'], 'EXT_meshopt_compression')
    if (!packed) {
      if (buffer !== 0) throw broken('a view lies in data that are not there')
      checkWithin(view, buffers[0]!, length)
      continue
    }
    if (indexIn(packed['buffer'], buffers, 'buffer') !== 0) throw broken('packed data are not in the file')
    checkWithin(packed, buffers[0]!, countOf(packed['byteLength'], 'the length of packed data'))
    const stride = countOf(packed['byteStride'], 'a stride')
    if (countOf(packed['count'], 'a count') * stride !== length || stride === 0 || stride > 256)
      throw broken('packed data are of another length than their view')
    const isFor = packed['mode'] === 'ATTRIBUTES' ? stride % 4 === 0 : stride === 2 || stride === 4
    if (!MODES.has(packed['mode'] as string) || !FILTERS.has(packed['filter'] as string | undefined) || !isFor)
      throw broken('data are packed in a way that nobody knows')
  }
  if (unpacked > MOST_UNPACKED) throw tooMuch('it unpacks to more than 128 MB', CONVERT.small)
}

function checkWithin(part: Rec, whole: Rec, length: number): void {
  const from = countOf(part['byteOffset'] ?? 0, 'an offset')
  if (from + length > (whole['byteLength'] as number)) throw broken('a view reaches beyond its data')
}

export const WIDTHS: Readonly<Record<string, number>> = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
}
export const BYTES: Readonly<Record<number, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 }

/** Bytes from one element to the next. */
export const strideOf = (view: GltfView | undefined, size: number): number =>
  view?.extensions?.EXT_meshopt_compression?.byteStride ?? view?.byteStride ?? size

export function checkAccessors(json: Rec): void {
  const views = listOf(json, 'bufferViews')
  let unpacked = 0
  for (const one of listOf(json, 'accessors')) {
    const width = Object.hasOwn(WIDTHS, String(one['type'])) ? WIDTHS[one['type'] as string]! : 0
    const bytes = BYTES[one['componentType'] as number] ?? 0
    const count = countOf(one['count'], 'a count')
    const size = width * bytes
    if (size === 0) throw broken('a list of numbers is of no known type')
    unpacked += count * size
    if (unpacked > MOST_UNPACKED) throw tooMuch('its lists unpack to more than 128 MB', CONVERT.small)
    if (one['bufferView'] !== undefined) checkFits(one, views, count, size)
    const sparse = recordIn(one, 'sparse')
    if (!sparse) continue
    const some = countOf(sparse['count'], 'a count')
    const [indices, values] = [recordIn(sparse, 'indices'), recordIn(sparse, 'values')]
    const indexBytes = BYTES[indices?.['componentType'] as number]
    if (!indices || !values || !indexBytes || some > count) throw broken('a sparse list of numbers is none')
    checkFits(indices, views, some, indexBytes)
    checkFits(values, views, some, size)
  }
}

function checkFits(part: Rec, views: readonly Rec[], count: number, size: number): void {
  const view = views[indexIn(part['bufferView'], views, 'view')]! as unknown as GltfView
  const stride = strideOf(view, size)
  const from = countOf(part['byteOffset'] ?? 0, 'an offset')
  if (!(stride >= size)) throw broken('elements of a list lie on top of each other')
  if (count > 0 && from + (count - 1) * stride + size > view.byteLength)
    throw broken('a list of numbers is longer than its data')
}
