import { afterEach, vi } from 'vitest'
import type { Said } from '../../../src/preferences/sources/said.ts'
import { toolSource, type ToolName } from '../../../src/preferences/sources/tools.ts'
import { untouchable } from './untouched.ts'

/** What the source of that name says of a page, oldest first; every test ends it and sees that nothing was touched. */
export interface Heard {
  readonly all: Said[]
  /** Names of the purposes that nothing stands against in what was said last; null before anything was said. */
  readonly allowed: () => readonly string[] | null
  readonly stop: () => void
}

export const NOBODY: readonly string[] = []
export const EVERY: readonly string[] = ['preferences', 'insight', 'measurements', 'contact', 'publish']

const listening: { readonly stop: () => void; readonly touches: readonly string[] }[] = []

export function hear(name: ToolName, bare: object, vendor: number | null = null): Heard {
  const { page, touches } = untouchable(bare)
  const all: Said[] = []
  const stop = toolSource(name, vendor, page).watch((said) => void all.push(said))
  listening.push({ stop, touches })
  return {
    all,
    allowed() {
      const last = all.at(-1)
      return last ? Object.keys(last).filter((purpose) => last[purpose as keyof Said] === 'allowed') : null
    },
    stop,
  }
}

afterEach(() => {
  vi.useRealTimers()
  const touches = listening.splice(0).flatMap((one) => {
    one.stop()
    return one.touches
  })
  if (touches.length > 0) throw new Error(`the page was written to: ${touches.join(', ')}`)
})
