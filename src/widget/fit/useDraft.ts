import { useEffect, useState } from 'react'
import { SIDES } from '../../fit/index.ts'
import type { Design } from '../../design/index.ts'
import { useFitting } from '../fitting.ts'

/** The customer's own pattern, as far as a table of it goes. */
export type DraftState =
  | { readonly state: 'unmeasured' | 'drafting' | 'refused' }
  /** Tenths of a millimetre, by the draft's names. */
  | { readonly state: 'drafted'; readonly girths: Readonly<Record<string, number>> }

/** A customer who types on is not at rest. */
const REST_MS = 300

/** Drafts, in the page's worker, whenever the design comes to rest. */
export function useDraft(): DraftState {
  const { design, ordering } = useFitting()
  const isMeasured = isMeasuredEnough(design)
  const key = isMeasured ? keyOf(design) : null
  const [drafted, setDrafted] = useState<DraftState & { readonly key?: string }>({ state: 'drafting' })

  useEffect(() => {
    if (key === null) return
    let isOver = false
    const settle = (next: DraftState) => isOver || setDrafted({ ...next, key })
    const rest = setTimeout(() => {
      ordering.draft().then(
        (draft) => settle(draft ? { state: 'drafted', girths: draft.girths } : { state: 'refused' }),
        () => settle({ state: 'refused' })
      )
    }, REST_MS)
    return () => {
      isOver = true
      clearTimeout(rest)
    }
  }, [ordering, key])

  if (key === null) return { state: 'unmeasured' }
  // The last table stands until the next is there, so that it can be read while one changes something.
  return drafted.key === key || drafted.state === 'drafted' ? drafted : { state: 'drafting' }
}

const keyOf = (design: Design): string =>
  JSON.stringify([design.body().map(({ name, value }) => [name, value]), design.selection()])

/** Every measurement the product must have is known, on both sides where it is asked so. */
function isMeasuredEnough({ template, body }: Design): boolean {
  const known = new Set(body().map(({ name }) => name))
  return (
    known.size > 0 &&
    template.measurements.every(
      ({ name, required, sided }) =>
        !required || known.has(name) || (sided === true && SIDES.every((side) => known.has(`${name}.${side}`)))
    )
  )
}
