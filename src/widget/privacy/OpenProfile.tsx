import { useId, useState } from 'react'
import { ToileError } from '../../ground/index.ts'
import { readProfileFile, take, linesOf, type CarriedProfile } from '../../preferences/profile/index.ts'
import { useFitting, useOwn } from '../fitting.ts'
import { useLineText } from './ProfileLines.tsx'
import { isPrivacyKey, usePrivacyWords, type PrivacyKey } from './words.ts'

/** A file that was carried here: read whole or not at all, looked at line by line, and taken as far as it is ticked. */
export default function OpenProfile() {
  const say = usePrivacyWords()
  const id = useId()
  const [file, setFile] = useState<File | null>(null)
  const [isLocked, setLocked] = useState(false)
  const [carried, setCarried] = useState<CarriedProfile | null>(null)
  const [said, setSaid] = useState('')

  const read = async (from: File, passphrase?: string) => {
    setSaid('')
    setCarried(null)
    try {
      setCarried(await readProfileFile(from, passphrase))
      setLocked(false)
    } catch (error) {
      const code = error instanceof ToileError ? error.code : ''
      setLocked(code === 'profile/locked' || code === 'profile/passphrase')
      if (code !== 'profile/locked') setSaid(say(wordFor(code)))
    }
  }

  return (
    <div className="carrying">
      <p className="hint">{say('openWhat')}</p>
      <label htmlFor={id}>{say('openFile')}</label>
      <input
        id={id}
        type="file"
        className="text"
        accept=".json,.jwe,application/json,application/jose"
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          // The same file may be opened again.
          event.target.value = ''
          if (!chosen) return
          setFile(chosen)
          setLocked(false)
          void read(chosen)
        }}
      />
      {file && isLocked && <Unlock name={file.name} onPassphrase={(passphrase) => void read(file, passphrase)} />}
      {file && carried && (
        <Found
          name={file.name}
          carried={carried}
          onTaken={(words) => {
            setCarried(null)
            setSaid(words)
          }}
        />
      )}
      <p className="doubt" role="status">
        {said}
      </p>
    </div>
  )
}

/** `profile/altered` has its words under `file.altered`. */
function wordFor(code: string): PrivacyKey {
  const key = code.replace('profile/', 'file.')
  return isPrivacyKey(key) ? key : 'file.other'
}

function Unlock({ name, onPassphrase }: { readonly name: string; onPassphrase(passphrase: string): void }) {
  const say = usePrivacyWords()
  const id = useId()
  const [passphrase, setPassphrase] = useState('')
  return (
    <form
      className="carrying"
      onSubmit={(event) => {
        event.preventDefault()
        onPassphrase(passphrase)
      }}
    >
      <label htmlFor={id}>{say('openLocked', { name })}</label>
      <input
        id={id}
        className="text"
        type="password"
        autoComplete="off"
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <button type="submit" className="second">
        {say('openDo')}
      </button>
    </form>
  )
}

interface FoundProps {
  readonly name: string
  readonly carried: CarriedProfile
  onTaken(said: string): void
}

/** What is in the file; receipts are a chain, so they are one line. */
function Found({ name, carried, onTaken }: FoundProps) {
  const { design } = useFitting()
  const { profile } = useOwn()
  const say = usePrivacyWords()
  const lineText = useLineText()
  const id = useId()
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [said, setSaid] = useState('')
  const lines = linesOf(carried, design)
  const receipts = lines.filter(({ field }) => field === 'receipts')
  const offered = [...lines.filter(({ field }) => field !== 'receipts'), ...receipts.slice(0, 1)]
  const keyOf = ({ field, key }: (typeof lines)[number]) => `${field} ${key}`
  const textOf = (line: (typeof lines)[number]) =>
    line.field === 'receipts'
      ? say('fieldCount', { field: say('field.receipts'), n: receipts.length })
      : say('fieldLine', { field: say(`field.${line.field}`), line: lineText(line) })

  if (lines.length === 0) return <p role="status">{say('openNothing')}</p>
  return (
    <div role="group" aria-labelledby={id}>
      <h4 id={id}>{say('openFound', { name })}</h4>
      <button type="button" className="quiet" onClick={() => setTicked(offered.map(keyOf))}>
        {say('tickAll')}
      </button>
      {offered.map((line) => (
        <label key={keyOf(line)} className="tick">
          <input
            type="checkbox"
            checked={ticked.includes(keyOf(line))}
            onChange={(event) =>
              setTicked(
                event.target.checked ? [...ticked, keyOf(line)] : ticked.filter((one) => one !== keyOf(line))
              )
            }
          />
          {textOf(line)}
        </label>
      ))}
      <button
        type="button"
        className="second"
        onClick={() => {
          const chosen = offered.filter((line) => ticked.includes(keyOf(line)))
          if (chosen.length === 0) return setSaid(say('tickOne'))
          onTaken(say(take(profile, carried, chosen) ? 'taken' : 'takenPart', { n: chosen.length }))
        }}
      >
        {say('takeDo')}
      </button>
      <p className="doubt" role="status">
        {said}
      </p>
    </div>
  )
}
