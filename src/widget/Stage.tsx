import { memo, useCallback, useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import type { Design } from '../design/index.ts'
import { ToileError } from '../ground/index.ts'
import type { Scene } from '../scene/types.ts'
import { useFitting } from './fitting.ts'
import { OwnGarment, Views } from './parts.ts'
import { pictureOf, useScene, type LoadScene, type Stage as StageState } from './useScene.ts'

export type CaptureOptions = Parameters<Scene['capture']>[0]

export interface StageHandle {
  /** The scene as it is, or the poster where there is no scene. @throws {ToileError} `capture/no-picture` */
  capture(options?: CaptureOptions): Promise<Blob>
  /** Another design's picture; null without a scene. The stage shows the customer's own again at the end. */
  captureOf(design: Design, options?: CaptureOptions): Promise<Blob | null>
  lookAt(view: string): void
}

/** Starts one of our workers; null where the page allows none. */
export type StartWorker = (file: 'sewing-worker.js' | 'fitting-worker.js') => Worker | null

interface StageProps {
  readonly ref: Ref<StageHandle>
  readonly ground: 'light' | 'dark'
  readonly eager: boolean
  readonly load?: LoadScene | undefined
  readonly startWorker: StartWorker | null
  readonly onShown: (what: 'scene' | 'poster') => void
  readonly onFailed: (code: string, message: string) => void
}

/** The product, the only loud thing on the page: the poster at once, the scene over it when it is there. */
export const Stage = memo(function Stage({ ref, ground, eager, load, startWorker, onShown, onFailed }: StageProps) {
  const { design, base, say, reducedMotion } = useFitting()
  const host = useRef<HTMLDivElement>(null)
  const startSewing = useCallback(() => startWorker?.('sewing-worker.js') ?? null, [startWorker])
  const { stage, scene, wear, picture, again } = useScene(host, { design, base, ground, reducedMotion, eager, load, startSewing })
  const { template } = design
  const [hasPoster, setHasPoster] = useState(true)
  const poster = new URL(template.scene.poster, base).href
  const isShown = stage.state === 'shown' || stage.state === 'partly' || stage.state === 'busy'

  useEffect(() => {
    if (stage.state === 'shown' || stage.state === 'partly') onShown('scene')
    if (stage.state !== 'failed') return
    onShown('poster')
    onFailed(stage.code, stage.message)
  }, [stage, onShown, onFailed])

  useImperativeHandle(
    ref,
    () => ({
      capture: async (options) => {
        if (scene) {
          // The host may have changed the design a moment ago, and React shows it a moment later.
          scene.show(picture())
          await scene.settled()
          return scene.capture(options)
        }
        const answer = await fetch(poster).catch(() => null)
        if (!answer?.ok) throw new ToileError('capture/no-picture', 'capture: there is no picture yet.')
        return answer.blob()
      },
      captureOf: async (other, options) => {
        if (!scene) return null
        try {
          scene.show(pictureOf(other))
          await scene.settled()
          return await scene.capture(options)
        } finally {
          scene.show(picture())
        }
      },
      lookAt: (view) => scene?.look(view),
    }),
    [scene, poster, picture]
  )

  const onKeyDown = (event: KeyboardEvent) => {
    if (!scene || event.altKey || event.ctrlKey || event.metaKey) return
    const act = keys(scene)[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <section className="stage" part="stage" aria-label={say('preview')} data-state={stage.state}>
      <div
        className="picture"
        // It turns with the arrow keys, so it takes focus; the buttons below do the same by name.
        tabIndex={0}
        role="group"
        aria-roledescription={say('preview')}
        aria-label={say('previewKeys', { design: design.describe() })}
        onKeyDown={onKeyDown}
      >
        <slot name="poster">
          {hasPoster && (
            <img
              className="poster"
              part="poster"
              src={poster}
              alt=""
              draggable={false}
              fetchPriority="high"
              onError={() => setHasPoster(false)}
            />
          )}
        </slot>
        <div className="scene" ref={host} data-shown={isShown || undefined} aria-hidden="true" />
      </div>
      <Progress stage={stage} />
      {(stage.state === 'failed' || stage.state === 'lost') && (
        <div className="gone" role="status">
          <p>{say(stage.state === 'lost' ? 'sceneGone' : 'sceneNone')}</p>
          {stage.state === 'failed' && (
            <button type="button" className="quiet" onClick={again}>
              {say('sceneAgain')}
            </button>
          )}
        </div>
      )}
      {scene && isShown && <Views scene={scene} stage={stage} />}
      {scene && template.drafting?.fitting && design.body().length > 0 && (
        <OwnGarment scene={scene} start={startWorker} onPicture={wear} />
      )}
    </section>
  )
})

const CLOSER = 1.25

const keys = (scene: Scene): Readonly<Record<string, (() => void) | undefined>> => ({
  ArrowLeft: () => scene.turn(-15, 0),
  ArrowRight: () => scene.turn(15, 0),
  ArrowUp: () => scene.turn(0, 10),
  ArrowDown: () => scene.turn(0, -10),
  '+': () => scene.zoom(CLOSER),
  '=': () => scene.zoom(CLOSER),
  '-': () => scene.zoom(1 / CLOSER),
  Home: () => scene.look('start', true),
})

/** A hairline that says what is coming; nothing spins. */
function Progress({ stage }: { readonly stage: StageState }) {
  const { say } = useFitting()
  if (stage.state !== 'coming' && stage.state !== 'busy') return null
  const name = say(stage.state === 'coming' ? 'sceneComing' : 'shapeComing')
  return (
    <div className="coming">
      <progress aria-label={name} max={1} {...(stage.state === 'busy' ? { value: stage.progress } : {})} />
      <p aria-hidden="true">{name}</p>
    </div>
  )
}
