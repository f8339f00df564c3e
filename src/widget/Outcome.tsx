import { useState, type ReactNode } from 'react'
import { ToileError } from '../ground/index.ts'
import { moneyText } from '../price/index.ts'
import { Dialog } from './Dialog.tsx'
import { useFitting } from './fitting.ts'
import { FIT } from './groups.ts'
import { daysText } from './labels.ts'
import type { OrderEnd } from './ordering.ts'
import type { OrderSpec } from '../order/index.ts'
import { Reason } from './reason/Reason.tsx'
import { saveFile } from './saveFile.ts'
import { useSheetWords, type SheetKey } from './sheetWords.ts'

/** How an order ended, or what it asks: always a way on, and never a second order by mistake. */
export default function Outcome({ state }: { readonly state: OrderEnd }) {
  const { design, preferences, ordering, language, openGroup } = useFitting()
  const say = useSheetWords()
  const groupOfWords = design.template.options.find((option) => design.unwritten().includes(option.id))?.group ?? ''
  const again = () =>
    void ordering.order().catch((error: unknown) => {
      // Already on the screen as the next state.
      if (!(error instanceof ToileError)) throw error
    })
  const money = (amount: number, currency: string) => moneyText(amount, currency, language)
  const close = ordering.dismiss

  switch (state.state) {
    case 'ordered':
    case 'handed':
      return (
        <Dialog title={say(state.state === 'ordered' ? 'orderedTitle' : 'handedTitle')} part="ordered" onClose={close}>
          {state.state === 'ordered' ? (
            <p>
              {say('orderedNumber')} <strong className="number">{state.order.number}</strong>
            </p>
          ) : (
            <p>{say('handedText')}</p>
          )}
          <p>
            {money(state.spec.order.quote.total, state.spec.order.quote.currency)}
            {'. '}
            {/* A month may be shortened: then its full stop is the sentence's. */}
            {say('orderedReady', { when: daysText(state.spec.order.promise, language) }).replace(/\.\.$/, '.')}
          </p>
          <CardButton spec={state.spec} number={state.state === 'ordered' ? state.order.number : null}>
            <button type="button" className="second" onClick={close}>
              {say('goOn')}
            </button>
          </CardButton>
          {preferences && <Reason />}
        </Dialog>
      )
    case 'price-changed': {
      const now = money(state.now.total, state.now.currency)
      return (
        <Dialog title={say('priceChangedTitle')} part="price-changed" onClose={close}>
          <p>{say('priceChangedText', { before: money(state.before.total, state.before.currency), now })}</p>
          <div className="acts">
            <button type="button" className="main" onClick={again}>
              {say('priceChangedOrder', { now })}
            </button>
            <button type="button" className="second" onClick={close}>
              {say('notYet')}
            </button>
          </div>
        </Dialog>
      )
    }
    case 'failed': {
      const place = placeOf(state.reason)
      return (
        <Dialog title={say('failedTitle')} part="order-failed" onClose={close}>
          <p>{say(FAILED[state.reason])}</p>
          {place === null && <p>{say('failedNothingTwice')}</p>}
          <div className="acts">
            {place === null ? (
              <button type="button" className="main" onClick={again}>
                {say('tryAgain')}
              </button>
            ) : (
              <button
                type="button"
                className="main"
                onClick={() => {
                  close()
                  openGroup(place.group)
                }}
              >
                {say(place.word)}
              </button>
            )}
            <button type="button" className="second" onClick={close}>
              {say('goOn')}
            </button>
          </div>
        </Dialog>
      )
    }
  }

  /** Where the customer can do something about it; null when only the shop or the network can. */
  function placeOf(reason: keyof typeof FAILED): { readonly group: string; readonly word: SheetKey } | null {
    switch (reason) {
      case 'draft':
        return { group: FIT, word: 'toFit' }
      case 'body':
        return { group: FIT, word: 'toConflict' }
      case 'words':
        return { group: groupOfWords, word: 'toWords' }
      default:
        return null
    }
  }
}

const FAILED = {
  offline: 'failedOffline',
  busy: 'failedBusy',
  draft: 'failedDraft',
  body: 'failedBody',
  words: 'failedWords',
  refused: 'failedRefused',
} as const

interface CardButtonProps {
  readonly spec: OrderSpec
  readonly number: string | null
  readonly children: ReactNode
}

/** The card is written in the page, from what was ordered: nobody is asked for it. */
function CardButton({ spec, number, children }: CardButtonProps) {
  const { design, picture } = useFitting()
  const say = useSheetWords()
  const [state, setState] = useState<'idle' | 'making' | 'failed'>('idle')
  const make = async () => {
    setState('making')
    try {
      const { cardOf } = await import('./card/card.ts')
      const photo = await picture(design, { width: 900, height: 1100 })
      saveFile(await cardOf({ design, spec, number, photo, say }), `${number ?? design.template.id}.pdf`)
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  return (
    <div className="acts">
      <button
        type="button"
        className="main"
        aria-disabled={state === 'making' || undefined}
        onClick={() => state !== 'making' && void make()}
      >
        {say(state === 'making' ? 'cardMaking' : 'cardButton')}
      </button>
      {children}
      <p role="status">{state === 'failed' ? say('cardFailed') : ''}</p>
    </div>
  )
}
