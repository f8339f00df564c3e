import { useMemo, useState } from 'react'
import { sayer, type Catalogue } from '../ground/index.ts'
import type { Design } from '../design/index.ts'
import type { Scene } from '../scene/types.ts'
import { useFitting } from './fitting.ts'
import { late } from './late.tsx'
import { choiceText } from './labels.ts'
import { addStyles } from './styles.ts'
import type { Stage } from './useScene.ts'
import css from './views.css?inline'

const en = {
  views: 'Views',
  front: 'Front',
  back: 'Back',
  side: 'Side',
  'three-quarter': 'Three-quarter',
  close: 'Close',
  turnLeft: 'Turn left',
  turnRight: 'Turn right',
  zoomIn: 'Look closer',
  zoomOut: 'Step back',
  viewStart: 'Back to start',
  measures: 'Measures',
  partly: 'One of your choices cannot be shown just now. Everything else is as you chose it.',
  partlyNamed: '“{choice}” cannot be shown just now. Everything else is as you chose it.',
} as const

const de: Record<keyof typeof en, string> = {
  views: 'Ansichten',
  front: 'Vorn',
  back: 'Hinten',
  side: 'Seite',
  'three-quarter': 'Schräg',
  close: 'Nah',
  turnLeft: 'Nach links drehen',
  turnRight: 'Nach rechts drehen',
  zoomIn: 'Näher heran',
  zoomOut: 'Weiter weg',
  viewStart: 'Zurück zum Anfang',
  measures: 'Maße',
  partly: 'Eine Ihrer Optionen lässt sich gerade nicht zeigen. Alles andere ist wie gewählt.',
  partlyNamed: '„{choice}“ lässt sich gerade nicht zeigen. Alles andere ist wie gewählt.',
}

const WORDS: Catalogue<keyof typeof en> = { en, de }

const STANDARD = ['front', 'three-quarter', 'side', 'back', 'close'] as const
const TURN_DEGREES = 30
const CLOSER = 1.25

const BUTTONS = [
  ['turnLeft', 'M9 7 5 11l4 4M5 11h8a5 5 0 0 1 5 5v2', (scene: Scene) => scene.turn(-TURN_DEGREES, 0)],
  ['turnRight', 'm15 7 4 4-4 4m4-4h-8a5 5 0 0 0-5 5v2', (scene: Scene) => scene.turn(TURN_DEGREES, 0)],
  ['zoomIn', 'M12 6v12M6 12h12', (scene: Scene) => scene.zoom(CLOSER)],
  ['zoomOut', 'M6 12h12', (scene: Scene) => scene.zoom(1 / CLOSER)],
  ['viewStart', 'M5 12a7 7 0 1 0 2.2-5.1M5 5v4h4', (scene: Scene) => scene.look('start', true)],
] as const

/** The table of what is cut; it brings its own words. */
const FinishedSheet = late(() => import('./fit/Finished.tsx'))

addStyles(css)

/** What one does with a picture that is there: standard views, turning, zooming; and what it cannot show. */
export default function Views({ scene, stage }: { readonly scene: Scene; readonly stage: Stage }) {
  const { design, language } = useFitting()
  const [isTableOpen, setTableOpen] = useState(false)
  const say = useMemo(() => sayer(WORDS, language), [language])
  const choice = stage.state === 'partly' && stage.link !== null ? choiceNaming(stage.link, design) : null
  return (
    <>
      <div className="views" part="views" role="group" aria-label={say('views')}>
        {STANDARD.map((view) => (
          <button key={view} type="button" onClick={() => scene.look(view, true)}>
            {say(view)}
          </button>
        ))}
        {design.template.drafting && design.body().length > 0 && (
          <button type="button" className="measures" onClick={() => setTableOpen(true)}>
            {say('measures')}
          </button>
        )}
      </div>
      {isTableOpen && <FinishedSheet onClose={() => setTableOpen(false)} />}
      <div className="turns" part="turns" role="group">
        {BUTTONS.map(([word, glyph, act]) => (
          <button key={word} type="button" className="icon" aria-label={say(word)} title={say(word)} onClick={() => act(scene)}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={glyph} />
            </svg>
          </button>
        ))}
      </div>
      {stage.state === 'partly' && (
        <p className="gone" role="status">
          {choice === null ? say('partly') : say('partlyNamed', { choice })}
        </p>
      )}
    </>
  )
}

/** The chosen choice whose look has the link. */
function choiceNaming(link: string, design: Design): string | null {
  const selection = design.selection()
  const option = design.template.options.find(({ id, choices }) =>
    JSON.stringify(choices.find((choice) => choice.id === selection[id])?.look ?? {}).includes(JSON.stringify(link))
  )
  return option ? choiceText(design, option, selection[option.id]!) : null
}
