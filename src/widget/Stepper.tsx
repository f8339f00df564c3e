import { useId, type KeyboardEvent } from 'react'
import { bookOf, differenceText } from '../price/index.ts'
import type { CompiledOption } from '../template/index.ts'
import { useFitting } from './fitting.ts'
import { choiceText } from './labels.ts'
import { WhyCard } from './parts.ts'

/**
 * A number: two buttons and a field that arrow keys step. Arrows step over what is not possible now; a button
 * explains it.
 */
export function Stepper({ option }: { readonly option: CompiledOption }) {
  const { design, language, say, choose, openWhy, why } = useFitting()
  const id = useId()
  const chosen = design.selection()[option.id] ?? ''
  const at = option.choices.findIndex((choice) => choice.id === chosen)
  const answers = design.possible(option.id)
  const stateOf = (index: number) => answers.find((answer) => answer.choice === option.choices[index]?.id)?.state
  const label = option.label[language]
  // A discount that hangs on this number is said here, before it is reached.
  const discounts = bookOf(design.template, design.currency()).discounts.filter(({ when }) =>
    when.some((condition) => Object.hasOwn(condition, option.id))
  )

  const stepTo = (index: number, via: 'click' | 'arrow') => {
    const choice = option.choices[index]
    if (choice) choose(option, choice.id, via)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = option.choices.length - 1
    const by = STEPS[event.key]
    if (by === undefined) return
    event.preventDefault()
    const way = by > 0 ? 1 : -1
    let index = by === Infinity ? last : by === -Infinity ? 0 : Math.min(last, Math.max(0, at + by))
    // Home and End look inwards for a possible value, steps look onwards.
    const search = Number.isFinite(by) ? way : -way
    while (stateOf(index) === 'no') index += search
    if (index !== at) stepTo(index, 'arrow')
  }

  return (
    <fieldset className="option" part="option" data-control="stepper">
      <legend id={`${id}-label`}>{label}</legend>
      {option.about && <p className="hint">{option.about[language]}</p>}
      {discounts.map((discount) => (
        <p className="hint" key={discount.code}>
          {discount.because[language]}
        </p>
      ))}
      <div className="stepper" part="stepper">
        {stepButton(at - 1, 'less')}
        <span
          className="value"
          role="spinbutton"
          tabIndex={0}
          aria-labelledby={`${id}-label`}
          aria-valuemin={Number(option.choices[0]?.id)}
          aria-valuemax={Number(option.choices.at(-1)?.id)}
          aria-valuenow={Number(chosen)}
          aria-valuetext={choiceText(design, option, chosen)}
          onKeyDown={onKeyDown}
        >
          {choiceText(design, option, chosen)}
        </span>
        {stepButton(at + 1, 'more')}
      </div>
      {why?.option === option.id && <WhyCard option={option} choice={why.choice} />}
    </fieldset>
  )

  function stepButton(index: number, way: 'less' | 'more') {
    const choice = option.choices[index]
    const answer = answers.find((candidate) => candidate.choice === choice?.id)
    const isBlocked = answer?.state === 'no'
    const name = say(way, { what: label })
    return (
      <button
        type="button"
        className="step"
        aria-label={choice && isBlocked ? say('blockedStep', { choice: choiceText(design, option, choice.id) }) : name}
        aria-disabled={!choice || isBlocked || undefined}
        data-blocked={isBlocked || undefined}
        onClick={() => {
          if (!choice) return
          if (isBlocked) openWhy({ option: option.id, choice: choice.id })
          else stepTo(index, 'click')
        }}
      >
        <span aria-hidden="true">{way === 'less' ? '−' : '+'}</span>
        {answer?.difference ? (
          <span className="difference">{differenceText(answer.difference, design.currency(), language)}</span>
        ) : null}
      </button>
    )
  }
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 5,
  PageDown: -5,
  Home: -Infinity,
  End: Infinity,
}
