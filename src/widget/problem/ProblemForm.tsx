import { useId, useState } from 'react'
import { PROBLEMS, type Problem } from '../../preferences/index.ts'
import { useFitting, useGate } from '../fitting.ts'
import { sentenceCase } from '../listWords.ts'
import { Question } from '../privacy/Question.tsx'
import { saveFile } from '../saveFile.ts'
import { eventOf, reportOf, reportText, sentText, type Complaint } from './report.ts'
import { useProblemWords } from './words.ts'

interface ProblemFormProps {
  readonly group: string
  /** It was told of before, and is not solved. */
  readonly again: Complaint | null
  readonly onTold: (complaint: Complaint, how: 'isSent' | 'saved') => void
  readonly onLeave: () => void
}

/**
 * What is wrong, from a closed list, and of what. It shows to the letter what would leave; without a yes nothing does,
 * and the file says the same, and more, in the customer's own hand.
 */
export function ProblemForm({ group, again, onTold, onLeave }: ProblemFormProps) {
  const { design, language } = useFitting()
  const say = useProblemWords()
  const gate = useGate()
  const id = useId()
  const [problem, setProblem] = useState<Problem | null>(again?.problem ?? null)
  const [option, setOption] = useState<string | null>(again?.option ?? null)
  const options = design.template.options.filter((one) => one.group === group)
  const complaint = problem && { problem, option }

  const send = (told: Complaint) => {
    gate.emit('problem.reported', eventOf(told))
    onTold(told, 'isSent')
  }

  return (
    <>
      <h3>{say('wrong')}</h3>
      <fieldset className="option" data-control="list">
        <legend>{say('what')}</legend>
        <div className="choices">
          {PROBLEMS.map((one) => (
            <label className="choice" key={one} data-chosen={problem === one || undefined}>
              <input type="radio" name={id} checked={problem === one} onChange={() => setProblem(one)} />
              <span className="words">
                <span className="name">{sentenceCase(say(`problem.${one}`))}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {options.length > 0 && (
        <div>
          <label htmlFor={`${id}-about`}>{say('about')}</label>
          <select
            id={`${id}-about`}
            className="text"
            value={option ?? ''}
            onChange={(event) => setOption(event.target.value || null)}
          >
            <option value="">{say('aboutAll')}</option>
            {options.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label[language]}
              </option>
            ))}
          </select>
        </div>
      )}
      {complaint && <Ways complaint={complaint} onSend={() => send(complaint)} onTold={onTold} />}
      <button type="button" className="quiet" onClick={onLeave}>
        {say('leave')}
      </button>
    </>
  )
}

interface WaysProps {
  readonly complaint: Complaint
  readonly onSend: () => void
  readonly onTold: ProblemFormProps['onTold']
}

/** How it reaches the shop: sent with a yes, as a file without. */
function Ways({ complaint, onSend, onTold }: WaysProps) {
  const { design } = useFitting()
  const say = useProblemWords()
  const gate = useGate()
  const id = useId()
  const isOpen = gate.isOpen('insight')
  const file = reportText(reportOf(design, complaint))
  const save = () => {
    saveFile(new Blob([file], { type: 'application/json' }), `${design.template.id}-problem.json`)
    onTold(complaint, 'saved')
  }

  return (
    <>
      <div>
        <p id={`${id}-sent`}>
          <strong>{say('sent')}</strong>
        </p>
        <pre aria-labelledby={`${id}-sent`}>{sentText(design, complaint)}</pre>
        <p className="hint">{say('sentAround')}</p>
      </div>
      <details>
        <summary>{say('file')}</summary>
        <pre>{file}</pre>
        <p className="hint">{say('fileWhat')}</p>
      </details>
      <div className="acts">
        {isOpen && (
          <button type="button" className="main" onClick={onSend}>
            {say('send')}
          </button>
        )}
        <button type="button" className={isOpen ? 'second' : 'main'} onClick={save}>
          {say('save')}
        </button>
      </div>
      {!isOpen && <p className="hint">{say('notSent')}</p>}
      <Question purpose="insight" hasCause />
    </>
  )
}
