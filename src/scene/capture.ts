import { PerspectiveCamera, type Scene } from 'three'
import { ToileError } from '../ground/index.ts'
import type { Orbit } from './orbit.ts'
import type { Borrowed } from './renderer.ts'
import { frameOf, pixelsPerMm, pose } from './stage.ts'
import { paintGround, type Ground } from './studio.ts'
import type { Figure } from './types.ts'

const LARGEST = 4096
/** Pixels a side; a picture larger than this is drawn in parts, which spares small GPUs. */
const PART = 2048

/** A still picture from where `orbit` says, whatever is on the screen, which it leaves alone. */
export function captured(
  borrowed: Borrowed,
  scene: Scene,
  figure: Figure,
  orbit: Orbit,
  { width, height, ground }: { readonly width: number; readonly height: number; readonly ground: Ground | null }
): Promise<Blob> {
  const [wide, tall] = [width, height].map((side) => Math.max(1, Math.min(LARGEST, Math.round(side)))) as [
    number,
    number,
  ]
  const product = canvasOf(wide, tall)
  const camera = new PerspectiveCamera()
  figure.detail(pixelsPerMm(orbit, wide, tall, frameOf(scene)))
  for (let y = 0; y < tall; y += PART)
    for (let x = 0; x < wide; x += PART) {
      const part = { x, y, width: Math.min(PART, wide - x), height: Math.min(PART, tall - y) }
      camera.setViewOffset(wide, tall, x, y, part.width, part.height)
      pose(scene, camera, orbit, wide / tall)
      borrowed.draw(scene, camera, product, part)
    }
  if (ground) {
    product.globalCompositeOperation = 'destination-over'
    paintGround(product, wide, tall, ground)
  }
  return new Promise((resolve, reject) => {
    product.canvas.toBlob((blob) => {
      if (blob) resolve(blob)
      else reject(new ToileError('capture/no-picture', 'capture: the browser could not write the picture.'))
    }, 'image/png')
  })
}

function canvasOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context) return context
  throw new ToileError('capture/no-picture', 'capture: the browser gives no canvas for a picture of this size.')
}
