import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

/**
 * Whether there is room for what comes late at the top of a group. Once given, it stays until the group is left, so that
 * nothing moves under a finger; while the customer drags or types, it is not given at all; and where they have already
 * been at work in the group, what they look at stays where it is.
 */
export function useRoom(section: RefObject<HTMLElement | null>, isWanted: boolean): boolean {
  const [isGiven, setGiven] = useState(isWanted)
  const wasGiven = useRef(isGiven)
  const isTouched = useRef(false)

  useEffect(() => {
    const group = section.current?.parentElement
    if (!group) return
    // What keeps the place of things is here, and must not be done twice.
    group.style.overflowAnchor = 'none'
    const touch = () => void (isTouched.current = true)
    group.addEventListener('pointerdown', touch)
    group.addEventListener('keydown', touch)
    return () => {
      group.removeEventListener('pointerdown', touch)
      group.removeEventListener('keydown', touch)
    }
  }, [section])

  useEffect(() => {
    if (!isWanted || isGiven || !section.current) return
    return whenCalm(section.current, () => setGiven(true))
  }, [section, isWanted, isGiven])

  useLayoutEffect(() => {
    const group = section.current?.parentElement
    if (!group || wasGiven.current === isGiven) return
    wasGiven.current = isGiven
    if (isTouched.current || group.scrollTop > 0)
      group.scrollTop += section.current!.offsetHeight + (parseFloat(getComputedStyle(group).rowGap) || 0)
  }, [section, isGiven])

  return isGiven
}

/** No finger or button is down in the window, and nobody types. */
function whenCalm(element: HTMLElement, then: () => void): () => void {
  const root = element.getRootNode() as ShadowRoot | Document
  let isDown = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    clearTimeout(timer)
    timer = setTimeout(() => !isDown && !isTyping(root.activeElement) && then(), CALM_MS)
  }
  const down = () => {
    isDown = true
    clearTimeout(timer)
  }
  const up = () => {
    isDown = false
    look()
  }
  const heard = { pointerdown: down, pointerup: up, pointercancel: up, focusout: look, keyup: look } as const
  for (const [name, listener] of Object.entries(heard)) window.addEventListener(name, listener, true)
  look()
  return () => {
    clearTimeout(timer)
    for (const [name, listener] of Object.entries(heard)) window.removeEventListener(name, listener, true)
  }
}

const CALM_MS = 200

const isTyping = (element: Element | null): boolean =>
  !!element?.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=file])')
