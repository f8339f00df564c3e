/** What the customer's hand does on the canvas. */
export interface Steering {
  turn(degreesRight: number, degreesUp: number): void
  zoom(factor: number): void
  /** A double tap, in the canvas's own coordinates from -1 to 1, y up. */
  closeAt(x: number, y: number): void
}

const DEGREES_PER_PIXEL = 0.4
const DOUBLE_TAP_MS = 350

/**
 * Drag turns, wheel and pinch zoom, a double tap looks close. One finger dragged upright still scrolls the page (the
 * host's `touch-action: pan-y`). Gives a way to ask whether a hand is on it, and to let go.
 */
export function steer(canvas: HTMLCanvasElement, act: Steering): { isHeld(): boolean; release(): void } {
  const fingers = new Map<number, { x: number; y: number }>()
  let tapped = { time: -Infinity, x: 0, y: 0 }
  let travelled = 0
  let wheeled = -Infinity

  const spread = (): number => {
    const [a, b] = [...fingers.values()]
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
  }
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return
    canvas.setPointerCapture?.(event.pointerId)
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (fingers.size === 1) travelled = 0
  }
  const drag = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId)
    if (!finger) return
    const before = spread()
    const [dx, dy] = [event.clientX - finger.x, event.clientY - finger.y]
    finger.x = event.clientX
    finger.y = event.clientY
    travelled += Math.hypot(dx, dy)
    if (fingers.size === 1) act.turn(dx * DEGREES_PER_PIXEL, event.pointerType === 'touch' ? 0 : dy * DEGREES_PER_PIXEL)
    else if (before > 0) act.zoom(spread() / before)
  }
  const up = (event: PointerEvent): void => {
    const wasAlone = fingers.size === 1
    if (!fingers.delete(event.pointerId) || !wasAlone || event.type === 'pointercancel' || travelled > 8) return
    const { timeStamp: time, clientX: x, clientY: y } = event
    const isDouble = time - tapped.time < DOUBLE_TAP_MS && Math.hypot(x - tapped.x, y - tapped.y) < 30
    tapped = { time: isDouble ? -Infinity : time, x, y }
    if (!isDouble) return
    const box = canvas.getBoundingClientRect()
    act.closeAt(((x - box.left) / box.width) * 2 - 1, 1 - ((y - box.top) / box.height) * 2)
  }
  const wheel = (event: WheelEvent): void => {
    event.preventDefault()
    wheeled = event.timeStamp
    const pixels = event.deltaY * (event.deltaMode === 1 ? 30 : 1)
    act.zoom(Math.exp(-Math.max(-200, Math.min(200, pixels)) * 0.0016))
  }
  canvas.addEventListener('pointerdown', down)
  canvas.addEventListener('pointermove', drag)
  canvas.addEventListener('pointerup', up)
  canvas.addEventListener('pointercancel', up)
  canvas.addEventListener('wheel', wheel, { passive: false })
  return {
    isHeld: () => fingers.size > 0 || performance.now() - wheeled < 400,
    release() {
      canvas.removeEventListener('pointerdown', down)
      canvas.removeEventListener('pointermove', drag)
      canvas.removeEventListener('pointerup', up)
      canvas.removeEventListener('pointercancel', up)
      canvas.removeEventListener('wheel', wheel)
    },
  }
}
