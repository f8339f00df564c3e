import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { Design } from '../design/index.ts'
import { ToileError } from '../ground/index.ts'
import type { CreateScene, FittedPicture, Picture, Scene, SceneState } from '../scene/types.ts'

export type LoadScene = () => Promise<CreateScene>

/** The 3D chunk. It is fetched when the controls work, and only where the stage comes into view. */
export const loadScene: LoadScene = async () => (await import('../scene/index.ts')).default

export type Stage = { readonly state: 'coming' } | SceneState

export function pictureOf(design: Design, fitted: FittedPicture | null = null): Picture {
  const { texts, artworks } = design.decisions()
  return { look: design.look(), texts, artworks, fitted }
}

interface SceneUse {
  readonly stage: Stage
  readonly scene: Scene | null
  /** Shows the customer's own garment in place of the baked shape, from now on; null: no more. */
  wear(fitted: FittedPicture | null): void
  /** What is to be seen now, although React may show it a moment later. */
  picture(): Picture
  /** Tries again after a failure. */
  again(): void
}

export function useScene(
  host: RefObject<HTMLElement | null>,
  {
    design,
    base,
    ground,
    reducedMotion,
    eager,
    load = loadScene,
    startSewing,
  }: {
    readonly design: Design
    readonly base: string
    readonly ground: 'light' | 'dark'
    readonly reducedMotion: boolean
    /** Somebody waits for a picture: not being in sight is no reason to wait. */
    readonly eager: boolean
    readonly load?: LoadScene | undefined
    readonly startSewing: (() => Worker | null) | null
  }
): SceneUse {
  const [stage, setStage] = useState<Stage>({ state: 'coming' })
  const [scene, setScene] = useState<Scene | null>(null)
  const [attempt, setAttempt] = useState(0)
  const starting = useRef<Start | null>(null)
  const [fitted, setFitted] = useState<FittedPicture | null>(null)
  const latest = useRef({ design, ground, fitted })
  latest.current = { design, ground, fitted: latest.current.fitted }

  const now = useCallback(() => pictureOf(latest.current.design, latest.current.fitted), [])
  const wear = useCallback((next: FittedPicture | null) => {
    latest.current.fitted = next
    setFitted(next)
  }, [])

  useEffect(() => {
    let isOver = false
    let made: Scene | null = null
    setStage({ state: 'coming' })
    const begin = async () => {
      try {
        const create = await load()
        if (isOver || !host.current) return
        made = await create({
          host: host.current,
          spec: latest.current.design.template.scene,
          base,
          picture: now(),
          ground: latest.current.ground,
          reducedMotion,
          startWorker: startSewing,
          onState: (state) => !isOver && setStage(state),
        })
        if (isOver) made.dispose()
        else setScene(made)
      } catch (error) {
        if (isOver) return
        const code = error instanceof ToileError ? error.code : 'scene/failed'
        setStage({ state: 'failed', code, message: error instanceof Error ? error.message : code })
      }
    }
    const start = whenSeen(host.current, () => void begin())
    starting.current = start
    return () => {
      isOver = true
      start.cancel()
      made?.dispose()
      setScene(null)
    }
  }, [host, base, reducedMotion, load, startSewing, attempt, design.template, now])

  // After the effect above, which makes the start there is to hurry.
  useEffect(() => {
    if (eager) starting.current?.now()
  }, [eager, host, base, reducedMotion, load, attempt, design.template])

  const picture = useStable(pictureOf(design, fitted))
  useEffect(() => scene?.show(picture), [scene, picture])
  useEffect(() => scene?.setGround(ground), [scene, ground])
  const again = useCallback(() => setAttempt((count) => count + 1), [])
  return { stage, scene, wear, picture: now, again }
}

/** The same object as long as the contents are the same: a price or a language does not redraw the picture. */
function useStable(picture: Picture): Picture {
  const kept = useRef(picture)
  const told = (one: Picture) => JSON.stringify({ ...one, fitted: null })
  if (kept.current.fitted !== picture.fitted || told(kept.current) !== told(picture)) kept.current = picture
  return kept.current
}

interface Start {
  /** At once, seen or not. */
  now(): void
  cancel(): void
}

/** Acts once, when the page is idle and the element is near the window; at once where the browser cannot tell. */
function whenSeen(element: HTMLElement | null, act: () => void): Start {
  let idle = 0
  let isDone = false
  // Not every browser has idle callbacks.
  const hasIdle = 'requestIdleCallback' in globalThis
  const once = () => {
    if (!isDone) act()
    isDone = true
  }
  const soon = () => (idle = hasIdle ? requestIdleCallback(once, { timeout: 400 }) : window.setTimeout(once, 30))
  const observer =
    element && 'IntersectionObserver' in globalThis
      ? new IntersectionObserver(
          (entries) => {
            if (!entries.some((entry) => entry.isIntersecting)) return
            observer?.disconnect()
            soon()
          },
          { rootMargin: '200px' }
        )
      : null
  if (element && observer) observer.observe(element)
  else soon()
  return {
    now: once,
    cancel: () => {
      isDone = true
      observer?.disconnect()
      if (hasIdle) cancelIdleCallback(idle)
      else clearTimeout(idle)
    },
  }
}
