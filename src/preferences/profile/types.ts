import type { GivenReason } from '../dataMap.ts'
import type { FitSets } from '../fitSets.ts'
import type { Receipt } from '../receipts.ts'

/** A design the customer likes, by its picks. */
export interface Like {
  readonly id: string
  /** Template id, without version. */
  readonly template: string
  readonly picks: Readonly<Record<string, string>>
}

/** What decided it, for a design that was ordered. */
export interface Reason {
  readonly id: string
  readonly template: string
  readonly reason: GivenReason
  /** Day, ISO 8601. */
  readonly on: string
}

/** Never to be suggested again. */
export interface Dismissed {
  readonly template: string
  readonly option: string
  readonly choice: string
}

/** How often the customer chose something themselves, counted on the device only where they want that. */
export interface Taste {
  readonly template: string
  readonly option: string
  readonly choice: string
  readonly times: number
}

/** Kinds of lines, each released, exported, imported and deleted by itself. */
export const PROFILE_FIELDS = ['fitSets', 'likes', 'reasons', 'dismissed', 'taste', 'receipts'] as const
export type ProfileField = (typeof PROFILE_FIELDS)[number]

/** What a shop may be handed: measurements travel in an order and nowhere else. */
export type ReleasedField = 'likes' | 'reasons'

/**
 * The customer's profile: theirs, in memory, line by line. Nothing is stored before the customer asks this device to
 * keep it; measurements have a yes of their own (`fitSets.ts`).
 */
export interface Profile {
  readonly fitSets: FitSets
  likes(): readonly Like[]
  reasons(): readonly Reason[]
  dismissed(): readonly Dismissed[]
  taste(): readonly Taste[]
  receipts(): readonly Receipt[]

  like(template: string, picks: Readonly<Record<string, string>>): void
  giveReason(template: string, reason: GivenReason): void
  /** In place of what was said. */
  correctReason(id: string, reason: GivenReason): void
  dismiss(line: Dismissed): void
  /** Null where learning is off. */
  readonly isLearning: () => boolean
  /** Off forgets what was learned. */
  setLearning(isOn: boolean): void
  chose(template: string, option: string, choice: string): void
  remove(field: ProfileField, index: number): void
  clear(field: ProfileField): void
  /** All of it, also what is stored. */
  clearAll(): void

  readonly isKept: () => boolean
  /** Only on the customer's own act. False where the browser does not let us: it stays with the page. */
  keep(act: Event): boolean
  /** What is stored goes; the page still has it. */
  forget(): void
  subscribe(listener: () => void): () => void
}
