import { GARMENT_MEASURES, isLength, type FittingGarment } from '../fit/index.ts'
import type { Decisions } from './types.ts'

/** As much of the Web Storage API as we use. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * What is kept: the code stands for the picks, so that an older template's design opens as a link would. Pictures are
 * too large for it.
 */
export interface Kept extends Omit<Decisions, 'picks' | 'artworks'> {
  readonly code: string
}

const FORMAT = 'toile.design/1'

export interface Shelf {
  /** False where the browser does not let us. */
  put(kept: Kept): boolean
  /** Null when nothing is there, `unreadable` when it is not ours or damaged. */
  take(): Kept | 'unreadable' | null
  clear(): void
}

/**
 * One design under one key. `storage` is a function because already reading `window.localStorage` may throw; nothing
 * is touched until one of the three is called, and none of them throws.
 */
export function createShelf(storage: () => KeyValue, key: string): Shelf {
  return {
    put(kept) {
      try {
        storage().setItem(key, JSON.stringify({ format: FORMAT, ...kept }))
        return true
      } catch {
        return false
      }
    },
    take() {
      try {
        const text = storage().getItem(key)
        return text === null ? null : (keptIn(JSON.parse(text)) ?? 'unreadable')
      } catch (cause) {
        return cause instanceof SyntaxError ? 'unreadable' : null
      }
    },
    clear() {
      try {
        storage().removeItem(key)
      } catch {
        // Storage that cannot be reached holds nothing of ours.
      }
    },
  }
}

function keptIn(value: unknown): Kept | null {
  if (!isRecord(value) || value['format'] !== FORMAT) return null
  // What was kept before garments, surveys and sets could be named has none.
  const { code, texts, measurements, size, garment = null, survey = null, fitSet = null, note } = value
  if (typeof code !== 'string' || typeof note !== 'string' || !isRecord(texts) || !isRecord(measurements)) return null
  if (!Object.values(texts).every((text) => typeof text === 'string')) return null
  if (!Object.values(measurements).every((length) => typeof length === 'number' && isLength(length))) return null
  if (size !== null && !(isRecord(size) && typeof size['system'] === 'string' && typeof size['label'] === 'string'))
    return null
  if (survey !== null && survey !== 'men' && survey !== 'women') return null
  if (garment !== null && !isGarment(garment)) return null
  if (fitSet !== null && typeof fitSet !== 'string') return null
  return {
    code,
    texts: texts as Record<string, string>,
    measurements: measurements as Record<string, number>,
    size: size === null ? null : { system: size['system'] as string, label: size['label'] as string },
    garment,
    survey,
    fitSet,
    note,
  }
}

export function isGarment(value: unknown): value is FittingGarment {
  if (!isRecord(value) || !isRecord(value['values'])) return false
  const { values, stretch } = value
  return (
    Number.isInteger(stretch) &&
    (stretch as number) >= 0 &&
    (stretch as number) <= 100 &&
    Object.entries(values).every(
      ([name, length]) =>
        (GARMENT_MEASURES as readonly string[]).includes(name) && typeof length === 'number' && isLength(length)
    )
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
