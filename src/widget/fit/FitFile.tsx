import { useId, useState } from 'react'
import { readMeasurements, unitOf, type MeasurementFile, type Taken } from '../../fit/index.ts'
import { inUnit } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { saveFile } from '../saveFile.ts'
import { useFitWords } from './words.ts'

/** Measurements in a file of the customer's own: it is read and written here, and goes nowhere. */
export function FitFile() {
  const { design } = useFitting()
  const say = useFitWords()
  const id = useId()
  const [said, setSaid] = useState('')
  const [asked, setAsked] = useState<MeasurementFile | null>(null)
  const { measurements } = design.decisions()

  const take = (taken: Taken, unread: number) => {
    setAsked(null)
    design.measure(taken)
    setSaid(say('fileTaken', { n: Object.keys(taken).length, unread }))
  }
  const read = async (file: File | undefined) => {
    if (!file) return
    setSaid('')
    const found = readMeasurements(await file.slice(0, MOST_BYTES).text())
    if (Object.keys(found.measurements).length === 0) setSaid(say('fileNothing'))
    else if (found.meant) setAsked(found)
    else take(found.measurements, found.unread)
  }

  return (
    <div className="adding">
      <label htmlFor={id}>{say('fileOpen')}</label>
      <input
        id={id}
        type="file"
        className="text"
        accept=".json,.txt,.csv,application/json,text/plain,text/csv"
        onChange={(event) => {
          void read(event.target.files?.[0])
          // The same file may be opened again.
          event.target.value = ''
        }}
      />
      {asked?.meant && (
        <div className="doubt" role="status">
          <p>{say('fileUnit', { unit: asked.unit, meant: asked.meant.unit })}</p>
          <div className="acts equal">
            {[asked.meant, asked].map(({ unit, measurements: taken }) => (
              <button type="button" className="second" key={unit} onClick={() => take(taken, asked.unread)}>
                {say('fileTakeAs', { unit })}
              </button>
            ))}
          </div>
        </div>
      )}
      {Object.keys(measurements).length > 0 && (
        <button type="button" className="quiet" onClick={() => saveFile(fileOf(measurements), say('fileName'))}>
          {say('fileSave')}
        </button>
      )}
      <p className="hint" role="status">
        {said}
      </p>
    </div>
  )
}

/** More than anybody measures; the rest of a larger file is not looked at. */
const MOST_BYTES = 20_000

/** One measurement a line, in centimetres and kilograms, as `readMeasurements` reads them. */
function fileOf(measurements: Taken): Blob {
  const lines = Object.entries(measurements).map(
    ([name, tenths]) => `${name}: ${unitOf(name) === 'mass' ? tenths / 10 : inUnit(tenths, 'cm')}`
  )
  return new Blob([['unit: cm', ...lines, ''].join('\n')], { type: 'text/plain' })
}
