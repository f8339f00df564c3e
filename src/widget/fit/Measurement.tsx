import { useId, useState } from 'react'
import {
  doubtText,
  howToTake,
  isAsked,
  measurementLabel,
  rangeOf,
  SIDES,
  sideIn,
  unitOf,
  widestRange,
  type Doubt,
  type Measured,
  type Side,
} from '../../fit/index.ts'
import type { BodyConflict } from '../../design/index.ts'
import { inUnit, lengthText, type LengthUnit } from '../../ground/index.ts'
import type { AskedMeasurement, CompiledTemplate } from '../../template/index.ts'
import { ConflictCard } from '../ConflictCard.tsx'
import { useFitting } from '../fitting.ts'
import { plainNumber, spansText } from '../spans.ts'
import { Drawing } from './drawings/Drawing.tsx'
import { LengthInput } from './LengthInput.tsx'
import { spreadText } from './reading.ts'
import { usualText } from './usual.ts'
import { useFitWords } from './words.ts'

interface MeasurementProps {
  readonly asked: AskedMeasurement
  readonly unit: LengthUnit
}

/** One measurement: where the tape goes, drawn and in words, its field or its two, and every question about it. */
export function Measurement({ asked, unit }: MeasurementProps) {
  const { design, language } = useFitting()
  const say = useFitWords()
  const id = useId()
  const label = measurementLabel(asked.name, language)
  const conflicts = design.conflicts().filter((conflict) => fieldOf(conflict, design.template) === asked.name)
  const spans = design.allowed(asked.name)
  const allowed = spans && asked.range ? spansText(spans, asked.range, { language, unit, say }) : null
  const { where, how } = isAsked(asked.name) ? howToTake(asked.name, language) : { where: '', how: '' }
  const describedBy = [
    ...(allowed ? [`${id}-allowed`] : []),
    ...conflicts.map((_, at) => `${id}-conflict-${at}`),
    ...(where ? [`${id}-where`] : []),
  ]
  const names = asked.sided ? SIDES.map((side) => `${asked.name}.${side}`) : [asked.name]

  return (
    <div className="measurement" {...(asked.sided ? { role: 'group', 'aria-labelledby': `${id}-name` } : {})}>
      <Drawing name={asked.name} />
      <div className="asking">
        {asked.sided && (
          <p className="measured-name" id={`${id}-name`}>
            {label}
            {!asked.required && <span className="soft"> {say('optional')}</span>}
          </p>
        )}
        <div className="sides">
          {names.map((name) => (
            // Another unit is another text in the field.
            <Field key={`${name} ${unit}`} name={name} isOptional={!asked.required} {...{ unit, describedBy }} />
          ))}
        </div>
        {asked.sided && <SameSide name={asked.name} unit={unit} />}
        {conflicts.map((conflict, at) => (
          <ConflictCard key={`${id}-conflict-${at}`} conflict={conflict} textId={`${id}-conflict-${at}`} />
        ))}
        {allowed && (
          <p id={`${id}-allowed`} className="hint">
            {say('allowed', { spans: allowed })}
          </p>
        )}
        {where && (
          <p id={`${id}-where`} className="hint">
            {where} {how}
          </p>
        )}
      </div>
    </div>
  )
}

interface FieldProps {
  readonly name: string
  readonly unit: LengthUnit
  readonly isOptional: boolean
  readonly describedBy: readonly string[]
}

function Field({ name, unit, isOptional, describedBy }: FieldProps) {
  const { design, language } = useFitting()
  const say = useFitWords()
  const id = useId()
  const [misread, setMisread] = useState<Doubt | null>(null)
  const taken = design.decisions().measurements[name] ?? null
  const doubt = misread ?? design.doubts().find((candidate) => candidate.name === name) ?? null
  const side = sideIn(name)?.side
  const known = taken === null ? design.body().find((measured) => measured.name === name) : undefined
  const usual = taken === null ? usualHere() : null

  return (
    <div className="side">
      <label htmlFor={id}>
        {side ? say(side) : measurementLabel(name, language)}
        {!side && isOptional && <span className="soft"> {say('optional')}</span>}
      </label>
      <LengthInput
        id={id}
        {...{ name, unit }}
        value={taken}
        placeholder={known && `≈ ${plainNumber(inUnit(known.value, unit), language)}`}
        isDoubted={doubt !== null}
        describedBy={[
          ...(doubt ? [`${id}-doubt`] : []),
          ...(known ? [`${id}-known`] : []),
          ...(usual ? [`${id}-usual`] : []),
          ...describedBy,
        ]}
        onLength={(length) => design.measure({ [name]: length })}
        onMisread={setMisread}
      />
      {doubt && (
        <div className="doubt" id={`${id}-doubt`} role="status">
          <p>{doubtText(doubt, language, unit)}</p>
          {doubt.suggestion !== null && (
            <button type="button" className="quiet" onClick={() => design.measure({ [name]: doubt.suggestion })}>
              {say('useThat', { value: lengthText(doubt.suggestion, unit, language) })}
            </button>
          )}
        </div>
      )}
      {known && (
        <p id={`${id}-known`} className="hint">
          <KnownAs measured={known} unit={unit} />
        </p>
      )}
      {usual && (
        <p id={`${id}-usual`} className="hint">
          {usual}
        </p>
      )}
    </div>
  )

  /** Null where nothing else was typed that it could be held against. */
  function usualHere(): string | null {
    const { [name]: _, ...others } = design.decisions().measurements
    if (!Object.keys(others).some((other) => unitOf(other) === 'length')) return null
    const widest = widestRange(name)
    const range = rangeOf(name, others, design.decisions().survey)
    if (!widest || (range.least === widest[0] && range.most === widest[1])) return null
    return usualText(range, { unit, language, say })
  }
}

/** "About 57.2 cm, ± 2.8 cm, estimated": what is cut by while the field is empty, and how sure it is. */
function KnownAs({ measured, unit }: { readonly measured: Measured; readonly unit: LengthUnit }) {
  const { language } = useFitting()
  const say = useFitWords()
  const { value, error, source } = measured
  const from = source === 'estimated' ? 'estimated' : error > 0 ? 'fromGarment' : 'fromSize'
  return (
    <>
      {say('estimate', { value: lengthText(value, unit, language) })}
      {error > 0 && <>, {say('spread', { value: spreadText(measured, unit, language) })}</>}, {say(from)}
    </>
  )
}

/** What was typed on one side, offered for the other: a start, to be measured all the same. */
function SameSide({ name, unit }: { readonly name: string; readonly unit: LengthUnit }) {
  const { design, language } = useFitting()
  const say = useFitWords()
  const { measurements } = design.decisions()
  const of = (side: Side) => measurements[`${name}.${side}`]
  const from = SIDES.find((side) => of(side) !== undefined)
  const to = SIDES.find((side) => of(side) === undefined)
  if (from === undefined || to === undefined) return null
  return (
    <button type="button" className="quiet" onClick={() => design.measure({ [`${name}.${to}`]: of(from)! })}>
      {say(to === 'left' ? 'sameLeft' : 'sameRight', { value: lengthText(of(from)!, unit, language) })}
    </button>
  )
}

/** The first field that takes part, so that a conflict is said once. */
const fieldOf = ({ measurements }: BodyConflict, { measurements: asked }: CompiledTemplate): string | undefined =>
  asked.find(({ name }) => measurements.includes(name))?.name
