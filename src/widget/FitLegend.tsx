import { useMemo } from 'react'
import { lengthText, numberFormat, sayer, type Catalogue } from '../ground/index.ts'
import { FIT_COLOURS, mapsOf, scaleEnd } from './fitMap.ts'
import { useFitting } from './fitting.ts'
import { useFitted } from './useFitted.ts'

const en = {
  fitMap: 'How it fits',
  strain: 'Strain',
  stand: 'Room',
  strainFrom: 'At rest',
  strainTo: '{share} stretched',
  standFrom: 'On the body',
  standTo: '{length} off it',
} as const
const de: Record<keyof typeof en, string> = {
  fitMap: 'So sitzt es',
  strain: 'Dehnung',
  stand: 'Spielraum',
  strainFrom: 'In Ruhe',
  strainTo: '{share} gedehnt',
  standFrom: 'Am Körper',
  standTo: '{length} Abstand',
}
const WORDS: Catalogue<keyof typeof en> = { en, de }

/** Switches the maps of the fit, and says what their colours mean. What they show is in words where the body is measured. */
export function FitLegend() {
  const { design, language } = useFitting()
  const { map: wanted, setMap } = useFitted()
  const kinds = mapsOf(design)
  const map = wanted && kinds.includes(wanted) ? wanted : null
  const say = useMemo(() => sayer(WORDS, language), [language])
  return (
    <div className="fit-map" part="fit-map" role="group" aria-label={say('fitMap')}>
      <p className="switch">
        <span aria-hidden="true">{say('fitMap')}</span>
        {kinds.map((kind) => (
          <button key={kind} type="button" aria-pressed={map === kind} onClick={() => setMap(map === kind ? null : kind)}>
            {say(kind)}
          </button>
        ))}
      </p>
      {map && (
        <div className="scale">
          <svg viewBox={`0 0 ${FIT_COLOURS[map].length} 1`} preserveAspectRatio="none" aria-hidden="true">
            {FIT_COLOURS[map].map((colour, i) => (
              <rect key={colour} x={i} width="1" height="1" fill={colour} />
            ))}
          </svg>
          <span>{say(`${map}From`)}</span>
          <span>
            {map === 'strain'
              ? say('strainTo', { share: shareText(scaleEnd(map, design), language) })
              : say('standTo', { length: lengthText(scaleEnd(map, design) * 10, design.unit(), language) })}
          </span>
        </div>
      )}
    </div>
  )
}

const shareText = (share: number, language: string): string =>
  numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share)
