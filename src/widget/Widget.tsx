import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref, type RefObject } from 'react'
import type { Design } from '../design/index.ts'
import { sayer, ToileError } from '../ground/index.ts'
import type { Preferences } from '../preferences/index.ts'
import type { CompiledOption } from '../template/index.ts'
import { Bar, type Sheet } from './Bar.tsx'
import { FittingProvider, useChanges, type Fitting, type Why } from './fitting.ts'
import { Foot } from './Foot.tsx'
import type { Ordering } from './ordering.ts'
import { Panel } from './Panel.tsx'
import { Compare, Keep, Outcome, Privacy, Share, warmParts } from './parts.ts'
import { momentOf, saidBetween, type Said } from './said.ts'
import { Stage, type StageHandle, type StartWorker } from './Stage.tsx'
import type { LoadScene } from './useScene.ts'
import { useGround, useMedia } from './useSurroundings.ts'
import { WORDS } from './words.ts'

export interface WidgetProps {
  readonly ref?: Ref<StageHandle>
  readonly design: Design
  /** Absolute URL that the template's links are relative to. */
  readonly base: string
  /** Null until it is here; then the widget asks nothing and nothing leaves. */
  readonly preferences: Preferences | null
  /** The privacy sheet was opened before they came. */
  readonly onPreferencesWanted?: () => void
  readonly ordering: Ordering
  /** Something the page around asked for and cannot have, in words; null when all is well. */
  readonly notice?: string | null
  readonly onDismiss?: () => void
  readonly onShown?: (what: 'scene' | 'poster') => void
  /** The picture failed; everything else works. */
  readonly onFailed?: (code: string, message: string) => void
  readonly loadScene?: LoadScene
  readonly startWorker?: StartWorker | null
  /** Draws although nobody sees it yet: the host waits for a picture. */
  readonly eager?: boolean
}

/** The whole fitting room for one design: stage, choices, price, order. */
export function Widget({
  ref,
  design,
  base,
  preferences,
  onPreferencesWanted,
  ordering,
  notice,
  onDismiss,
  onShown,
  onFailed,
  loadScene,
  startWorker = null,
  eager = false,
}: WidgetProps) {
  const changes = useChanges(design)
  useChanges(ordering)
  const order = ordering.state()
  const root = useRef<HTMLDivElement>(null)
  const stage = useRef<StageHandle>(null)
  const ground = useGround(root)
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)')
  const [group, setGroup] = useState(design.template.groups[0]?.id ?? '')
  const [why, setWhy] = useState<Why | null>(null)
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const [aside, setAside] = useState<string | null>(null)
  const [isTall, setTall] = useState(false)
  const { said, announced, announce, step } = useSaid(design, changes)
  const language = design.language()
  const say = useMemo(() => sayer(WORDS, language), [language])
  useImperativeHandle(ref, () => handleOf(stage))
  useEffect(() => {
    if (sheet === 'privacy' && !preferences) onPreferencesWanted?.()
  }, [sheet, preferences, onPreferencesWanted])

  const lookAt = useCallback((view: string | null) => {
    if (view !== null) stage.current?.lookAt(view)
  }, [])
  const picture = useCallback<Fitting['picture']>(async (of, size) => {
    const shown = await stage.current?.captureOf(of, { ...size, ground: 'studio', view: 'start' })
    return shown ?? null
  }, [])
  const choose = useCallback(
    (option: CompiledOption, choice: string, via: 'click' | 'arrow') => {
      try {
        design.choose(option.id, choice, via)
        setWhy(null)
        lookAt(option.view)
      } catch (error) {
        if (!(error instanceof ToileError) || error.code !== 'design/blocked') throw error
        // Arrowing past a blocked choice names it; a click or Enter asks why.
        if (via === 'click') setWhy({ option: option.id, choice })
      }
    },
    [design, lookAt]
  )
  const fitting = useMemo<Fitting>(
    () => ({
      design,
      base,
      preferences,
      ordering,
      language,
      say,
      reducedMotion,
      why,
      openWhy: setWhy,
      choose,
      announce,
      lookAt,
      openGroup: setGroup,
      picture,
    }),
    // `changes`: the design is the same object after a change, and what hangs on it must be read again.
    [design, base, preferences, ordering, language, say, reducedMotion, why, choose, announce, lookAt, picture, changes]
  )
  usePrivacyKey(root, useCallback(() => setSheet('privacy'), []))
  const notices = design.notices().filter((one) => one.kind !== 'moved')
  const nothing = useCallback(() => undefined, [])
  const shown = useCallback(
    (what: 'scene' | 'poster') => {
      warmParts()
      onShown?.(what)
    },
    [onShown]
  )

  return (
    <FittingProvider value={fitting}>
      <div
        className="toile"
        part="configurator"
        ref={root}
        lang={language}
        data-ground={ground}
        data-tall={isTall || undefined}
      >
        <div className="room">
          <div className="view">
            <Bar onOpen={setSheet} onStep={step} />
            <Stage
              ref={stage}
              ground={ground}
              eager={eager}
              load={loadScene}
              startWorker={startWorker}
              onShown={shown}
              onFailed={onFailed ?? nothing}
            />
            {/* A long one scrolls, so the keyboard must reach it. */}
            <p className="described" part="description" tabIndex={0}>
              {design.describe()}
            </p>
          </div>
          <section className="panel" part="panel" aria-label={say('controls')}>
            <button type="button" className="handle" aria-expanded={isTall} onClick={() => setTall(!isTall)}>
              <span className="unseen">{say(isTall ? 'lessRoom' : 'moreRoom')}</span>
            </button>
            <header className="head">
              <h2 part="name">{design.template.name[language]}</h2>
              <p className="soft about">{design.template.about[language]}</p>
            </header>
            {(notice || notices.length > 0) && (
              <div className="notice" part="notice" role="status">
                {notice && <p>{notice}</p>}
                {notices.map((one) => (
                  <p key={one.kind}>{one.text}</p>
                ))}
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    design.dismissNotices()
                    onDismiss?.()
                  }}
                >
                  {say('dismiss')}
                </button>
              </div>
            )}
            <Panel group={group} onGroup={setGroup} />
            <Foot said={said} onUndo={() => step('undo')} />
          </section>
        </div>
        <p className="unseen" role="status" aria-live="polite">
          {announced}
        </p>
        {sheet === 'share' && <Share onClose={() => setSheet(null)} />}
        {sheet === 'keep' && <Keep onClose={() => setSheet(null)} />}
        {sheet === 'compare' && <Compare aside={aside} onAside={setAside} onClose={() => setSheet(null)} />}
        {sheet === 'privacy' && preferences && <Privacy onClose={() => setSheet(null)} />}
        {order.state !== 'idle' && order.state !== 'ordering' && <Outcome key={order.state} state={order} />}
      </div>
    </FittingProvider>
  )
}

/** Alt+Shift+P, from wherever in the widget one is, or with nothing on the page in focus. */
function usePrivacyKey(root: RefObject<HTMLElement | null>, open: () => void) {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      // By the key, not its letter: with Alt a Mac types another one. Of several widgets on a page the first answers.
      if (!event.altKey || !event.shiftKey || event.code !== 'KeyP' || event.defaultPrevented) return
      if (event.target !== document.body && !event.composedPath().includes(root.current!)) return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [root, open])
}

/** What the last step did, and what a screen reader is told of it. */
function useSaid(design: Design, changes: number) {
  const before = useRef({ design, moment: momentOf(design) })
  const way = useRef<'undo' | 'redo' | null>(null)
  const [said, setSaid] = useState<Said | null>(null)
  const [announced, announce] = useState('')

  useEffect(() => {
    const moment = momentOf(design)
    const last = before.current
    before.current = { design, moment }
    if (last.design !== design) return
    const say = sayer(WORDS, design.language())
    const next = saidBetween(design, last.moment, moment, say)
    if (!next) return
    const steps = { undo: say('saidUndone'), redo: say('saidRedone') }
    const prefix = way.current ? [steps[way.current]] : []
    way.current = null
    setSaid(next)
    announce([...prefix, ...next.decided.map(ended), ...next.moved.map(ended)].join(' '))
  }, [design, changes])

  const step = useCallback(
    (to: 'undo' | 'redo') => {
      way.current = to
      design[to]()
    },
    [design]
  )
  return { said, announced, announce, step }
}

const ended = (sentence: string): string => (sentence.endsWith('.') ? sentence : `${sentence}.`)

/** The stage comes and goes with the design; whoever holds the handle keeps it. */
const handleOf = (stage: { readonly current: StageHandle | null }): StageHandle => ({
  capture: (options) =>
    stage.current?.capture(options) ??
    Promise.reject(new ToileError('capture/no-picture', 'capture: there is no picture yet.')),
  captureOf: (design, options) => stage.current?.captureOf(design, options) ?? Promise.resolve(null),
  lookAt: (view) => stage.current?.lookAt(view),
})
