import { useEffect, useId, useRef } from 'react'
import type { BodyConflict, Change } from '../design/index.ts'
import { optionOf } from '../template/index.ts'
import { ChangeWords } from './ChangeWords.tsx'
import { useFitting } from './fitting.ts'
import { measurementNames } from './measurementNames.ts'
import { useSheetWords } from './sheetWords.ts'

interface ConflictCardProps {
  readonly conflict: BodyConflict
  /** Of what it says, for the field it stands at. */
  readonly textId: string
}

/**
 * Measurements that do not go with the choices: which, why in the designer's words, and what to choose instead. A
 * body is never asked to change.
 */
export function ConflictCard({ conflict, textId }: ConflictCardProps) {
  const { design, language, lookAt } = useFitting()
  const say = useSheetWords()
  const titleId = useId()
  const card = useRef<HTMLDivElement>(null)
  const { reasons, changes } = conflict
  const involved = [...new Set([...conflict.measurements, ...reasons.flatMap(({ measurements = [] }) => measurements)])]
  const { measurements, size } = design.decisions()
  const isOfSize = size !== null && involved.every((name) => !Object.hasOwn(measurements, name))
  const [anyOption] = design.template.options
  const isExact = anyOption !== undefined && design.possible(anyOption.id).every(({ exact }) => exact)

  useEffect(() => card.current?.scrollIntoView?.({ block: 'nearest' }), [])

  const apply = (change: Change) => {
    // The button goes with the conflict, and focus must not fall off the page.
    card.current?.closest<HTMLElement>('[role=tabpanel]')?.focus({ preventScroll: true })
    design.applyChange(change)
    const changed = Object.keys(change.set).map((id) => optionOf(design.template, id)?.view ?? null)
    lookAt(changed.find((view) => view !== null) ?? null)
  }

  return (
    <div className="why" part="card" ref={card} role="group" aria-labelledby={titleId}>
      <div id={textId} role="status">
        <p className="title" id={titleId}>
          {say(isOfSize ? 'conflictSize' : 'conflict', {
            names: measurementNames(involved, language, say),
            size: size?.label ?? '',
          })}
        </p>
        {reasons.map(({ rule, because }) => (
          <p key={rule}>{because}</p>
        ))}
        {/* Without a reason nothing is known yet. */}
        {reasons.length > 0 && changes.length === 0 && (
          <p>
            {say(isExact ? 'noDesign' : 'noDesignFound')} {say('askShop')}
          </p>
        )}
      </div>
      {changes.length > 0 && (
        <div className="acts">
          {changes.map((change, at) => (
            <button
              type="button"
              className={at === 0 ? 'main' : 'second'}
              key={JSON.stringify(change.set)}
              onClick={() => apply(change)}
            >
              <ChangeWords change={change} />
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
