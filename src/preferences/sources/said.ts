import { PURPOSES, type HostSaid, type Purpose } from '../types.ts'

/** What a consent tool says: of every purpose that nothing stands against it, a no, or a record of a yes. */
export type Said = Readonly<Record<Purpose, HostSaid>>

/** What a tool has no word for it does not allow. */
export const saidOf = (allowed: Partial<Record<Purpose, boolean>>): Said =>
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, allowed[purpose] === true ? 'allowed' : 'denied'])) as Said

/** A no to everything: undecided, unreadable, or of a shape that is not known here. */
export const NO: Said = saidOf({})

/** The law that the tool is for does not apply to this visitor, so it stands against nothing. */
export const NOTHING_AGAINST: Said = saidOf(
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, true])) as Record<Purpose, true>
)

/** What `read` makes of what a tool holds; whatever goes wrong while looking is a no. */
export function protectively<Found extends Said | null>(read: () => Found): Found | Said {
  try {
    return read()
  } catch {
    return NO
  }
}
