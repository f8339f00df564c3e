import type { ConsentSource } from '../types.ts'
import { NO, protectively, type Said } from './said.ts'

/** How often a page is looked at for what tells nobody that it changed. Well under the second of a withdrawal. */
const EVERY_MS = 250

/** Each comes before what a person does next in the widget is made into an event, or before a page is left. */
const ACTS = ['pointerdown', 'keydown', 'visibilitychange', 'pagehide'] as const

/**
 * Looks at the page now, before everything a person does on it, and four times a second. Nothing of the page's is
 * replaced or wrapped for it.
 *
 * @param also events of the page's tools that are worth a look.
 * @returns ends it.
 */
export function keepLooking(page: object, look: () => void, also: readonly string[] = []): () => void {
  const target = isTarget(page) ? page : null
  const names = [...ACTS, ...also]
  const timer = setInterval(look, EVERY_MS)
  // Caught on the way down from the window: no script of the page's can keep them from us by being asked first.
  for (const name of names) target?.addEventListener(name, look, { capture: true })
  look()
  return () => {
    clearInterval(timer)
    for (const name of names) target?.removeEventListener(name, look, { capture: true })
  }
}

const isTarget = (page: object): page is EventTarget => 'addEventListener' in page

/**
 * Watches what lies open on the page. `read` gives null while there is nothing to read: nothing is said until there is,
 * and what has gone again is a no, as is trouble while reading.
 */
export function watchPage(
  page: object,
  read: () => Said | null,
  also: readonly string[] = []
): ConsentSource['watch'] {
  return (say) => {
    let before: string | null = null
    return keepLooking(
      page,
      () => {
        const said = protectively(read) ?? (before === null ? null : NO)
        const text = JSON.stringify(said)
        if (said === null || text === before) return
        before = text
        say(said)
      },
      also
    )
  }
}

/** A property of something of the page's, whatever that is. May throw: a getter of the page's runs. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const name of path) {
    if ((typeof found !== 'object' && typeof found !== 'function') || found === null) return undefined
    found = (found as Readonly<Record<string | number, unknown>>)[name]
  }
  return found
}
