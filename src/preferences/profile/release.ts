import type { Profile, Released, ReleasedField } from './types.ts'

/**
 * What the shop is handed of the fields that the customer ticked: lines of its own product only, and without their
 * ids, by which two shops could tell that it is the same person.
 */
export function releasedOf(profile: Profile, fields: readonly ReleasedField[]): Released {
  const { template } = profile
  const isOfThis = (line: { readonly template: string }) => line.template === template
  return {
    template,
    ...(fields.includes('likes') && {
      likes: profile
        .likes()
        .filter(isOfThis)
        .map(({ picks }) => ({ picks: { ...picks } })),
    }),
    ...(fields.includes('reasons') && {
      reasons: profile
        .reasons()
        .filter(isOfThis)
        .map(({ reason, on }) => ({ reason, on })),
    }),
  }
}
