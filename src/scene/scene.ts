import {
  Mesh,
  NeutralToneMapping,
  Raycaster,
  Vector2,
  WebGLRenderer,
  type DataTexture,
} from 'three'
import { ToileError } from '../ground/index.ts'
import type { Look } from '../template/types.ts'
import { captured } from './capture.ts'
import { weaveOf } from './cloth-material.ts'
import { figureOf, type Figure } from './figure.ts'
import { bodyOf, dressed, type Body } from './garment.ts'
import { stitchesOf } from './letters.ts'
import { createMaterials } from './materials.ts'
import { createOrbit, orbitOf, type Orbit } from './orbit.ts'
import type { Plain } from './plain.ts'
import { shapeUrl, type LoadShape } from './shapes.ts'
import { inSlices } from './slices.ts'
import { createStage, pose } from './stage.ts'
import { steer } from './steer.ts'
import { groundImage, studioLight } from './studio.ts'
import { slubTexture, weaveTexture } from './textures.ts'
import type { Picture, Scene, SceneOptions } from './types.ts'

/** What makes one picture's geometry differ from another's; all else is colour and shows in the next frame. */
interface Plan {
  readonly url: string
  readonly insideLeg: number | null
  readonly show: string
  readonly texts: string
}

type Shown = { readonly figure: Figure; readonly plain: null } | { readonly figure: null; readonly plain: Plain }

/** Sewn legs kept ready, so that going back and forth costs nothing. */
const BODIES_KEPT = 4

/** See `CreateScene`. `load` reads shape files. */
export async function mountScene(options: SceneOptions, load: LoadShape): Promise<Scene> {
  const { host, spec, base, reducedMotion, onState } = options
  const start = spec.views[spec.posterView] ?? Object.values(spec.views)[0]
  if (!start) throw new ToileError('scene/no-view', 'scene.views: expected at least one view.')
  const trims = new Set(spec.trims)
  const orbit = createOrbit(orbitOf(start))
  const over = new AbortController()

  const canvas = document.createElement('canvas')
  const renderer = rendererOn(canvas)
  // Written through the object model, which a strict style policy allows.
  canvas.style.display = 'block'
  canvas.style.touchAction = 'pan-y'
  host.append(canvas)

  const materials = createMaterials()
  const bodies = new Map<string, Promise<Body | Uint8Array>>()
  const weaves = new Map<string, Promise<DataTexture>>()
  const slub = inSlices(slubTexture(), over.signal)
  let light = studioLight(renderer)
  let ground = options.ground
  let picture = options.picture
  let plan: Plan | null = null
  let shown: Shown | null = null
  let job = new AbortController()
  let working: Promise<void> = Promise.resolve()
  let isCompiled = false
  let isLost = false
  let awaiting: (() => void)[] = []

  const stage = createStage(renderer, {
    orbit,
    isReady: () => isCompiled && !isLost,
    onFrame: () => {
      const told = awaiting
      awaiting = []
      for (const tell of told) tell()
    },
  })
  stage.setLight(light.texture)
  const fit = (): void => stage.setSize(Math.max(1, host.clientWidth), Math.max(1, host.clientHeight))
  fit()
  const paintGround = (): void => {
    canvas.style.background = groundImage(ground)
  }
  paintGround()

  const weaveFor = (look: Look): Promise<DataTexture> => {
    const weave = weaveOf(look)
    let texture = weaves.get(weave)
    if (!texture) weaves.set(weave, (texture = inSlices(weaveTexture(weave), over.signal)))
    return texture
  }

  const bodyFor = (url: string, insideLeg: number | null, signal: AbortSignal): Promise<Body | Uint8Array> => {
    const key = `${url} ${insideLeg}`
    const known = bodies.get(key)
    if (known) {
      // Asked for again: the last to be forgotten.
      bodies.delete(key)
      bodies.set(key, known)
      return known
    }
    const make = async (): Promise<Body | Uint8Array> => {
      const shape = await load(url, signal)
      return shape instanceof Uint8Array ? shape : inSlices(bodyOf(shape, insideLeg), signal)
    }
    const made = make()
    bodies.set(key, made)
    const forget = (): void => {
      if (bodies.get(key) === made) bodies.delete(key)
    }
    // At once when given up, or the next to ask would be handed what is about to fail.
    signal.addEventListener('abort', forget)
    made.then(() => signal.removeEventListener('abort', forget), forget)
    if (bodies.size > BODIES_KEPT) bodies.delete(bodies.keys().next().value!)
    return made
  }

  const make = async (wanted: Plan, { look, texts }: Picture, signal: AbortSignal): Promise<void> => {
    onState({ state: 'busy', progress: 0 })
    const maps = Promise.all([weaveFor(look), slub])
    maps.catch(() => undefined)
    const body = await bodyFor(wanted.url, wanted.insideLeg, signal)
    signal.throwIfAborted()
    onState({ state: 'busy', progress: 0.6 })
    let next: Shown
    if (body instanceof Uint8Array) {
      next = shown?.plain ? shown : { figure: null, plain: await plainly(body) }
    } else {
      const show = new Set(look.show)
      const isShown = (node: string): boolean => !trims.has(node) || show.has(node)
      const lettersOf = (option: string): ReturnType<typeof stitchesOf> => stitchesOf(texts[option] ?? '')
      const garment = await inSlices(dressed(body, isShown, lettersOf), signal)
      next = { figure: figureOf(garment, materials), plain: null }
    }
    const [weave, streaks] = await maps
    if (signal.aborted) next.figure?.dispose()
    signal.throwIfAborted()
    materials.setMaps(weave, streaks)
    const replaced = shown
    shown = next
    paint(look)
    stage.setFigure((next.figure ?? next.plain).root)
    if (replaced !== next) release(replaced)
    if (!isCompiled) {
      pose(stage.scene, stage.camera, orbit.now(), canvas.width / canvas.height)
      await renderer.compileAsync(stage.scene, stage.camera)
      over.signal.throwIfAborted()
      isCompiled = true
    }
    await drawn()
    if (!signal.aborted) onState({ state: 'shown' })
  }

  /** Resolves after the next frame; a page in the background draws none, so it is drawn for it. */
  const drawn = (): Promise<void> =>
    new Promise((resolve) => {
      if (document.hidden) {
        stage.draw()
        resolve()
        return
      }
      awaiting.push(resolve)
      stage.invalidate()
    })
  const paint = (look: Look): void => {
    materials.setLook(look)
    shown?.plain?.bind(look, trims)
  }

  const show = (next: Picture): void => {
    picture = next
    let wanted: Plan
    try {
      wanted = planOf(next, spec.shape, base)
    } catch (error) {
      fail(error)
      return
    }
    if (plan && isSame(plan, wanted)) {
      paint(next.look)
      void weaveFor(next.look).then(async (weave) => {
        if (over.signal.aborted || picture !== next) return
        materials.setMaps(weave, await slub)
        stage.invalidate()
      }, ignoreAbort)
      stage.invalidate()
      return
    }
    if (shown) paint(next.look)
    plan = wanted
    job.abort()
    job = new AbortController()
    const { signal } = job
    working = make(wanted, next, AbortSignal.any([signal, over.signal])).catch((error: unknown) => {
      // Left for a newer picture, or over.
      if (signal.aborted || over.signal.aborted) return
      plan = null
      fail(error)
    })
  }

  const fail = (error: unknown): void => {
    const code = error instanceof ToileError ? error.code : 'scene/failed'
    onState({ state: 'failed', code, message: error instanceof Error ? error.message : String(error) })
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
      const ray = new Raycaster()
      ray.setFromCamera(new Vector2(x, y), stage.camera)
      const hit = ray.intersectObjects(stage.scene.children, true).find(({ object }) => object instanceof Mesh)
      if (!hit) return
      orbit.closeAt(hit.point.toArray(), !reducedMotion)
      stage.invalidate()
    },
  })

  const sizes = new ResizeObserver(fit)
  sizes.observe(host)

  const onLost = (event: Event): void => {
    event.preventDefault()
    isLost = true
    onState({ state: 'lost' })
  }
  const onRestored = (): void => {
    isLost = false
    // Geometry and maps are sent again by themselves; what the GPU made itself is gone.
    light.dispose()
    light = studioLight(renderer)
    stage.setLight(light.texture)
    void drawn().then(() => over.signal.aborted || onState({ state: 'shown' }))
  }
  canvas.addEventListener('webglcontextlost', onLost)
  canvas.addEventListener('webglcontextrestored', onRestored)

  const viewNamed = (name: string): Orbit | null =>
    Object.hasOwn(spec.views, name) ? orbitOf(spec.views[name]!) : null

  show(picture)
  return {
    show,
    look(view, force = false) {
      const to = viewNamed(view)
      if (!to || (hand.isHeld() && !force)) return
      orbit.go(to, !reducedMotion && isCompiled)
      stage.invalidate()
    },
    turn,
    zoom,
    setGround(next) {
      ground = next
      paintGround()
    },
    async settled() {
      let before
      do {
        before = working
        await before
      } while (before !== working)
      if (isCompiled && !isLost) await drawn()
    },
    async capture({ width = 1200, height = 1500, ground: under = 'studio', view } = {}) {
      await working
      if (!isCompiled || isLost) throw new ToileError('capture/no-picture', 'capture: there is no picture yet.')
      const taken = captured(renderer, stage.scene, (view === undefined ? null : viewNamed(view)) ?? orbit.now(), {
        width,
        height,
        ground: under === 'studio' ? ground : null,
      })
      stage.draw()
      return taken
    },
    dispose() {
      over.abort(new DOMException('The scene is over.', 'AbortError'))
      canvas.removeEventListener('webglcontextlost', onLost)
      canvas.removeEventListener('webglcontextrestored', onRestored)
      sizes.disconnect()
      hand.release()
      release(shown)
      light.dispose()
      for (const texture of [slub, ...weaves.values()]) texture.then((made) => made.dispose(), ignoreAbort)
      bodies.clear()
      materials.dispose()
      stage.dispose()
      renderer.dispose()
      // Browsers allow few contexts at a time; this one is given back now, not when it is collected.
      renderer.forceContextLoss()
      canvas.remove()
    },
  }
}

function rendererOn(canvas: HTMLCanvasElement): WebGLRenderer {
  try {
    const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: 'high-performance' })
    renderer.toneMapping = NeutralToneMapping
    renderer.toneMappingExposure = 1.12
    return renderer
  } catch (cause) {
    throw new ToileError('scene/no-webgl', 'This browser gives no WebGL 2 context, so there is no 3D picture.', {
      cause,
    })
  }
}

/** What a picture no longer shows; a plain glTF's own geometry goes with it too. */
const release = (shown: Shown | null): void => (shown?.figure ?? shown?.plain)?.dispose()

/** The reader comes with the first file that needs it; sewn products never fetch it. */
const plainly = async (bytes: Uint8Array): Promise<Plain> => (await import('./plain.ts')).plainFrom(bytes)

function planOf({ look, texts }: Picture, link: string, base: string): Plan {
  return {
    url: shapeUrl(link, look.shape ?? {}, base),
    insideLeg: look.insideLeg ?? null,
    show: [...(look.show ?? [])].sort().join(' '),
    texts: JSON.stringify(texts),
  }
}

const isSame = (a: Plan, b: Plan): boolean =>
  a.url === b.url && a.insideLeg === b.insideLeg && a.show === b.show && a.texts === b.texts

function ignoreAbort(): void {
  // Textures that were not ready when the scene ended have nothing to release.
}
