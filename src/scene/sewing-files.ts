import { readShape } from '../drape/index.ts'
import type { SewnShape } from '../drape/shape.ts'
import { ToileError } from '../ground/index.ts'
import { bytesAt, type OnBytes } from './shapes.ts'

/** Reads the file at an absolute URL; a plain glTF is handed back as its bytes. */
export type LoadShape = (
  url: string,
  signal: AbortSignal,
  onBytes?: OnBytes
) => Promise<SewnShape | Uint8Array<ArrayBuffer>>

export const loadShape: LoadShape = async (url, signal, onBytes) => {
  const bytes = await bytesAt(url, signal, onBytes)
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
