import { PURPOSES, type HostSaid, type Purpose } from '../types.ts'

/** What a consent tool says: every purpose, each with nothing against it, a no, or a record of a yes. */
export type Said = Readonly<Record<Purpose, HostSaid>>

/** What a tool has no word for it does not allow. */
export const saidOf = (allowed: Partial<Record<Purpose, boolean>>): Said =>
  Object.fromEntries(PURPOSES.map((purpose) => [purpose, allowed[purpose] === true ? 'allowed' : 'denied'])) as Said

/** A no to everything: nothing said yet, nothing readable, or a tool of a shape not known here. */
export const NO: Said = saidOf({})

/** What `read` makes of what a tool holds; whatever goes wrong while looking is a no. */
export function protectively(read: () => Said): Said {
  try {
    return read()
  } catch {
    return NO
  }
}
