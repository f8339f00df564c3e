import { useId, useRef, useState } from 'react'
import { shareLink } from '../design/index.ts'
import { Dialog } from './Dialog.tsx'
import { useFitting } from './fitting.ts'
import { useSheetWords } from './sheetWords.ts'

/** A link that holds the picks and nothing else. It lies behind the `#`, so no server sees it. */
export default function Share({ onClose }: { readonly onClose: () => void }) {
  const { design } = useFitting()
  const say = useSheetWords()
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const id = useId()
  const link = shareLink(globalThis.location.href, design.code())
  const copy = async () => {
    field.current?.select()
    try {
      await navigator.clipboard.writeText(link)
      setCopied(true)
    } catch {
      setCopied(false) // No clipboard without https or permission: the link is selected, the keyboard copies it.
    }
  }
  return (
    <Dialog title={say('shareTitle')} onClose={onClose}>
      <p>{say('shareStays')}</p>
      <label htmlFor={id}>{say('shareLink')}</label>
      <input id={id} ref={field} className="text" readOnly value={link} onFocus={(event) => event.target.select()} />
      <div className="acts">
        <button type="button" className="main" onClick={() => void copy()}>
          {say('shareCopy')}
        </button>
        <p role="status">{copied === null ? '' : say(copied ? 'shareCopied' : 'shareByHand')}</p>
      </div>
    </Dialog>
  )
}
