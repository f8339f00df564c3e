import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Decisions } from '../../design/index.ts'
import { viaSuggestion, type Gate, type Suggestion } from '../../preferences/index.ts'
import { differenceText } from '../../price/index.ts'
import { optionOf } from '../../template/index.ts'
import { useChanges, useFitting, useOwn } from '../fitting.ts'
import { choiceText } from '../labels.ts'
import { learnFrom } from './learning.ts'
import { watchSeen } from './seen.ts'
import { useRoom } from './useRoom.ts'
import { useSuggestWords } from './words.ts'

/** What the customer just did with a suggestion; it stands in its place until they do something else. */
interface Done {
  readonly suggestion: Suggestion
  readonly act: 'taken' | 'dismissed'
  readonly at: number
  /** As they were right after. */
  readonly decisions: Decisions
}

const MOST = 3

/**
 * What often goes with the choices made so far, for the options of one group: worked out on this page, never a choice
 * that is ruled out, and nothing at all where there is nothing to say.
 */
export default function Suggestions({ group }: { readonly group: string }) {
  const { design, say, choose, announce } = useFitting()
  const { gate, profile, suggestions } = useOwn()
  const sayOf = useSuggestWords()
  useChanges(suggestions)
  const id = useId()
  const section = useRef<HTMLElement>(null)
  const row = useRef<HTMLUListElement>(null)
  const [last, setDone] = useState<Done | null>(null)
  /** The card whose first button takes the focus once it is drawn. */
  const focusNext = useRef<string | null>(null)
  const { template } = design
  const options = useMemo(
    () => template.options.filter((option) => option.group === group).map((option) => option.id),
    [template, group]
  )
  const done = last?.decisions === design.decisions() ? last : null
  const offered = suggestions.suggest(design, options).slice(0, done ? MOST - 1 : MOST)
  const hasRoom = useRoom(section, offered.length > 0 || done !== null)
  const keys = offered.map(keyOf).join(' ')

  useEffect(() => learnFrom(design, profile), [design, profile])
  useEffect(() => {
    if (!hasRoom || !section.current) return
    const cards = section.current.querySelectorAll('[data-offered]')
    return watchSeen(cards, (key) => tellShown(gate, key))
  }, [gate, hasRoom, keys])
  useEffect(() => {
    if (focusNext.current === null) return
    const cards = [...(section.current?.querySelectorAll('[data-key]') ?? [])]
    const card = cards.find((one) => one.getAttribute('data-key') === focusNext.current)
    focusNext.current = null
    card?.querySelector('button')?.focus({ preventScroll: true })
  })

  const settle = (suggestion: Suggestion, act: Done['act'], at: number) => {
    focusNext.current = keyOf(suggestion)
    setDone({ suggestion, act, at, decisions: design.decisions() })
  }
  const take = (suggestion: Suggestion, at: number) => {
    const { option: optionId, choice } = suggestion
    const option = optionOf(template, optionId)
    if (!option) return
    viaSuggestion(design, optionId, () => choose(option, choice, 'click'))
    // It was ruled out a moment ago: then the reason is open, and nothing was taken.
    if (design.decisions().picks[optionId] !== choice) return
    gate.emit('suggestion.taken', { option: optionId, choice })
    settle(suggestion, 'taken', at)
  }
  const dismiss = (suggestion: Suggestion, at: number) => {
    const { option, choice } = suggestion
    suggestions.dismiss(suggestion)
    gate.emit('suggestion.dismissed', { option, choice })
    settle(suggestion, 'dismissed', at)
    announce(sayOf('isGone', { what: whatOf(suggestion) }))
  }
  const takeBack = ({ suggestion, act }: Done) => {
    focusNext.current = keyOf(suggestion)
    setDone(null)
    if (act === 'taken') design.undo()
    else {
      const lines = profile.dismissed()
      const at = lines.findIndex((line) => line.template === template.id && keyOf(line) === keyOf(suggestion))
      if (at >= 0) profile.remove('dismissed', at)
    }
  }

  useLayoutEffect(() => {
    const list = row.current
    // As high as it ever was: a shorter card moves nothing either.
    if (list) list.style.minBlockSize = `${list.offsetHeight}px`
  })

  if (!hasRoom) return <section ref={section} hidden />
  const cards = offered.map((suggestion, at) => (
    <Card
      key={keyOf(suggestion)}
      suggestion={suggestion}
      what={whatOf(suggestion)}
      onTake={() => take(suggestion, at)}
      onDismiss={() => dismiss(suggestion, at)}
    />
  ))
  if (done)
    cards.splice(
      done.at,
      0,
      <li key={keyOf(done.suggestion)} data-key={keyOf(done.suggestion)} className="done">
        <p>{sayOf(done.act === 'taken' ? 'isChosen' : 'isGone', { what: whatOf(done.suggestion) })}</p>
        <button type="button" className="quiet" onClick={() => takeBack(done)}>
          {say('undo')}
        </button>
      </li>
    )
  return (
    <section className="suggestions" part="suggestions" ref={section} aria-labelledby={id}>
      <h3 id={id}>{sayOf('suggestions')}</h3>
      <ul ref={row}>
        {cards.length > 0 ? (
          cards
        ) : (
          <li className="done">
            <p className="soft">{sayOf('noMore')}</p>
          </li>
        )}
      </ul>
    </section>
  )

  /** "Thread: Copper" */
  function whatOf({ option: optionId, choice }: Suggestion): string {
    const option = optionOf(template, optionId)
    if (!option) return ''
    return `${option.label[design.language()]}: ${choiceText(design, option, choice)}`
  }
}

interface CardProps {
  readonly suggestion: Suggestion
  readonly what: string
  readonly onTake: () => void
  readonly onDismiss: () => void
}

function Card({ suggestion, what, onTake, onDismiss }: CardProps) {
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

const keyOf = ({ option, choice }: { readonly option: string; readonly choice: string }) => `${option}/${choice}`

const told = new WeakMap<Gate, Set<string>>()

/** Once per suggestion and visit; what was seen while the gate was closed stays untold. */
function tellShown(gate: Gate, key: string): void {
  if (!gate.isOpen('insight')) return
  const known = told.get(gate) ?? new Set<string>()
  told.set(gate, known)
  if (known.has(key)) return
  known.add(key)
  const [option, choice] = key.split('/') as [string, string]
  gate.emit('suggestion.shown', { option, choice })
}
