import type { Language, LengthUnit } from '../ground/index.ts'
import type { Doubt, FittingGarment, Measured, SurveyName } from '../fit/types.ts'
import type { Quote } from '../price/types.ts'
import type { ChoiceState } from '../rules/types.ts'
import type { CompiledTemplate, Look } from '../template/types.ts'

/** What the customer decided, and nothing computed from it. This is what undo steps through. */
export interface Decisions {
  /** Option id to choice id, in the order they were made (newest last). */
  readonly picks: Readonly<Record<string, string>>
  /** By text option id. */
  readonly texts: Readonly<Record<string, string>>
  /** The customer's own pictures, by artwork option id. */
  readonly artworks: Readonly<Record<string, Artwork>>
  /**
   * Taken measurements, tenths of a millimetre by ISO 8559 name, in the order they were typed (newest last); `bodyMass`
   * and the like, which only help estimates, in tenths of their unit.
   */
  readonly measurements: Readonly<Record<string, number>>
  readonly size: { readonly system: string; readonly label: string } | null
  /** Trousers that fit, measured flat; null when none were. */
  readonly garment: FittingGarment | null
  /** Whose survey estimates come from, where the customer said; null is both. */
  readonly survey: SurveyName | null
  /** Which of the customer's named sets of measurements this is (see `preferences/`); null is the first. */
  readonly fitSet: string | null
  readonly note: string
}

/** What was said of one body. */
export type SaidOfBody = Pick<Decisions, 'measurements' | 'size' | 'garment' | 'survey'>

/**
 * A picture of the customer's own, cleaned: nothing of the file it came from but its pixels. Two of the same digest are
 * the same picture. It stays on the page until it is ordered.
 */
export interface Artwork {
  /** Base64url SHA-256 of the PNG. */
  readonly digest: string
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** What an order sends, and what is printed from. */
  readonly png: Blob
  /** The same pixels, to be drawn; alpha apart from colour. */
  readonly bitmap: ImageBitmap
}

/** Option id to choice id, for every option. */
export type Selection = Readonly<Record<string, string>>

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

/** Why something is not possible: a rule, and what of the customer's it is about. */
export interface Reason {
  readonly rule: string
  /** The designer's words. */
  readonly because: string
  /** Options whose picks take part. */
  readonly picks: readonly string[]
  /** Measurements that take part, by name, where any do; never their values. */
  readonly measurements?: readonly string[]
}

/** What may be measured, in tenths of a millimetre, ends included. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface Explanation {
  readonly reasons: readonly Reason[]
  readonly changes: readonly Change[]
}

/** Measurements that do not go with the picks, and what to choose instead; a body is never asked to change. */
export interface BodyConflict extends Explanation {
  /** By ISO 8559 name; mostly one. */
  readonly measurements: readonly string[]
}

/** What one piece with the choice costs at least and at most, in minor units; null where there is none. */
export interface FromPrice {
  readonly choice: string
  readonly least: number | null
  readonly greatest: number | null
  /** True when some design costs just that; else none costs less or more. */
  readonly exact: boolean
}

/** An option nobody picked that changed with the last step. */
export interface Moved {
  readonly option: string
  readonly from: string
  readonly to: string
}

/**
 * Something the customer should read once: what an old link lost, what a step moved. Kinds are closed; words come
 * from the catalogue.
 */
export interface Notice {
  readonly kind: 'moved' | 'link-cut' | 'link-other' | 'link-older' | 'link-left-out' | 'kept-unreadable' | 'not-kept'
  readonly text: string
}

/** Why a text is refused, in words; the text itself is never repeated. */
export interface TextProblem {
  readonly code: 'design/text-too-long' | 'design/text-unreadable' | 'design/text-letters'
  readonly words: string
}

/** Listeners get what changed; `useSyncExternalStore` works on `subscribe` with `decisions` or `revision`. */
export interface Design {
  readonly template: CompiledTemplate
  readonly decisions: () => Decisions
  readonly subscribe: (listener: () => void) => () => void
  /** Goes up by one with every change, also of language, unit and currency. */
  readonly revision: () => number
  /** Something the page brings along for the rules has come: what was answered without it is asked again. */
  refresh(): void
  /** Another design of the same template, nothing decided yet, in the same words, unit and money; it keeps nothing. */
  another(): Design
  setLanguage(language: Language): void
  setUnit(unit: LengthUnit): void
  /** @throws {ToileError} `price/no-book` when the template has no book in that currency; the old one stays. */
  setCurrency(currency: string): void
  readonly language: () => Language
  readonly unit: () => LengthUnit
  readonly currency: () => string

  /**
   * `arrow`: one of a run through a radio group, which is one undo step however long.
   *
   * @throws {ToileError} `design/unknown-option`, `design/unknown-choice`, `design/blocked` (its picks would
   * contradict: explain first).
   */
  choose(option: string, choice: string, via?: 'click' | 'arrow'): void
  /** Gives the pick up. @throws {ToileError} `design/unknown-option` */
  clear(option: string): void
  /** One undo step. @throws {ToileError} as `choose`. */
  applyChange(change: Pick<Change, 'set'>): void
  /**
   * A start design's picks instead of the customer's; texts and measurements stay. @throws {ToileError}
   * `design/unknown-start`
   */
  start(id: string): void
  /** Back to the template's defaults; measurements stay. One undo step. */
  startOver(): void
  /** Null when the text is good. @throws {ToileError} `design/unknown-option`, `design/not-a-text` */
  textProblem(option: string, text: string): TextProblem | null
  /**
   * An empty text is none. `typing`: one of a run of keystrokes, which is one undo step.
   *
   * @throws {ToileError} the code of `textProblem`, in the current language; `design/not-a-text`,
   * `design/unknown-option`, `design/blocked`.
   */
  write(option: string, text: string, via?: 'typing'): void
  /**
   * The customer's own picture, which is then chosen with it; `clear` takes it away again.
   *
   * @throws {ToileError} `design/not-an-artwork`, `design/unknown-option`, `design/blocked`.
   */
  attach(option: string, artwork: Artwork): void
  /** A note to the workroom, up to 500 characters. @throws {ToileError} the code of `textProblem`. */
  writeNote(text: string, via?: 'typing'): void
  /**
   * Tenths of a millimetre; null forgets one. What is no length at all is not taken and comes back as a doubt; every
   * other value stays, doubted or not.
   *
   * @throws {ToileError} `design/unknown-measurement`
   */
  measure(values: Readonly<Record<string, number | null>>): readonly Doubt[]
  /** @throws {ToileError} `design/unknown-size` */
  takeSize(system: string, label: string, via?: 'click' | 'arrow'): void
  leaveSize(): void
  /**
   * Trousers that fit, laid on a table; null forgets them. One undo step. What is no length is left out.
   *
   * @throws {ToileError} `design/unknown-measurement`, `design/stretch` (not a whole percent from 0 to 100)
   */
  tellGarment(garment: FittingGarment | null): void
  /** Whose survey estimates are taken from; null for both. One undo step. */
  setSurvey(survey: SurveyName | null): void
  /**
   * Another set of measurements in place of all that was said of the body, in one undo step; `kept`: where a visit
   * begins, no step. A size this template has not is left out.
   */
  tellBody(body: SaidOfBody, fitSet: string | null, via?: 'kept'): void
  undo(): boolean
  redo(): boolean
  readonly canUndo: () => boolean
  readonly canRedo: () => boolean

  /**
   * Every option's choice: the valid completion of the picks nearest the template's defaults. The same object until
   * it changes.
   */
  selection(): Selection
  /** The rules hold, for this body too, and no measurement lies outside what can be cut. */
  isValid(): boolean
  /** Options for words or a picture of the customer's own that are chosen but still wait for them. */
  unwritten(): readonly string[]
  possible(option: string): readonly Possible[]
  /** What a piece with each choice costs at least and at most, whatever is chosen besides. */
  fromPrices(option: string): readonly FromPrice[]
  explain(option: string, choice: string): Explanation
  /** Where the body and the picks do not go together; empty when they do. */
  conflicts(): readonly BodyConflict[]
  /**
   * What a measurement may be for a design with these picks, ascending; null when no rule speaks of it alone. Nothing
   * outside is refused: it becomes a conflict.
   */
  allowed(measurement: string): readonly Span[] | null
  quote(): Quote
  look(): Look
  /** The body as known: taken values first, then size, derived, estimated. Empty when nothing was said. */
  body(): readonly Measured[]
  doubts(): readonly Doubt[]
  /**
   * Resolves when all that follows from what was said of the body is known: a page may bring what knows bodies late.
   * Rejects with what kept it from coming.
   */
  whenKnown(): Promise<void>
  moved(): readonly Moved[]
  /**
   * "Coat. Cloth: Linen. Colour: Camel. ..." in the current language, to be read aloud; never a text or a
   * measurement.
   */
  describe(): string
  notices(): readonly Notice[]
  dismissNotices(): void
  /** Picks only; never a measurement, a text or a picture. */
  readonly code: () => string
  /**
   * Opens a code; keeps going with what it can read and leaves notices. Never throws. A visit begins with it; only
   * after steps of the customer it is one of them, to be undone.
   */
  open(code: string): void

  /**
   * On this device, from now on and until `forget`, because the customer asked; pictures stay with the page. False,
   * with a notice, where the browser does not let us.
   */
  keep(): boolean
  readonly isKept: () => boolean
  /** Opens what was kept; false when there is nothing (readable). */
  reopen(): boolean
  /** Removes what was kept and keeps no longer. The design on the page stays. */
  forget(): void
}
