/** Undo and redo over states that are never changed, only replaced. */
export interface History<State> {
  /** `run` names a run of steps that count as one, such as arrowing through a group; any other step ends it. */
  push(state: State, run?: string): void
  /** Begins here, if nothing was done yet; otherwise a step like any other. */
  begin(state: State): void
  /** The state to go back to, or null at the beginning. */
  back(): State | null
  forward(): State | null
  canGoBack(): boolean
  canGoForward(): boolean
}

export function createHistory<State>(start: State): History<State> {
  const past: State[] = []
  const future: State[] = []
  let present = start
  let running: string | undefined
  const move = (from: State[], to: State[]): State | null => {
    running = undefined
    const next = from.pop()
    if (next === undefined) return null
    to.push(present)
    present = next
    return next
  }
  const push = (state: State, run?: string): void => {
    if (run === undefined || run !== running) past.push(present)
    running = run
    present = state
    future.length = 0
  }
  return {
    push,
    begin(state) {
      if (past.length > 0 || future.length > 0) push(state)
      else present = state
    },
    back: () => move(past, future),
    forward: () => move(future, past),
    canGoBack: () => past.length > 0,
    canGoForward: () => future.length > 0,
  }
}
