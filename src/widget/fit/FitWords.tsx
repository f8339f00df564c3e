import { useId } from 'react'
import { lengthText } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { useFitted } from '../useFitted.ts'
import { useFitWords } from './words.ts'

/** How the garment on the stage sits, in words: what its fit map shows to those who can see it. */
export function FitWords() {
  const { design, language } = useFitting()
  const say = useFitWords()
  const id = useId()
  const { state, progress, zones } = useFitted()
  if (state === 'none') return null
  const labelOf = (zone: string) => design.template.finished?.find(({ name }) => name === zone)?.label[language] ?? zone
  const ease = (mm: number) =>
    `${mm < 0 ? '−' : '+'} ${lengthText(Math.abs(Math.round(mm * 10)), design.unit(), language)}`

  return (
    <section className="fit-said" part="fit-words" aria-labelledby={id}>
      <h3 id={id}>{say('sits')}</h3>
      {state === 'shown' ? (
        <ul>
          {zones.map((zone) => (
            <li key={zone.zone}>
              {say('sitsAt', { part: labelOf(zone.zone), verdict: say(`sits.${zone.verdict}`), ease: ease(zone.ease) })}
            </li>
          ))}
        </ul>
      ) : (
        <p className="hint" role="status">
          {say(STATES[state], { percent: Math.floor(progress * 4) * 25 })}
        </p>
      )}
    </section>
  )
}

const STATES = { waiting: 'sitsWaiting', sewing: 'sitsSewing', failed: 'sitsFailed' } as const
