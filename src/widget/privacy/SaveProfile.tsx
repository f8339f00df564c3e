import { useId, useState } from 'react'
import { linesOf, PROFILE_FIELDS, type ProfileField } from '../../preferences/index.ts'
import { profileFile } from '../../preferences/profile/index.ts'
import { useChanges, useFitting, useOwn } from '../fitting.ts'
import { saveFile } from '../saveFile.ts'
import { usePrivacyWords } from './words.ts'

/** The profile, or the ticked kinds of its lines, into a file of the customer's own, locked where they want that. */
export default function SaveProfile() {
  const { design } = useFitting()
  const { profile } = useOwn()
  useChanges(profile)
  const say = usePrivacyWords()
  const id = useId()
  const [left, setLeft] = useState<readonly ProfileField[]>([])
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [said, setSaid] = useState('')
  const lines = linesOf(profile, design)
  const countOf = (field: ProfileField) => lines.filter((line) => line.field === field).length
  const offered = PROFILE_FIELDS.filter((field) => countOf(field) > 0)
  const ticked = offered.filter((field) => !left.includes(field))

  const save = async () => {
    if (ticked.length === 0) return setSaid(say('tickOne'))
    if (passphrase !== again) return setSaid(say('passphraseDiffers'))
    setSaid('')
    try {
      saveFile(await profileFile(profile, ticked, passphrase || undefined), `${say('profileFileName')}.json`)
      setPassphrase('')
      setAgain('')
      setSaid(say('saved'))
    } catch {
      setSaid(say('saveFailed'))
    }
  }

  return (
    <form
      className="carrying"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className="hint">{say('saveWhat')}</p>
      {offered.length === 0 && <p>{say('profileEmpty')}</p>}
      {offered.map((field) => (
        <label key={field} className="tick">
          <input
            type="checkbox"
            checked={!left.includes(field)}
            onChange={(event) =>
              setLeft(event.target.checked ? left.filter((one) => one !== field) : [...left, field])
            }
          />
          {say('fieldCount', { field: say(`field.${field}`), n: countOf(field) })}
        </label>
      ))}
      {offered.length > 0 && (
        <>
          <label htmlFor={id}>{say('passphrase')}</label>
          <input
            id={id}
            className="text"
            type="password"
            autoComplete="new-password"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
          {passphrase !== '' && (
            <>
              <label htmlFor={`${id}-again`}>{say('passphraseAgain')}</label>
              <input
                id={`${id}-again`}
                className="text"
                type="password"
                autoComplete="new-password"
                value={again}
                onChange={(event) => setAgain(event.target.value)}
              />
              <p className="doubt">{say('passphraseLost')}</p>
            </>
          )}
          <button type="submit" className="second">
            {say('saveDo')}
          </button>
        </>
      )}
      <p className="doubt" role="status">
        {said}
      </p>
    </form>
  )
}
