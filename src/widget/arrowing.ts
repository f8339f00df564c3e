import { useMemo, type KeyboardEvent } from 'react'

/** How a radio of a group came to be checked. An arrow key does it with a click of its own: the key tells them apart. */
export function useArrowing() {
  return useMemo(() => {
    let isArrowing = false
    const over = () => void (isArrowing = false)
    return {
      via: (): 'click' | 'arrow' => (isArrowing ? 'arrow' : 'click'),
      /** For the element around the group. */
      handlers: {
        onKeyDown: (event: KeyboardEvent) => void (isArrowing = event.key.startsWith('Arrow')),
        onKeyUp: over,
        onPointerDown: over,
      },
    }
  }, [])
}
