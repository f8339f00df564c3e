import { readShape, type SewnShape } from '../drape/index.ts'
import { ToileError } from '../ground/index.ts'

/** Reads the file at an absolute URL; a plain glTF is handed back as its bytes. */
export type LoadShape = (url: string, signal: AbortSignal) => Promise<SewnShape | Uint8Array>

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

export const loadShape: LoadShape = async (url, signal) => {
  const bytes = await bytesAt(url, signal)
  try {
    return await readShape(bytes, { beside: (name) => sharedAt(new URL(name, url).href) })
  } catch (error) {
    if (error instanceof ToileError && error.code === 'shape/not-a-shape') return bytes
    throw error
  }
}

/** What all shapes of a product share is fetched once, and not given up when one of them is no longer wanted. */
const shared = new Map<string, Promise<Uint8Array>>()
function sharedAt(url: string): Promise<Uint8Array> {
  let file = shared.get(url)
  if (!file) {
    file = bytesAt(url)
    shared.set(url, file)
    file.catch(() => shared.delete(url))
  }
  return file
}

async function bytesAt(url: string, signal?: AbortSignal): Promise<Uint8Array> {
  // A request that is neither answered nor refused would leave the stage waiting for ever.
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const answer = await fetch(url, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout })
  if (!answer.ok)
    throw new ToileError(
      'scene/no-shape',
      `The shape could not be loaded: ${answer.status} for ${new URL(url).pathname}.`
    )
  return new Uint8Array(await answer.arrayBuffer())
}
