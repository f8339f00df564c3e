import { useId, useState } from 'react'
import { bookOf, differenceText, moneyText, quantityOf } from '../price/index.ts'
import { useFitting, useChanges } from './fitting.ts'
import { daysText } from './labels.ts'
import type { Said } from './said.ts'

/** Always in sight: the price, what changed it last, when it is ready, and the way to order. */
export function Foot({ said, onUndo }: { readonly said: Said | null; readonly onUndo: () => void }) {
  const { design, language, say, ordering } = useFitting()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  useChanges(ordering)
  const isOrdering = ordering.state().state === 'ordering'
  const quote = design.quote()
  const quantity = quantityOf(design.template, design.selection())
  const money = (amount: number) => moneyText(amount, quote.currency, language)

  return (
    <footer className="foot" part="foot">
      <div id={`${id}-lines`} className="lines" hidden={!isOpen}>
        <PriceLines />
        {/* Where the stage is low, there is no room for it below. */}
        {isOpen && <p className="in-words">{design.describe()}</p>}
      </div>
      {said && (
        <div className="said" part="said">
          <p>
            {[...said.decided, ...said.moved].join('. ')}
            {said.difference !== 0 && (
              <span className="difference">{` ${differenceText(said.difference, quote.currency, language)}`}</span>
            )}
          </p>
          {/* It stays when there is no more to undo: focus must not fall off the page. */}
          <button
            type="button"
            className="quiet"
            aria-disabled={!design.canUndo() || undefined}
            onClick={() => design.canUndo() && onUndo()}
          >
            {say('undo')}
          </button>
        </div>
      )}
      <div className="sum">
        <button
          type="button"
          className="price"
          part="price"
          aria-expanded={isOpen}
          aria-controls={`${id}-lines`}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="unseen">{say('total')} </span>
          <strong>{money(quote.total)}</strong>
          <span className="chevron" aria-hidden="true" />
          <span className="unseen"> {say(isOpen ? 'hideLines' : 'showLines')}</span>
        </button>
        <p className="due" part="promise">
          {say('promise', { when: daysText(quote.promise, language) })}
          {quantity > 1 && <span className="soft"> · {quantity} ×</span>}
        </p>
        <button
          type="button"
          className="order"
          part="order"
          aria-disabled={isOrdering || undefined}
          onClick={() => {
            // The dialog says what went wrong; whoever called has nothing to add.
            if (!isOrdering) ordering.order().catch(() => undefined)
          }}
        >
          {isOrdering ? say('ordering') : design.template.orderLabel[language]}
        </button>
      </div>
    </footer>
  )
}

/** The lines add up to the total; a discount says why it is there. */
export function PriceLines() {
  const { design, language, say } = useFitting()
  const quote = design.quote()
  const discounts = bookOf(design.template, quote.currency).discounts
  const money = (amount: number) => moneyText(amount, quote.currency, language)
  return (
    <>
      <table>
        <caption className="unseen">{say('priceLines')}</caption>
        <tbody>
          {quote.lines.map((line, index) => {
            const discount = discounts.find((candidate) => candidate.code === line.code)
            return (
              <tr key={`${line.code}-${index}`}>
                <th scope="row">
                  {line.label}
                  {discount && <span className="soft because"> {discount.because[language]}</span>}
                </th>
                <td>{money(line.amount)}</td>
              </tr>
            )
          })}
          <tr className="total">
            <th scope="row">
              {say('total')}{' '}
              <span className="soft">{say(quote.taxMode === 'included' ? 'taxIncluded' : 'taxExcluded')}</span>
            </th>
            <td>{money(quote.total)}</td>
          </tr>
        </tbody>
      </table>
      {design.template.disclosures.map((disclosure) => (
        <p key={disclosure.id} className="hint">
          {disclosure.text[language]}
        </p>
      ))}
    </>
  )
}
