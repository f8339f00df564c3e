import { useId, useState } from 'react'
import type { BodyConflict } from '../design/index.ts'
import { doubtText, howToTake, isAsked, measurementLabel, sourceText, typedLength, type Doubt } from '../fit/index.ts'
import { inUnit, lengthText, type LengthUnit } from '../ground/index.ts'
import type { AskedMeasurement, CompiledTemplate } from '../template/index.ts'
import { useArrowing } from './arrowing.ts'
import { ConflictCard } from './ConflictCard.tsx'
import { useFitting } from './fitting.ts'
import { plainNumber, spansText } from './spans.ts'
import { useSheetWords } from './sheetWords.ts'

/**
 * The body: measurements, questioned at the field where one seems off, or a size; and what to choose where it does not
 * go with the choices. Nothing here leaves the page before an order.
 */
export default function Fit() {
  const { design } = useFitting()
  const say = useSheetWords()
  const { template } = design
  const hasSizes = template.sizes.length > 0
  const size = design.decisions().size
  const [way, setWay] = useState<'measure' | 'size'>(size ? 'size' : 'measure')
  const id = useId()

  return (
    <>
      <p className="hint stays">{say('fitStays')}</p>
      {hasSizes && (
        <fieldset className="option" data-control="list">
          <legend>{say('fitHow')}</legend>
          <div className="choices">
            {(['measure', 'size'] as const).map((one) => (
              <label className="choice" key={one} part="choice entry" data-chosen={way === one || undefined}>
                <input type="radio" name={id} checked={way === one} onChange={() => setWay(one)} />
                <span className="words">
                  <span className="name">{say(one === 'measure' ? 'fitMeasure' : 'fitSize')}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {way === 'measure' ? <Measurements /> : <Sizes />}
    </>
  )
}

function Measurements() {
  const { design, language } = useFitting()
  const say = useSheetWords()
  const id = useId()
  const unit = design.unit()
  const estimated = design.body().filter((measured) => measured.source !== 'taken')
  const taken = Object.keys(design.decisions().measurements)

  return (
    <section className="measurements" part="measurements">
      <fieldset className="option units" data-control="list">
        <legend>{say('fitUnit')}</legend>
        <div className="choices">
          {(['cm', 'inch'] as const).map((one) => (
            <label className="choice" key={one} part="choice entry" data-chosen={unit === one || undefined}>
              <input type="radio" name={id} checked={unit === one} onChange={() => design.setUnit(one)} />
              <span className="words">
                <span className="name">{say(one)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="hint">{say('fitNothing')}</p>
      {design.template.measurements.map((asked) => (
        // Another unit is another text in the field.
        <MeasurementField key={`${asked.name} ${unit}`} asked={asked} unit={unit} />
      ))}
      {taken.length > 0 && (
        <button
          type="button"
          className="quiet"
          onClick={() => design.measure(Object.fromEntries(taken.map((name) => [name, null])))}
        >
          {say('fitClear')}
        </button>
      )}
      {estimated.length > 0 && (
        <details className="more">
          <summary>{say('fitWorkedOut')}</summary>
          <ul>
            {estimated.map((measured) => (
              <li key={measured.name}>
                {measurementLabel(measured.name, language)}: {lengthText(measured.value, unit, language)}{' '}
                <span className="soft">{sourceText(measured, language, unit)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function MeasurementField({ asked, unit }: { readonly asked: AskedMeasurement; readonly unit: LengthUnit }) {
  const { design, language } = useFitting()
  const say = useSheetWords()
  const id = useId()
  const taken = design.decisions().measurements[asked.name]
  /** Null while the field shows the design's value. */
  const [typing, setTyping] = useState<string | null>(null)
  const [misread, setMisread] = useState<Doubt | null>(null)
  const doubt = misread ?? design.doubts().find((candidate) => candidate.name === asked.name) ?? null
  const conflicts = design.conflicts().filter((conflict) => fieldOf(conflict, design.template) === asked.name)
  const spans = design.allowed(asked.name)
  const allowed = spans && asked.range ? spansText(spans, asked.range, { language, unit, say }) : null
  const describing = [
    'unit',
    ...(isAsked(asked.name) ? ['where'] : []),
    ...(allowed ? ['allowed'] : []),
    ...(doubt ? ['doubt'] : []),
    ...conflicts.map((_, at) => `conflict-${at}`),
  ]
  const text = typing ?? (taken === undefined ? '' : plainNumber(inUnit(taken, unit), language))

  const settle = () => {
    if (typing === null) return
    const length = typing.trim() === '' ? null : typedLength(asked.name, typing, unit)
    if (length !== null && typeof length !== 'number') {
      setMisread(length)
      // Nothing is cut by the value before, which the customer sees no more.
      if (taken !== undefined) design.measure({ [asked.name]: null })
      return
    }
    setMisread(null)
    setTyping(null)
    if (length !== (taken ?? null)) design.measure({ [asked.name]: length })
  }

  return (
    <div className="measurement">
      <label htmlFor={id}>
        {measurementLabel(asked.name, language)}
        {!asked.required && <span className="soft"> {say('fitOptional')}</span>}
      </label>
      <span className="with-unit">
        <input
          id={id}
          className="text"
          part="field"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          aria-describedby={describing.map((part) => `${id}-${part}`).join(' ')}
          aria-invalid={doubt ? true : undefined}
          onChange={(event) => {
            setTyping(event.target.value)
            setMisread(null)
          }}
          onBlur={settle}
          onKeyDown={(event) => event.key === 'Enter' && settle()}
        />
        <span id={`${id}-unit`} className="unit">
          {say(unit)}
        </span>
      </span>
      {doubt && (
        <div className="doubt" id={`${id}-doubt`} role="status">
          <p>{doubtText(doubt, language, unit)}</p>
          {doubt.suggestion !== null && (
            <button
              type="button"
              className="quiet"
              onClick={() => {
                setTyping(null)
                setMisread(null)
                design.measure({ [asked.name]: doubt.suggestion })
              }}
            >
              {say('useThat', { value: lengthText(doubt.suggestion, unit, language) })}
            </button>
          )}
        </div>
      )}
      {conflicts.map((conflict, at) => (
        <ConflictCard key={`${id}-conflict-${at}`} conflict={conflict} textId={`${id}-conflict-${at}`} />
      ))}
      {allowed && (
        <p id={`${id}-allowed`} className="hint">
          {say('allowed', { spans: allowed })}
        </p>
      )}
      {isAsked(asked.name) && (
        <p id={`${id}-where`} className="hint">
          {howToTake(asked.name, language).where} {howToTake(asked.name, language).how}
        </p>
      )}
    </div>
  )
}

/** The first field that takes part, so that a conflict is said once. */
const fieldOf = ({ measurements }: BodyConflict, { measurements: asked }: CompiledTemplate): string | undefined =>
  asked.find(({ name }) => measurements.includes(name))?.name

function Sizes() {
  const { design, language } = useFitting()
  const say = useSheetWords()
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
