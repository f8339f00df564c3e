import { useId } from 'react'
import { useFitting, useGate } from './fitting.ts'
import { useSheetWords } from './sheetWords.ts'

/** The consent question, in its place and once. Two buttons of the same weight; nothing depends on the answer. */
export default function Ask() {
  const say = useSheetWords()
  const gate = useGate()
  const id = useId()
  const state = gate.state('preferences')
  // What was agreed to long ago, or to less, is asked again.
  if (state !== 'unknown' && state !== 'expired') return null
  return (
    <section className="ask" part="consent" aria-labelledby={id}>
      <h3 id={id}>{say('privacyAsk')}</h3>
      <p className="hint">{say('privacyShared')}</p>
      <Answers />
    </section>
  )
}

export function Answers() {
  const { announce } = useFitting()
  const say = useSheetWords()
  const gate = useGate()
  return (
    <div className="acts equal">
      <button
        type="button"
        className="second"
        onClick={(event) => {
          gate.grant('preferences', event.nativeEvent)
          announce(say('privacyIsOn'))
        }}
      >
        {say('privacyYes')}
      </button>
      <button
        type="button"
        className="second"
        onClick={(event) => {
          gate.deny('preferences', event.nativeEvent)
          announce(say('privacyIsOff'))
        }}
      >
        {say('privacyNo')}
      </button>
    </div>
  )
}
