import { useId, useState } from 'react'
import { measurementLabel } from '../../fit/index.ts'
import { lengthText } from '../../ground/index.ts'
import { useArrowing } from '../arrowing.ts'
import { ConflictCard } from '../ConflictCard.tsx'
import { useFitting } from '../fitting.ts'
import { useFitWords } from './words.ts'

/** A ready size, and the body it is cut for. */
export function Sizes() {
  const { design, language } = useFitting()
  const say = useFitWords()
  const id = useId()
  const chosen = design.decisions().size
  const arrowing = useArrowing()
  const { sizes } = design.template
  const systems = [...new Set(sizes.map((row) => row.system))]
  const [system, setSystem] = useState(chosen?.system ?? systems[0] ?? '')
  const row = sizes.find((candidate) => candidate.system === chosen?.system && candidate.label === chosen.label)

  return (
    <section className="sizes">
      {design.conflicts().map((conflict, at) => (
        <ConflictCard key={`${id}-conflict-${at}`} conflict={conflict} textId={`${id}-conflict-${at}`} />
      ))}
      {systems.length > 1 && (
        <fieldset className="option" data-control="list">
          <legend>{say('fitSystem')}</legend>
          <div className="choices">
            {systems.map((one) => (
              <label className="choice" key={one} part="choice entry" data-chosen={system === one || undefined}>
                <input type="radio" name={`${id}-system`} checked={system === one} onChange={() => setSystem(one)} />
                <span className="words">
                  <span className="name">{one}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <fieldset className="option" data-control="list" {...arrowing.handlers}>
        <legend>
          {say('fitSizeLabel')} {chosen && <span className="now">{chosen.label}</span>}
        </legend>
        <div className="choices">
          {sizes
            .filter((candidate) => candidate.system === system)
            .map(({ label }) => {
              const isChosen = chosen?.system === system && chosen.label === label
              return (
                <label className="choice" key={label} part="choice entry" data-chosen={isChosen || undefined}>
                  <input
                    type="radio"
                    name={id}
                    checked={isChosen}
                    onChange={() => design.takeSize(system, label, arrowing.via())}
                  />
                  <span className="words">
                    <span className="name">{label}</span>
                  </span>
                </label>
              )
            })}
        </div>
      </fieldset>
      {row && (
        <ul className="hint">
          {Object.entries(row.measurements).map(([name, value]) => (
            <li key={name}>
              {measurementLabel(name, language)}: {lengthText(value, design.unit(), language)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
