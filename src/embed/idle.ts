/** A visitor who does nothing for this long has left. */
export const IDLE_SECONDS = 60
/**
 * How long before that they are asked: who is warned must have twenty seconds to say "I am still here" (WCAG 2.2,
 * 2.2.1 Timing Adjustable).
 */
export const WARNING_SECONDS = 20

export interface IdleWatch {
  /** Somebody is here: the minute begins again, and begins at all after a reset. */
  touch(): void
  /** Nobody is here, and nothing is to be cleared before somebody is. */
  reset(): void
  stop(): void
}

/**
 * Counts the seconds since the last touch. `onLeft` hears how many remain whenever that number changes, null while
 * there is no reason to ask; 0 is the end, said once.
 */
export function watchIdle(onLeft: (seconds: number | null) => void): IdleWatch {
  let idleMs: number | null = null
  let told: number | null = null
  let last = readClocks()
  const timer = setInterval(tick, 250)

  function tick(): void {
    const now = readClocks()
    // One clock stands still while the machine sleeps, the other may be set back: the later of the two is the safe one.
    const passed = Math.max(now.steady - last.steady, now.wall - last.wall, 0)
    last = now
    if (idleMs === null) return
    idleMs += passed
    const left = Math.max(0, Math.ceil(IDLE_SECONDS - idleMs / 1000))
    if (left === 0) idleMs = null
    tell(left <= WARNING_SECONDS ? left : null)
  }

  function tell(left: number | null): void {
    if (left === told) return
    told = left
    onLeft(left)
  }

  return {
    touch() {
      idleMs = 0
      last = readClocks()
      tell(null)
    },
    reset() {
      idleMs = null
      tell(null)
    },
    stop: () => clearInterval(timer),
  }
}

const readClocks = () => ({ steady: performance.now(), wall: Date.now() })
