import { useId, useState } from 'react'
import { doubtText, HELPING, isHelping, unitOf, type SurveyName } from '../../fit/index.ts'
import { useFitting } from '../fitting.ts'
import { Drawing } from './drawings/Drawing.tsx'
import { tapeOf } from './drawings/tapes.ts'
import { Measurement } from './Measurement.tsx'
import { massText, massUnitOf, typedMass } from './reading.ts'
import { TypedField } from './TypedField.tsx'
import { useFitWords } from './words.ts'

const SURVEYS = [
  [null, 'surveyBoth'],
  ['women', 'surveyWomen'],
  ['men', 'surveyMen'],
] as const satisfies readonly (readonly [SurveyName | null, string])[]

/** What nobody has to tell: it brings the estimates closer, and goes into no order. */
export function Closer() {
  const { design } = useFitting()
  const say = useFitWords()
  const id = useId()
  const { survey, measurements } = design.decisions()
  const isOfUse =
    survey !== null ||
    Object.keys(measurements).some(isHelping) ||
    design.body().some(({ source }) => source === 'estimated')
  if (!isOfUse) return null
  return (
    <details className="more">
      <summary>{say('closer')}</summary>
      <p className="hint">{say('closerWhy')}</p>
      <Mass key={design.unit()} />
      {HELPING.filter((name) => unitOf(name) === 'length' && tapeOf(name)).map((name) => (
        <Measurement key={name} asked={{ name, required: false }} unit={design.unit()} />
      ))}
      <fieldset className="option" data-control="list">
        <legend>{say('survey')}</legend>
        <div className="choices">
          {SURVEYS.map(([name, word]) => (
            <label className="choice" key={word} part="choice entry" data-chosen={survey === name || undefined}>
              <input type="radio" name={id} checked={survey === name} onChange={() => design.setSurvey(name)} />
              <span className="words">
                <span className="name">{say(word)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </details>
  )
}

function Mass() {
  const { design, language } = useFitting()
  const say = useFitWords()
  const id = useId()
  const unit = massUnitOf(design.unit())
  const taken = design.decisions().measurements['bodyMass']
  const [typing, setTyping] = useState<string | null>(null)
  const [isMisread, setMisread] = useState(false)
  const doubt = design.doubts().find(({ name }) => name === 'bodyMass')
  const isDoubted = isMisread || doubt !== undefined

  const settle = () => {
    if (typing === null) return
    const mass = typing.trim() === '' ? null : typedMass(typing, unit)
    const isRead = mass !== null || typing.trim() === ''
    setMisread(!isRead)
    if (isRead) setTyping(null)
    if (mass !== (taken ?? null)) design.measure({ bodyMass: mass })
  }

  return (
    <div className="measurement">
      <Drawing name="bodyMass" />
      <div className="asking">
        <label htmlFor={id}>
          {say('mass')} <span className="soft">{say('optional')}</span>
        </label>
        <TypedField
          id={id}
          text={typing ?? (taken === undefined ? '' : massText(taken, unit, language))}
          inputMode="decimal"
          unit={say(unit)}
          describedBy={isDoubted ? [`${id}-doubt`] : []}
          isDoubted={isDoubted}
          onType={(text) => {
            setTyping(text)
            setMisread(false)
          }}
          onSettle={settle}
        />
        {isDoubted && (
          <div className="doubt" id={`${id}-doubt`} role="status">
            <p>{doubt && !isMisread ? doubtText(doubt, language, design.unit()) : say('massUnread')}</p>
            {!isMisread && doubt && doubt.suggestion !== null && (
              <button type="button" className="quiet" onClick={() => design.measure({ bodyMass: doubt.suggestion })}>
                {say('useThat', { value: `${massText(doubt.suggestion, unit, language)} ${say(unit)}` })}
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  )
}
