import type { Gate } from '../../preferences/index.ts'
import { pickOf } from './key.ts'

/** What is passed by is not seen. */
const LOOKED_AT_MS = 1000

/**
 * Tells which of the elements, each by its `data-key`, a person had before them: more than half of it in sight, for a
 * second, in a window that is shown. Where a browser cannot tell, nothing counts as seen.
 */
export function watchSeen(elements: Iterable<Element>, seen: (key: string) => void): () => void {
  if (typeof IntersectionObserver === 'undefined') return () => undefined
  const looking = new Map<Element, ReturnType<typeof setTimeout>>()
  const leave = (element: Element) => {
    clearTimeout(looking.get(element))
    looking.delete(element)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        leave(target)
        if (isIntersecting) looking.set(target, setTimeout(() => tell(target), LOOKED_AT_MS))
      }
    },
    { threshold: 0.5 }
  )
  const tell = (element: Element) => {
    looking.delete(element)
    const key = element.getAttribute('data-key')
    if (key !== null && document.visibilityState === 'visible') seen(key)
  }
  for (const element of elements) observer.observe(element)
  return () => {
    observer.disconnect()
    for (const element of looking.keys()) leave(element)
  }
}

const told = new WeakMap<Gate, Set<string>>()

/** Once per suggestion and visit; what was seen while the gate was closed stays untold. */
export function tellShown(gate: Gate, key: string): void {
  if (!gate.isOpen('insight')) return
  const known = told.get(gate) ?? new Set<string>()
  told.set(gate, known)
  if (known.has(key)) return
  known.add(key)
  gate.emit('suggestion.shown', { ...pickOf(key) })
}
