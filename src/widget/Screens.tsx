import { useRef } from 'react'
import type { CompiledOption } from '../template/index.ts'
import { useFitting } from './fitting.ts'
import { useSheetWords } from './sheetWords.ts'

/**
 * Under the first dyed material of a group: that screens differ, and the way to a piece of the real thing, where the
 * shop sends one.
 */
export default function Screens({ option }: { readonly option: CompiledOption }) {
  const { design, openGroup } = useFitting()
  const say = useSheetWords()
  const line = useRef<HTMLParagraphElement>(null)
  const { options, roles } = design.template
  const swatch = options.find(({ id }) => id === roles.swatch)
  const isFirst = options.find((one) => one.group === option.group && one.choices.some(({ colour }) => colour)) === option
  if (!swatch || !isFirst) return null

  const lead = () => {
    const room = line.current?.closest('.toile')
    openGroup(swatch.group)
    // Once its group is there.
    requestAnimationFrame(() => {
      const option = room?.querySelector(`[data-option="${swatch.id}"]`)
      option?.querySelector<HTMLElement>('input:checked')?.focus()
      option?.scrollIntoView?.({ block: 'center' })
    })
  }

  return (
    <p className="screens" ref={line}>
      <span className="soft">{say('screensDiffer')}</span>{' '}
      <button type="button" className="quiet" onClick={lead}>
        {say('screensSwatch')}
      </button>
    </p>
  )
}
