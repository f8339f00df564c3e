import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { digestOfBytes } from '../src/ground/index.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.glb': 'model/gltf-binary',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
}
/** Pictures are compressed already. */
const COMPRESSED = new Set(['.jpg', '.png', '.webp'])
/** `chunk-B1x_9Zq2.js`: a name that changes with its content may be kept for ever. */
const HASHED = /[-.][\w-]{8}\.(?:js|css|wasm)$/

interface Held {
  readonly stamp: string
  readonly type: string
  readonly tag: string
  readonly bodies: { readonly identity: Buffer; readonly br: Buffer | null; readonly gzip: Buffer | null }
}

/** Serves the files below `folder`, each read and compressed once and kept until it changes. */
export function serveFolder(app: FastifyInstance, prefix: string, folder: string): void {
  const held = new Map<string, Held>()
  app.get<{ Params: { '*': string } }>(`${prefix}*`, async (request, reply) => {
    const file = await fileFor(folder, request.params['*'], held)
    if (!file) return reply.callNotFound()
    const fresh = HASHED.test(request.params['*']) ? 'public, max-age=31536000, immutable' : 'no-cache'
    reply.header('Cache-Control', fresh).header('ETag', file.tag).header('Vary', 'Accept-Encoding')
    if (request.headers['if-none-match'] === file.tag) return reply.code(304).send()
    const accepted = request.headers['accept-encoding'] ?? ''
    const encoding = (['br', 'gzip'] as const).find(
      (name) => file.bodies[name] && new RegExp(`\\b${name}\\b`).test(accepted)
    )
    if (encoding) reply.header('Content-Encoding', encoding)
    return reply.type(file.type).send(encoding ? file.bodies[encoding] : file.bodies.identity)
  })
}

async function fileFor(folder: string, path: string, held: Map<string, Held>): Promise<Held | null> {
  const type = TYPES[extname(path)]
  if (!type || path.includes('\0') || path.split('/').some((part) => part.startsWith('.'))) return null
  try {
    const file = await realpath(join(folder, path))
    if (!file.startsWith((await realpath(resolve(folder))) + sep)) return null
    const { mtimeMs, size } = await stat(file)
    const stamp = `${mtimeMs}.${size}`
    const before = held.get(file)
    if (before?.stamp === stamp) return before
    const bytes = await readFile(file)
    const now = {
      stamp,
      type,
      tag: `"${digestOfBytes(bytes).slice(0, 16)}"`,
      bodies: await bodiesOf(bytes, extname(path)),
    }
    held.set(file, now)
    return now
  } catch {
    return null
  }
}

async function bodiesOf(identity: Buffer, extension: string): Promise<Held['bodies']> {
  if (COMPRESSED.has(extension)) return { identity, br: null, gzip: null }
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }
  const [br, zipped] = await Promise.all([promisify(brotliCompress)(identity, quality), promisify(gzip)(identity)])
  return { identity, br, gzip: zipped }
}
