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
          <strong>{choiceText(design, option, suggestion.choice)}</strong>
          <span className="difference">{price}</span>
          <span className="soft">{because}</span>
        </span>
      </button>
      <button type="button" className="icon" aria-label={sayOf('never', { what })} onClick={onDismiss}>
        <span aria-hidden="true">×</span>
      </button>
    </li>
  )
}

/** The reason in numbers. What goes by the same name in two options is named with its option. */
function useBecause({ because }: Suggestion): string {
  const { design, language } = useFitting()
  const sayOf = useSuggestWords()
  switch (because.kind) {
    case 'own':
      return sayOf('own', { times: because.times })
    case 'all orders':
      return sayOf('allOrders', { times: because.times, of: because.of })
    case 'orders': {
      const option = optionOf(design.template, because.option)
      const name = option ? choiceText(design, option, because.choice) : ''
      const alike = design.template.options.filter(({ choices }) => choices.some(({ label }) => label[language] === name))
      const choice = option && alike.length > 1 ? `${option.label[language]}: ${name}` : name
      return sayOf('together', { times: because.times, of: because.of, choice })
    }
  }
}
