import { useId, useState } from 'react'
import { differenceText } from '../price/index.ts'
import type { CompiledOption } from '../template/index.ts'
import { useFitting } from './fitting.ts'
import { WhyCard } from './parts.ts'

/**
 * A few letters of the customer's own, seen on the product as they are typed. What cannot be sewn stays in the field,
 * with the reason.
 */
export default function TextField({ option }: { readonly option: CompiledOption }) {
  const { design, language, say, why, openWhy, lookAt } = useFitting()
  const id = useId()
  const written = design.decisions().texts[option.id] ?? ''
  // What stands in the field while it has focus: a space at the end, or what cannot be taken, is not in the design.
  const [typing, setTyping] = useState<string | null>(null)
  const text = typing ?? written
  const problem = typing === null ? null : design.textProblem(option.id, typing)
  const most = option.text?.most ?? 0
  const left = Math.max(0, most - [...new Intl.Segmenter(language).segment(text)].length)
  const other = design.possible(option.id).find((answer) => answer.choice === (written ? 'none' : 'written'))

  const write = (next: string) => {
    if (other?.state === 'no' && !written && next) {
      openWhy({ option: option.id, choice: 'written' })
      return
    }
    setTyping(next)
    if (design.textProblem(option.id, next)) return
    design.write(option.id, next, 'typing')
    if (next) lookAt(option.view)
  }
  const help = () => {
    if (problem) return problem.words
    if (!text) return say('textHint', { n: most })
    if (left === 1) return say('letterLeft')
    return left ? say('lettersLeft', { n: left }) : say('noLettersLeft')
  }

  return (
    <fieldset className="option" part="option" data-control="field">
      <legend>
        <label htmlFor={id}>{option.label[language]}</label>{' '}
        {other?.difference ? (
          <span className="now">
            {differenceText(written ? -other.difference : other.difference, design.currency(), language)}
          </span>
        ) : null}
      </legend>
      {option.about && <p className="hint">{option.about[language]}</p>}
      <input
        id={id}
        className="text"
        part="field"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={problem ? true : undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => write(event.target.value)}
        onBlur={() => setTyping(null)}
      />
      <p className={problem ? 'hint doubt' : 'hint'} id={`${id}-help`} role={problem ? 'alert' : undefined}>
        {help()}
      </p>
      {why?.option === option.id && <WhyCard option={option} choice={why.choice} />}
    </fieldset>
  )
}
