import { ToileError } from '../ground/index.ts'

/** Bytes that have come, of all that will; not called where a server does not say how many. */
export type OnBytes = (loaded: number, total: number) => void

/**
 * @throws {ToileError} `scene/no-axis` where the link names an axis that no chosen look gives.
 * @example shapeUrl('{fit}.glb', { fit: 'slim' }, 'https://shop.example/a/') // → https://shop.example/a/slim.glb
 */
export function shapeUrl(link: string, axes: Readonly<Record<string, string>>, base: string): string {
  const filled = link.replace(/\{(\w+)\}/g, (_, axis: string) => {
    if (!Object.hasOwn(axes, axis))
      throw new ToileError('scene/no-axis', `scene.shape: no chosen look gives the axis "${axis}".`)
    return encodeURIComponent(axes[axis]!)
  })
  return new URL(filled, base).href
}

const TIMEOUT_MS = 30_000

/** @throws {ToileError} `scene/no-shape` */
export async function bytesAt(url: string, signal?: AbortSignal, onBytes?: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
  // A request that is neither answered nor refused would leave the stage waiting for ever.
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const none = (why: string, cause?: unknown) =>
    new ToileError('scene/no-shape', `The shape could not be loaded: ${why} for ${new URL(url).pathname}.`, { cause })
  try {
    const answer = await fetch(url, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout })
    if (!answer.ok) throw none(String(answer.status))
    return await bytesOf(answer, onBytes)
  } catch (cause) {
    signal?.throwIfAborted()
    throw cause instanceof ToileError ? cause : none('no answer', cause)
  }
}

async function bytesOf(answer: Response, onBytes?: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
  const total = Number(answer.headers.get('content-length'))
  // Of a body that travels compressed, the length says nothing of what comes out.
  if (!onBytes || !answer.body || !(total > 0) || answer.headers.has('content-encoding'))
    return new Uint8Array(await answer.arrayBuffer())
  const parts: Uint8Array<ArrayBuffer>[] = []
  let loaded = 0
  const reader = answer.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    onBytes((loaded += value.length), total)
  }
  const bytes = new Uint8Array(loaded)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
