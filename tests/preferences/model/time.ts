/** Time that a test moves: timers belong to the page that set them, and end with it. */
export interface Time {
  now(): Date
  /** Runs what falls due, each with its page in charge, and lets promises settle between. */
  pass(ms: number): Promise<void>
  /** The clock is set, timers run on. */
  jump(ms: number): void
  /** Timers set while `act` runs, and by what it resolves, are this page's. */
  as<T>(page: object, act: () => T): Promise<T>
  drop(page: object): void
  later(page: object, ms: number, act: () => void): void
  /** Gives the real timers back. */
  end(): void
}

interface Timer {
  readonly at: number
  readonly page: object
  readonly act: () => void
}

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, setImmediate }

/** All that is promised has happened. */
const settled = () => new Promise<void>((done) => real.setImmediate(done))

export function createTime(start: string): Time {
  const timers = new Map<number, Timer>()
  let elapsed = 0
  let offset = Date.parse(start)
  let last = 0
  let inCharge: object = {}

  const set = (page: object, ms: number, act: () => void): number => {
    timers.set(++last, { at: elapsed + Math.max(0, ms), page, act })
    return last
  }
  Object.assign(globalThis, {
    setTimeout: (act: () => void, ms = 0) => set(inCharge, ms, act),
    clearTimeout: (id: number) => void timers.delete(id),
  })

  const as = async <T>(page: object, act: () => T): Promise<T> => {
    inCharge = page
    const result = act()
    await settled()
    return result
  }

  return {
    now: () => new Date(offset + elapsed),
    as,
    async pass(ms) {
      const end = elapsed + ms
      for (;;) {
        let next: [number, Timer] | null = null
        for (const entry of timers) if (entry[1].at <= end && (!next || entry[1].at < next[1].at)) next = entry
        if (!next) break
        timers.delete(next[0])
        elapsed = next[1].at
        await as(next[1].page, next[1].act)
      }
      elapsed = end
    },
    jump: (ms) => void (offset += ms),
    drop(page) {
      for (const [id, timer] of timers) if (timer.page === page) timers.delete(id)
    },
    later: set,
    end: () => void Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout }),
  }
}
