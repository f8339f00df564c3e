/**
 * Calls whenever another tab of the site stored something under the key or wiped it; a browser tells every tab but the
 * one that did it.
 *
 * @returns ends it.
 * @see https://html.spec.whatwg.org/multipage/webstorage.html#the-storage-event
 */
export function onStoredElsewhere(key: string, hear: () => void): () => void {
  if (typeof addEventListener === 'undefined') return () => {}
  const onStorage = (event: StorageEvent) => {
    // A null key is all of the storage.
    if (event.key === null || event.key === key) hear()
  }
  addEventListener('storage', onStorage)
  return () => removeEventListener('storage', onStorage)
}
