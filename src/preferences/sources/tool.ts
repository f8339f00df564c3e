import type { ConsentSource } from '../types.ts'
import { at, keepLooking } from './page.ts'
import { NO, protectively, type Said } from './said.ts'

export type Tool = (...args: readonly unknown[]) => unknown

/** How a tool that is one function on the page is listened to. Each may throw. */
export interface Listening {
  listen(tool: Tool, hear: (data: unknown, success: unknown) => void): void
  end(tool: Tool, listener: unknown): void
  /** What it says with this. */
  saidIn(data: unknown): Said
  /** By which number the listening is ended. */
  listenerOf(data: unknown): unknown
}

/**
 * Listens to a consent tool by the function it puts on the page under that name, which may be there later than we are.
 * Nothing is said while it is not; what it then says is passed on each time it changes.
 */
export function watchTool(page: object, name: string, listening: Listening): ConsentSource['watch'] {
  const { listen, end, saidIn, listenerOf } = listening
  return (say) => {
    let tool: Tool | null = null
    let listener: unknown
    let isOver = false
    let before = ''

    const tell = (said: Said) => {
      const text = JSON.stringify(said)
      if (isOver || text === before) return
      before = text
      say(said)
    }
    // Called by the page's tool: nothing of ours may end up in its stack.
    const hear = (data: unknown, success: unknown) =>
      tell(
        protectively(() => {
          listener = listenerOf(data) ?? listener
          return success === true ? saidIn(data) : NO
        })
      )
    let stopLooking = () => {}
    const look = () => {
      if (tool !== null) return stopLooking()
      try {
        const found = at(page, name)
        if (typeof found !== 'function') return
        tool = found as Tool
        listen(tool, hear)
      } catch {
        tell(NO)
      }
    }
    stopLooking = keepLooking(page, look)

    return () => {
      isOver = true
      stopLooking()
      try {
        if (tool !== null && listener !== undefined) end(tool, listener)
      } catch {
        // It goes on calling, and nobody hears it.
      }
    }
  }
}
