import { NeutralToneMapping, WebGLRenderer, type Camera, type Object3D, type Scene, type Texture } from 'three'
import { ToileError } from '../ground/index.ts'
import { studioLight } from './studio.ts'

/** What a scene is told of the one context that all scenes of a page share. */
export interface Watcher {
  lost(): void
  /** Geometry and maps are sent again by themselves; the studio's light was made anew. */
  restored(light: Texture): void
}

/** A scene's use of the page's renderer. */
export interface Borrowed {
  readonly light: Texture
  isLost(): boolean
  /**
   * Draws a frame and hands it to a canvas of the page, at `x`, `y` of it. All in one task, so nobody sees it half
   * done. Pixels.
   */
  draw(scene: Scene, camera: Camera, onto: CanvasRenderingContext2D, frame: Frame): void
  /** How many pixels a side this scene's frames have: the context is as large as the largest. */
  reserve(width: number, height: number): void
  /** Resolves when all that `root` needs to be drawn in `scene` is ready on the GPU, a context lost meanwhile or not. */
  prepared(root: Object3D, camera: Camera, scene: Scene): Promise<void>
  release(): void
}

export interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Shared {
  readonly renderer: WebGLRenderer
  readonly users: Map<Watcher, { width: number; height: number }>
  /** Resolves when there is a context. */
  whole: Promise<void>
  losses: number
  light: ReturnType<typeof studioLight>
  close(): void
}

/** One product may follow another on a page: a context is kept a moment for the next. */
const LINGER_MS = 2000

let shared: Shared | null = null
let leaving: ReturnType<typeof setTimeout> | undefined

/**
 * One WebGL context for all scenes of a page, however many: browsers allow few at a time, and take the oldest away from
 * whoever had it.
 *
 * @throws {ToileError} `scene/no-webgl`
 */
export function borrowRenderer(watcher: Watcher): Borrowed {
  clearTimeout(leaving)
  // Nobody has waited for a context that is gone: a new one is here sooner.
  if (shared && shared.users.size === 0 && shared.renderer.getContext().isContextLost()) giveBack()
  const mine = (shared ??= open())
  mine.users.set(watcher, { width: 1, height: 1 })
  const { renderer } = mine
  const isLost = (): boolean => renderer.getContext().isContextLost()
  return {
    get light() {
      return mine.light.texture
    },
    isLost,
    draw(scene, camera, onto, { x, y, width, height }) {
      if (isLost()) return
      const canvas = renderer.domElement
      if (canvas.width < width || canvas.height < height)
        renderer.setSize(Math.max(canvas.width, width), Math.max(canvas.height, height), false)
      renderer.setViewport(0, 0, width, height)
      renderer.setScissor(0, 0, width, height)
      renderer.render(scene, camera)
      onto.clearRect(x, y, width, height)
      onto.drawImage(canvas, 0, canvas.height - height, width, height, x, y, width, height)
    },
    reserve(width, height) {
      mine.users.set(watcher, { width, height })
      fit(mine)
    },
    async prepared(root, camera, scene) {
      let before
      do {
        before = mine.losses
        await mine.whole
        await renderer.compileAsync(root, camera, scene)
      } while (before !== mine.losses)
    },
    release() {
      mine.users.delete(watcher)
      if (shared !== mine) return
      if (mine.users.size > 0) fit(mine)
      else leaving = setTimeout(giveBack, LINGER_MS)
    },
  }
}

/** What the GPU holds, as the renderer counts it; null while no scene is on the page. */
export const held = (): { readonly geometries: number; readonly textures: number } | null =>
  shared && { ...shared.renderer.info.memory }

/** What the last frame took. */
export const taken = (): { readonly calls: number; readonly triangles: number } | null =>
  shared && { calls: shared.renderer.info.render.calls, triangles: shared.renderer.info.render.triangles }

/** Textures of a weak device are smaller: `maxTextureSize` says how weak. */
export const largestTexture = (): number => shared?.renderer.capabilities.maxTextureSize ?? Infinity

function giveBack(): void {
  shared?.close()
  shared = null
}

function fit({ renderer, users }: Shared): void {
  const sizes = [...users.values()]
  const width = Math.max(...sizes.map((size) => size.width))
  const height = Math.max(...sizes.map((size) => size.height))
  const { domElement: canvas } = renderer
  if (canvas.width !== width || canvas.height !== height) renderer.setSize(width, height, false)
}

function open(): Shared {
  const canvas = document.createElement('canvas')
  const renderer = rendererOn(canvas)
  renderer.setScissorTest(true)
  let restore: () => void = () => undefined
  const onLost = (event: Event): void => {
    // Only then is it brought back.
    event.preventDefault()
    mine.losses++
    mine.whole = new Promise((resolve) => (restore = resolve))
    for (const watcher of mine.users.keys()) watcher.lost()
  }
  const onRestored = (): void => {
    mine.light.dispose()
    mine.light = studioLight(renderer)
    restore()
    for (const watcher of mine.users.keys()) watcher.restored(mine.light.texture)
  }
  canvas.addEventListener('webglcontextlost', onLost)
  canvas.addEventListener('webglcontextrestored', onRestored)
  const mine: Shared = {
    renderer,
    users: new Map(),
    whole: Promise.resolve(),
    losses: 0,
    light: studioLight(renderer),
    close() {
      canvas.removeEventListener('webglcontextlost', onLost)
      canvas.removeEventListener('webglcontextrestored', onRestored)
      mine.light.dispose()
      renderer.dispose()
      // Given back now, not when it is collected.
      renderer.forceContextLoss()
    },
  }
  return mine
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
