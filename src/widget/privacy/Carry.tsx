import { useState } from 'react'
import { useFitting, useOwn } from '../fitting.ts'
import { usePrivacyWords } from './words.ts'
import { late } from '../late.tsx'

/** Files need more than the sheet itself; they come when one is wanted. */
const SaveProfile = late(() => import('./SaveProfile.tsx'))
const OpenProfile = late(() => import('./OpenProfile.tsx'))

/** The profile as the customer's to carry: into a file, out of one, and to this shop where they want that. */
export function Carry() {
  const say = usePrivacyWords()
  const [isSaving, setSaving] = useState(false)
  const [isOpening, setOpening] = useState(false)
  return (
    <>
      <details className="carry" onToggle={(event) => event.currentTarget.open && setSaving(true)}>
        <summary>{say('saveProfile')}</summary>
        {isSaving && <SaveProfile />}
      </details>
      <details className="carry" onToggle={(event) => event.currentTarget.open && setOpening(true)}>
        <summary>{say('openProfile')}</summary>
        {isOpening && <OpenProfile />}
      </details>
      <details className="carry">
        <summary>{say('release')}</summary>
        <Release />
      </details>
    </>
  )
}

const RELEASED = ['likes', 'reasons'] as const

/** Likes and reasons for this shop, kind by kind, each with what the customer gets for it. */
function Release() {
  const { design } = useFitting()
  const own = useOwn()
  const say = usePrivacyWords()
  const [ticked, setTicked] = useState<readonly (typeof RELEASED)[number][]>([])
  const [said, setSaid] = useState('')
  const countOf = (field: (typeof RELEASED)[number]) =>
    own.profile[field]().filter(({ template }) => template === design.template.id).length
  const offered = RELEASED.filter((field) => countOf(field) > 0)
  const chosen = ticked.filter((field) => offered.includes(field))

  return (
    <div className="carrying">
      <p className="hint">{say('releaseWhat')}</p>
      {offered.length === 0 && <p>{say('releaseNothing')}</p>}
      {offered.map((field) => (
        <label key={field} className="tick">
          <input
            type="checkbox"
            checked={ticked.includes(field)}
            onChange={(event) =>
              setTicked(event.target.checked ? [...ticked, field] : ticked.filter((one) => one !== field))
            }
          />
          <span>
            {say('fieldCount', { field: say(`field.${field}`), n: countOf(field) })}
            <span className="hint">{say(`get.${field}`)}</span>
          </span>
        </label>
      ))}
      {offered.length > 0 && (
        <button
          type="button"
          className="second"
          onClick={() => {
            if (chosen.length === 0) return setSaid(say('tickOne'))
            own.release(chosen)
            setTicked([])
            setSaid(say('released'))
          }}
        >
          {say('releaseDo')}
        </button>
      )}
      <p className="doubt" role="status">
        {said}
      </p>
    </div>
  )
}
