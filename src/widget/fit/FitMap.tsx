import { useId } from 'react'
import { lengthText } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { useFitted } from '../useFitted.ts'
import { useFitWords } from './words.ts'

const MAPS = [
  [null, 'mapNone'],
  ['strain', 'mapStrain'],
  ['stand', 'mapStand'],
] as const

/** How the garment on the stage sits: painted over it, and in words. */
export function FitMap() {
  const { design, language } = useFitting()
  const say = useFitWords()
  const id = useId()
  const { state, progress, zones, map, setMap } = useFitted()
  if (state === 'none') return null
  const unit = design.unit()
  const labelOf = (zone: string) =>
    design.template.finished?.find(({ name }) => name === zone)?.label[language] ?? zone
  const ease = (mm: number) => `${mm < 0 ? '−' : '+'} ${lengthText(Math.abs(Math.round(mm * 10)), unit, language)}`

  return (
    <section className="fit-map" part="fit-map">
      <fieldset className="option" data-control="list">
        <legend>{say('map')}</legend>
        <div className="choices">
          {MAPS.map(([kind, word]) => (
            <label className="choice" key={word} part="choice entry" data-chosen={map === kind || undefined}>
              <input type="radio" name={id} checked={map === kind} onChange={() => setMap(kind)} />
              <span className="words">
                <span className="name">{say(word)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="hint" role="status">
        {state === 'shown' && zones.length > 0
          ? say('mapSays', {
              zones: new Intl.ListFormat(language).format(
                zones.map((zone) =>
                  say('mapZone', { part: labelOf(zone.zone), verdict: say(zone.verdict), ease: ease(zone.ease) })
                )
              ),
            })
          : saidOf()}
      </p>
    </section>
  )

  function saidOf(): string {
    if (state === 'sewing') return say('mapSewing', { percent: Math.floor(progress * 10) * 10 })
    if (state === 'waiting') return say('mapWaiting')
    return state === 'failed' ? say('mapFailed') : ''
  }
}
