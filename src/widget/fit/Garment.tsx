import { useId, useState } from 'react'
import type { Design } from '../../design/index.ts'
import {
  bodyFromGarment,
  bodyOf,
  doubtText,
  GARMENT_MEASURES,
  garmentFor,
  type Doubt,
  type FittingGarment,
  type GarmentMeasure,
  type Range,
} from '../../fit/index.ts'
import { lengthText, type LengthUnit } from '../../ground/index.ts'
import type { CompiledTemplate } from '../../template/index.ts'
import { useFitting } from '../fitting.ts'
import { Closer } from './Closer.tsx'
import { Drawing } from './drawings/Drawing.tsx'
import { LengthInput } from './LengthInput.tsx'
import { usualText } from './usual.ts'
import { Measurement } from './Measurement.tsx'
import { Units, WorkedOut } from './Measuring.tsx'
import { useFitWords } from './words.ts'

const STRETCHES = [0, 10, 20, 35] as const

/** Above these (tenths of a millimetre) nobody's trousers lie flat, but a tape round them might read so. */
const FLAT_MOST: Readonly<Partial<Record<GarmentMeasure, number>>> = {
  waistFlat: 6800,
  thighFlat: 4400,
  kneeFlat: 3300,
  hemFlat: 3400,
}

/** What trousers tell of a body, whatever they measure. */
const TOLD: ReadonlySet<string> = new Set(
  bodyFromGarment({ values: Object.fromEntries(GARMENT_MEASURES.map((name) => [name, 3000])), stretch: 0 }).map(
    ({ name }) => name
  )
)

/** Whether this product is cut by something that trousers tell. */
export const isToldByTrousers = ({ measurements }: CompiledTemplate): boolean =>
  measurements.some(({ name }) => name === 'insideLegHeight')

/** What these trousers might measure, by what was taken of the body itself. */
function expectedOf(design: Design, stretch: number): ReadonlyMap<GarmentMeasure, Expected> {
  const { measurements, size, survey } = design.decisions()
  const body = bodyOf({ measurements, size, sizes: design.template.sizes, garment: null, survey })
  return new Map(garmentFor(body, stretch).map((one) => [one.name, one]))
}

/** Trousers that fit, laid on a table: the third way to tell one's measurements. */
export function Garment() {
  const { design } = useFitting()
  const say = useFitWords()
  const id = useId()
  const { garment } = design.decisions()
  const unit = design.unit()
  // Before anything is typed there is no garment to hold it.
  const [firstStretch, setFirstStretch] = useState(0)
  const { values, stretch }: FittingGarment = garment ?? { values: {}, stretch: firstStretch }

  const asked = design.template.measurements.filter(({ name }) => !TOLD.has(name))
  const expected = expectedOf(design, stretch)

  return (
    <section className="measurements" part="measurements">
      <Units />
      <p className="hint">{say('garmentHow')}</p>
      {GARMENT_MEASURES.map((name) => (
        <FlatMeasure
          key={`${name} ${unit}`}
          {...{ name, unit }}
          value={values[name] ?? null}
          expected={expected.get(name) ?? null}
          onLength={(length) => {
            const { [name]: _, ...others } = values
            design.tellGarment({ values: length === null ? others : { ...values, [name]: length }, stretch })
          }}
        />
      ))}
      <fieldset className="option stretches" data-control="list">
        <legend>{say('stretch')}</legend>
        <div className="choices">
          {STRETCHES.map((percent) => (
            <label className="choice" key={percent} part="choice entry" data-chosen={stretch === percent || undefined}>
              <input
                type="radio"
                name={id}
                checked={stretch === percent}
                onChange={() => {
                  setFirstStretch(percent)
                  if (garment) design.tellGarment({ ...garment, stretch: percent })
                }}
              />
              <span className="words">
                <span className="name">{say(`stretch${percent}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {garment && (
        <button type="button" className="quiet" onClick={() => design.tellGarment(null)}>
          {say('garmentClear')}
        </button>
      )}
      {asked.length > 0 && <p className="measured-name">{say('garmentBesides')}</p>}
      {asked.map((one) => (
        <Measurement key={one.name} asked={one} unit={unit} />
      ))}
      <WorkedOut asked={asked} />
      <Closer />
    </section>
  )
}

/** Tenths of a millimetre. */
interface Expected {
  readonly value: number
  readonly error: number
}

/** Standard errors beyond which hardly anybody's trousers lie. */
const SELDOM = 3
const spanOf = ({ value, error }: Expected): Range => ({ least: value - SELDOM * error, most: value + SELDOM * error })

interface FlatMeasureProps {
  readonly name: GarmentMeasure
  readonly value: number | null
  readonly expected: Expected | null
  readonly unit: LengthUnit
  onLength(length: number | null): void
}

function FlatMeasure({ name, value, expected, unit, onLength }: FlatMeasureProps) {
  const { language } = useFitting()
  const say = useFitWords()
  const id = useId()
  const [misread, setMisread] = useState<Doubt | null>(null)
  const most = FLAT_MOST[name]
  const half = value !== null && most !== undefined && value > most ? Math.round(value / 2) : null
  const isDoubted = misread !== null || half !== null
  return (
    <div className="measurement">
      <Drawing name={name} />
      <div className="asking">
        <label htmlFor={id}>{say(name)}</label>
        <LengthInput
          id={id}
          {...{ name, value, unit, isDoubted, onLength }}
          describedBy={[...(isDoubted ? [`${id}-doubt`] : []), `${id}-how`]}
          onMisread={setMisread}
        />
        {isDoubted && (
          <div className="doubt" id={`${id}-doubt`} role="status">
            <p>
              {misread
                ? doubtText(misread, language, unit)
                : say('allRound', { suggestion: lengthText(half!, unit, language) })}
            </p>
            {half !== null && (
              <button type="button" className="quiet" onClick={() => onLength(half)}>
                {say('useThat', { value: lengthText(half, unit, language) })}
              </button>
            )}
          </div>
        )}
        <p className="hint" id={`${id}-how`}>
          {say(`${name}.how`)} {value === null && expected && usualText(spanOf(expected), { unit, language, say })}
        </p>
      </div>
    </div>
  )
}
