import { useRef } from 'react'
import { sayer, type Language } from '../ground/index.ts'
import { useGround } from './useSurroundings.ts'
import { WORDS } from './words.ts'

interface WaitingProps {
  readonly language: Language
  /** Set when the product cannot be shown; asks again. */
  readonly onAgain: (() => void) | null
}

/** Before there is a design: the host's own picture (slotted) while it loads, and a kind word when it cannot. */
export function Waiting({ language, onAgain }: WaitingProps) {
  const root = useRef<HTMLDivElement>(null)
  const ground = useGround(root)
  const say = sayer(WORDS, language)
  return (
    <div className="toile waiting" part="configurator" ref={root} lang={language} data-ground={ground}>
      <div className="room">
        <div className="view">
          <section className="stage" part="stage" aria-label={say('preview')}>
            <div className="picture">
              <slot name="poster" />
            </div>
          </section>
        </div>
        <section className="panel" part="panel" aria-busy={onAgain === null}>
          {onAgain === null ? (
            <>
              <progress aria-label={say('loading')} />
              <p role="status">{say('loading')}</p>
              <slot />
            </>
          ) : (
            <div role="alert">
              <h2>{say('brokenTitle')}</h2>
              <p>{say('brokenText')}</p>
              <button type="button" className="main" onClick={onAgain}>
                {say('brokenRetry')}
              </button>
            </div>
          )}
        </section>
      </div>
    </div>
  )
}
