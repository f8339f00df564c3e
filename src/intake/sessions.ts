import { DESK_ROLES, type DeskRole } from '../order/index.ts'
import { sameSecret, type Keys } from './keys.ts'

export const COOKIE = 'toile-desk'
const HOURS = 12

/**
 * Who sits at the desk. A session is a sealed note in a cookie, so the server keeps no list; a new password ends the
 * old sessions.
 */
export interface Sessions {
  /** The cookie for the role that this password opens; null when it opens none. */
  open(password: string, secure: boolean): { readonly role: DeskRole; readonly cookie: string } | null
  roleOf(cookieHeader: string | undefined): DeskRole | null
  readonly closing: string
}

export function createSessions(
  passwords: Readonly<Partial<Record<DeskRole, string>>>,
  keys: Pick<Keys, 'seal'>,
  clock: () => Date
): Sessions {
  const sealOf = (role: DeskRole, until: string) => keys.seal('desk', `${role}\0${until}\0${passwords[role] ?? ''}`)
  const attributes = 'Path=/; HttpOnly; SameSite=Strict'
  return {
    open(password, secure) {
      // Every role is compared, so that the time tells nothing.
      const opened = DESK_ROLES.filter((role) => {
        const set = passwords[role]
        return sameSecret(set ?? '', password) && Boolean(set)
      })[0]
      if (!opened) return null
      const until = String(clock().getTime() + HOURS * 3_600_000)
      const note = `${opened}.${until}.${sealOf(opened, until)}`
      return {
        role: opened,
        cookie: `${COOKIE}=${note}; ${attributes}; Max-Age=${HOURS * 3600}${secure ? '; Secure' : ''}`,
      }
    },
    roleOf(header) {
      const note = header
        ?.split(/;\s*/)
        .find((part) => part.startsWith(`${COOKIE}=`))
        ?.slice(COOKIE.length + 1)
      const [name, until = '', seal = ''] = (note ?? '').split('.')
      const role = DESK_ROLES.find((candidate) => candidate === name)
      if (!role || !passwords[role] || !(Number(until) > clock().getTime())) return null
      return sameSecret(seal, sealOf(role, until)) ? role : null
    },
    closing: `${COOKIE}=; ${attributes}; Max-Age=0`,
  }
}

const CONSONANTS = 'bdfghklmnprstvz'
const VOWELS = 'aeiou'

/** A password to be read from a terminal and typed: five pronounceable groups, some 62 bits. */
export function createPassword(): string {
  const pick = (letters: string) => letters[crypto.getRandomValues(new Uint32Array(1))[0]! % letters.length]!
  const group = () => pick(CONSONANTS) + pick(VOWELS) + pick(CONSONANTS) + pick(VOWELS)
  return Array.from({ length: 5 }, group).join('-')
}
