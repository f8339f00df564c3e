import type { Purpose } from '../../preferences/index.ts'
import { useGate } from '../fitting.ts'
import { isOwnYes } from './standing.ts'
import { usePrivacyWords } from './words.ts'

/** The purposes that something here uses, and so asks for. */
export type AskedPurpose = Exclude<Purpose, 'contact' | 'publish'>

/**
 * Two buttons of the same weight in the same place, whatever was answered: a yes takes one tap and so does taking it
 * back.
 */
export function Answers({ purpose, labelledBy }: { readonly purpose: AskedPurpose; readonly labelledBy: string }) {
  const say = usePrivacyWords()
  const gate = useGate()
  const standing = gate.standing(purpose)
  const isYes = isOwnYes(standing)
  const given = standing.answer?.answer
  const isNo = !isYes && (given === 'denied' || given === 'withdrawn')
  return (
    <div className="acts equal" role="group" aria-labelledby={labelledBy}>
      <button
        type="button"
        className="second"
        aria-pressed={isYes}
        onClick={(event) => !isYes && gate.grant(purpose, event.nativeEvent)}
      >
        {say(`yes.${purpose}`)}
      </button>
      <button
        type="button"
        className="second"
        aria-pressed={isNo}
        onClick={(event) => {
          if (isYes) gate.withdraw(purpose, event.nativeEvent)
          else if (!isNo) gate.deny(purpose, event.nativeEvent)
        }}
      >
        {say(isYes ? `stop.${purpose}` : 'no')}
      </button>
    </div>
  )
}
