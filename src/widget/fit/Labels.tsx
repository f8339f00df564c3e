import { labelsFor, measurementLabel, sideIn, type Measured, type SizeLabel } from '../../fit/index.ts'
import { lengthText } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { Pictogram } from './drawings/Pictogram.tsx'
import { isFitKey, useFitWords, type FitKey } from './words.ts'

/** The sizes this body has in shops, each with its neighbours and the reason. */
export function Labels() {
  const { design, language } = useFitting()
  const say = useFitWords()
  const systems = design.template.sizing ?? []
  const asked = design.template.measurements.map(({ name }) => name)
  const labels = labelsFor(systems, design.body(), design.decisions().survey, asked)
  const sure = design
    .body()
    .filter(({ name, source }) => source !== 'estimated' && asked.includes(sideIn(name)?.name ?? name))
  const hasPictogram = systems.includes('en13402') || systems.includes('mondopoint')
  if (labels.length === 0) return null

  return (
    <details className="more labels" part="sizes">
      <summary>{say('labels')}</summary>
      <p className="hint">{say('labelsWhy')}</p>
      <div className="labelled">
        {hasPictogram && <Pictogram title={say('pictogram')} words={inWords(sure)} body={sure} />}
        <dl>
          {labels.map((label) => (
            <div key={label.system}>
              <dt>{systemName(label.system)}</dt>
              <dd>
                <strong>{label.label}</strong> <span className="soft">{neighbours(label)}</span>
                <span className="because hint">{label.because[language]}</span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  )

  function systemName(system: string): string {
    const whose = /-(men|women)$/.exec(system)?.[1] as 'men' | 'women' | undefined
    const base = whose ? system.slice(0, -whose.length - 1) : system
    const name = isFitKey(base) ? say(base satisfies FitKey) : base
    return whose ? say(whose, { system: name }) : name
  }

  function neighbours({ smaller, larger }: SizeLabel): string {
    if (smaller !== null && larger !== null) return say('neighbours', { smaller, larger })
    if (larger !== null) return say('nextLarger', { larger })
    return smaller === null ? '' : say('nextSmaller', { smaller })
  }

  function inWords(measured: readonly Measured[]): string {
    return measured
      .map(({ name, value }) => `${measurementLabel(name, language)} ${lengthText(value, 'cm', language)}`)
      .join(', ')
  }
}
