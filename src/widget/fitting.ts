import { createContext, use, useCallback, useRef, useSyncExternalStore } from 'react'
import type { Design } from '../design/index.ts'
import type { Language, Say } from '../ground/index.ts'
import type { Gate, Preferences } from '../preferences/index.ts'
import type { CompiledOption } from '../template/index.ts'
import type { Ordering } from './ordering.ts'
import type { WidgetKey } from './words.ts'

/** A blocked choice whose reason is being read. */
export interface Why {
  readonly option: string
  readonly choice: string
}

/** What every part of the widget works with: one customer at one design. */
export interface Fitting {
  readonly design: Design
  /** Absolute URL that the template's links are relative to. */
  readonly base: string
  /** Null until it is here; nothing leaves before, nothing is suggested and nothing kept. */
  readonly preferences: Preferences | null
  readonly ordering: Ordering
  readonly language: Language
  readonly say: Say<WidgetKey>
  readonly reducedMotion: boolean

  readonly why: Why | null
  openWhy(why: Why | null): void
  /** Chooses, or explains when the choice is blocked. Moves the picture to what changed. */
  choose(option: CompiledOption, choice: string, via: 'click' | 'arrow'): void
  /** Said once by a screen reader, politely. */
  announce(text: string): void
  lookAt(view: string | null): void
  openGroup(group: string): void
  /** A picture of any design of this template; null where the page has no 3D. */
  picture(design: Design, size: { readonly width: number; readonly height: number }): Promise<Blob | null>
}

const FittingContext = createContext<Fitting | null>(null)
export const FittingProvider = FittingContext.Provider

export function useFitting(): Fitting {
  const fitting = use(FittingContext)
  if (!fitting) throw new Error('useFitting: expected a FittingProvider above.')
  return fitting
}

/** What is the customer's own, for what is shown only when it is here. */
export function useOwn(): Preferences {
  const { preferences } = useFitting()
  if (!preferences) throw new Error('useOwn: expected the preferences to be here.')
  return preferences
}

/** The gate, and again whenever it changes. */
export function useGate(): Gate {
  const { gate } = useOwn()
  useChanges(gate)
  return gate
}

/** Counts what a store says changed; React compares the count, never the store's insides. */
export function useChanges(store: { subscribe(listener: () => void): () => void }): number {
  const count = useRef(0)
  const subscribe = useCallback(
    (listener: () => void) =>
      store.subscribe(() => {
        count.current += 1
        listener()
      }),
    [store]
  )
  return useSyncExternalStore(subscribe, () => count.current)
}
