import type { Change } from '../design/index.ts'
import { differenceText } from '../price/index.ts'
import { optionOf } from '../template/index.ts'
import { useFitting } from './fitting.ts'
import { choiceText } from './labels.ts'
import { useSheetWords } from './sheetWords.ts'

interface ChangeWordsProps {
  readonly change: Change
  /** The option that was asked for: it goes without saying. */
  readonly asked?: string
}

/** What a button does to the choices, and to the price: "Change Drawer to None, − €110". */
export function ChangeWords({ change, asked }: ChangeWordsProps) {
  const { design, language } = useFitting()
  const say = useSheetWords()
  const changes = Object.entries(change.set)
    .filter(([id]) => id !== asked)
    .map(([id, to]) => {
      const option = optionOf(design.template, id)
      if (!option) return id
      const values = { option: option.label[language], choice: to === null ? '' : choiceText(design, option, to) }
      return say(to === null ? 'changeFree' : 'changeOne', values)
    })
  return (
    <>
      {changes.length ? say('changeButton', { changes: changes.join(say('and')) }) : say('changeAlready')}
      {change.difference !== 0 && (
        <>
          {', '}
          <span className="difference">{differenceText(change.difference, design.currency(), language)}</span>
        </>
      )}
    </>
  )
}
