import { useId, useState } from 'react'
import type { Possible } from '../design/index.ts'
import { differenceText } from '../price/index.ts'
import type { CompiledChoice, CompiledOption } from '../template/index.ts'
import { useArrowing } from './arrowing.ts'
import { useFitting } from './fitting.ts'
import { choiceText } from './labels.ts'
import { Screens, WhyCard } from './parts.ts'

/**
 * One option as a native radio group: swatches, drawings or a list. A choice that picks rule out stays in the group
 * and
 * takes focus; it never checks, and a click, Space or Enter opens the reason instead.
 */
export function Choices({ option }: { readonly option: CompiledOption }) {
  const { design, language, say, choose, why } = useFitting()
  const name = useId()
  const arrowing = useArrowing()
  const [hinted, setHinted] = useState<string | null>(null)
  const chosen = design.selection()[option.id] ?? ''
  const answers = new Map(design.possible(option.id).map((answer) => [answer.choice, answer]))
  const shown = option.choices.find((choice) => choice.id === (hinted ?? chosen))

  return (
    <fieldset
      className="option"
      part="option"
      data-option={option.id}
      data-control={option.control}
      {...arrowing.handlers}
    >
      <legend>
        {option.label[language]} <span className="now">{choiceText(design, option, chosen)}</span>
      </legend>
      {option.about && <p className="hint">{option.about[language]}</p>}
      <div className="choices" onPointerLeave={() => setHinted(null)} onBlur={() => setHinted(null)}>
        {option.choices.map((choice) => (
          <Choice
            key={choice.id}
            name={name}
            option={option}
            choice={choice}
            answer={answers.get(choice.id)}
            isChosen={choice.id === chosen}
            onHint={() => setHinted(choice.id)}
            onChoose={() => choose(option, choice.id, arrowing.via())}
          />
        ))}
      </div>
      {shown && option.control === 'swatch' && (
        <SwatchFacts choice={shown} isBlocked={answers.get(shown.id)?.state === 'no'} say={say('notNow')} />
      )}
      {option.choices.some(({ colour }) => colour) && <Screens option={option} />}
      {why?.option === option.id && <WhyCard option={option} choice={why.choice} />}
    </fieldset>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly option: CompiledOption
  readonly choice: CompiledChoice
  readonly answer: Possible | undefined
  readonly isChosen: boolean
  readonly onHint: () => void
  readonly onChoose: () => void
}

function Choice({ name, option, choice, answer, isChosen, onHint, onChoose }: ChoiceProps) {
  const { design, base, language, say, openWhy } = useFitting()
  const id = useId()
  const isBlocked = answer?.state === 'no'
  const isUnknown = answer?.state === 'unknown'
  const what = option.control === 'swatch' ? 'swatch' : option.control === 'drawing' ? 'drawing' : 'entry'
  const price =
    answer === undefined || isBlocked
      ? say('notNow')
      : answer.difference === null
        ? say(isUnknown ? 'notKnown' : 'unknownPrice')
        : differenceText(answer.difference, design.currency(), language)

  return (
    <label
      className="choice"
      part={`choice ${what}`}
      data-blocked={isBlocked || undefined}
      data-unknown={isUnknown || undefined}
      data-chosen={isChosen || undefined}
      onPointerEnter={onHint}
    >
      <input
        type="radio"
        name={name}
        value={choice.id}
        checked={isChosen}
        aria-disabled={isBlocked || undefined}
        aria-labelledby={`${id}-name`}
        aria-describedby={isBlocked ? `${id}-blocked` : `${id}-price`}
        onFocus={onHint}
        onChange={onChoose}
        // A radio that is checked already, or that never checks, sends no change.
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (isBlocked) openWhy({ option: option.id, choice: choice.id })
          else if (!isChosen) onChoose()
        }}
      />
      {choice.image && (
        <span className="face">
          <img src={new URL(choice.image, base).href} alt="" loading="lazy" decoding="async" draggable={false} />
        </span>
      )}
      <span className="words">
        <span className="name" id={`${id}-name`}>
          {choiceText(design, option, choice.id)}
        </span>
        <span className="difference" id={`${id}-price`} data-same={answer?.difference === 0 || undefined}>
          {price}
        </span>
      </span>
      {isBlocked && (
        <span className="unseen" id={`${id}-blocked`}>
          {say('notNowLong')}
        </span>
      )}
    </label>
  )
}

function SwatchFacts({ choice, isBlocked, say }: { choice: CompiledChoice; isBlocked: boolean; say: string }) {
  const { language } = useFitting()
  return (
    <div className="facts">
      <p>
        <strong>{choice.label[language]}</strong>
        {isBlocked && <span className="soft"> · {say}</span>}
        {choice.about && <span className="soft"> {choice.about[language]}</span>}
      </p>
      {choice.facts.length > 0 && (
        <dl>
          {choice.facts.map((fact) => (
            <div key={fact.label.en}>
              <dt>{fact.label[language]}</dt>
              <dd>{fact.value[language]}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
