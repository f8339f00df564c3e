import { moneyText } from '../price/index.ts'
import { useFitting } from './fitting.ts'

/** Good designs to start from. Taking one is a step like any other: undo brings the old one back. */
export function Starts() {
  const { design, base, language, say, announce, lookAt } = useFitting()
  const { starts } = design.template
  if (starts.length === 0) return null
  return (
    <section className="starts" part="starts">
      <h3>{say('starts')}</h3>
      <ul>
        {starts.map((start) => (
          <li key={start.id}>
            <button
              type="button"
              className="start"
              part="start"
              onClick={() => {
                design.start(start.id)
                const price = moneyText(design.quote().total, design.currency(), language)
                announce(`${say('saidStart', { start: start.label[language] })} ${price}`)
                lookAt('start')
              }}
            >
              {start.image && <img src={new URL(start.image, base).href} alt="" loading="lazy" decoding="async" />}
              <strong>{start.label[language]}</strong>
              <span className="soft">{start.about[language]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
