import { memo } from 'react'
import type { WidgetKey } from './words.ts'
import { useFitting } from './fitting.ts'

export type Sheet = 'share' | 'keep' | 'compare' | 'privacy'

interface BarProps {
  readonly onOpen: (sheet: Sheet) => void
  readonly onStep: (way: 'undo' | 'redo') => void
}

/** Secondary acts, in one thin bar above the stage: it covers nothing of the picture. */
export const Bar = memo(function Bar({ onOpen, onStep }: BarProps) {
  const { design, say } = useFitting()
  return (
    <div className="bar" part="bar" role="group" aria-label={say('acts')}>
      {act('undo', 'M9 7 4 12l5 5M4 12h10a5 5 0 0 1 5 5', () => onStep('undo'), !design.canUndo())}
      {act('redo', 'm15 7 5 5-5 5m5-5H10a5 5 0 0 0-5 5', () => onStep('redo'), !design.canRedo())}
      {act('compare', 'M5 5h5v14H5zM14 5h5v14h-5z', () => onOpen('compare'))}
      {act('share', 'M12 15V4m-4 4 4-4 4 4M5 13v6h14v-6', () => onOpen('share'))}
      {act('keep', 'M7 4h10v16l-5-4-5 4z', () => onOpen('keep'))}
      {act('privacy', 'M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6z', () => onOpen('privacy'))}
    </div>
  )

  function act(word: Extract<WidgetKey, 'undo' | 'redo' | Sheet>, glyph: string, run: () => void, isOff = false) {
    return (
      <button
        type="button"
        className="act"
        aria-disabled={isOff || undefined}
        aria-haspopup={word === 'undo' || word === 'redo' ? undefined : 'dialog'}
        aria-keyshortcuts={word === 'privacy' ? 'Alt+Shift+P' : undefined}
        title={say(word)}
        onClick={() => !isOff && run()}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={glyph} />
        </svg>
        <span>{say(word)}</span>
      </button>
    )
  }
})
