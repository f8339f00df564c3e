import { useEffect, useId, useRef } from 'react'
import type { Change } from '../design/index.ts'
import { differenceText } from '../price/index.ts'
import { optionOf, type CompiledOption } from '../template/index.ts'
import { useFitting } from './fitting.ts'
import { choiceText } from './labels.ts'

/** Why a choice is not possible now, in the designer's words, and the smallest change that makes it possible. */
export function WhyCard({ option, choice }: { readonly option: CompiledOption; readonly choice: string }) {
  const { design, language, say, openWhy, lookAt } = useFitting()
  const id = useId()
  const card = useRef<HTMLDivElement>(null)
  const cameFrom = useRef<HTMLElement | null>(null)
  const { reasons, changes } = design.explain(option.id, choice)
  const isUnknown = design.possible(option.id).some((one) => one.choice === choice && one.state === 'unknown')
  const [smallest] = changes

  useEffect(() => {
    const root = card.current?.getRootNode() as ShadowRoot | Document | undefined
    cameFrom.current = (root?.activeElement as HTMLElement | null) ?? null
    card.current?.querySelector('button')?.focus()
    card.current?.scrollIntoView?.({ block: 'nearest' })
  }, [choice])

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
        {say('whyTitle', { choice: choiceText(design, option, choice) })}
      </p>
      <div id={`${id}-reason`}>
        {reasons.map((reason) => (
          <p key={reason.rule}>{reason.because}</p>
        ))}
        {!smallest && <p>{say(isUnknown ? 'notKnownLong' : 'noWayOut')}</p>}
      </div>
      <div className="acts">
        {smallest && (
          <button type="button" className="main" onClick={() => apply(smallest)}>
            {changeText(smallest)}
            {smallest.difference !== 0 && (
              <>
                {', '}
                <span className="difference">{differenceText(smallest.difference, design.currency(), language)}</span>
              </>
            )}
          </button>
        )}
        <button type="button" className="quiet" onClick={close}>
          {say('leaveIt')}
        </button>
      </div>
    </div>
  )

  function changeText(change: Change): string {
    const changes = Object.entries(change.set)
      .filter(([id]) => id !== option.id)
      .map(([id, to]) => {
        const other = optionOf(design.template, id)
        if (!other) return id
        const values = { option: other.label[language], choice: to === null ? '' : choiceText(design, other, to) }
        return say(to === null ? 'changeFree' : 'changeOne', values)
      })
    return changes.length ? say('changeButton', { changes: changes.join(say('and')) }) : say('changeAlready')
  }
}
