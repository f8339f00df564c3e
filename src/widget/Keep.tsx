import { useState } from 'react'
import { Dialog } from './Dialog.tsx'
import { useFitting } from './fitting.ts'
import { useSheetWords } from './sheetWords.ts'

/** Keeping is asked for, never assumed; forgetting is one button too. */
export default function Keep({ onClose }: { readonly onClose: () => void }) {
  const { design } = useFitting()
  const say = useSheetWords()
  const [said, setSaid] = useState('')
  const isKept = design.isKept()
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
          <button type="button" className="main" onClick={() => setSaid(say(design.keep() ? 'kept' : 'keepBlocked'))}>
            {say('keepButton')}
          </button>
        )}
        <button type="button" className="second" onClick={onClose}>
          {say('goOn')}
        </button>
      </div>
      <p role="status">{said}</p>
    </Dialog>
  )
}
