import { memo, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { CompiledOption } from '../template/index.ts'
import { Choices } from './Choices.tsx'
import { useFitting } from './fitting.ts'
import { FIT } from './groups.ts'
import { ArtworkField, Fit, GroupEnd, Suggestions, TextField } from './parts.ts'
import { Starts } from './Starts.tsx'
import { Stepper } from './Stepper.tsx'

/** The groups as tabs, and the open group's options. Left and right move between tabs, as a tab list does. */
export const Panel = memo(function Panel({ group, onGroup }: { readonly group: string; readonly onGroup: (group: string) => void }) {
  const { design, language, say, preferences } = useFitting()
  const { template } = design
  const id = useId()
  const tabs = useRef<HTMLDivElement>(null)
  const groups = [
    ...template.groups.map((one) => ({ id: one.id, label: one.label[language] })),
    ...(template.measurements.length || template.sizes.length ? [{ id: FIT, label: say('fitGroup') }] : []),
  ]
  const at = Math.max(
    0,
    groups.findIndex((one) => one.id === group)
  )
  const open = groups[at]
  const last = groups.length - 1

  const onKeyDown = (event: KeyboardEvent) => {
    const next = at === last ? 0 : at + 1
    const before = at === 0 ? last : at - 1
    const to = { ArrowRight: next, ArrowLeft: before, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    onGroup(groups[to]!.id)
    tabs.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
  }

  return (
    <>
      <div className="tabs" part="tabs" role="tablist" aria-label={say('groups')} ref={tabs} onKeyDown={onKeyDown}>
        {groups.map((one, index) => (
          <button
            key={one.id}
            type="button"
            role="tab"
            id={`${id}-tab-${one.id}`}
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={(event) => {
              onGroup(one.id)
              event.currentTarget.scrollIntoView?.({ block: 'nearest', inline: 'center' })
            }}
          >
            {one.label}
          </button>
        ))}
      </div>
      {open && (
        <div
          className="group"
          part="group"
          role="tabpanel"
          id={`${id}-panel`}
          key={open.id}
          aria-labelledby={`${id}-tab-${open.id}`}
          // It scrolls, so the keyboard must reach it.
          tabIndex={0}
        >
          {at === 0 && <Starts />}
          {preferences && <Suggestions group={open.id} />}
          {template.options
            .filter((option) => option.group === open.id)
            .map((option) => (
              <Option key={option.id} option={option} />
            ))}
          {open.id === FIT && <Fit />}
          {preferences && <GroupEnd group={open.id} isLast={at === template.groups.length - 1} />}
        </div>
      )}
    </>
  )
})

function Option({ option }: { readonly option: CompiledOption }): ReactNode {
  switch (option.control) {
    case 'stepper':
      return <Stepper option={option} />
    case 'field':
      return option.kind === 'artwork' ? <ArtworkField option={option} /> : <TextField option={option} />
    default:
      return <Choices option={option} />
  }
}
