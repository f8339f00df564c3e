import { useEffect, useId, useRef } from 'react'
import type { Gate } from '../../preferences/index.ts'
import { useGate } from '../fitting.ts'
import { Answers, type AskedPurpose } from './Answers.tsx'
import { useCalm } from './useCalm.ts'
import { usePrivacyWords } from './words.ts'

/** What each visit's customer was asked, of all purposes: one question a visit is as many as anybody wants. */
const asked = new WeakMap<Gate, AskedPurpose>()

interface QuestionProps {
  readonly purpose: AskedPurpose
  /** There is something that the question is about. */
  readonly hasCause: boolean
  /** The answer stands here and can be changed here, on later visits too. */
  readonly isSettled?: boolean
}

/**
 * A question in its place: once it has a cause, when nobody drags or types, unless another was asked on this visit or
 * an answer stands (six months). Two buttons of the same weight; nothing depends on the answer.
 */
export function Question({ purpose, hasCause, isSettled = false }: QuestionProps) {
  const say = usePrivacyWords()
  const gate = useGate()
  const id = useId()
  const place = useRef<HTMLElement>(null)
  const status = useRef<HTMLParagraphElement>(null)
  const state = gate.state(purpose)
  const isOpen = gate.isOpen(purpose)
  // What was agreed to long ago, or to less, is asked again.
  const isUnanswered = state === 'unknown' || state === 'expired'
  const isTurn = (asked.get(gate) ?? purpose) === purpose
  const isAsking = useCalm(place, isUnanswered && hasCause && isTurn) && isUnanswered
  const isAnsweredHere = useRef(false)

  useEffect(() => {
    if (isAsking) asked.set(gate, purpose)
    // The buttons go with the answer, and focus must not fall off the page.
    else if (isAnsweredHere.current) status.current?.focus()
    isAnsweredHere.current = false
  }, [isAsking, gate, purpose])

  const isTold = isSettled ? !isUnanswered || (hasCause && !isTurn) : !isUnanswered && asked.get(gate) === purpose
  return (
    <section
      className="ask"
      part="consent"
      ref={place}
      hidden={!isAsking && !isTold}
      aria-labelledby={isAsking ? id : undefined}
      onClickCapture={() => (isAnsweredHere.current = isAsking)}
    >
      {isAsking && (
        <>
          <h3 id={id}>{say(`ask.${purpose}`)}</h3>
          <p className="hint">{say(`about.${purpose}`)}</p>
          <Answers purpose={purpose} labelledBy={id} />
          <p className="hint">{say(`without.${purpose}`)}</p>
        </>
      )}
      {isTold && (
        <p className="hint" role="status" ref={status} tabIndex={-1}>
          {say(isOpen ? `isOn.${purpose}` : `isOff.${purpose}`)}
          {!isSettled && ` ${say('changeLater')}`}
        </p>
      )}
      {isTold && isSettled && (
        <button
          type="button"
          className="quiet"
          onClick={(event) => gate[isOpen ? 'withdraw' : 'grant'](purpose, event.nativeEvent)}
        >
          {say(isOpen ? `stop.${purpose}` : `yes.${purpose}`)}
        </button>
      )}
    </section>
  )
}
