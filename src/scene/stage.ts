import { DirectionalLight, PerspectiveCamera, Scene, type Object3D, type Texture } from 'three'
import { eyeOf, fieldFor, radians, type Orbit, type OrbitControl } from './orbit.ts'
import type { Borrowed } from './renderer.ts'
import type { Figure } from './types.ts'

/**
 * The product in its studio, drawn only when something asks for a frame.
 *
 * Plain three.js on purpose: a reconciler for seven meshes that change as one would cost a page another 59 kB.
 */
export interface Stage {
  readonly scene: Scene
  readonly camera: PerspectiveCamera
  /** The studio's light, filtered; made anew when the GPU lost it. */
  setLight(light: Texture): void
  /** Takes the place of what stood there, gently if it can. */
  setFigure(figure: Figure): void
  /** Ends the figure's way to its own shape. */
  arriveNow(): void
  /** Stands beside every figure. */
  add(stand: Object3D): void
  /** CSS pixels. */
  setSize(width: number, height: number): void
  /** Asks for a frame; many may ask for the same one. */
  invalidate(): void
  /** Draws at once, when there is something to draw. */
  draw(): void
  dispose(): void
}

/** How long a figure takes from the shape of the one before to its own, ms. */
const ARRIVAL = 600

/** The share of a first frame, in milliseconds: before it, nothing was moving. */
const FIRST_FRAME = 16

export function createStage({
  borrowed,
  picture,
  sharpest,
  exposure,
  frame: shown,
  orbit,
  isReady,
  onFrame,
}: {
  readonly borrowed: Borrowed
  /** Where frames are handed to. */
  readonly picture: CanvasRenderingContext2D
  /** Most pixels of the screen to one of the page. */
  readonly sharpest: number
  /** How brightly the studio is lit, 1 as it is built. */
  readonly exposure: number
  /** Width over height of what the views show. */
  readonly frame: number
  readonly orbit: OrbitControl
  readonly isReady: () => boolean
  /** After a frame of the figure in its own shape. */
  readonly onFrame: () => void
}): Stage {
  const scene = new Scene()
  scene.userData = { frame: shown }
  scene.environmentIntensity = 0.82 * exposure
  const key = new DirectionalLight('#fff8ef', 2.1 * exposure)
  key.name = KEY_LIGHT
  scene.add(key)
  const camera = new PerspectiveCamera()
  const { canvas } = picture
  let figure: Figure | null = null
  /** How far the figure is on its way from the one before. */
  let arrived = 1
  let asked = 0
  let before: number | null = null

  const draw = (): void => {
    if (!isReady()) return
    const { width, height } = canvas
    pose(scene, camera, orbit.now(), width / height)
    figure?.detail(pixelsPerMm(orbit.now(), width, height, shown))
    borrowed.draw(scene, camera, picture, { x: 0, y: 0, width, height })
  }
  /** Whether it is still on its way. */
  const arrive = (share: number): boolean => {
    if (arrived === 1) return false
    arrived = Math.min(1, share)
    figure?.arrive?.(arrived * arrived * (3 - 2 * arrived))
    return arrived < 1
  }
  const invalidate = (): void => {
    if (asked === 0) asked = requestAnimationFrame(frame)
  }
  const frame = (now: number): void => {
    asked = 0
    // Nothing is drawn before everything is there.
    if (!isReady()) return
    const passed = before === null ? FIRST_FRAME : now - before
    const isMoving = [orbit.step(passed), arrive(arrived + passed / ARRIVAL)].includes(true)
    draw()
    before = isMoving ? now : null
    if (isMoving) invalidate()
    if (arrived === 1) onFrame()
  }

  return {
    scene,
    camera,
    setLight(light) {
      scene.environment = light
    },
    setFigure(next) {
      if (next === figure) return
      if (figure) scene.remove(figure.root)
      figure = next
      scene.add(next.root)
      arrived = 1
      if (!next.arrive) return
      arrived = 0
      next.arrive(0)
    },
    arriveNow: () => void arrive(1),
    add: (stand) => void scene.add(stand),
    setSize(width, height) {
      const ratio = Math.min(sharpest, Math.max(1, devicePixelRatio))
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
      borrowed.reserve(canvas.width, canvas.height)
      // Setting the size wipes the canvas: it is drawn again before the page paints.
      draw()
    },
    invalidate,
    draw,
    dispose() {
      cancelAnimationFrame(asked)
      scene.clear()
    },
  }
}

/** How large a millimetre is where the camera looks, in a picture of so many pixels. */
export function pixelsPerMm({ distance }: Orbit, width: number, height: number, frame: number): number {
  const metres = 2 * distance * Math.tan(radians(fieldFor(width / height, frame) / 2))
  return height / metres / 1000
}

const KEY_LIGHT = 'key'

/** Width over height of what the views show: kept with the scene, for every camera that is posed in it. */
export const frameOf = (scene: Scene): number => (scene.userData as { frame: number }).frame

/**
 * Puts camera and lamps in place for a picture of this shape (width over height). The lamps turn with the camera, as
 * a photographer would turn the garment.
 */
export function pose(scene: Scene, camera: PerspectiveCamera, orbit: Orbit, aspect: number): void {
  camera.position.set(...eyeOf(orbit))
  camera.lookAt(...orbit.target)
  camera.fov = fieldFor(aspect, frameOf(scene))
  camera.aspect = aspect
  camera.near = Math.max(0.02, orbit.distance - 1.5)
  camera.far = orbit.distance + 4
  camera.updateProjectionMatrix()
  camera.updateMatrixWorld()
  const turn = radians(orbit.azimuth)
  scene.environmentRotation.y = turn
  const [x, y, z] = [-9, 9, 10]
  scene
    .getObjectByName(KEY_LIGHT)
    ?.position.set(x * Math.cos(turn) + z * Math.sin(turn), y, z * Math.cos(turn) - x * Math.sin(turn))
}
