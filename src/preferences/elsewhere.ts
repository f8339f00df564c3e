/** Other widgets on this page, which the browser does not tell of what one of them stores. */
const here = new Set<(key: string) => void>()

/**
 * Calls whenever another tab of the site stored something under the key or wiped it, or another widget of this page
 * said that it did.
 *
 * @returns ends it.
 * @see https://html.spec.whatwg.org/multipage/webstorage.html#the-storage-event
 */
export function onStoredElsewhere(key: string, hear: () => void): () => void {
  const hearing = (of: string | null) => {
    // A null key is all of the storage.
    if (of === null || of === key) hear()
  }
  const onStorage = (event: StorageEvent) => hearing(event.key)
  here.add(hearing)
  globalThis.addEventListener?.('storage', onStorage)
  return () => {
    here.delete(hearing)
    globalThis.removeEventListener?.('storage', onStorage)
  }
}

/** Something was stored under the key, or wiped. Whoever hears of its own doing finds it as it left it. */
export const tellStored = (key: string): void => [...here].forEach((hearing) => hearing(key))
