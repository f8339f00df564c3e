import type { Draft } from '../pattern/piece.ts'
import type { SewnShape } from './shape.ts'

/** A customer's own garment as it hangs on their own body. */
export interface Fitted {
  readonly shape: SewnShape
  readonly map: FitMap
  /** Girths of the cloth as it hangs, mm, by the names the draft gives its finished girths: `waist`, `hip`, `hem`. */
  readonly girths: Readonly<Record<string, number>>
  /** mm and shares: see `DrapeFigures`. */
  readonly figures: { readonly seamGap95: number; readonly penetration: number; readonly strain50: number }
}

/** How the cloth sits, per vertex of the shape: what a fit map is painted from. */
export interface FitMap {
  /** How much longer the cloth is than it was cut, as a share, along its more strained thread. */
  readonly strain: Float32Array
  /** How far the cloth stands off the body, mm; negative where it presses in. */
  readonly stand: Float32Array
  /** The same in words' reach: for each named zone of the body, the girth of cloth minus that of the body, mm. */
  readonly zones: readonly FitZone[]
}

export interface FitZone {
  /** `waist`, `hip`, `thigh`, `knee`, `bust`, ... as the draft names its finished girths. */
  readonly zone: string
  /** Finished girth minus body, mm; negative where a knit is smaller than the body. */
  readonly ease: number
  /** Strain of its cloth at the 95th percentile, as a share. */
  readonly strain: number
  /** What a fitter would say: negative ease of a cloth made for it is `close`, beyond what it gives `tight`. */
  readonly verdict: 'tight' | 'close' | 'easy' | 'loose'
}

/**
 * What a product's fitting module implements, as its default export: how its drafts are sewn and hung. It runs in a
 * worker. Pure: same input, same garment.
 *
 * @throws {ToileError} `drape/cancelled` when the signal fires, `drape/unstable` and `drape/refused` (which never say a
 * measurement).
 */
export interface Fitting {
  /** ISO 8559 names it must be given besides what the draft needs. */
  readonly needs: readonly string[]
  drape(input: FittingInput): Promise<Fitted>
}

export interface FittingInput {
  readonly draft: Draft
  /** Tenths of a millimetre by ISO 8559 name. */
  readonly measurements: Readonly<Record<string, number>>
  readonly selection: Readonly<Record<string, string>>
  /** The baked shape of this selection, to begin from; null where there is none. */
  readonly near: SewnShape | null
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
  /** Once, as soon as there is something of the customer's own to show; it is not at rest yet. */
  readonly onFirst?: (shape: SewnShape) => void
}
