import type { CompiledTemplate } from '../../template/index.ts'
import { withoutLengths } from '../ofBody.ts'
import type { Like, Profile, Released, ReleasedField } from './types.ts'

/**
 * What the shop is handed of the fields that the customer ticked: lines of its own product only, and without their
 * ids, by which two shops could tell that it is the same person. A line that was carried here says only what the
 * template knows.
 */
export function releasedOf(profile: Profile, fields: readonly ReleasedField[]): Released {
  const { template } = profile
  const isOfThis = (line: { readonly template: string }) => line.template === template
  const likes = () => profile.likes().filter(isOfThis)
  const reasons = () => profile.reasons().filter(isOfThis)
  return {
    template,
    ...(fields.includes('likes') && { likes: likes().map(({ picks }) => ({ picks: knownOf(profile.product(), picks) })) }),
    ...(fields.includes('reasons') && { reasons: reasons().map(({ reason, on }) => ({ reason, on })) }),
  }
}

function knownOf(template: CompiledTemplate, picks: Like['picks']): Like['picks'] {
  const isKnown = (option: string, choice: string) =>
    template.options.some(({ id, choices }) => id === option && choices.some((one) => one.id === choice))
  const known = Object.entries(picks).filter(([option, choice]) => isKnown(option, choice))
  return withoutLengths(template, Object.fromEntries(known))
}
