import { dateFormat } from '../../ground/index.ts'
import {
  checkReceipts,
  DATA_MAP,
  eventWords,
  recipientWords,
  storedWords,
  type EventType,
  type Receipt,
} from '../../preferences/index.ts'
import { useChanges, useFitting, useOwn } from '../fitting.ts'
import { saveFile } from '../saveFile.ts'
import { Fold } from './Fold.tsx'
import { usePrivacyWords } from './words.ts'

/** The receipt of every answer, newest first, readable here and to be taken along. */
export function Receipts() {
  const { profile } = useOwn()
  const say = usePrivacyWords()
  useChanges(profile)
  const receipts = profile.receipts()
  return (
    <Fold title={say('receipts')} gist={String(receipts.length)}>
      {receipts.length === 0 ? (
        <p>{say('receiptsNone')}</p>
      ) : (
        <>
          <p>{say('receiptsWhat')}</p>
          <p className={checkReceipts(receipts) === null ? 'hint' : 'doubt'} role="status">
            {say(checkReceipts(receipts) === null ? 'chainWhole' : 'chainBroken')}
          </p>
          <button
            type="button"
            className="second"
            onClick={() => saveFile(jsonOf(receipts), `${say('receiptsFileName')}.json`)}
          >
            {say('receiptsSave')}
          </button>
          <ol className="lines-of">
            {[...receipts].reverse().map((receipt) => (
              <OneReceipt key={receipt.record_id} receipt={receipt} />
            ))}
          </ol>
        </>
      )}
    </Fold>
  )
}

function OneReceipt({ receipt }: { readonly receipt: Receipt }) {
  const { language } = useFitting()
  const say = usePrivacyWords()
  const { processing, event, controller, record_id } = receipt
  const at = dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(event.time))
  const months = /^P(\d+)M$/.exec(processing.retention)?.[1]
  const facts = [
    [say('receiptController'), controller],
    [say('receiptData'), processing.data_categories.map((name) => categoryText(name)).join('; ')],
    [say('receiptTo'), processing.recipients.join(', ') || recipientWords[language].stored],
    [say('receiptUntil'), months ? say('receiptMonths', { n: months }) : processing.retention],
    [say('receiptBack'), processing.withdrawal],
    [say('receiptNumber'), record_id],
  ] as const
  return (
    <li>
      <p className="says">
        {say('receiptLine', { purpose: say(`purpose.${processing.purpose}`), state: say(`state.${event.state}`) })}
      </p>
      <p className="hint">
        <time dateTime={event.time}>{at}</time>, {say(`by.${event.by}`)}
      </p>
      <details>
        <summary>{say('receiptRead')}</summary>
        <dl className="facts-of">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <button
          type="button"
          className="second"
          onClick={() => saveFile(jsonOf(receipt), `${say('receiptFileName')}-${record_id.slice(0, 8)}.json`)}
        >
          {say('receiptSave')}
        </button>
      </details>
    </li>
  )

  function categoryText(name: string): string {
    if (Object.hasOwn(DATA_MAP.events, name)) return eventWords[language][name as EventType].what
    if (Object.hasOwn(DATA_MAP.stored, name)) return storedWords[language][name as keyof typeof DATA_MAP.stored].what
    return name
  }
}

const jsonOf = (what: unknown): Blob => new Blob([`${JSON.stringify(what, null, 2)}\n`], { type: 'application/json' })
