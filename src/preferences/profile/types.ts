import type { Design } from '../../design/index.ts'
import type { CompiledTemplate } from '../../template/index.ts'
import type { GivenReason } from '../dataMap.ts'
import type { FitSets, Stored as StoredFitSets } from '../fitSets.ts'
import type { Receipt } from '../receipts.ts'
import type { ConsentState, Purpose } from '../types.ts'

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

/** Whether the profile is on this device, and if not, what stands in the way. */
export type Keeping =
  /** In the memory of this page alone. */
  | 'not kept'
  | 'kept'
  /** The browser does not let us, or has no room: what is new stays with the page, what was kept stays whole. */
  | 'refused'
  /** Under our key lies what is not ours or was altered: left alone until the customer deletes it. */
  | 'foreign'
  /** As `foreign`, written by a newer version. */
  | 'newer'

/** All of a profile but the fit sets, which are stored apart, under a yes of their own. */
export interface ProfileContents {
  readonly likes: readonly Like[]
  readonly reasons: readonly Reason[]
  readonly dismissed: readonly Dismissed[]
  /** Null where learning is off. */
  readonly taste: readonly Taste[] | null
  readonly receipts: readonly Receipt[]
}

/**
 * The customer's profile: theirs, in memory, line by line. Nothing is stored before the customer asks this device to
 * keep it; measurements have a yes of their own (`fitSets.ts`). Each list is the same object until it changes.
 */
export interface Profile {
  /** The product of this page: lines of others were carried here, are listed, and take no part. */
  readonly template: string
  /** As the page has it now. */
  readonly product: () => CompiledTemplate
  readonly fitSets: FitSets
  likes(): readonly Like[]
  reasons(): readonly Reason[]
  dismissed(): readonly Dismissed[]
  taste(): readonly Taste[]
  /** Oldest first. */
  receipts(): readonly Receipt[]

  /** Once, however often it is said. Ids the template does not know are not taken. */
  like(template: string, picks: Readonly<Record<string, string>>): void
  giveReason(template: string, reason: GivenReason): void
  /** In place of what was said. */
  correctReason(id: string, reason: GivenReason): void
  dismiss(line: Dismissed): void
  readonly isLearning: () => boolean
  /** Off forgets what was learned. */
  setLearning(isOn: boolean): void
  /** One more of the customer's own choices; not counted where learning is off. */
  chose(template: string, option: string, choice: string): void
  /** Receipts are a chain: removing one removes them all. The first fit set is emptied. */
  remove(field: ProfileField, index: number): void
  clear(field: ProfileField): void
  /** All of it, also what is stored. */
  clearAll(): void
  /** Lines that were carried here; what is here already stays as it is. False: not all of them are here now. */
  add(lines: Partial<ProfileContents> & { readonly fitSets?: StoredFitSets }): boolean

  readonly isKept: () => boolean
  readonly keeping: () => Keeping
  /** The same of the fit sets. */
  readonly fitKeeping: () => Keeping
  /** As much as a profile may hold is here: the last line was not taken. */
  readonly isFull: () => boolean
  /** Only on the customer's own act. False where the browser does not let us: it stays with the page. */
  keep(act: Event): boolean
  /** What is stored goes; the page still has it. */
  forget(): void
  /** A newer template of the same product brought a new design: from now on the profile knows its ids. */
  follow(design: Design): void
  subscribe(listener: () => void): () => void
  /** The page is done with it: what is kept stays. */
  dispose(): void
}

/** One line as the panel shows it, in the words of the customer's language where the product is known. */
export interface ProfileLine {
  readonly field: ProfileField
  /** Its place for `remove`. */
  readonly index: number
  /** The line's own as long as it stays. */
  readonly key: string
  /** False: of another product, carried here; listed, and takes no part. */
  readonly isOfThis: boolean
  /** What the customer can correct in place; a like is corrected by liking anew. */
  readonly corrects: 'reason' | 'name' | null
  /** `all`: goes only together with the other lines of its field. `empty`: stays, with nothing in it. */
  readonly removal: 'line' | 'empty' | 'all'
  readonly says: LineSays
}

export type LineSays =
  /** Without a name it is the first. Never a measurement: how many there are. */
  | { readonly kind: 'fitSet'; readonly id: string; readonly name: string; readonly measurements: number }
  | { readonly kind: 'like'; readonly product: string; readonly picks: readonly SaidChoice[] }
  | {
      readonly kind: 'reason'
      readonly product: string
      readonly id: string
      readonly reason: GivenReason
      readonly on: string
    }
  | ({ readonly kind: 'dismissed'; readonly product: string } & SaidChoice)
  | ({ readonly kind: 'taste'; readonly product: string; readonly times: number } & SaidChoice)
  | {
      readonly kind: 'receipt'
      readonly purpose: Purpose
      readonly state: ConsentState
      readonly by: Receipt['event']['by']
      /** To the minute, ISO 8601. */
      readonly at: string
    }

/** Labels; of another product, whose words are not here, its ids. */
export interface SaidChoice {
  readonly option: string
  readonly choice: string
}

/** What the shop is handed when the customer releases it: lines of this product, without their ids. */
export interface Released {
  readonly template: string
  readonly likes?: readonly Pick<Like, 'picks'>[]
  readonly reasons?: readonly Pick<Reason, 'reason' | 'on'>[]
}
