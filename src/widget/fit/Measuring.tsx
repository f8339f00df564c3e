import { useId } from 'react'
import { isHelping, sideIn } from '../../fit/index.ts'
import type { AskedMeasurement } from '../../template/index.ts'
import { useFitting } from '../fitting.ts'
import { Closer } from './Closer.tsx'
import { Measurement } from './Measurement.tsx'
import { useFitWords } from './words.ts'

/** The customer's own measurements, and what follows from them. */
export function Measuring() {
  const { design } = useFitting()
  const say = useFitWords()
  const unit = design.unit()
  const { measurements: asked } = design.template
  const taken = Object.keys(design.decisions().measurements)

  return (
    <section className="measurements" part="measurements">
      <Units />
      <p className="hint">{say(asked.some(({ sided }) => sided) ? 'sidesDiffer' : 'nothingNeeded')}</p>
      {asked.map((one) => (
        <Measurement key={one.name} asked={one} unit={unit} />
      ))}
      {taken.length > 0 && (
        <button
          type="button"
          className="quiet"
          onClick={() => design.measure(Object.fromEntries(taken.map((name) => [name, null])))}
        >
          {say('clear')}
        </button>
      )}
      <WorkedOut asked={asked} />
      <Closer />
    </section>
  )
}

export function Units() {
  const { design } = useFitting()
  const say = useFitWords()
  const id = useId()
  return (
    <fieldset className="option units" data-control="list">
      <legend>{say('unit')}</legend>
      <div className="choices">
        {(['cm', 'inch'] as const).map((one) => (
          <label className="choice" key={one} part="choice entry" data-chosen={design.unit() === one || undefined}>
            <input type="radio" name={id} checked={design.unit() === one} onChange={() => design.setUnit(one)} />
            <span className="words">
              <span className="name">{say(one)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What a draft needs besides what is asked above; each can be typed over by who knows better. */
export function WorkedOut({ asked }: { readonly asked: readonly AskedMeasurement[] }) {
  const { design } = useFitting()
  const say = useFitWords()
  const known = design.body().filter(({ name }) => !asked.some((one) => one.name === (sideIn(name)?.name ?? name)))
  const { measurements } = design.decisions()
  const typed = known.filter(({ name }) => Object.hasOwn(measurements, name) && !isHelping(name))
  if (known.length === 0) return null
  return (
    <details className="more">
      <summary>{say('workedOut')}</summary>
      <p className="hint">{say('workedOutHow')}</p>
      {known.map(({ name }) => (
        <Measurement key={name} asked={{ name, required: true }} unit={design.unit()} />
      ))}
      {typed.length > 0 && (
        <button
          type="button"
          className="quiet"
          onClick={() => design.measure(Object.fromEntries(typed.map(({ name }) => [name, null])))}
        >
          {say('backToEstimate')}
        </button>
      )}
    </details>
  )
}
