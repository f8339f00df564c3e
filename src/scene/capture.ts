import { PerspectiveCamera, Vector2, type Scene, type WebGLRenderer } from 'three'
import { ToileError } from '../ground/index.ts'
import type { Orbit } from './orbit.ts'
import { pose } from './stage.ts'
import { paintGround, type Ground } from './studio.ts'

const LARGEST = 4096
/** Pixels a side; a picture larger than this is drawn in parts, which spares small GPUs. */
const PART = 2048

/**
 * A still picture from where `orbit` says, whatever is on the screen. The canvas is borrowed and given back within
 * one task, so nothing of it is seen; the caller draws the screen again in the same task.
 */
export function captured(
  renderer: WebGLRenderer,
  scene: Scene,
  orbit: Orbit,
  { width, height, ground }: { readonly width: number; readonly height: number; readonly ground: Ground | null }
): Promise<Blob> {
  const [wide, tall] = [width, height].map((side) => Math.max(1, Math.min(LARGEST, Math.round(side)))) as [
    number,
    number,
  ]
  const picture = document.createElement('canvas')
  picture.width = wide
  picture.height = tall
  const context = picture.getContext('2d')
  if (!context)
    throw new ToileError('capture/no-picture', 'capture: the browser gives no canvas for a picture of this size.')
  if (ground) paintGround(context, wide, tall, ground)

  const camera = new PerspectiveCamera()
  const size = renderer.getSize(new Vector2())
  const ratio = renderer.getPixelRatio()
  try {
    renderer.setPixelRatio(1)
    for (let x = 0; x < wide; x += PART)
      for (let y = 0; y < tall; y += PART) {
        const [partWide, partTall] = [Math.min(PART, wide - x), Math.min(PART, tall - y)]
        renderer.setSize(partWide, partTall, false)
        camera.setViewOffset(wide, tall, x, y, partWide, partTall)
        pose(scene, camera, orbit, wide / tall)
        renderer.render(scene, camera)
        context.drawImage(renderer.domElement, x, y)
      }
  } finally {
    renderer.setPixelRatio(ratio)
    renderer.setSize(size.x, size.y, false)
  }
  return new Promise((resolve, reject) => {
    picture.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new ToileError('capture/no-picture', 'capture: the browser could not write the picture.'))
    }, 'image/png')
  })
}
