import { useEffect, useId, useRef, useState } from 'react'
import { REASONS, type GivenReason, type Profile } from '../../preferences/index.ts'
import { useChanges, useFitting, useGate, useOwn } from '../fitting.ts'
import { sentenceCase } from '../listWords.ts'
import { useReasonWords } from './words.ts'

/** Designs that were asked about on this page, by their codes. */
const asked = new WeakMap<Profile, Set<string>>()

/**
 * One question after a design is finished, from a closed list, once; not answering it costs nothing. The answer is the
 * customer's own; the shop hears it only where they share their choices.
 */
export function Reason() {
  const { design } = useFitting()
  const { profile } = useOwn()
  const gate = useGate()
  const say = useReasonWords()
  const id = useId()
  useChanges(profile)
  const status = useRef<HTMLParagraphElement>(null)
  const [finished] = useState(() => design.code())
  const [isFirst] = useState(() => !asked.get(profile)?.has(finished))
  const [given, setGiven] = useState<{ readonly reason: GivenReason; readonly line: string | null } | null>(null)
  const isNoted = given !== null && profile.reasons().some((line) => line.id === given.line)

  useEffect(() => {
    const known = asked.get(profile) ?? new Set<string>()
    asked.set(profile, known)
    known.add(finished)
  }, [profile, finished])
  useEffect(() => {
    if (given) status.current?.focus()
  }, [given])

  if (!isFirst) return null
  const give = (reason: GivenReason) => {
    const before = profile.reasons()
    profile.giveReason(design.template.id, reason)
    const line = profile.reasons().find((one) => !before.includes(one))
    gate.emit('reason.given', { reason })
    setGiven({ reason, line: line?.id ?? null })
  }
  const goes = gate.isOpen('preferences') ? 'goesShop' : profile.isKept() ? 'goesDevice' : 'goesHere'

  return (
    <section className="ask" part="reason" aria-labelledby={id}>
      <h3 id={id}>{say('ask')}</h3>
      {given ? (
        <>
          <p className="hint" ref={status} tabIndex={-1}>
            {isNoted ? say('noted', { reason: say(`reason.${given.reason}`) }) : say(given.line === null ? 'full' : 'deleted')}
          </p>
          {isNoted && (
            <button
              type="button"
              className="quiet"
              onClick={() => {
                profile.remove(
                  'reasons',
                  profile.reasons().findIndex((line) => line.id === given.line)
                )
                status.current?.focus()
              }}
            >
              {say('takeBack')}
            </button>
          )}
        </>
      ) : (
        <>
          <p className="hint" id={`${id}-goes`}>
            {say(goes)}
          </p>
          <div className="acts" role="group" aria-labelledby={id} aria-describedby={`${id}-goes`}>
            {REASONS.map((reason) => (
              <button type="button" className="second" key={reason} onClick={() => give(reason)}>
                {sentenceCase(say(`reason.${reason}`))}
              </button>
            ))}
          </div>
        </>
      )}
    </section>
  )
}
