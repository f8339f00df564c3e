import type { Design } from '../../design/index.ts'
import type { Suggestion } from '../../preferences/index.ts'
import { differenceText } from '../../price/index.ts'
import { optionOf } from '../../template/index.ts'
import { useFitting } from '../fitting.ts'
import { choiceText } from '../labels.ts'
import { keyOf } from './key.ts'
import { useSuggestWords } from './words.ts'

interface CardProps {
  readonly suggestion: Suggestion
  readonly what: string
  readonly onTake: () => void
  readonly onDismiss: () => void
}

/** One tap takes it, one dismisses it. What was ruled out a moment ago is not drawn. */
export function Card({ suggestion, what, onTake, onDismiss }: CardProps) {
  const { design, base, language, say } = useFitting()
  const sayOf = useSuggestWords()
  const because = useBecause(suggestion)
  const option = optionOf(design.template, suggestion.option)
  const answer = option && design.possible(option.id).find(({ choice }) => choice === suggestion.choice)
  if (!option || answer?.state !== 'yes') return null
  const image = option.choices.find(({ id }) => id === suggestion.choice)?.image
  const price =
    answer.difference === null ? say('unknownPrice') : differenceText(answer.difference, design.currency(), language)

  return (
    <li data-key={keyOf(suggestion)} data-offered>
      <button type="button" className="suggestion" part="suggestion" onClick={onTake}>
        {image && (
          <span className="face" data-control={option.control}>
            <img src={new URL(image, base).href} alt="" loading="lazy" decoding="async" draggable={false} />
          </span>
        )}
        <span className="what">
          <span className="of soft">
            <span className="unseen">{sayOf('choose')} </span>
            {option.label[language]}
          </span>
          <span>
            <strong>{choiceText(design, option, suggestion.choice)}</strong>{' '}
            <span className="difference">{price}</span>
          </span>
        </span>
        <span className="because soft">{because}</span>
      </button>
      <button type="button" className="icon" aria-label={sayOf('never', { what })} onClick={onDismiss}>
        <span aria-hidden="true">×</span>
      </button>
    </li>
  )
}

/** The reason in numbers. */
function useBecause({ because }: Suggestion): string {
  const { design } = useFitting()
  const sayOf = useSuggestWords()
  switch (because.kind) {
    case 'own':
      return sayOf('own', { times: because.times })
    case 'all orders':
      return sayOf('allOrders', { times: because.times, of: because.of })
    case 'orders':
      return sayOf('together', { times: because.times, of: because.of, choice: nameOf(design, because) })
  }
}

/** What could be meant of another option too, "Raw", is named with its own: "Wash: Raw". */
function nameOf(design: Design, { option: id, choice }: { readonly option: string; readonly choice: string }): string {
  const option = optionOf(design.template, id)
  if (!option) return ''
  const language = design.language()
  const name = choiceText(design, option, choice)
  const isElsewhere = design.template.options.some(
    (other) => other !== option && other.choices.some(({ label }) => isIn(name, label[language]))
  )
  return isElsewhere ? `${option.label[language]}: ${name}` : name
}

const isIn = (part: string, whole: string): boolean => whole.toLowerCase().includes(part.toLowerCase())
