/**
 * In which order vertices are packed, and what each is foretold from: first a few far apart, then those between them,
 * ever closer, each from the nearest that are known already by a smooth surface through them. Made from the mesh that
 * all shapes of a product share, so it is never written.
 */
export interface Order {
  /** Vertices, first to last. */
  readonly sequence: Uint32Array
  /** Per place in the sequence `NEAREST` vertices and what each weighs; the weight is 0 where there are fewer. */
  readonly from: Uint32Array
  readonly weights: Float64Array
}

export const NEAREST = 10
/** Least distance between the vertices of each level, mm; the last takes what is left. */
const LEVELS = [96, 48, 24, 13.5, 0]

/** A cell and those around it. */
const RING = [0, 0, -1, 0, 1, 0, 0, -1, 0, 1, -1, -1, 1, -1, -1, 1, 1, 1] as const

/** `pattern` is x, y in mm per vertex, `panel` tells which vertices share a plane. */
export function orderOf(pattern: ArrayLike<number>, panel: Uint8Array): Order {
  const count = panel.length
  const sequence = new Uint32Array(count)
  const from = new Uint32Array(count * NEAREST)
  const weights = new Float64Array(count * NEAREST)
  const taken = new Uint8Array(count)
  let next = 0
  let before = 4 * LEVELS[0]!
  const known = new Map<number, number[]>()
  const near = new Uint32Array(NEAREST)
  const squares = new Float64Array(NEAREST)
  for (const apart of LEVELS) {
    // Cells as wide as the last level is fine hold few of its vertices, and a ring of them holds enough.
    const cell = before
    known.clear()
    const keyAt = (of: number, i: number, j: number): number =>
      (of << 20) | (((i + 512) & 1023) << 10) | ((j + 512) & 1023)
    const add = (v: number): void => {
      const key = keyAt(panel[v]!, Math.floor(pattern[2 * v]! / cell), Math.floor(pattern[2 * v + 1]! / cell))
      const bin = known.get(key)
      if (bin) bin.push(v)
      else known.set(key, [v])
    }
    for (let k = 0; k < next; k++) add(sequence[k]!)
    for (let v = 0; v < count; v++) {
      if (taken[v]) continue
      const [x, y] = [pattern[2 * v]!, pattern[2 * v + 1]!]
      const [i, j] = [Math.floor(x / cell), Math.floor(y / cell)]
      let found = 0
      let isCrowded = false
      for (let ring = 0; ring < 9 && !isCrowded; ring++) {
        const bin = known.get(keyAt(panel[v]!, i + RING[2 * ring]!, j + RING[2 * ring + 1]!))
        if (!bin) continue
        for (const u of bin) {
          const square = (pattern[2 * u]! - x) ** 2 + (pattern[2 * u + 1]! - y) ** 2
          if (square < apart * apart) isCrowded = true
          if (found === NEAREST && square >= squares[NEAREST - 1]!) continue
          // Sorted in: the nearest first, of two as near the one found first.
          let place = found < NEAREST ? found++ : NEAREST - 1
          for (; place > 0 && squares[place - 1]! > square; place--) {
            squares[place] = squares[place - 1]!
            near[place] = near[place - 1]!
          }
          squares[place] = square
          near[place] = u
        }
      }
      if (isCrowded) continue
      for (let k = 0; k < found; k++) from[next * NEAREST + k] = near[k]!
      weigh(pattern, v, near, found, weights.subarray(next * NEAREST, (next + 1) * NEAREST))
      sequence[next++] = v
      taken[v] = 1
      add(v)
    }
    before = Math.max(apart, 13.5) * 1.5
  }
  return { sequence, from, weights }
}

const rows = new Float64Array(6 * NEAREST)
const counts = new Float64Array(NEAREST)
const system = new Float64Array(6 * 7)
const solution = new Float64Array(6)

/** What a surface of second order through the neighbours, the nearest counting most, says of the vertex itself. */
function weigh(pattern: ArrayLike<number>, v: number, near: Uint32Array, found: number, out: Float64Array): void {
  if (found < 4) {
    for (let k = 0; k < found; k++) out[k] = 1 / found
    return
  }
  let sum = 0
  for (let k = 0; k < found; k++) {
    const [x, y] = [pattern[2 * near[k]!]! - pattern[2 * v]!, pattern[2 * near[k]! + 1]! - pattern[2 * v + 1]!]
    rows[6 * k + 1] = x
    rows[6 * k + 2] = y
    sum += x * x + y * y
  }
  const scale = Math.sqrt(sum / found) || 1
  const terms = found < 7 ? 3 : 6
  for (let k = 0; k < found; k++) {
    const [x, y] = [rows[6 * k + 1]! / scale, rows[6 * k + 2]! / scale]
    rows[6 * k] = 1
    rows[6 * k + 1] = x
    rows[6 * k + 2] = y
    rows[6 * k + 3] = x * x
    rows[6 * k + 4] = x * y
    rows[6 * k + 5] = y * y
    counts[k] = 1 / (x * x + y * y + 0.05)
  }
  // Normal equations; a little is added where neighbours lie in one line and leave a term open.
  for (let i = 0; i < terms; i++) {
    for (let j = 0; j < terms; j++) {
      let entry = i === j ? (i === 0 ? 1e-9 : i < 3 ? 1e-3 : 2e-2) : 0
      for (let k = 0; k < found; k++) entry += counts[k]! * rows[6 * k + i]! * rows[6 * k + j]!
      system[7 * i + j] = entry
    }
    system[7 * i + 6] = i === 0 ? 1 : 0
  }
  for (let i = 0; i < terms; i++)
    for (let r = i + 1; r < terms; r++) {
      const share = system[7 * r + i]! / system[7 * i + i]!
      for (let j = i; j < 7; j++) system[7 * r + j] = system[7 * r + j]! - share * system[7 * i + j]!
    }
  for (let i = terms - 1; i >= 0; i--) {
    let rest = system[7 * i + 6]!
    for (let j = i + 1; j < terms; j++) rest -= system[7 * i + j]! * solution[j]!
    solution[i] = rest / system[7 * i + i]!
  }
  for (let k = 0; k < found; k++) {
    let weight = 0
    for (let i = 0; i < terms; i++) weight += rows[6 * k + i]! * solution[i]!
    out[k] = counts[k]! * weight
  }
}
