import { useId } from 'react'
import { DATA_MAP, PURPOSES, purposeWords, type Purpose } from '../../preferences/index.ts'
import { useFitting, useGate } from '../fitting.ts'
import { Answers, type AskedPurpose } from './Answers.tsx'
import { standingLines } from './standing.ts'
import { usePrivacyWords } from './words.ts'

const NAMED = new Set<string>([
  ...Object.values(DATA_MAP.events).map(({ purpose }) => purpose),
  ...Object.values(DATA_MAP.stored).map(({ after }) => after),
])
/** What the map collects or stores nothing for is not asked for. */
export const ASKED = PURPOSES.filter((purpose): purpose is AskedPurpose => NAMED.has(purpose))
const UNUSED = PURPOSES.filter((purpose): purpose is Exclude<Purpose, AskedPurpose> => !NAMED.has(purpose))

/** What is collected and why, purpose by purpose, with the customer's answer and whoever else has a say in it. */
export function Agreements() {
  const { language } = useFitting()
  const say = usePrivacyWords()
  const gate = useGate()
  const names = new Intl.ListFormat(language, { type: 'disjunction' }).format(
    UNUSED.map((purpose) => say(`unused.${purpose}`))
  )
  return (
    <>
      <div className="purposes">
        {ASKED.map((purpose) => (
          <Agreement key={purpose} purpose={purpose} />
        ))}
      </div>
      <p className="hint">
        {say('toldPage')} {say('toldOrder')} {say('unused', { names })}
      </p>
      {gate.isRemembered() === false && (
        <p className="doubt" role="status">
          {say('notRemembered')}
        </p>
      )}
    </>
  )
}

function Agreement({ purpose }: { readonly purpose: AskedPurpose }) {
  const { language } = useFitting()
  const say = usePrivacyWords()
  const gate = useGate()
  const id = useId()
  const { what, why } = purposeWords[language][purpose]
  const [first, ...more] = standingLines(gate.standing(purpose), language, say)
  return (
    <section className="purpose" part="consent" aria-labelledby={id} data-open={gate.isOpen(purpose) || undefined}>
      <h3 id={id}>{say(`ask.${purpose}`)}</h3>
      <p className="hint">
        {what}. {why}
      </p>
      {/* Said again by a screen reader as soon as it is another. */}
      <div className="standing" role="status">
        <p>
          <strong>{say(gate.isOpen(purpose) ? `isOn.${purpose}` : `isOff.${purpose}`)}</strong> {first}
        </p>
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <Answers purpose={purpose} labelledBy={id} />
    </section>
  )
}
