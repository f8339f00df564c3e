import { useEffect, useState, useSyncExternalStore, type RefObject } from 'react'

/** Follows a media query; false where the browser knows none. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = globalThis.matchMedia?.(query)
      media?.addEventListener('change', listener)
      return () => media?.removeEventListener('change', listener)
    },
    () => globalThis.matchMedia?.(query).matches ?? false
  )
}

/**
 * Whether the page around us is dark. The text colour we inherit tells: a page with light words has a dark ground,
 * whether it says so
 * with `color-scheme`, a class or a plain background.
 */
export function useGround(inside: RefObject<HTMLElement | null>): 'light' | 'dark' {
  const [ground, setGround] = useState<'light' | 'dark'>('light')
  useEffect(() => {
    const root = inside.current?.getRootNode()
    const outside = root instanceof ShadowRoot ? root.host : inside.current?.parentElement
    if (!outside) return
    const look = () => setGround(isLight(getComputedStyle(outside).color) ? 'dark' : 'light')
    look()
    // Pages switch by a class or an attribute on their root or body, or follow the system.
    const observer = new MutationObserver(look)
    for (const element of [document.documentElement, document.body, outside])
      observer.observe(element, { attributes: true })
    const media = globalThis.matchMedia?.('(prefers-color-scheme: dark)')
    media?.addEventListener('change', look)
    return () => {
      observer.disconnect()
      media?.removeEventListener('change', look)
    }
  }, [inside])
  return ground
}

/** `rgb(29, 27, 24)`; other notations (`color(srgb 0.9 0.9 0.9)`) hold shares of one. */
function isLight(color: string): boolean {
  const [red, green, blue] = (color.match(/[\d.]+/g) ?? []).map(Number)
  if (red === undefined || green === undefined || blue === undefined) return false
  const scale = color.startsWith('rgb') ? 255 : 1
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / scale > 0.6
}
