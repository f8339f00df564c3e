import { useEffect, useState, type RefObject } from 'react'

/** As long as a tap's click may come after its pointer is up. */
const AFTER_A_TAP_MS = 350

/** Kinds of fields that nobody types into. */
const UNTYPED = new Set(['radio', 'checkbox', 'range', 'button', 'submit', 'file'])

/**
 * Whether the moment for a question has come: the first one, once it has a cause, in which no pointer is down and no
 * field is typed in. What was calm once stays: a question that came and went would be worse than one that waits.
 *
 * @param near anything in the same tree, to see where the focus is.
 */
export function useCalm(near: RefObject<HTMLElement | null>, hasCause: boolean): boolean {
  const [isCalm, setCalm] = useState(false)
  const isWaiting = hasCause && !isCalm
  const [isDown, setDown] = useState(false)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const down = () => {
      clearTimeout(timer)
      setDown(true)
    }
    const up = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setDown(false), AFTER_A_TAP_MS)
    }
    addEventListener('pointerdown', down, true)
    addEventListener('pointerup', up, true)
    addEventListener('pointercancel', up, true)
    return () => {
      clearTimeout(timer)
      removeEventListener('pointerdown', down, true)
      removeEventListener('pointerup', up, true)
      removeEventListener('pointercancel', up, true)
    }
  }, [])

  useEffect(() => {
    if (!isWaiting || isDown) return
    const root = near.current?.getRootNode() as ShadowRoot | Document | undefined
    const look = () => {
      if (!isTypedIn(root?.activeElement ?? null)) setCalm(true)
    }
    look()
    // The next field may take the focus in the same moment.
    const later = () => void setTimeout(look, AFTER_A_TAP_MS)
    root?.addEventListener('focusout', later)
    return () => root?.removeEventListener('focusout', later)
  }, [isWaiting, isDown, near])

  return isCalm && hasCause
}

const isTypedIn = (element: Element | null): boolean =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && !UNTYPED.has(element.type))
