import type { View } from '../template/types.ts'

type Vector = readonly [number, number, number]

/** Where the camera is: round a target, metres and degrees; azimuth 0 looks at the front, 90 at the wearer's left. */
export interface Orbit {
  readonly target: Vector
  readonly distance: number
  readonly azimuth: number
  readonly elevation: number
}

export interface OrbitControl {
  /** Where the camera is now. */
  now(): Orbit
  /** Moves there in 600 ms, or at once. */
  go(to: Orbit, gently: boolean): void
  turn(degreesRight: number, degreesUp: number): void
  /** 2 comes twice as close. */
  zoom(factor: number): void
  /** Looks close at a point of the product, from where the camera is. */
  closeAt(point: Vector, gently: boolean): void
  /** Advances a gentle move; true while it goes on. */
  step(milliseconds: number): boolean
}

const EASE_MS = 600
/** Metres, or a share of the distance at home: a small product is looked at from nearer. */
const CLOSE_UP = [0.55, 0.4] as const
/** To a spot on the product, metres. */
const NEAREST = 0.16
/** To the middle of the product, which must not be entered: a share of the distance at home. */
const OUTSIDE = 0.18
const HIGHEST = 75
const LOWEST = -12

/** Camera moves that cannot lose the product: no panning, and a target that drifts home as the camera draws back. */
export function createOrbit(home: Orbit): OrbitControl {
  const furthest = home.distance * 1.45
  let orbit = home
  let focus: Vector = home.target
  const outside = Math.max(NEAREST, OUTSIDE * home.distance)
  let nearest = outside
  let move: { from: Orbit; to: Orbit; passed: number } | null = null

  const put = (to: Orbit): void => {
    orbit = {
      ...to,
      distance: within(to.distance, nearest, furthest),
      elevation: within(to.elevation, LOWEST, HIGHEST),
    }
  }
  const begin = (to: Orbit, gently: boolean): void => {
    focus = to.target
    nearest = Math.min(orbit.distance, to.distance, to.target === home.target ? outside : NEAREST)
    if (gently) move = { from: { ...orbit, azimuth: nearestTurn(orbit.azimuth, to.azimuth) }, to, passed: 0 }
    else {
      move = null
      put(to)
    }
  }
  return {
    now: () => orbit,
    go: begin,
    turn(degreesRight, degreesUp) {
      move = null
      put({ ...orbit, azimuth: orbit.azimuth - degreesRight, elevation: orbit.elevation + degreesUp })
    },
    zoom(factor) {
      move = null
      const distance = within(orbit.distance / factor, nearest, furthest)
      const back = within((distance / home.distance - 0.45) / 0.5, 0, 1)
      put({ ...orbit, distance, target: mixed(focus, home.target, back) })
    },
    closeAt(point, gently) {
      begin({ ...orbit, target: point, distance: Math.min(orbit.distance, CLOSE_UP[0], CLOSE_UP[1] * home.distance) }, gently)
    },
    step(milliseconds) {
      if (!move) return false
      // After an idle time the first frame's share would be the whole move.
      move.passed += Math.min(milliseconds, 50)
      const share = Math.min(1, move.passed / EASE_MS)
      const t = 1 - (1 - share) ** 3
      const { from, to } = move
      put({
        target: mixed(from.target, to.target, t),
        distance: from.distance * (to.distance / from.distance) ** t,
        azimuth: from.azimuth + (to.azimuth - from.azimuth) * t,
        elevation: from.elevation + (to.elevation - from.elevation) * t,
      })
      if (share === 1) move = null
      return move !== null
    },
  }
}

export const orbitOf = ({ target, distance, azimuth, elevation }: View): Orbit => ({
  target,
  distance,
  azimuth,
  elevation,
})

/** Views that every product has, whether its template names them or not; the elevation is that of a standing buyer. */
const STANDARD: Readonly<Record<string, { readonly azimuth: number; readonly elevation: number }>> = {
  front: { azimuth: 0, elevation: 4 },
  back: { azimuth: 180, elevation: 4 },
  side: { azimuth: 90, elevation: 4 },
  'three-quarter': { azimuth: 38, elevation: 10 },
}

/** Seen as from `home`; `close` comes nearer from where the camera is. Null where there is no such view. */
export function standardView(name: string, home: Orbit, now: Orbit): Orbit | null {
  if (name === 'close') return { ...now, target: home.target, distance: 0.45 * home.distance }
  return Object.hasOwn(STANDARD, name) ? { ...home, ...STANDARD[name] } : null
}

/** Where the camera stands. */
export function eyeOf({ target, distance, azimuth, elevation }: Orbit): [number, number, number] {
  const [a, e] = [radians(azimuth), radians(elevation)]
  return [
    target[0] + distance * Math.sin(a) * Math.cos(e),
    target[1] + distance * Math.sin(e),
    target[2] + distance * Math.cos(a) * Math.cos(e),
  ]
}

export const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Degrees, upright. */
const FIELD = 27
/** Width over height of the poster, which a view is composed for: across a stage of this shape it shows as much. */
export const FRAME = 0.8

/**
 * Upright field of view in degrees, such that what the views show fits a stage of this shape, as a poster does with
 * `object-fit: contain`. A wide product (`frame`, width over height) fills a wide stage; on a narrow one its width
 * counts.
 */
export function fieldFor(aspect: number, frame = FRAME): number {
  const half = Math.tan(radians(FIELD / 2)) * FRAME * Math.max(1 / frame, 1 / aspect)
  return (2 * Math.atan(half) * 180) / Math.PI
}

/** The same direction, by the shortest way. */
function nearestTurn(from: number, to: number): number {
  return to + ((((from - to) % 360) + 540) % 360) - 180
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))
const mixed = (a: Vector, b: Vector, t: number): Vector => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
]
