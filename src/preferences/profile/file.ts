import * as v from 'valibot'
import { digestOf, ToileError } from '../../ground/index.ts'
import { createFitSets, isStored, type FitSets, type Stored } from '../fitSets.ts'
import { CONTENTS, hasTwice, isChained, isNewer, NOTHING, PROFILE_FORMAT } from './contents.ts'
import { isLocked, locked, unlocked } from './jwe.ts'
import { plainJson } from './plainJson.ts'
import { PROFILE_FIELDS, type Profile, type ProfileContents, type ProfileField, type ProfileLine } from './types.ts'

/** A full profile, locked, has two thirds of it. */
const MOST_BYTES = 512_000

/** What is in a file, to be looked at line by line (`linesOf`) before anything is taken. */
export interface CarriedProfile extends Pick<Profile, 'likes' | 'reasons' | 'dismissed' | 'taste' | 'receipts'> {
  /** A copy of their own: nothing of it is kept or worn. */
  readonly fitSets: FitSets
  readonly isLearning: () => boolean
}

/**
 * A file of the ticked fields and nothing else: `toile.profile/1`, plain JSON with a digest, or the same locked with a
 * passphrase.
 *
 * @throws {ToileError} `profile/passphrase` (empty), `profile/lock` (no WebCrypto here).
 */
export async function profileFile(
  profile: Profile | CarriedProfile,
  fields: readonly ProfileField[],
  passphrase?: string
): Promise<Blob> {
  if (passphrase === '') throw new ToileError('profile/passphrase', 'Expected a passphrase, got an empty one.')
  const whole: Readonly<Record<ProfileField, unknown>> = {
    fitSets: profile.fitSets.stored(),
    likes: profile.likes(),
    reasons: profile.reasons(),
    dismissed: profile.dismissed(),
    taste: profile.isLearning() ? profile.taste() : null,
    receipts: profile.receipts(),
  }
  const ticked = PROFILE_FIELDS.filter((field) => fields.includes(field)).map((field) => [field, whole[field]])
  const body = { format: PROFILE_FORMAT, ...(Object.fromEntries(ticked) as Partial<typeof whole>) }
  const text = `${JSON.stringify({ ...body, digest: digestOf(body) }, null, 2)}\n`
  return passphrase === undefined
    ? new Blob([text], { type: 'application/json' })
    : new Blob([await locked(text, passphrase)], { type: 'application/jose' })
}

const FileBody = v.strictObject({
  format: v.literal(PROFILE_FORMAT),
  fitSets: v.exactOptional(v.custom<Stored>(isStored)),
  likes: v.exactOptional(CONTENTS.likes),
  reasons: v.exactOptional(CONTENTS.reasons),
  dismissed: v.exactOptional(CONTENTS.dismissed),
  taste: v.exactOptional(CONTENTS.taste),
  receipts: v.exactOptional(CONTENTS.receipts),
})

/**
 * Reads a file whole or not at all; nothing is taken over yet.
 *
 * @throws {ToileError} `profile/huge`; `profile/wrong` (no JSON, not ours, a field that is unknown or of another
 * shape); `profile/newer`; `profile/altered` (its digest, or a receipt that was altered or taken out);
 * `profile/locked` (no passphrase was given); `profile/passphrase`; `profile/lock` (see `unlocked`).
 */
export async function readProfileFile(file: Blob, passphrase?: string): Promise<CarriedProfile> {
  if (file.size > MOST_BYTES)
    throw new ToileError('profile/huge', `Expected at most ${MOST_BYTES} bytes, got ${file.size}.`)
  const text = (await file.text()).trim()
  if (!isLocked(text)) return carriedIn(text)
  if (passphrase === undefined) throw new ToileError('profile/locked', 'The file is locked: give its passphrase.')
  return carriedIn(await unlocked(text, passphrase))
}

function carriedIn(text: string): CarriedProfile {
  const value = plainJson(text)
  if (isNewer(value)) throw new ToileError('profile/newer', `Expected ${PROFILE_FORMAT}, got a newer one.`)
  if (typeof value !== 'object' || value === null || !('digest' in value)) throw wrong('')
  const { digest, ...body } = value
  const read = v.safeParse(FileBody, body)
  // Keys and places only: what stands there is the customer's.
  if (!read.success) throw wrong(v.getDotPath(read.issues[0]) ?? '')
  const { format: _, fitSets, ...fields } = read.output
  const contents: ProfileContents = { ...NOTHING, ...fields }
  if (!isDigest(digest, body) || hasTwice(contents) || !isChained(contents.receipts))
    throw new ToileError('profile/altered', 'The file was altered or damaged since it was written.')
  const sets = createFitSets()
  if (fitSets) sets.restore(fitSets)
  return {
    fitSets: sets,
    likes: () => contents.likes,
    reasons: () => contents.reasons,
    dismissed: () => contents.dismissed,
    taste: () => contents.taste ?? [],
    receipts: () => contents.receipts,
    isLearning: () => contents.taste !== null,
  }
}

function isDigest(digest: unknown, body: unknown): boolean {
  try {
    return digestOf(body) === digest
  } catch {
    // Half a character, which nothing we write has.
    return false
  }
}

const wrong = (path: string) =>
  new ToileError('profile/wrong', `Expected a profile (${PROFILE_FORMAT}), got something else.`, { path })

/**
 * Takes the ticked lines over, in one act; what is here already stays as it is. Learning is on from then on where what
 * was learned is taken.
 *
 * @param lines of `linesOf(carried, …)`; `all` is the whole file
 * @returns false where not all of it has room, or where receipts would have to go on from others than ours.
 */
export function take(profile: Profile, carried: CarriedProfile, lines: 'all' | readonly ProfileLine[]): boolean {
  const ticked = lines === 'all' ? null : lines
  const of = <Line>(field: ProfileField, all: readonly Line[]): readonly Line[] =>
    ticked ? all.filter((_, at) => ticked.some((line) => line.field === field && line.index === at)) : all
  const taste = of('taste', carried.taste())
  return profile.add({
    likes: of('likes', carried.likes()),
    reasons: of('reasons', carried.reasons()),
    dismissed: of('dismissed', carried.dismissed()),
    taste: taste.length > 0 || (!ticked && carried.isLearning()) ? taste : null,
    // A chain goes whole: one ticked is all of them.
    receipts: !ticked || ticked.some(({ field }) => field === 'receipts') ? carried.receipts() : [],
    fitSets: setsOf(carried, (id) => !ticked || ticked.some(({ field, key }) => field === 'fitSets' && key === id)),
  })
}

/** Only these sets; those that differed from another stand by themselves without it. */
function setsOf({ fitSets }: CarriedProfile, isTicked: (id: string) => boolean): Stored {
  const some = createFitSets()
  some.restore(fitSets.stored())
  const [first, ...others] = fitSets.all().map(({ id }) => id)
  for (const id of others) if (!isTicked(id)) some.remove(id)
  if (!isTicked(first!)) some.empty()
  return some.stored()
}
