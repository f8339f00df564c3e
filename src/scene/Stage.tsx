import { useFrame, useThree } from '@react-three/fiber'
import { useLayoutEffect, useRef } from 'react'
import { type DirectionalLight, type Group, type PerspectiveCamera, type Scene, type Texture } from 'three'
import { Figure } from './Figure.tsx'
import type { Garment } from './garment.ts'
import type { Materials } from './materials.ts'
import { eyeOf, fieldFor, radians, type Orbit, type OrbitControl } from './orbit.ts'

export interface StageProps {
  readonly garment: Garment | null
  /** A plain glTF in place of a sewn garment. */
  readonly plain: Group | null
  readonly materials: Materials
  /** The studio's light, filtered; made anew when the GPU lost it. */
  readonly light: Texture | null
  readonly orbit: OrbitControl
  readonly isReady: () => boolean
  readonly onFrame: () => void
}

/** The product in its studio. The lamps turn with the camera, as a photographer would turn the garment. */
export function Stage({ garment, plain, materials, light, orbit, isReady, onFrame }: StageProps) {
  const scene = useThree((state) => state.scene)
  const key = useRef<DirectionalLight>(null)
  useLayoutEffect(() => {
    scene.environment = light
    scene.environmentIntensity = 0.82
  }, [scene, light])

  // A positive priority takes over the drawing: nothing is drawn before everything is there.
  useFrame(({ gl, camera, size, invalidate }, seconds) => {
    if (!isReady()) return
    if (orbit.step(seconds * 1000)) invalidate()
    pose(scene, camera as PerspectiveCamera, orbit.now(), size.width / size.height)
    gl.render(scene, camera)
    onFrame()
  }, 1)

  return (
    <>
      <directionalLight ref={key} name={KEY_LIGHT} color="#fff8ef" intensity={2.1} />
      {garment && <Figure garment={garment} materials={materials} />}
      {plain && <primitive object={plain} />}
    </>
  )
}

const KEY_LIGHT = 'key'

/** Puts camera and lamps in place for a picture of this shape (width over height). */
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
