import { useState } from 'react'
import { Dialog } from './Dialog.tsx'
import { useFitting } from './fitting.ts'
import { Likes } from './likes/Likes.tsx'
import { useSheetWords } from './sheetWords.ts'

/** Keeping is asked for, never assumed; forgetting is one button too. What is liked is listed below. */
export default function Keep({ onClose }: { readonly onClose: () => void }) {
  const { design, preferences } = useFitting()
  const say = useSheetWords()
  const [said, setSaid] = useState('')
  const isKept = design.isKept()
  const keep = () => {
    const isDone = design.keep()
    if (isDone) preferences?.gate.emit('design.saved', {})
    setSaid(say(isDone ? 'kept' : 'keepBlocked'))
  }
  return (
    <Dialog title={say('keepTitle')} onClose={onClose}>
      <p>{say('keepWhat')}</p>
      <div className="acts">
        {isKept ? (
          <button
            type="button"
            className="main"
            onClick={() => {
              design.forget()
              setSaid(say('forgotten'))
            }}
          >
            {say('keepForget')}
          </button>
        ) : (
          <button type="button" className="main" onClick={keep}>
            {say('keepButton')}
          </button>
        )}
        <button type="button" className="second" onClick={onClose}>
          {say('goOn')}
        </button>
      </div>
      <p role="status">{said}</p>
      {preferences && <Likes onOpened={onClose} />}
    </Dialog>
  )
}
