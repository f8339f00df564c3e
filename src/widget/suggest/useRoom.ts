import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useCalm } from '../privacy/useCalm.ts'

/**
 * Whether there is room for what comes late at the top of a group. While the customer drags or types it is not given;
 * once given it stays until the group is left, so that nothing moves under a finger; and where they have already been at
 * work in the group, what they look at stays where it is.
 */
export function useRoom(section: RefObject<HTMLElement | null>, isWanted: boolean): boolean {
  const [isGiven, setGiven] = useState(false)
  const isCalm = useCalm(section, isWanted || isGiven)
  if (isCalm && !isGiven) setGiven(true)
  const isTouched = useRef(false)

  useEffect(() => {
    const group = section.current?.parentElement
    if (!group) return
    // What keeps things in their place is here, and must not be done twice.
    group.style.overflowAnchor = 'none'
    const touch = () => void (isTouched.current = true)
    group.addEventListener('pointerdown', touch)
    group.addEventListener('keydown', touch)
    return () => {
      group.removeEventListener('pointerdown', touch)
      group.removeEventListener('keydown', touch)
    }
  }, [section])

  useLayoutEffect(() => {
    const group = section.current?.parentElement
    if (!group || !isGiven) return
    // Somebody may have been quicker than this part came.
    if (isTouched.current || group.scrollTop > 0 || group.matches(':focus-within'))
      group.scrollTop += section.current!.offsetHeight + (parseFloat(getComputedStyle(group).rowGap) || 0)
  }, [section, isGiven])

  return isGiven
}
