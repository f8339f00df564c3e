export interface Moments {
  /** Whether the end of the day matters: only then is there a timer. */
  needDays(isNeeded: boolean): void
  stop(): void
}

const DAY_MS = 86_400_000

/**
 * When an answer may have ended unheard: the storage changed, the page is shown again or comes back from the browser's
 * cache, a day is over.
 */
export function watchMoments(now: () => Date, look: () => void): Moments {
  let timer: ReturnType<typeof setTimeout> | null = null
  const page = globalThis.document
  page?.addEventListener('visibilitychange', look)
  for (const name of MOMENTS) globalThis.addEventListener?.(name, look)

  function needDays(isNeeded: boolean): void {
    if (isNeeded === (timer !== null)) return
    if (timer !== null) clearTimeout(timer)
    timer = isNeeded ? setTimeout(dayOver, restOfDay(now)) : null
  }

  function dayOver(): void {
    timer = null
    needDays(true)
    look()
  }

  return {
    needDays,
    stop() {
      needDays(false)
      page?.removeEventListener('visibilitychange', look)
      for (const name of MOMENTS) globalThis.removeEventListener?.(name, look)
    },
  }
}

const MOMENTS = ['storage', 'pageshow'] as const

/** In ms, to just after midnight UTC. A clock that cannot be read is asked again tomorrow; nothing leaves meanwhile. */
function restOfDay(now: () => Date): number {
  try {
    return DAY_MS - (now().getTime() % DAY_MS) + 1000 || DAY_MS
  } catch {
    return DAY_MS
  }
}
