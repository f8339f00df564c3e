// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import { steer } from '../../src/scene/steer.ts'

let canvas: HTMLCanvasElement
let done: (readonly [string, ...number[]])[]
let hand: ReturnType<typeof steer>

beforeEach(() => {
  canvas = document.createElement('canvas')
  canvas.getBoundingClientRect = () => ({ left: 100, top: 50, width: 200, height: 400 }) as DOMRect
  done = []
  hand = steer(canvas, {
    turn: (right, up) => done.push(['turn', right, up]),
    zoom: (factor) => done.push(['zoom', factor]),
    closeAt: (x, y) => done.push(['close', x, y]),
  })
})

function finger(type: string, x: number, y: number, pointerId = 1, pointerType = 'mouse') {
  const event = new MouseEvent(type, { clientX: x, clientY: y, button: 0 })
  canvas.dispatchEvent(Object.assign(event, { pointerId, pointerType }))
}

describe('steer', () => {
  it('turns with a drag, and says that a hand is on it meanwhile', () => {
    finger('pointerdown', 150, 100)
    expect(hand.isHeld()).toBe(true)
    finger('pointermove', 200, 125)
    finger('pointerup', 200, 125)
    expect(done).toEqual([['turn', 20, 10]])
    expect(hand.isHeld()).toBe(false)
  })

  it('leaves the upright drag of one finger to the page', () => {
    finger('pointerdown', 150, 100, 1, 'touch')
    finger('pointermove', 150, 160, 1, 'touch')
    expect(done).toEqual([['turn', 0, 0]])
  })

  it('zooms by how far two fingers move apart', () => {
    finger('pointerdown', 100, 100, 1, 'touch')
    finger('pointerdown', 200, 100, 2, 'touch')
    finger('pointermove', 300, 100, 2, 'touch')
    expect(done).toEqual([['zoom', 2]])
  })

  it('zooms with the wheel and keeps the page from scrolling', () => {
    const wheel = new WheelEvent('wheel', { deltaY: -100, cancelable: true })
    canvas.dispatchEvent(wheel)
    expect(wheel.defaultPrevented).toBe(true)
    expect(done[0]![1]).toBeGreaterThan(1)
  })

  it('looks close where a tap comes twice, not where a drag ends twice', () => {
    for (let tap = 0; tap < 2; tap++) {
      finger('pointerdown', 250, 150)
      finger('pointerup', 250, 150)
    }
    expect(done).toEqual([['close', 0.5, 0.5]])
    done.length = 0
    for (let drag = 0; drag < 2; drag++) {
      finger('pointerdown', 150, 150)
      finger('pointermove', 190, 150)
      finger('pointerup', 190, 150)
    }
    expect(done.map(([what]) => what)).toEqual(['turn', 'turn'])
  })

  it('does nothing once released', () => {
    hand.release()
    finger('pointerdown', 150, 100)
    finger('pointermove', 200, 125)
    expect(done).toEqual([])
  })
})
