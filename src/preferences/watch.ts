import type { Design } from '../design/index.ts'
import type { EventData, Gate } from './types.ts'

/** Which option a suggestion is being taken for, by design. */
const taking = new WeakMap<Design, string>()

/** Picks for this option, made by `take`, come from a suggestion and are told so. */
export function viaSuggestion(design: Design, option: string, take: () => void): void {
  taking.set(design, option)
  try {
    take()
  } finally {
    taking.delete(design)
  }
}

export interface Watch {
  /** The customer ordered. */
  finished(): void
  stop(): void
}

/**
 * Tells an open gate what a customer picks: on a yes one snapshot of what is on screen, then one event per pick made
 * or given up. What options followed by themselves is not a pick.
 */
export function watchDesign(gate: Gate, design: Design): Watch {
  const whole = () => ({ selection: design.selection(), picks: design.decisions().picks })
  let told = gate.changes().length
  let isOwed = false
  let before = whole()

  const viaOf = (option: string): EventData => (taking.get(design) === option ? { via: 'suggestion' } : {})

  const onGate = () => {
    const news = gate.changes().slice(told)
    told += news.length
    for (const { purpose, to } of news) if (purpose === 'preferences') isOwed = to === 'granted'
    // A yes may wait for the page's consent tool; what is on screen then is what is told.
    if (!isOwed || !gate.isOpen('preferences')) return
    isOwed = false
    gate.emit('design.snapshot', whole())
  }

  const onDesign = () => {
    const after = whole()
    const had = before
    before = after
    if (after.picks === had.picks) return
    for (const [option, choice] of Object.entries(had.picks))
      if (!Object.hasOwn(after.picks, option)) gate.emit('choice.undone', { option, choice })
    for (const [option, choice] of Object.entries(after.picks))
      if (!Object.hasOwn(had.picks, option) || had.picks[option] !== choice)
        gate.emit('choice.made', { option, choice, from: had.selection[option]!, ...viaOf(option) })
  }

  const stops = [gate.subscribe(onGate), design.subscribe(onDesign)]
  return {
    finished: () => gate.emit('design.finished', whole()),
    stop: () => stops.forEach((stop) => stop()),
  }
}
