import type { Language, LengthUnit } from '../ground/index.ts'
import type { Doubt, Measured } from '../fit/types.ts'
import type { Quote } from '../price/types.ts'
import type { ChoiceState } from '../rules/types.ts'
import type { CompiledTemplate, Look } from '../template/types.ts'

/** What the customer decided, and nothing computed from it. This is what undo steps through. */
export interface Decisions {
  /** Option id to choice id, in the order they were made (newest last). */
  readonly picks: Readonly<Record<string, string>>
  /** By text option id. */
  readonly texts: Readonly<Record<string, string>>
  /** Taken measurements, tenths of a millimetre by ISO 8559 name. */
  readonly measurements: Readonly<Record<string, number>>
  readonly size: { readonly system: string; readonly label: string } | null
  readonly note: string
}

export interface Possible {
  readonly choice: string
  readonly state: ChoiceState
  readonly exact: boolean
  /** Minor units: total after this click minus total now; null while unknown or not possible. */
  readonly difference: number | null
}

export interface Change {
  /** Option id to choice id; null gives the pick up. */
  readonly set: Readonly<Record<string, string | null>>
  readonly difference: number
}

export interface Explanation {
  readonly reasons: readonly { readonly rule: string; readonly because: string; readonly picks: readonly string[] }[]
  readonly changes: readonly Change[]
}

/** An option nobody picked that changed with the last step. */
export interface Moved {
  readonly option: string
  readonly from: string
  readonly to: string
}

/** Something the customer should read once: what an old link lost, what a step moved. Kinds are closed; words come from the catalogue. */
export interface Notice {
  readonly kind: 'moved' | 'link-cut' | 'link-older' | 'link-left-out' | 'measurement-left-out' | 'kept-unreadable'
  readonly text: string
}

/** Listeners get what changed; `useSyncExternalStore` works on `subscribe` and `snapshot`. */
export interface Design {
  readonly template: CompiledTemplate
  readonly decisions: () => Decisions
  readonly subscribe: (listener: () => void) => () => void
  setLanguage(language: Language): void
  setUnit(unit: LengthUnit): void
  /** @throws {ToileError} `price/no-book` when the template has no book in that currency; the old one stays. */
  setCurrency(currency: string): void
  readonly language: () => Language
  readonly unit: () => LengthUnit
  readonly currency: () => string

  /** @throws {ToileError} `design/unknown-option`, `design/unknown-choice`, `design/blocked` (its picks would contradict: explain first). */
  choose(option: string, choice: string, via?: 'click' | 'arrow'): void
  clear(option: string): void
  applyChange(change: Change): void
  start(id: string): void
  write(option: string, text: string): void
  measure(values: Readonly<Record<string, number | null>>): readonly Doubt[]
  takeSize(system: string, label: string): void
  undo(): boolean
  redo(): boolean
  readonly canUndo: () => boolean
  readonly canRedo: () => boolean

  selection(): Readonly<Record<string, string>>
  isValid(): boolean
  possible(option: string): readonly Possible[]
  explain(option: string, choice: string): Explanation
  quote(): Quote
  look(): Look
  /** The body as known: taken values first, then size, derived, estimated. Empty when nothing was said. */
  body(): readonly Measured[]
  doubts(): readonly Doubt[]
  moved(): readonly Moved[]
  /** "Slim jeans in 14 oz raw denim, mid rise, ..." in the current language. */
  describe(): string
  notices(): readonly Notice[]
  dismissNotices(): void
  /** Picks only; never a measurement or a text. */
  readonly code: () => string
  /** Opens a code; keeps going with what it can read and leaves notices. */
  open(code: string): void
}
