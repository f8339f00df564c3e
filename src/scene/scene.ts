import { Mesh, Raycaster, Vector2, type Material, type Object3D } from 'three'
import { ToileError } from '../ground/index.ts'
import { captured } from './capture.ts'
import { createFigures, type Plan } from './figures.ts'
import { createOrbit, orbitOf, standardView, type Orbit } from './orbit.ts'
import { borrowRenderer, largestTexture, type Borrowed } from './renderer.ts'
import { tierOf } from './renderer-tier.ts'
import { sewingRoom } from './sewing-client.ts'
import { createStage, pose } from './stage.ts'
import { steer } from './steer.ts'
import { groundImage } from './studio.ts'
import type { Figure, Scene, SceneOptions, SceneState } from './types.ts'

/** See `CreateScene`. */
export function mountScene(options: SceneOptions): Scene {
  const { host, spec, base, reducedMotion, onState } = options
  const start = spec.views[spec.posterView] ?? Object.values(spec.views)[0]
  if (!start) throw new ToileError('scene/no-view', 'scene.views: expected at least one view.')
  const home = orbitOf(start)
  const orbit = createOrbit(home)
  const over = new AbortController()
  const borrowed: Borrowed = borrowRenderer({ lost: () => onLost(), restored: (light) => onRestored(light) })
  const tier = tierOf(largestTexture())

  const canvas = document.createElement('canvas')
  // Written through the object model, which a strict style policy allows.
  canvas.style.display = 'block'
  canvas.style.touchAction = 'pan-y'
  host.append(canvas)

  const room = sewingRoom(options.startWorker)
  const figures = createFigures({ spec, base, room, isSmall: tier.isSmall, isGentle: !reducedMotion })
  let ground = options.ground
  let picture = options.picture
  let shown: { readonly plan: Plan; readonly figure: Figure } | null = null
  let coming: Plan | null = null
  let job = new AbortController()
  let working: Promise<void> = Promise.resolve()
  let awaiting: (() => void)[] = []
  /** What a choice, and what stands beside, could not be shown with. */
  let trouble: unknown = null
  let standTrouble: unknown = null
  let told: SceneState['state'] | null = null

  const stage = createStage({
    borrowed,
    picture: canvas.getContext('2d')!,
    sharpest: tier.sharpest,
    exposure: spec.exposure,
    frame: spec.frame,
    orbit,
    isReady: () => shown !== null && !borrowed.isLost(),
    onFrame: () => {
      const waiting = awaiting
      awaiting = []
      for (const tell of waiting) tell()
    },
  })
  stage.setLight(borrowed.light)
  const fit = (): void => stage.setSize(Math.max(1, host.clientWidth), Math.max(1, host.clientHeight))
  fit()
  const paintGround = (): void => {
    canvas.style.background = groundImage(ground)
  }
  paintGround()

  // ---- What is told ----
  const tell = (state: SceneState): void => {
    if (over.signal.aborted) return
    told = state.state
    onState(state)
  }
  const isBusy = (share: number): void => {
    if (!borrowed.isLost()) tell({ state: 'busy', progress: share })
  }
  /** All that can be shown is. */
  const isSettled = (): void => {
    const error = trouble ?? standTrouble
    if (error !== null) tell({ state: 'partly', ...inWords(error), link: linkIn(error) })
    else if (told !== 'shown') tell({ state: 'shown' })
  }
  const fail = (error: unknown): void => {
    trouble = error
    if (shown) isSettled()
    else tell({ state: 'failed', ...inWords(error) })
  }

  // ---- The picture ----
  let stand: Object3D | null = null
  const standing = figures.stand().then(
    (made) => {
      stand = made
      if (made) stage.add(made)
    },
    (error: unknown) => void (standTrouble = error)
  )

  /** Paints what needs no new geometry; colours show in the next frame, pictures when they are here. */
  const paint = async (figure: Figure): Promise<void> => {
    const wanted = picture
    stage.invalidate()
    let failure: unknown = null
    try {
      await figure.bind(wanted)
    } catch (error) {
      failure = error
    }
    if (picture !== wanted || over.signal.aborted) return
    trouble = failure
    stage.invalidate()
  }

  const repaint = async (figure: Figure): Promise<void> => {
    const wanted = picture
    await paint(figure)
    if (picture === wanted && coming === null && (trouble !== null || told === 'partly')) isSettled()
  }

  const make = async (plan: Plan, signal: AbortSignal): Promise<void> => {
    isBusy(0)
    if (shown) void paint(shown.figure)
    const figure = await figures.make(plan, shown, signal, isBusy)
    try {
      signal.throwIfAborted()
      // What is wished meanwhile needs no other figure, or this one would have been given up.
      for (let painted = null; painted !== picture; ) {
        painted = picture
        await paint(figure)
      }
      await standing
      pose(stage.scene, stage.camera, orbit.now(), canvas.width / canvas.height)
      await borrowed.prepared(stage.scene, stage.camera, stage.scene)
      await borrowed.prepared(figure.root, stage.camera, stage.scene)
      signal.throwIfAborted()
    } catch (error) {
      if (figure !== shown?.figure) figure.dispose()
      throw error
    }
    const replaced = shown?.figure
    shown = { plan, figure }
    coming = null
    // It has the product's measurements, not the customer's: their garment would stand off it, or lie within.
    if (stand) stand.visible = plan.own === null
    stage.setFigure(figure)
    if (replaced !== figure) replaced?.dispose()
    await drawn()
    if (!signal.aborted) isSettled()
  }

  /** Resolves after the next frame; a page in the background draws none, so it is drawn for it. */
  const drawn = (): Promise<void> =>
    new Promise((resolve) => {
      if (document.hidden) {
        stage.arriveNow()
        stage.draw()
        resolve()
        return
      }
      awaiting.push(resolve)
      stage.invalidate()
    })

  const show = (next: typeof picture): void => {
    picture = next
    let plan: Plan
    try {
      plan = figures.planOf(next)
    } catch (error) {
      fail(error)
      return
    }
    if (plan.key === (coming ?? shown?.plan)?.key) {
      if (shown) working = Promise.all([working, repaint(shown.figure)]).then(() => undefined)
      return
    }
    job.abort()
    coming = null
    if (plan.key === shown?.plan.key) {
      // Back to what stands there.
      working = repaint(shown.figure).then(isSettled)
      return
    }
    coming = plan
    job = new AbortController()
    const signal = AbortSignal.any([job.signal, over.signal])
    working = make(plan, signal).catch((error: unknown) => {
      // Left for a newer picture, or over.
      if (signal.aborted) return
      coming = null
      fail(error)
    })
  }

  // ---- The customer's hand ----
  const turn = (right: number, up: number): void => {
    orbit.turn(right, up)
    stage.invalidate()
  }
  const zoom = (factor: number): void => {
    orbit.zoom(factor)
    stage.invalidate()
  }
  const hand = steer(canvas, {
    turn,
    zoom,
    closeAt(x, y) {
      if (!shown) return
      const ray = new Raycaster()
      ray.setFromCamera(new Vector2(x, y), stage.camera)
      const hit = ray
        .intersectObject(shown.figure.root, true)
        .find(({ object }) => object instanceof Mesh && !(object.material as Material).transparent)
      if (!hit) return
      orbit.closeAt(hit.point.toArray(), !reducedMotion)
      stage.invalidate()
    },
  })

  const sizes = new ResizeObserver(fit)
  sizes.observe(host)

  function onLost(): void {
    tell({ state: 'lost' })
  }
  function onRestored(light: Parameters<typeof stage.setLight>[0]): void {
    stage.setLight(light)
    // Where a change is on its way, it tells by itself.
    if (coming === null) void drawn().then(isSettled)
  }

  const viewNamed = (name: string): Orbit | null =>
    Object.hasOwn(spec.views, name) ? orbitOf(spec.views[name]!) : standardView(name, home, orbit.now())

  show(picture)
  return {
    show,
    look(view, force = false) {
      const to = viewNamed(view)
      if (!to || (hand.isHeld() && !force)) return
      orbit.go(to, !reducedMotion && shown !== null)
      stage.invalidate()
    },
    turn,
    zoom,
    setGround(next) {
      ground = next
      paintGround()
    },
    baked: async (signal) => figures.baked(figures.planOf(picture), signal),
    async settled() {
      let before
      do {
        before = working
        await before
      } while (before !== working)
      if (shown && !borrowed.isLost()) await drawn()
    },
    async capture({ width = 1200, height = 1500, ground: under = 'studio', view } = {}) {
      if (!borrowed.isLost()) await working
      if (!shown || borrowed.isLost())
        throw new ToileError('capture/no-picture', 'capture: there is no picture yet.')
      stage.arriveNow()
      const from = (view === undefined ? null : viewNamed(view)) ?? orbit.now()
      const taken = captured(borrowed, stage.scene, shown.figure, from, {
        width,
        height,
        ground: under === 'studio' ? ground : null,
      })
      borrowed.reserve(canvas.width, canvas.height)
      return taken
    },
    dispose() {
      over.abort(new DOMException('The scene is over.', 'AbortError'))
      sizes.disconnect()
      hand.release()
      shown?.figure.dispose()
      figures.dispose()
      room.release()
      stage.dispose()
      borrowed.release()
      canvas.remove()
    },
  }
}

/** Errors about a file that a look names say so. */
const linkIn = (error: unknown): string | null => (error instanceof ToileError ? (error.path ?? null) : null)

const inWords = (error: unknown): { readonly code: string; readonly message: string } => ({
  code: error instanceof ToileError ? error.code : 'scene/failed',
  message: error instanceof Error ? error.message : String(error),
})
