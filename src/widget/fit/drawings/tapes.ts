import {
  FLOOR,
  FOOT_FROM_ABOVE,
  FOOT_FROM_SIDE,
  FRONT,
  SIDE,
  TROUSERS_BACK,
  TROUSERS_FRONT,
  type Figure,
} from './figures.ts'
import { through, type Dot } from './line.ts'

/** Where a tape goes: the figure, the part of it that is shown, and the tape. */
export interface Tape {
  readonly figure: Figure
  /** x, y, width and height of what is shown. */
  readonly frame: readonly [number, number, number, number]
  /** What lies before the figure. */
  readonly seen: readonly string[]
  /** What goes round behind it. */
  readonly behind?: readonly string[]
  /** Where a straight measure ends, drawn as short bars across it. */
  readonly ends?: readonly string[]
  /** A wall, the floor, a book: what helps to hold the tape. */
  readonly props?: readonly string[]
}

/** Round a part of the body, seen a little from above; its loose end hangs down. */
function round(
  [x, y]: Dot,
  across: number,
  { deep = across * 0.16, tilt = 0, tail = true }: { deep?: number; tilt?: number; tail?: boolean } = {}
): Pick<Tape, 'seen' | 'behind'> {
  const [dx, dy] = [across * Math.cos(tilt), across * Math.sin(tilt)]
  const degrees = (tilt * 180) / Math.PI
  const at = (sign: 1 | -1) => `${fixed(x + sign * dx)} ${fixed(y + sign * dy)}`
  const half = (sweep: 0 | 1) => `M${at(-1)}A${fixed(across)} ${fixed(deep)} ${fixed(degrees)} 0 ${sweep} ${at(1)}`
  const loose: Dot[] = [
    [x + across * 0.3, y + deep * 0.95],
    [x + across * 0.42, y + deep + 5],
    [x + across * 0.36, y + deep + 10],
  ]
  return { seen: tail ? [half(0), through(loose)] : [half(0)], behind: [half(1)] }
}

/** From end to end in a straight line, with a bar across each end. */
function straight(from: Dot, to: Dot, bar = 5): Pick<Tape, 'seen' | 'ends'> {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const [ax, ay] = [((to[1] - from[1]) / length) * bar, ((from[0] - to[0]) / length) * bar]
  const across = ([x, y]: Dot) => `M${fixed(x - ax)} ${fixed(y - ay)}L${fixed(x + ax)} ${fixed(y + ay)}`
  return { seen: [line(from, to)], ends: [across(from), across(to)] }
}

const line = (from: Dot, to: Dot): string => `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`
const fixed = (value: number): number => Math.round(value * 10) / 10

const FLOOR_LINE = line([30, FLOOR + 2], [178, FLOOR + 2])
const TRUNK = [48, 110, 104, 130] as const
const SEAT = [52, 168, 96, 120] as const
const LOWER_LEG = [78, 336, 80, 100] as const
const WHOLE = [-14, -6, 228, 488] as const
const FLAT = [24, 4, 152, 344] as const
const UPPER_FLAT = [40, 4, 120, 150] as const

/** A height above the floor, taken beside the body. */
const height = (y: number, from: number): Tape => ({
  figure: SIDE,
  frame: WHOLE,
  ...straight([152, y], [152, FLOOR]),
  props: [FLOOR_LINE, line([from, y], [145, y])],
})

const TAPES: Readonly<Record<string, Tape>> = {
  stature: {
    figure: SIDE,
    frame: WHOLE,
    ...straight([50, 6], [50, FLOOR]),
    props: [FLOOR_LINE, line([68, -4], [68, FLOOR + 2]), 'M68 1H122V6.5H68Z'],
  },
  bustGirth: { figure: FRONT, frame: TRUNK, ...round([100, 146], 35.6) },
  underbustGirth: { figure: FRONT, frame: TRUNK, ...round([100, 163], 33) },
  waistGirth: { figure: FRONT, frame: TRUNK, ...round([100, 201], 30) },
  naturalWaistGirth: { figure: FRONT, frame: TRUNK, ...round([100, 187], 29) },
  highHipGirth: { figure: FRONT, frame: SEAT, ...round([100, 224], 35) },
  hipGirth: { figure: FRONT, frame: SEAT, ...round([100, 247], 39.4) },
  thighGirth: { figure: FRONT, frame: [72, 220, 92, 115], ...round([120, 273], 18.6) },
  kneeGirth: { figure: FRONT, frame: LOWER_LEG, ...round([118.2, 363], 9.8) },
  calfGirth: { figure: FRONT, frame: LOWER_LEG, ...round([118.3, 386], 11.6) },
  ankleGirth: { figure: FOOT_FROM_SIDE, frame: [60, -8, 156, 150], ...round([158, 40], 28) },
  torsoGirth: {
    figure: FRONT,
    frame: [40, 74, 124, 210],
    seen: [
      through([[122, 88], [121, 110], [121.5, 132], [121, 150], [115, 180], [109, 215], [103.5, 248], [100.5, 267]]),
    ],
    behind: [through([[122, 88], [127, 112], [128, 150], [124, 190], [116, 228], [100.5, 267]])],
  },
  insideLegHeight: {
    figure: FRONT,
    frame: [22, 210, 156, 272],
    ...straight([100, 269], [100, FLOOR], 4),
    props: [FLOOR_LINE],
  },
  waistHeight: height(203, 121),
  hipHeight: height(244, 119),
  kneeHeight: height(356, 113),
  crotchLength: {
    figure: SIDE,
    frame: [44, 180, 116, 120],
    seen: [through([[121.5, 203], [120.6, 222], [119, 244], [112, 260], [98, 266]])],
    behind: [through([[98, 266], [85, 261], [76.5, 248], [75.5, 234], [80, 219], [86, 203]])],
    ends: [line([116, 203], [127, 203]), line([80, 203], [92, 203])],
  },
  crotchLengthBack: {
    figure: SIDE,
    frame: [44, 180, 116, 120],
    seen: [through([[98, 266], [85, 261], [76.5, 248], [75.5, 234], [80, 219], [86, 203]])],
    ends: [line([98, 260], [98, 272]), line([80, 203], [92, 203])],
  },
  footLength: {
    figure: FOOT_FROM_ABOVE,
    frame: [18, 0, 186, 240],
    ...straight([168, 17.5], [168, 226], 7),
    props: [line([128, 16], [180, 16]), line([70, 227.5], [180, 227.5])],
  },
  footBreadth: { figure: FOOT_FROM_ABOVE, frame: [34, 8, 136, 150], ...straight([59, 90], [142.5, 80], 8) },
  ballGirth: { figure: FOOT_FROM_ABOVE, frame: [34, 8, 136, 150], ...round([101, 86], 41.4, { tilt: -0.12, deep: 9 }) },
  instepGirth: { figure: FOOT_FROM_SIDE, frame: [0, 10, 220, 130], ...slanted([104, 77], [120, 123]) },
  heelGirth: { figure: FOOT_FROM_SIDE, frame: [60, -8, 156, 150], ...slanted([125.5, 52], [197, 123]) },
  bodyMass: {
    figure: FRONT,
    frame: [50, 396, 100, 104],
    seen: [],
    props: [
      'M66 472H134Q139 472 139 477V484Q139 489 134 489H66Q61 489 61 484V477Q61 472 66 472Z',
      through([[90, 484], [93, 479], [100, 477], [107, 479], [110, 484]]),
      line([100, 484], [104.5, 479.5]),
    ],
  },

  waistFlat: { figure: TROUSERS_FRONT, frame: UPPER_FLAT, ...straight([58, 22], [142, 22]) },
  frontRise: { figure: TROUSERS_FRONT, frame: UPPER_FLAT, ...straight([100, 27], [100, 108]) },
  backRise: { figure: TROUSERS_BACK, frame: UPPER_FLAT, ...straight([100, 27], [100, 108]) },
  thighFlat: { figure: TROUSERS_FRONT, frame: UPPER_FLAT, ...straight([100.6, 114], [153.4, 114]) },
  kneeFlat: { figure: TROUSERS_FRONT, frame: FLAT, ...straight([108.4, 212], [152.2, 212]) },
  hemFlat: { figure: TROUSERS_FRONT, frame: [80, 240, 96, 108], ...straight([114.5, 332], [152.5, 330]) },
  insideLeg: { figure: TROUSERS_FRONT, frame: FLAT, ...straight([100, 108], [114.5, 332]) },
}

/** Over the instep and under the sole, seen from the side. */
function slanted(top: Dot, under: Dot): Pick<Tape, 'seen' | 'behind'> {
  const [dx, dy] = [under[0] - top[0], under[1] - top[1]]
  const bow = (by: number): Dot[] => [
    top,
    [top[0] + dx * 0.25 - dy * by * 0.75, top[1] + dy * 0.25 + dx * by * 0.75],
    [top[0] + dx * 0.5 - dy * by, top[1] + dy * 0.5 + dx * by],
    [top[0] + dx * 0.75 - dy * by * 0.75, top[1] + dy * 0.75 + dx * by * 0.75],
    under,
  ]
  return { seen: [through(bow(0.16))], behind: [through(bow(-0.16))] }
}

/** Null for what has no drawing. */
export const tapeOf = (name: string): Tape | null => (Object.hasOwn(TAPES, name) ? TAPES[name]! : null)
