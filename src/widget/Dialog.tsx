import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useSheetWords } from './sheetWords.ts'

interface DialogProps {
  readonly title: string
  readonly part?: string
  readonly isWide?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The platform's own modal: focus stays inside, Escape closes, focus goes back to where it was. */
export function Dialog({ title, part, isWide = false, onClose, children }: DialogProps) {
  const say = useSheetWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const root = element.getRootNode() as ShadowRoot | Document
    const cameFrom = root.activeElement as HTMLElement | null
    if (element.showModal) element.showModal()
    else element.setAttribute('open', '') // No modal dialogs here: it is at least on the page.
    // The title first, so that it is read before its buttons.
    element.querySelector('h2')?.focus()
    return () => {
      element.close?.()
      if (cameFrom?.isConnected) cameFrom.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      part={part ? `dialog ${part}` : 'dialog'}
      data-wide={isWide || undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        // A file field says the same, and it bubbles: that nothing was chosen closes nothing.
        if (event.target !== dialog.current) return
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="inner">
        <header>
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
          <button type="button" className="icon" aria-label={say('close')} onClick={onClose}>
            <span aria-hidden="true">×</span>
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
