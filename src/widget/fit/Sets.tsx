import { useId, useMemo, useState } from 'react'
import type { Say } from '../../ground/index.ts'
import { FIRST_SET, fitProfileOf, LONGEST_NAME, type FitProfile } from '../../preferences/index.ts'
import { useChanges, useFitting, useGate } from '../fitting.ts'
import { Question } from '../privacy/Question.tsx'
import { FitFile } from './FitFile.tsx'
import { useFitWords, type FitKey } from './words.ts'

/** Whose measurements these are: one person may have several sets, and several people may share a device. */
export function Sets() {
  const { design } = useFitting()
  const say = useFitWords()
  const gate = useGate()
  const id = useId()
  // Said here: the widget's own voice says of the same step that measurements were noted.
  const [said, setSaid] = useState('')
  const profile = useMemo(() => fitProfileOf(gate, design), [gate, design])
  useChanges(profile.sets)
  const sets = profile.sets.all()
  const current = profile.current()
  const nameOf = (one: string) => nameIn(profile, one, say)
  const sayWorn = () => setSaid(say('setWorn', { name: nameOf(profile.current()) }))

  return (
    <section className="sets">
      {sets.length > 1 && (
        <fieldset className="option" data-control="list">
          <legend>{say('sets')}</legend>
          <div className="choices">
            {sets.map((set) => (
              <label className="choice" key={set.id} part="choice entry" data-chosen={current === set.id || undefined}>
                <input
                  type="radio"
                  name={id}
                  checked={current === set.id}
                  onChange={() => {
                    profile.wear(set.id)
                    sayWorn()
                  }}
                />
                <span className="words">
                  <span className="name">{nameOf(set.id)}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <details className="more">
        <summary>{say(sets.length > 1 ? 'setMoreShort' : 'setMore')}</summary>
        <Adding profile={profile} onAdded={(isAdded) => (isAdded ? sayWorn() : setSaid(say('setMany')))} />
        {sets.length > 1 && (
          <Renaming key={current} profile={profile} id={current} name={nameOf(current)} onRemoved={sayWorn} />
        )}
        <FitFile />
      </details>
      <p className="hint" role="status">
        {said}
      </p>
    </section>
  )
}

function nameIn({ sets }: FitProfile, id: string, say: Say<FitKey>): string {
  const at = sets.all().findIndex((set) => set.id === id)
  const name = sets.all()[at]?.name
  return name || (id === FIRST_SET ? say('setFirst') : say('setUnnamed', { n: at + 1 }))
}

const SUGGESTED = ['setHeels', 'setBinder', 'setOther'] as const

interface AddingProps {
  readonly profile: FitProfile
  onAdded(isAdded: boolean): void
}

function Adding({ profile, onAdded }: AddingProps) {
  const say = useFitWords()
  const id = useId()
  const [name, setName] = useState('')

  const add = (like: 'this' | 'nobody') => {
    const isAdded = profile.add(name, like)
    if (isAdded) setName('')
    onAdded(isAdded)
  }

  return (
    <div className="adding">
      <label htmlFor={id}>{say('setName')}</label>
      <input
        id={id}
        className="text"
        part="field"
        type="text"
        autoComplete="off"
        maxLength={LONGEST_NAME}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="acts">
        {SUGGESTED.map((word) => (
          <button type="button" className="quiet" key={word} onClick={() => setName(say(word))}>
            {say(word)}
          </button>
        ))}
      </div>
      <div className="acts equal">
        <button type="button" className="second" onClick={() => add('this')}>
          {say('setLike')}
        </button>
        <button type="button" className="second" onClick={() => add('nobody')}>
          {say('setEmpty')}
        </button>
      </div>
    </div>
  )
}

interface RenamingProps {
  readonly profile: FitProfile
  readonly id: string
  readonly name: string
  onRemoved(): void
}

function Renaming({ profile, id, name, onRemoved }: RenamingProps) {
  const say = useFitWords()
  const fieldId = useId()
  const [typing, setTyping] = useState(name)
  return (
    <div className="adding">
      <label htmlFor={fieldId}>{say('setRename', { name })}</label>
      <input
        id={fieldId}
        className="text"
        part="field"
        type="text"
        autoComplete="off"
        maxLength={LONGEST_NAME}
        value={typing}
        onChange={(event) => setTyping(event.target.value)}
      />
      <div className="acts">
        <button type="button" className="second" onClick={() => profile.rename(id, typing)}>
          {say('setRenameDo')}
        </button>
        {id !== FIRST_SET && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              profile.remove(id)
              onRemoved()
            }}
          >
            {say('setRemove', { name })}
          </button>
        )}
      </div>
    </div>
  )
}

/** Keeping the sets is asked for once there is something to keep; the answer stands here and can be changed here. */
export function KeepSets() {
  const { design } = useFitting()
  const { measurements, garment } = design.decisions()
  const hasCause = Object.keys(measurements).length > 0 || garment !== null
  return <Question purpose="measurements" hasCause={hasCause} isSettled />
}
