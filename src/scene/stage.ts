import { DirectionalLight, PerspectiveCamera, Scene, type Object3D, type Texture, type WebGLRenderer } from 'three'
import { eyeOf, fieldFor, radians, type Orbit, type OrbitControl } from './orbit.ts'

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
  /** Takes the place of what stood there. */
  setFigure(root: Object3D): void
  /** CSS pixels. */
  setSize(width: number, height: number): void
  /** Asks for a frame; many may ask for the same one. */
  invalidate(): void
  /** Draws at once, when there is something to draw. */
  draw(): void
  dispose(): void
}

const SHARPEST = 2
/** The share of a first frame, in milliseconds: before it, nothing was moving. */
const FIRST_FRAME = 16

export function createStage(
  renderer: WebGLRenderer,
  {
    orbit,
    isReady,
    onFrame,
  }: { readonly orbit: OrbitControl; readonly isReady: () => boolean; readonly onFrame: () => void }
): Stage {
  const scene = new Scene()
  scene.environmentIntensity = 0.82
  const key = new DirectionalLight('#fff8ef', 2.1)
  key.name = KEY_LIGHT
  scene.add(key)
  const camera = new PerspectiveCamera()
  let figure: Object3D | null = null
  let aspect = 1
  let asked = 0
  let before: number | null = null

  const draw = (): void => {
    if (!isReady()) return
    pose(scene, camera, orbit.now(), aspect)
    renderer.render(scene, camera)
  }
  const invalidate = (): void => {
    if (asked === 0) asked = requestAnimationFrame(frame)
  }
  const frame = (now: number): void => {
    asked = 0
    // Nothing is drawn before everything is there.
    if (!isReady()) return
    const isMoving = orbit.step(before === null ? FIRST_FRAME : now - before)
    draw()
    before = isMoving ? now : null
    if (isMoving) invalidate()
    onFrame()
  }

  return {
    scene,
    camera,
    setLight(light) {
      scene.environment = light
    },
    setFigure(root) {
      if (root === figure) return
      if (figure) scene.remove(figure)
      figure = root
      scene.add(root)
    },
    setSize(width, height) {
      aspect = width / height
      renderer.setPixelRatio(Math.min(SHARPEST, Math.max(1, devicePixelRatio)))
      renderer.setSize(width, height)
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

const KEY_LIGHT = 'key'

/**
 * Puts camera and lamps in place for a picture of this shape (width over height). The lamps turn with the camera, as
 * a photographer would turn the garment.
 */
export function pose(scene: Scene, camera: PerspectiveCamera, orbit: Orbit, aspect: number): void {
  camera.position.set(...eyeOf(orbit))
  camera.lookAt(...orbit.target)
  camera.fov = fieldFor(aspect)
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
