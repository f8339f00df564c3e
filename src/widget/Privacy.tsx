import type { EventData, Left } from '../preferences/index.ts'
import { Answers } from './Ask.tsx'
import { Dialog } from './Dialog.tsx'
import { useFitting, useGate } from './fitting.ts'
import { choiceText } from './labels.ts'
import { useSheetWords } from './sheetWords.ts'

/** What leaves this page and what has left it; saying yes and taking it back are one tap each. */
export default function Privacy({ onClose }: { readonly onClose: () => void }) {
  const { design, language, announce } = useFitting()
  const say = useSheetWords()
  const gate = useGate()
  const isOpen = gate.isOpen('preferences')
  const left = gate.left()

  return (
    <Dialog title={say('privacyTitle')} part="privacy" onClose={onClose}>
      <ul>
        <li>{say('privacyNothing')}</li>
        <li>{say('privacyOrder')}</li>
        <li>{say('privacyShared')}</li>
        <li>{say(design.isKept() ? 'privacyKept' : 'privacyKeptNothing')}</li>
        <li>{say(gate.isOpen('measurements') ? 'privacyFitKept' : 'privacyFitKeptNothing')}</li>
      </ul>
      {gate.isOpen('measurements') && (
        <button
          type="button"
          className="second"
          onClick={(event) => {
            gate.withdraw('measurements', event.nativeEvent)
            announce(say('privacyFitKeptNothing'))
          }}
        >
          {say('privacyFitForget')}
        </button>
      )}
      <section className="ask">
        <h3>{say('privacyAsk')}</h3>
        <p>{say(isOpen ? 'privacyIsOn' : 'privacyIsOff')}</p>
        {!isOpen && gate.isSignalled() && <p>{say('privacySignal')}</p>}
        {isOpen ? (
          <button
            type="button"
            className="second"
            onClick={(event) => {
              gate.withdraw('preferences', event.nativeEvent)
              announce(say('privacyIsOff'))
            }}
          >
            {say('privacyWithdraw')}
          </button>
        ) : (
          <Answers />
        )}
      </section>
      <section>
        <h3>{say('privacyLeft')}</h3>
        {left.length === 0 ? (
          <p>{say('privacyLeftNothing')}</p>
        ) : (
          <ol className="left">
            {left.map((one, index) => (
              <li key={left.length - index}>
                {eventText(one)} <span className="soft">{timeText(one.at)}</span>
              </li>
            ))}
          </ol>
        )}
      </section>
    </Dialog>
  )

  function timeText(time: string): string {
    return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: 'numeric' }).format(new Date(time))
  }

  function eventText({ name: type, message }: Left): string {
    const data: EventData = (message as { readonly data?: EventData }).data ?? {}
    const option = design.template.options.find((candidate) => candidate.id === data.option)
    const values = {
      option: option?.label[language] ?? '',
      choice: option && typeof data.choice === 'string' ? choiceText(design, option, data.choice) : '',
    }
    if (type.includes('choice.made')) return say('saidPick', values)
    if (type.includes('choice.undone')) return say('privacyLeftUndone', values)
    if (type.includes('design.finished')) return say('privacyLeftFinished')
    if (type.includes('consent.changed')) return say('privacyLeftConsent')
    return say('privacyLeftSnapshot')
  }
}
