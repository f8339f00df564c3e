import { DATA_MAP } from '../../preferences/index.ts'

/** A key of the map; one ending in a dot has a template's id behind it in the browser. */
export type MappedKeyName = keyof typeof DATA_MAP.stored

/** What lies in this browser under one of the map's keys. */
export interface StoredEntry {
  readonly key: string
  readonly mapped: MappedKeyName
}

/** Everything of ours in the browser, in the map's order; null where it does not let us look. */
export function storedEntries(): readonly StoredEntry[] | null {
  try {
    const keys = Object.keys(globalThis.localStorage).sort()
    return (Object.keys(DATA_MAP.stored) as MappedKeyName[]).flatMap((mapped) =>
      keys.filter((key) => isUnder(mapped, key)).map((key) => ({ key, mapped }))
    )
  } catch {
    return null
  }
}

const isUnder = (mapped: MappedKeyName, key: string): boolean =>
  mapped.endsWith('.') ? key.startsWith(mapped) : key === mapped

/** False where it is still there. Whoever stored it hears of it as if another tab had deleted it. */
export function removeStored(key: string): boolean {
  try {
    globalThis.localStorage.removeItem(key)
    // A browser tells every other tab, but not the one that did it.
    dispatchEvent(new StorageEvent('storage', { key, storageArea: globalThis.localStorage }))
    return globalThis.localStorage.getItem(key) === null
  } catch {
    return false
  }
}
