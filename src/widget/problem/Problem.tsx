import { useEffect, useId, useRef, useState } from 'react'
import type { Decisions } from '../../design/index.ts'
import type { Gate } from '../../preferences/index.ts'
import { useFitting, useOwn } from '../fitting.ts'
import { ProblemForm } from './ProblemForm.tsx'
import type { Complaint } from './report.ts'
import { useProblemWords } from './words.ts'

/** What was told of on this page and is not solved, by group. It stays in memory. */
const openOn = new WeakMap<Gate, Map<string, Complaint>>()

function openOf(gate: Gate): Map<string, Complaint> {
  const known = openOn.get(gate) ?? new Map<string, Complaint>()
  openOn.set(gate, known)
  return known
}

type View =
  | { readonly at: 'link' | 'solved' }
  | { readonly at: 'form'; readonly again: Complaint | null }
  /** What became of it, until the customer goes on. */
  | { readonly at: 'told'; readonly how: 'isSent' | 'saved'; readonly decisions: Decisions }

/** The way to say that something is wrong, where it is; later, at the same place, the question whether it is solved. */
export function Problem({ group }: { readonly group: string }) {
  const { design } = useFitting()
  const { gate } = useOwn()
  const say = useProblemWords()
  const id = useId()
  const section = useRef<HTMLElement>(null)
  const [view, setView] = useState<View>({ at: 'link' })
  const complaint = openOf(gate).get(group) ?? null
  const isAsking = complaint !== null && (view.at === 'link' || (view.at === 'told' && view.decisions !== design.decisions()))
  useFocusOn(section, view)

  const tell = (told: Complaint, how: 'isSent' | 'saved') => {
    openOf(gate).set(group, told)
    setView({ at: 'told', how, decisions: design.decisions() })
  }

  return (
    <section className="problem" part="problem" ref={section} aria-label={say('wrong')}>
      {isAsking ? (
        <>
          <h3 id={id}>{say('solved')}</h3>
          <p className="hint">{say('openNow', { problem: say(`problem.${complaint.problem}`) })}</p>
          <div className="acts equal" role="group" aria-labelledby={id}>
            <button
              type="button"
              className="second"
              onClick={() => {
                openOf(gate).delete(group)
                gate.emit('problem.solved', { problem: complaint.problem })
                setView({ at: 'solved' })
              }}
            >
              {say('solvedYes')}
            </button>
            <button type="button" className="second" onClick={() => setView({ at: 'form', again: complaint })}>
              {say('solvedNo')}
            </button>
          </div>
        </>
      ) : view.at === 'form' ? (
        <ProblemForm group={group} again={view.again} onTold={tell} onLeave={() => setView({ at: 'link' })} />
      ) : (
        <>
          <p className="hint" role="status" tabIndex={-1} hidden={view.at === 'link'}>
            {view.at === 'told' ? say(view.how) : view.at === 'solved' ? say('solvedThanks') : ''}
          </p>
          {view.at !== 'told' && (
            <button type="button" className="quiet" onClick={() => setView({ at: 'form', again: null })}>
              {say('wrong')}
            </button>
          )}
        </>
      )}
    </section>
  )
}

/** What was pressed is gone: focus goes to what came in its place, never off the page. */
function useFocusOn(section: { readonly current: HTMLElement | null }, view: View): void {
  const last = useRef(view)
  useEffect(() => {
    if (last.current === view) return
    last.current = view
    const place = view.at === 'form' ? 'input' : view.at === 'link' ? 'button' : '[role=status]'
    section.current?.querySelector<HTMLElement>(place)?.focus()
  }, [section, view])
}
