import { useId, useState } from 'react'
import { measurementLabel, unitOf } from '../../fit/index.ts'
import { dayText, lengthText, numberFormat } from '../../ground/index.ts'
import {
  FIRST_SET,
  fitProfileOf,
  linesOf,
  LONGEST_NAME,
  PROFILE_FIELDS,
  REASONS,
  type GivenReason,
  type ProfileLine,
} from '../../preferences/index.ts'
import { useFitting, useOwn } from '../fitting.ts'
import { FIT } from '../groups.ts'
import { usePrivacyWords, type SayPrivacy } from './words.ts'

interface LinesProps {
  /** What an act did, to be said. */
  onDone(said: string): void
  /** The customer wants to be where measurements are typed. */
  onLeave(): void
}

/** The profile, one line under the other. Receipts have a list of their own. */
export function ProfileLines({ onDone, onLeave }: LinesProps) {
  const { design } = useFitting()
  const { profile } = useOwn()
  const say = usePrivacyWords()
  const lines = linesOf(profile, design)
  return PROFILE_FIELDS.filter((field) => field !== 'receipts').map((field) => {
    const ofField = lines.filter((line) => line.field === field)
    if (ofField.length === 0) return null
    return (
      <section key={field} className="field">
        <h4 tabIndex={-1}>{say(`field.${field}`)}</h4>
        <ul className="lines-of">
          {ofField.map((line) => (
            <Line key={line.key} line={line} onDone={onDone} onLeave={onLeave} />
          ))}
        </ul>
      </section>
    )
  })
}

/** A line of the profile in one sentence. */
export function useLineText(): (line: ProfileLine) => string {
  const { language } = useFitting()
  const say = usePrivacyWords()
  return ({ says, isOfThis, index }) => {
    const of = (text: string) => (isOfThis || !('product' in says) ? text : `${says.product}: ${text}`)
    switch (says.kind) {
      case 'fitSet':
        return setName(says.id, says.name, index, say)
      case 'like':
        return of(says.picks.map((pick) => say('part', { ...pick })).join(', ') || say('likeAsIs'))
      case 'reason':
        return of(`${say(`reason.${says.reason}`)}, ${dayText(says.on, language, true)}`)
      case 'dismissed':
        return of(say('part', { ...says }))
      case 'taste':
        return of(say('tasteTimes', { part: say('part', { ...says }), n: says.times }))
      case 'receipt':
        return say('receiptLine', { purpose: say(`purpose.${says.purpose}`), state: say(`state.${says.state}`) })
    }
  }
}

const setName = (id: string, name: string, index: number, say: SayPrivacy): string =>
  name || (id === FIRST_SET ? say('setFirst') : say('setUnnamed', { n: index + 1 }))

function Line({ line, onDone, onLeave }: LinesProps & { readonly line: ProfileLine }) {
  const { profile } = useOwn()
  const say = usePrivacyWords()
  const text = useLineText()(line)
  return (
    <li>
      <p className="says">{text}</p>
      <div className="acts">
        {line.says.kind === 'reason' && <CorrectReason line={line.says} text={text} onDone={onDone} />}
        <button
          type="button"
          className="quiet"
          aria-label={say('removeWhat', { line: text })}
          onClick={(event) => {
            focusNear(event.currentTarget)
            profile.remove(line.field, line.index)
            onDone(say('removed'))
          }}
        >
          {say('remove')}
        </button>
      </div>
      {line.says.kind === 'fitSet' && <FitSet id={line.says.id} name={text} onDone={onDone} onLeave={onLeave} />}
    </li>
  )
}

/** The button goes with its line, and focus must not fall off the sheet. */
function focusNear(button: HTMLElement): void {
  const item = button.closest('li')
  const beside = item?.nextElementSibling ?? item?.previousElementSibling
  const near = beside?.querySelector<HTMLElement>(':scope > .acts > button:last-child')
  ;(near ?? button.closest('.folded')?.querySelector<HTMLElement>('[role=status]'))?.focus()
}

interface CorrectReasonProps extends Pick<LinesProps, 'onDone'> {
  readonly line: { readonly id: string; readonly reason: GivenReason }
  readonly text: string
}

function CorrectReason({ line: { id, reason }, text, onDone }: CorrectReasonProps) {
  const { profile } = useOwn()
  const say = usePrivacyWords()
  return (
    <select
      className="text"
      aria-label={say('correctWhat', { line: text })}
      value={reason}
      onChange={(event) => {
        const chosen = REASONS.find((one) => one === event.target.value)
        if (chosen) profile.correctReason(id, chosen)
        onDone(say('corrected'))
      }}
    >
      {REASONS.map((one) => (
        <option key={one} value={one}>
          {say(`reason.${one}`)}
        </option>
      ))}
    </select>
  )
}

interface FitSetProps extends LinesProps {
  readonly id: string
  readonly name: string
}

/** Its name is corrected here; its measurements where they are typed, with their drawings and doubts. */
function FitSet({ id, name, onDone, onLeave }: FitSetProps) {
  const { design, language, openGroup } = useFitting()
  const { gate, profile } = useOwn()
  const say = usePrivacyWords()
  const fieldId = useId()
  const [typing, setTyping] = useState(name)
  const measured = Object.entries(profile.fitSets.bodyOf(id).measurements)
  const valueText = (of: string, value: number): string =>
    unitOf(of) === 'mass'
      ? numberFormat(language, { style: 'unit', unit: 'kilogram' }).format(value / 10)
      : lengthText(value, design.unit(), language)

  return (
    <details className="correcting">
      <summary aria-label={say('correctLine', { line: name })}>{say('correct')}</summary>
      <div className="adding">
        {measured.length === 0 ? (
          <p className="hint">{say('nothingMeasured')}</p>
        ) : (
          <dl>
            {measured.map(([of, value]) => (
              <div key={of}>
                <dt>{measurementLabel(of, language)}</dt>
                <dd>{valueText(of, value)}</dd>
              </div>
            ))}
          </dl>
        )}
        <button
          type="button"
          className="second"
          onClick={() => {
            fitProfileOf(gate, design).wear(id)
            openGroup(FIT)
            onLeave()
          }}
        >
          {say('correctHere')}
        </button>
        <label htmlFor={fieldId}>{say('setName')}</label>
        <input
          id={fieldId}
          className="text"
          type="text"
          autoComplete="off"
          maxLength={LONGEST_NAME}
          value={typing}
          onChange={(event) => setTyping(event.target.value)}
        />
        <button
          type="button"
          className="second"
          onClick={() => {
            profile.fitSets.rename(id, typing)
            onDone(say('corrected'))
          }}
        >
          {say('rename')}
        </button>
      </div>
    </details>
  )
}
