import { late } from './late.tsx'

/** Nobody needs these in the first second; they come when the picture is there. */
export const ArtworkField = late(() => import('./ArtworkField.tsx'))
export const Compare = late(() => import('./Compare.tsx'))
export const Fit = late(() => import('./Fit.tsx'))
export const GroupEnd = late(() => import('./GroupEnd.tsx'))
export const Keep = late(() => import('./Keep.tsx'))
export const Outcome = late(() => import('./Outcome.tsx'))
export const OwnGarment = late(() => import('./OwnGarment.tsx'))
export const Privacy = late(() => import('./Privacy.tsx'))
export const Screens = late(() => import('./Screens.tsx'))
export const Share = late(() => import('./Share.tsx'))
export const Suggestions = late(() => import('./suggest/Suggestions.tsx'))
export const TextField = late(() => import('./TextField.tsx'))
export const Views = late(() => import('./Views.tsx'))
export const WhyCard = late(() => import('./WhyCard.tsx'))

/** What an order needs must be here before it is wanted: the network may be gone by then. */
export function warmParts(): void {
  for (const part of [TextField, WhyCard, GroupEnd, Screens, Outcome, Fit, Share, Keep, Privacy, Compare]) part.warm()
  void import('../order/index.ts').then(
    ({ createOrderSpec }) => createOrderSpec,
    () => undefined
  )
}
