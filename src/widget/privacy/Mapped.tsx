import {
  afterWords,
  DATA_MAP,
  envelopeWords,
  eventFieldWords,
  eventWords,
  recipientWords,
  storedFieldWords,
  storedWords,
  untilWords,
  type EventType,
} from '../../preferences/index.ts'
import { useFitting } from '../fitting.ts'
import { ASKED } from './Agreements.tsx'
import { Fold } from './Fold.tsx'
import { usePrivacyWords } from './words.ts'

type Words = Readonly<Record<string, string>>
type StoredKey = keyof typeof DATA_MAP.stored

/** The whole data map in words: no line is written by hand, so none can be forgotten. */
export function Mapped() {
  const { language } = useFitting()
  const say = usePrivacyWords()
  const fieldWords: Words = eventFieldWords[language]
  const around: Words = envelopeWords[language]
  const keptWords: Words = storedFieldWords[language]
  return (
    <Fold title={say('mapped')}>
      <p>{say('mappedWhat')}</p>
      <section className="field">
        <h4>{say('mappedEvents')}</h4>
        <p className="hint">{recipientWords[language].events}.</p>
        {ASKED.map((purpose) => {
          const types = (Object.keys(DATA_MAP.events) as EventType[]).filter(
            (type) => DATA_MAP.events[type].purpose === purpose
          )
          if (types.length === 0) return null
          return (
            <section key={purpose} className="field">
              <h5>{say(`ask.${purpose}`)}</h5>
              <ul className="lines-of">
                {types.map((type) => {
                  const { what, why } = eventWords[language][type]
                  return (
                    <li key={type} data-mapped={type}>
                      <p>
                        <strong>{what}.</strong> {why}
                      </p>
                      <Holds fields={Object.keys(DATA_MAP.events[type].fields)} words={fieldWords} />
                    </li>
                  )
                })}
              </ul>
            </section>
          )
        })}
        <details>
          <summary>{say('mappedEnvelope')}</summary>
          <Holds fields={['template', ...Object.keys(around)]} words={{ ...fieldWords, ...around }} />
        </details>
      </section>
      <section className="field">
        <h4>{say('mappedStored')}</h4>
        <p className="hint">{recipientWords[language].stored}.</p>
        <ul className="lines-of">
          {(Object.keys(DATA_MAP.stored) as StoredKey[]).map((key) => {
            const { what, why } = storedWords[language][key]
            const { after, until, fields } = DATA_MAP.stored[key]
            return (
              <li key={key} data-mapped={key}>
                <p>
                  <strong>{what}.</strong> {why}
                </p>
                <p className="hint">
                  {say('storedHow', { after: afterWords[language][after], until: untilWords[language][until] })}
                </p>
                <Holds fields={fields} words={keptWords} />
              </li>
            )
          })}
        </ul>
      </section>
    </Fold>
  )
}

function Holds({ fields, words }: { readonly fields: readonly string[]; readonly words: Words }) {
  if (fields.length === 0) return null
  return (
    <ul className="holds hint">
      {fields.map((field) => (
        <li key={field}>{words[field]}</li>
      ))}
    </ul>
  )
}
