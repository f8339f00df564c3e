import { useEffect, useId, useRef } from 'react'
import type { Change } from '../design/index.ts'
import type { CompiledOption } from '../template/index.ts'
import { ChangeWords } from './ChangeWords.tsx'
import { useFitting } from './fitting.ts'
import { choiceText } from './labels.ts'
import { measurementNames } from './measurementNames.ts'
import { useSheetWords } from './sheetWords.ts'

export interface WhyCardProps {
  readonly option: CompiledOption
  readonly choice: string
}

/**
 * Why a choice is not possible now, in the designer's words, and the smallest change of choices that makes it
 * possible. Of the body it names what takes part, never how much that is.
 */
export default function WhyCard({ option, choice }: WhyCardProps) {
  const { design, language, openWhy, lookAt } = useFitting()
  const say = useSheetWords()
  const id = useId()
  const card = useRef<HTMLDivElement>(null)
  const cameFrom = useRef<HTMLElement | null>(null)
  const { reasons, changes } = design.explain(option.id, choice)
  const answer = design.possible(option.id).find((one) => one.choice === choice)
  const isPossible = answer?.state === 'yes'
  const [smallest] = changes
  const isOfBody = reasons.some(({ measurements }) => measurements)
  const isOfBodyAlone = isOfBody && reasons.every(({ picks }) => picks.length === 0)

  useEffect(() => {
    const root = card.current?.getRootNode() as ShadowRoot | Document | undefined
    cameFrom.current = (root?.activeElement as HTMLElement | null) ?? null
    card.current?.querySelector('button')?.focus()
    card.current?.scrollIntoView?.({ block: 'nearest' })
  }, [choice])

  // Something else was undone or chosen meanwhile: there is nothing left to explain.
  useEffect(() => {
    if (isPossible) openWhy(null)
  }, [isPossible, openWhy])

  const close = () => {
    openWhy(null)
    cameFrom.current?.focus()
  }
  const apply = (change: Change) => {
    design.applyChange(change)
    lookAt(option.view)
    close()
  }

  return (
    <div
      className="why"
      part="card"
      ref={card}
      role="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-reason`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <p className="title" id={`${id}-title`}>
        {say(isOfBodyAlone ? 'whyTitleBody' : 'whyTitle', { choice: choiceText(design, option, choice) })}
      </p>
      <div id={`${id}-reason`}>
        {reasons.map(({ rule, because, measurements }) => (
          <p key={rule}>
            {because}
            {measurements && (
              <span className="soft">
                {' '}
                {say('whyMeasured', { names: measurementNames(measurements, language, say) })}
              </span>
            )}
          </p>
        ))}
        {!smallest && !isPossible && <p>{say(wayOut())}</p>}
      </div>
      <div className="acts">
        {smallest && (
          <button type="button" className="main" onClick={() => apply(smallest)}>
            <ChangeWords change={smallest} asked={option.id} />
          </button>
        )}
        <button type="button" className="quiet" onClick={close}>
          {say('leaveIt')}
        </button>
      </div>
    </div>
  )

  function wayOut() {
    if (answer?.state === 'unknown') return 'notKnownLong'
    if (reasons.length === 0) return 'whyComing'
    // Taking a step back would take a measurement back, and a body is as it is.
    return isOfBody ? 'askShop' : 'noWayOut'
  }
}
