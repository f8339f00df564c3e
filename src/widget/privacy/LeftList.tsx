import { useState } from 'react'
import { dateFormat } from '../../ground/index.ts'
import type { Left } from '../../preferences/index.ts'
import { useFitting, useGate } from '../fitting.ts'
import { Fold } from './Fold.tsx'
import { leftTexts, messageText } from './leftWords.ts'
import { usePrivacyWords } from './words.ts'

/** As many as are read at a glance; the rest are a button away. */
const STEP = 10

/** Everything that left this page, newest first, each with the very message. It grows while it is read. */
export function LeftList() {
  const say = usePrivacyWords()
  const gate = useGate()
  const [most, setMost] = useState(STEP)
  const [isOnlyAgreed, setOnlyAgreed] = useState(false)
  const all = gate.left()
  // By its place from the oldest, which stays: what is open stays open when another comes.
  const numbered = all.map((one, index) => ({ one, number: gate.earlier() + all.length - index }))
  const agreed = numbered.filter(({ one }) => one.purpose !== null)
  const listed = isOnlyAgreed ? agreed : numbered
  const count = say('leftCount', { n: all.length, yes: agreed.length })

  return (
    <Fold title={say('left')} gist={String(all.length)}>
      <p role="status">{all.length === 0 ? say('leftNothing') : count}</p>
      {gate.waiting() > 0 && <p>{say('leftWaiting', { n: gate.waiting() })}</p>}
      {gate.dropped() > 0 && <p>{say('leftDropped', { n: gate.dropped() })}</p>}
      {agreed.length > 0 && agreed.length < all.length && (
        <label className="tick">
          <input type="checkbox" checked={isOnlyAgreed} onChange={(event) => setOnlyAgreed(event.target.checked)} />
          {say('leftOnlyYes')}
        </label>
      )}
      {listed.length > 0 && (
        <ol className="left">
          {listed.slice(0, most).map(({ one, number }) => (
            <Message key={number} one={one} />
          ))}
        </ol>
      )}
      {gate.earlier() > 0 && <p className="hint">{say('leftEarlier', { n: gate.earlier() })}</p>}
      {listed.length > most && (
        <button type="button" className="second" onClick={() => setMost(most + STEP)}>
          {say('leftMore', { n: Math.min(STEP, listed.length - most), all: listed.length })}
        </button>
      )}
    </Fold>
  )
}

function Message({ one }: { readonly one: Left }) {
  const { design, language } = useFitting()
  const say = usePrivacyWords()
  const time = dateFormat(language, { hour: 'numeric', minute: '2-digit' }).format(new Date(one.at))
  const why = one.purpose === null ? say('leftNeeded') : say('leftAgreed', { purpose: say(`purpose.${one.purpose}`) })
  return (
    <li data-agreed={one.purpose !== null || undefined}>
      {leftTexts(one, design, say).map((text, index) => (
        <p key={index} className="says">
          {text}
        </p>
      ))}
      <p className="hint">
        <time dateTime={one.at}>{time}</time> · {say(one.to === 'page' ? 'toPage' : 'toShop')} · {why}
      </p>
      <details>
        <summary className="hint">{say('leftMessage')}</summary>
        {/* A long one scrolls, so the keyboard must reach it. */}
        <pre tabIndex={0}>{messageText(one.message)}</pre>
      </details>
    </li>
  )
}
