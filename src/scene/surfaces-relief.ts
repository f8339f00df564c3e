import { cells, dice, noise, smoothstep } from './surfaces-noise.ts'

/** At a point of the tile (0 to 1 both ways): height in mm, how bright against the mean, how rough against the base. */
export interface Relief {
  high: number
  tone: number
  rough: number
}

/** A repeat of a surface, as it really is. */
export interface Repeat {
  /** Its side, mm. */
  readonly side: number
  /** The answer is overwritten by the next. */
  readonly at: (x: number, y: number) => Relief
}

const relief: Relief = { high: 0, tone: 1, rough: 1 }
const told = (high: number, tone: number, rough: number): Relief => {
  relief.high = high
  relief.tone = tone
  relief.rough = rough
  return relief
}

/**
 * Full grain: pebbles of two sizes with creases between them, hair pores in threes and fours, no two square
 * centimetres alike. Creases keep the finish's wax and dirt: darker and duller.
 */
function leather(): Repeat {
  const [big, small, pores] = [cells(3, 22), cells(8, 50), cells(17, 64)]
  const [bend, fine, even] = [noise(5, 9, 9, 3), noise(7, 120), noise(9, 5, 5, 2)]
  const crease = (gap: number, width: number): number => Math.min(1, gap / width) ** 0.55
  return {
    side: 34,
    at(x, y) {
      const [bx, by] = [x + 0.02 * bend(x, y), y + 0.02 * bend(y + 0.37, x)]
      let cell = big(bx, by)
      const wide = crease(cell.next - cell.near, 0.3)
      const swell = 0.25 * cell.own
      cell = small(bx, by)
      const narrow = crease(cell.next - cell.near, 0.42)
      cell = pores(x, y)
      const pore = cell.own > 0.62 ? 1 - smoothstep(0.06, 0.2, cell.near) : 0
      const firm = 0.75 + 0.7 * even(x, y)
      const high = firm * (0.085 * wide * (1 + swell) + 0.04 * narrow) - 0.05 * pore + 0.006 * fine(x, y)
      const deep = (1 - wide) * 0.6 + (1 - narrow) * 0.25 + pore
      return told(high, 1 - 0.1 * deep + 0.03 * fine(x, y), 1 + 0.3 * deep - 0.08 * wide)
    },
  }
}

/** Fibres a millimetre long that lie more or less one way, in tufts. */
function suede(): Repeat {
  const [tuft, fibre, fine, lie] = [noise(11, 60, 26, 2), noise(12, 190, 70), noise(13, 250, 170), noise(14, 9, 6, 2)]
  return {
    side: 30,
    at(x, y) {
      // The nap leans along y, a little to and fro.
      const slant = x + 0.018 * lie(x, y)
      const nap = 0.65 * tuft(slant, y) + 0.6 * fibre(slant, y) + 0.45 * fine(slant, y)
      return told(0.085 * nap, 1 + 0.26 * nap, 1)
    },
  }
}

/** Plain weave of thick uneven yarn. */
function canvas(): Repeat {
  const n = 44
  const [fuzz, ends, picks] = [noise(21, 180, 180, 2), noise(22, n, 6), noise(23, 6, n)]
  const own = dice(24, 2 * n)
  const round = (t: number): number => Math.sqrt(Math.max(0, 1 - 3.4 * t * t))
  return {
    side: 36,
    at(x, y) {
      const u = x * n + 0.25 * ends(x, y)
      const v = y * n + 0.25 * picks(x, y)
      const [i, j] = [Math.floor(u), Math.floor(v)]
      const [s, t] = [u - i - 0.5, v - j - 0.5]
      const over = (i + j) % 2 === 0
      const [across, along] = over ? [s, t] : [t, s]
      const yarn = own[over ? (i + n) % n : n + ((j + n) % n)]!
      const bump = round(across * (1.06 - 0.14 * yarn)) * Math.cos(along * 2.5)
      const twist = 0.12 * Math.sin(2 * Math.PI * (across * 1.6 + along * 1.1 + yarn))
      const high = Math.max(0, bump) + twist * bump + 0.22 * fuzz(x, y)
      return told(0.15 * high, 0.62 + 0.5 * Math.max(0, bump) + 0.12 * (yarn - 0.5) + 0.18 * fuzz(x, y), 1)
    },
  }
}

/** Spacer knit: round holes in offset rows, the yarn drawn tight round them, dark where one looks through. */
function mesh(): Repeat {
  const [n, rows] = [16, 18]
  const fuzz = noise(31, 200, 200, 2)
  return {
    side: 36,
    at(x, y) {
      const v = y * rows
      const row = Math.floor(v)
      const s = ((x * n + (row % 2) * 0.5) % 1) - 0.5
      const t = v - row - 0.5
      const far = Math.hypot(s * 1.12, t) + 0.03 * fuzz(x, y)
      const rim = smoothstep(0.17, 0.27, far)
      const knit = Math.cos(s * 44) * Math.cos(t * 22 + Math.abs(s) * 14)
      const high = rim * (0.5 - 0.25 * smoothstep(0.3, 0.6, far)) + 0.07 * rim * knit + 0.06 * fuzz(x, y)
      return told(0.5 * high, 0.16 + rim * (0.84 + 0.1 * knit + 0.15 * fuzz(x, y)), 1)
    },
  }
}

/** Moulded: nearly even, with the fine speckle of the mould. */
function rubber(): Repeat {
  const [fine, slow] = [noise(41, 170, 170, 2), noise(42, 10, 10, 2)]
  return {
    side: 24,
    at: (x, y) => told(0.014 * fine(x, y) + 0.012 * slow(x, y), 1 + 0.015 * slow(x, y), 1 + 0.25 * fine(x, y)),
  }
}

/** A flat braid: columns of stitches that lean to and fro. It runs along y. */
function braid(): Repeat {
  const [columns, stitches] = [10, 12]
  const fuzz = noise(51, 150, 150, 2)
  const own = dice(52, columns * stitches)
  return {
    side: 10,
    at(x, y) {
      const column = Math.floor(x * columns)
      const s = x * columns - column - 0.5
      const lean = column % 2 === 0 ? 1 : -1
      const v = y * stitches + lean * s * 0.75 + (column % 2) * 0.5
      const row = Math.floor(v)
      const t = v - row - 0.5
      const strand = Math.sqrt(Math.max(0, 1 - 3.2 * t * t)) * Math.sqrt(Math.max(0, 1 - 2.6 * s * s))
      const ply = 0.14 * Math.sin(2 * Math.PI * (t * 2.2 - s * lean * 1.2))
      const tone = own[(((row % stitches) + stitches) % stitches) * columns + column]! - 0.5
      return told(0.26 * strand + 0.05 * ply * strand + 0.03 * fuzz(x, y), 0.66 + 0.4 * strand + 0.07 * tone, 1)
    },
  }
}

/** Ridges along y. */
function rib(): Repeat {
  const n = 12
  const fuzz = noise(61, 150, 60, 2)
  return {
    side: 26,
    at(x, y) {
      const s = x * n - Math.floor(x * n) - 0.5
      const ridge = Math.sqrt(Math.max(0, 1 - 4.2 * s * s))
      return told(0.42 * ridge + 0.02 * fuzz(x, y), 0.68 + 0.4 * ridge, 1)
    },
  }
}

/** Pressed granules of many sizes, each of its own brown, with dark gaps. */
function cork(): Repeat {
  const [grain, crumb, bend] = [cells(71, 15), cells(72, 40), noise(73, 20, 20, 2)]
  return {
    side: 30,
    at(x, y) {
      const [bx, by] = [x + 0.03 * bend(x, y), y + 0.03 * bend(y + 0.3, x)]
      let cell = grain(bx, by)
      const gap = smoothstep(0.02, 0.14, cell.next - cell.near)
      const own = cell.own
      cell = crumb(bx, by)
      const tone = 0.75 + 0.35 * own + 0.22 * (cell.own - 0.5)
      const pit = cell.own > 0.93 ? 1 - smoothstep(0.1, 0.35, cell.near) : 0
      return told(0.12 * gap - 0.1 * pit, tone * (0.45 + 0.55 * gap) * (1 - 0.6 * pit), 1)
    },
  }
}

export const REPEATS = { leather, suede, canvas, mesh, rubber, braid, rib, cork } as const

/** What no two hand's breadths of a material share: bends of a few mm to centimetres, and clouds of tone. 160 mm. */
export function slowness(): Repeat {
  const [bends, clouds] = [noise(81, 9, 9, 4), noise(82, 7, 7, 4)]
  return { side: 160, at: (x, y) => told(1.6 * bends(x, y), 1 + 0.9 * clouds(x, y), 1) }
}
