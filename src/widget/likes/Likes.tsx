import { useId, useMemo, useRef, useState } from 'react'
import type { Like } from '../../preferences/index.ts'
import { moneyText } from '../../price/index.ts'
import { optionOf } from '../../template/index.ts'
import { useChanges, useFitting, useOwn } from '../fitting.ts'
import { choiceText } from '../labels.ts'
import { likedPicks, openLike } from './openLike.ts'
import { useLikesWords, type LikesKey } from './words.ts'

/** The designs of this product that the customer likes: said by one tap, opened by one, unsaid by one. */
export function Likes({ onOpened }: { readonly onOpened: () => void }) {
  const { design, lookAt } = useFitting()
  const { gate, profile } = useOwn()
  const say = useLikesWords()
  useChanges(profile)
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const [said, setSaid] = useState<LikesKey | null>(null)
  const { template } = design
  const all = profile.likes()
  const likes = all.filter((like) => like.template === template.id)
  const mine = likedPicks(design)
  const liked = likes.find(({ picks }) => isSame(picks, mine))

  const like = () => {
    profile.like(template.id, mine)
    if (profile.likes() === all) return setSaid('full')
    gate.emit('design.saved', {})
    setSaid('isLiked')
  }
  const remove = (one: Like) => {
    profile.remove('likes', all.indexOf(one))
    setSaid('removed')
    // Its line is gone, and focus must not fall off the page.
    heading.current?.focus()
  }
  const open = (one: Like) => {
    const opened = openLike(design, one.picks)
    if (opened !== 'none') lookAt('start')
    if (opened === 'whole') onOpened()
    else setSaid(opened)
  }

  return (
    <section className="likes" part="likes" aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {say('likes')}
      </h3>
      <button
        type="button"
        className="second"
        aria-pressed={liked !== undefined}
        onClick={() => (liked ? remove(liked) : like())}
      >
        {say('like')}
      </button>
      <p role="status">{said && say(said)}</p>
      {likes.length > 0 && (
        <ul>
          {likes.map((one) => (
            <Line key={one.id} like={one} onOpen={() => open(one)} onRemove={() => remove(one)} />
          ))}
        </ul>
      )}
      <p className="hint">{say(profile.isKept() ? 'whereDevice' : 'whereHere')}</p>
    </section>
  )
}

interface LineProps {
  readonly like: Like
  readonly onOpen: () => void
  readonly onRemove: () => void
}

function Line({ like, onOpen, onRemove }: LineProps) {
  const { design, language } = useFitting()
  const say = useLikesWords()
  const { template } = design
  const price = useMemo(() => {
    const made = design.another()
    openLike(made, like.picks)
    return moneyText(made.quote().total, made.currency(), language)
  }, [design, like, language])
  const words = Object.entries(like.picks).flatMap(([id, choice]) => {
    const option = optionOf(template, id)
    return option ? [`${option.label[language]}: ${choiceText(design, option, choice)}`] : []
  })
  const what = words.join(', ') || say('standard')
  return (
    <li>
      <button type="button" onClick={onOpen}>
        {what} <span className="price">{price}</span>
      </button>
      <button type="button" className="icon" aria-label={say('remove', { what })} onClick={onRemove}>
        <span aria-hidden="true">×</span>
      </button>
    </li>
  )
}

function isSame(a: Like['picks'], b: Like['picks']): boolean {
  const ids = Object.keys(a)
  return ids.length === Object.keys(b).length && ids.every((id) => Object.hasOwn(b, id) && a[id] === b[id])
}
