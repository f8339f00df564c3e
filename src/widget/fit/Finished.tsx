import { useState } from 'react'
import type { FitZone } from '../../drape/index.ts'
import type { Measured } from '../../fit/index.ts'
import { lengthText } from '../../ground/index.ts'
import type { FinishedMeasure } from '../../template/index.ts'
import { Dialog } from '../Dialog.tsx'
import { useFitting } from '../fitting.ts'
import { useFitted } from '../useFitted.ts'
import { isLengthOfLeg } from './legs.ts'
import { useDraft } from './useDraft.ts'
import { useFitWords } from './words.ts'

/** What of the design can be shown in a table of finished measures. */
export const hasFinishedMeasures = ({ drafting }: { readonly drafting: object | null }): boolean => drafting !== null

/** The table is one click away, wherever this button stands. */
export function FinishedButton() {
  const say = useFitWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="second" part="finished" onClick={() => setOpen(true)}>
        {say('finishedOpen')}
      </button>
      {isOpen && <FinishedSheet onClose={() => setOpen(false)} />}
    </>
  )
}

/** What is cut, beside the body: for everybody, and the fit map for those who cannot see it. */
export default function FinishedSheet({ onClose }: { readonly onClose: () => void }) {
  const say = useFitWords()
  const draft = useDraft()
  return (
    <Dialog title={say('finished')} part="finished" isWide onClose={onClose}>
      {draft.state === 'drafted' ? (
        <>
          <p className="hint">{say('finishedWhat')}</p>
          <FinishedTable girths={draft.girths} />
        </>
      ) : (
        <p role="status">{say(WAITING[draft.state])}</p>
      )}
    </Dialog>
  )
}

const WAITING = { unmeasured: 'finishedNeeds', drafting: 'finishedWaiting', refused: 'finishedRefused' } as const

interface Row {
  readonly measure: FinishedMeasure
  /** Tenths of a millimetre. */
  readonly finished: number
  /** Null where no body measurement answers to it. */
  readonly body: Measured | null
  readonly zone: FitZone | null
}

function FinishedTable({ girths }: { readonly girths: Readonly<Record<string, number>> }) {
  const { design, language } = useFitting()
  const say = useFitWords()
  const { zones } = useFitted()
  const unit = design.unit()
  const length = (tenths: number) => lengthText(tenths, unit, language)
  const rows = rowsOf()
  const hasZones = rows.some(({ zone }) => zone !== null)

  return (
    <div className="scroll" role="region" aria-label={say('finished')} tabIndex={0}>
      <table className="finished">
        <thead>
          <tr>
            <th scope="col">{say('finishedPart')}</th>
            <th scope="col">{say('finishedGarment')}</th>
            <th scope="col">{say('finishedBody')}</th>
            <th scope="col">{say('finishedEase')}</th>
            {hasZones && <th scope="col">{say('finishedFit')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.measure.name}>
              <th scope="row">{row.measure.label[language]}</th>
              <td>
                {length(row.finished)}
                {row.measure.tolerance > 0 && <span className="soft"> ± {length(row.measure.tolerance)}</span>}
              </td>
              <td>
                {row.body ? length(row.body.value) : '–'}
                {row.body?.source === 'estimated' && <span className="soft"> {say('finishedEstimated')}</span>}
              </td>
              <td>{easeText(row)}</td>
              {hasZones && <td>{row.zone ? say(`sits.${row.zone.verdict}`) : '–'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

  function rowsOf(): Row[] {
    const body = design.body()
    const listed = design.template.finished ?? []
    const measures = listed.length > 0 ? listed : Object.keys(girths).map(unlisted)
    return measures.flatMap((measure) => {
      const finished = girths[measure.name]
      if (finished === undefined) return []
      return [
        {
          measure,
          finished,
          body: body.find(({ name }) => name === measure.body) ?? null,
          zone: zones.find(({ zone }) => zone === measure.name) ?? null,
        },
      ]
    })
  }

  function easeText({ measure, finished, body, zone }: Row): string {
    if (body && isLengthOfLeg(measure)) {
      const off = body.value - finished
      return say(off < 0 ? 'onFloor' : 'aboveFloor', { length: length(Math.abs(off)) })
    }
    // Where the garment was sewn, its ease is measured at the height where it lies.
    const ease = zone ? Math.round(zone.ease * 10) : body ? finished - body.value : null
    return ease === null ? '–' : signed(ease)
  }

  function signed(tenths: number): string {
    return `${tenths < 0 ? '−' : '+'} ${length(Math.abs(tenths))}`
  }
}

/** A template without a table of its own still has its draft's girths, by their names. */
const unlisted = (name: string): FinishedMeasure => ({ name, label: { en: name, de: name }, body: null, tolerance: 0 })
