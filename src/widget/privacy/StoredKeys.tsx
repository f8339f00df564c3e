import { useState } from 'react'
import { afterWords, DATA_MAP, storedFieldWords, storedWords, untilWords } from '../../preferences/index.ts'
import { useChanges, useFitting, useOwn } from '../fitting.ts'
import { Fold } from './Fold.tsx'
import { removeStored, storedEntries, type StoredEntry } from './stored.ts'
import { usePrivacyWords } from './words.ts'

/** Everything of ours that lies in this browser at this moment, each with the way to delete it. */
export function StoredKeys() {
  const { design } = useFitting()
  const { gate, profile } = useOwn()
  const say = usePrivacyWords()
  useChanges(gate)
  useChanges(profile)
  const [said, setSaid] = useState('')
  const entries = storedEntries()

  /** Through whoever stores it, so that it is not written again a moment later. */
  const remove = ({ key, mapped }: StoredEntry, act: Event) => {
    if (mapped === 'toile.fit' && gate.isOpen('measurements')) gate.withdraw('measurements', act)
    if (mapped === 'toile.profile') profile.forget()
    if (key === `toile.design.${design.template.id}`) design.forget()
    setSaid(say(removeStored(key) ? 'storedRemoved' : 'storedStuck'))
  }

  return (
    <Fold title={say('stored')} gist={entries ? String(entries.length) : undefined}>
      {entries === null && <p>{say('storedUnread')}</p>}
      {entries?.length === 0 && <p>{say('storedNothing')}</p>}
      {entries && entries.length > 0 && (
        <ul className="lines-of">
          {entries.map((entry) => (
            <Entry key={entry.key} entry={entry} onRemove={(act) => remove(entry, act)} />
          ))}
        </ul>
      )}
      <p className="doubt" role="status" tabIndex={-1}>
        {said}
      </p>
    </Fold>
  )
}

function Entry({ entry: { key, mapped }, onRemove }: { readonly entry: StoredEntry; onRemove(act: Event): void }) {
  const { language } = useFitting()
  const say = usePrivacyWords()
  const { what, why } = storedWords[language][mapped]
  const { after, until, fields } = DATA_MAP.stored[mapped]
  return (
    <li data-stored={key}>
      <p className="says">{what}.</p>
      <div className="acts">
        <button
          type="button"
          className="quiet"
          aria-label={say('removeWhat', { line: what })}
          onClick={(event) => {
            event.currentTarget.closest('.folded')?.querySelector<HTMLElement>('[role=status]')?.focus()
            onRemove(event.nativeEvent)
          }}
        >
          {say('remove')}
        </button>
      </div>
      <p className="hint">
        {why} {say('storedHow', { after: afterWords[language][after], until: untilWords[language][until] })}
      </p>
      <ul className="holds hint">
        {fields.map((field) => (
          <li key={field}>{storedFieldWords[language][field]}</li>
        ))}
      </ul>
      <p className="hint">{say('storedName', { key })}</p>
    </li>
  )
}
