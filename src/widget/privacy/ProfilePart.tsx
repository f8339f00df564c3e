import { useState } from 'react'
import { linesOf } from '../../preferences/index.ts'
import { useChanges, useFitting, useOwn } from '../fitting.ts'
import { Carry } from './Carry.tsx'
import { Fold } from './Fold.tsx'
import { ProfileLines } from './ProfileLines.tsx'
import { usePrivacyWords } from './words.ts'

/** The customer's profile: seen, corrected, kept or deleted line by line, and carried where they want it. */
export function ProfilePart({ onLeave }: { readonly onLeave: () => void }) {
  const { design } = useFitting()
  const { profile } = useOwn()
  const say = usePrivacyWords()
  useChanges(profile)
  const [said, setSaid] = useState('')
  const lines = linesOf(profile, design).filter(({ field }) => field !== 'receipts').length

  return (
    <Fold title={say('profile')} gist={String(lines)}>
      <p>{say(profile.isKept() ? 'profileKept' : 'profileWhat')}</p>
      <Keeping onDone={setSaid} />
      {lines === 0 ? (
        <p className="hint">{say('profileEmpty')}</p>
      ) : (
        <ProfileLines onDone={setSaid} onLeave={onLeave} />
      )}
      <p className="doubt" role="status" tabIndex={-1}>
        {said}
      </p>
      <Learning onDone={setSaid} />
      <Carry />
      <DeleteAll onDone={setSaid} />
    </Fold>
  )
}

interface ActProps {
  onDone(said: string): void
}

function Keeping({ onDone }: ActProps) {
  const { profile } = useOwn()
  const say = usePrivacyWords()
  const keeping = profile.keeping()
  const fit = profile.fitKeeping()
  return (
    <>
      {(keeping === 'foreign' || keeping === 'newer') && <p className="doubt">{say(`keeping.${keeping}`)}</p>}
      {keeping === 'refused' && <p className="doubt">{say('keepRefused')}</p>}
      {(fit === 'foreign' || fit === 'newer') && <p className="doubt">{say('fitUnread')}</p>}
      {fit === 'refused' && <p className="doubt">{say('fitRefused')}</p>}
      {profile.isFull() && <p className="doubt">{say('profileFull')}</p>}
      <button
        type="button"
        className="second"
        // One button, so that keeping it no longer is as near as keeping it.
        onClick={(event) => {
          if (profile.isKept()) {
            profile.forget()
            onDone(say('profileIsNotKept'))
          } else onDone(profile.keep(event.nativeEvent) ? say('profileIsKept') : '')
        }}
      >
        {say(profile.isKept() ? 'keepNoLonger' : 'keepProfile')}
      </button>
    </>
  )
}

function Learning({ onDone }: ActProps) {
  const { profile } = useOwn()
  const say = usePrivacyWords()
  return (
    <div className="learning">
      <label className="tick">
        <input
          type="checkbox"
          checked={profile.isLearning()}
          onChange={(event) => profile.setLearning(event.target.checked)}
        />
        {say('learn')}
      </label>
      <p className="hint">{say('learnWhat')}</p>
      {profile.taste().length > 0 && (
        <button
          type="button"
          className="quiet"
          onClick={() => {
            profile.clear('taste')
            onDone(say('learnForgotten'))
          }}
        >
          {say('learnForget')}
        </button>
      )}
    </div>
  )
}

/** Asked once more, for it cannot be brought back; leaving it is as near as going on. */
function DeleteAll({ onDone }: ActProps) {
  const { profile } = useOwn()
  const say = usePrivacyWords()
  const [isSure, setSure] = useState(false)
  return (
    <div className="delete-all">
      {isSure ? (
        <div role="group" aria-label={say('deleteAll')}>
          <p role="alert">{say('deleteAllSure')}</p>
          <div className="acts equal">
            <button
              type="button"
              className="second"
              autoFocus
              onClick={() => setSure(false)}
            >
              {say('deleteAllNot')}
            </button>
            <button
              type="button"
              className="second"
              onClick={(event) => {
                event.currentTarget.closest('.folded')?.querySelector<HTMLElement>('[role=status]')?.focus()
                profile.clearAll()
                setSure(false)
                onDone(say('deletedAll'))
              }}
            >
              {say('deleteAllDo')}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" className="second" onClick={() => setSure(true)}>
          {say('deleteAll')}
        </button>
      )}
    </div>
  )
}
