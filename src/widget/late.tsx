import { useEffect, useState, type ComponentType } from 'react'
import { useFitting } from './fitting.ts'

/**
 * A part that is fetched when it is first wanted, or ahead of it. When that fails, it says so where it belongs and
 * asks again.
 */
export function late<Props extends object>(load: () => Promise<{ readonly default: ComponentType<Props> }>) {
  let Part: ComponentType<Props> | null = null
  const bring = async () => {
    Part = (await load()).default
  }

  function Late(props: Props) {
    const { say } = useFitting()
    const [state, setState] = useState<'coming' | 'here' | 'failed'>(Part ? 'here' : 'coming')
    useEffect(() => {
      if (state !== 'coming') return
      bring().then(
        () => setState('here'),
        () => setState('failed')
      )
    }, [state])
    if (Part) return <Part {...props} />
    if (state !== 'failed') return null
    return (
      <div className="notice" role="alert">
        <p>{say('partFailed')}</p>
        <button type="button" className="quiet" onClick={() => setState('coming')}>
          {say('tryAgain')}
        </button>
      </div>
    )
  }

  /** Fetches it now, so that it is here when the network is not. */
  const warm = () => void bring().catch(() => undefined)
  return Object.assign(Late, { warm })
}
