import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Decisions } from '../../design/index.ts'
import { viaSuggestion, type Suggestion } from '../../preferences/index.ts'
import { optionOf } from '../../template/index.ts'
import { useChanges, useFitting, useOwn } from '../fitting.ts'
import { choiceText } from '../labels.ts'
import { Card } from './Card.tsx'
import { keyOf } from './key.ts'
import { learnFrom } from './learning.ts'
import { tellShown, watchSeen } from './seen.ts'
import { useRoom } from './useRoom.ts'
import { useSuggestWords } from './words.ts'

/** What the customer just did with a suggestion; it stands in its place until they do something else. */
interface Done {
  readonly suggestion: Suggestion
  readonly act: 'isChosen' | 'isGone' | 'isFull'
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
  const offered = suggestions
    .suggest(design, options)
    .filter((one) => !done || keyOf(one) !== keyOf(done.suggestion))
    .slice(0, done ? MOST - 1 : MOST)
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
    settle(suggestion, 'isChosen', at)
  }
  const dismiss = (suggestion: Suggestion, at: number) => {
    const { option, choice } = suggestion
    suggestions.dismiss(suggestion)
    const act = dismissedAt(suggestion) < 0 ? 'isFull' : 'isGone'
    if (act === 'isGone') gate.emit('suggestion.dismissed', { option, choice })
    settle(suggestion, act, at)
    announce(`${whatOf(suggestion)}. ${saidOf(suggestion, act)}`)
  }
  const dismissedAt = (suggestion: Suggestion) =>
    profile.dismissed().findIndex((line) => line.template === template.id && keyOf(line) === keyOf(suggestion))
  const takeBack = ({ suggestion, act }: Done) => {
    focusNext.current = keyOf(suggestion)
    setDone(null)
    if (act === 'isChosen') design.undo()
    if (act === 'isGone') profile.remove('dismissed', dismissedAt(suggestion))
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
        <p>{saidOf(done.suggestion, done.act)}</p>
        <button type="button" className="quiet" onClick={() => takeBack(done)}>
          {say(done.act === 'isFull' ? 'dismiss' : 'undo')}
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

  /** Nothing outlives the visit that the customer does not keep, a dismissal neither. */
  function saidOf(suggestion: Suggestion, act: Done['act']): string {
    const key = act === 'isGone' && !profile.isKept() ? 'isGoneHere' : act
    return sayOf(key, { choice: choiceOf(suggestion) })
  }

  /** "Thread: Copper" */
  function whatOf(suggestion: Suggestion): string {
    const option = optionOf(template, suggestion.option)
    return `${option?.label[design.language()] ?? ''}: ${choiceOf(suggestion)}`
  }

  function choiceOf({ option: id, choice }: Suggestion): string {
    const option = optionOf(template, id)
    return option ? choiceText(design, option, choice) : ''
  }
}
