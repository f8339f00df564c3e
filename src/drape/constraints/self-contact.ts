import type { Constraint, Particles } from './particles.ts'

/** Of the mesh's edges: how far two layers of cloth keep from each other. Wide enough that no point slips through. */
const THICK = 0.58
const DRAG = 0.25 // of the sliding of layer on layer that a step takes away

/** mm a particle may move before pairs are looked for again. */
const CALM = 0.7

/**
 * Cloth that cannot pass through itself: particles are balls as big as their mesh is wide, found by a spatial hash.
 * Neighbours on the mesh and theirs may come as close as a fold brings them. Call `find` once a frame; the constraint
 * works on the pairs found.
 */
export function selfContact(particles: Particles): { find: (p: Float64Array) => void; keepApart: Constraint } {
  const { count, start, near, reach, lightness } = particles
  const radius = reach.map((length) => (length * THICK) / 2)
  const widest = 2 * radius.reduce((most, value) => Math.max(most, value), 0)
  const margin = 4 // mm that two particles may come closer within a frame without being missed
  const cell = widest + margin
  const buckets = 1 << Math.ceil(Math.log2(2 * count))
  const first = new Int32Array(buckets + 1)
  const sorted = new Int32Array(count)
  const place = new Int32Array(count)
  const met = new Int32Array(count).fill(-1)
  let pairs = new Int32Array(4 * count)
  let found = 0
  const since = new Float64Array(3 * count).fill(Infinity) // where all were when the pairs were found

  const hash = (x: number, y: number, z: number): number =>
    (Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(z, 83492791)) & (buckets - 1)

  const haveStayed = (p: Float64Array): boolean => {
    for (let k = 0; k < since.length; k++) {
      const moved = p[k]! - since[k]!
      if (!(moved < CALM && moved > -CALM)) return false
    }
    return true
  }

  const find = (p: Float64Array): void => {
    if (haveStayed(p)) return
    since.set(p)
    first.fill(0)
    for (let i = 0; i < count; i++) {
      const bucket = hash(
        Math.floor(p[3 * i]! / cell),
        Math.floor(p[3 * i + 1]! / cell),
        Math.floor(p[3 * i + 2]! / cell)
      )
      place[i] = bucket
      first[bucket + 1]!++
    }
    for (let b = 0; b < buckets; b++) first[b + 1]! += first[b]!
    const filled = first.slice()
    for (let i = 0; i < count; i++) sorted[filled[place[i]!]!++] = i
    found = 0
    for (let i = 0; i < count; i++) {
      met[i] = i
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        const neighbour = near[k]!
        met[neighbour] = i
        for (let n = start[neighbour]!; n < start[neighbour + 1]!; n++) met[near[n]!] = i
      }
      const [x, y, z] = [p[3 * i]!, p[3 * i + 1]!, p[3 * i + 2]!]
      const [cx, cy, cz] = [Math.floor(x / cell), Math.floor(y / cell), Math.floor(z / cell)]
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++)
          for (let dz = -1; dz <= 1; dz++) {
            const bucket = hash(cx + dx, cy + dy, cz + dz)
            for (let s = first[bucket]!; s < first[bucket + 1]!; s++) {
              const j = sorted[s]!
              // Two cells may share a bucket: `met` also keeps a pair from being found twice.
              if (j <= i || met[j] === i) continue
              const within = radius[i]! + radius[j]! + margin
              if ((p[3 * j]! - x) ** 2 + (p[3 * j + 1]! - y) ** 2 + (p[3 * j + 2]! - z) ** 2 > within * within) continue
              met[j] = i
              if (2 * found + 2 > pairs.length) {
                const more = new Int32Array(2 * pairs.length)
                more.set(pairs)
                pairs = more
              }
              pairs[2 * found] = i
              pairs[2 * found + 1] = j
              found++
            }
          }
    }
  }

  const keepApart: Constraint = (p, old) => {
    for (let k = 0; k < found; k++) {
      const i = pairs[2 * k]!
      const j = pairs[2 * k + 1]!
      const a = 3 * i
      const b = 3 * j
      const dx = p[b]! - p[a]!
      const dy = p[b + 1]! - p[a + 1]!
      const dz = p[b + 2]! - p[a + 2]!
      const least = radius[i]! + radius[j]!
      const square = dx * dx + dy * dy + dz * dz
      if (square >= least * least || square < 1e-9) continue
      const distance = Math.sqrt(square)
      const wa = lightness[i]!
      const wb = lightness[j]!
      const off = (least - distance) / distance / (wa + wb)
      // Layers that touch drag each other along.
      const slideX = (p[b]! - old[b]! - p[a]! + old[a]!) * DRAG
      const slideY = (p[b + 1]! - old[b + 1]! - p[a + 1]! + old[a + 1]!) * DRAG
      const slideZ = (p[b + 2]! - old[b + 2]! - p[a + 2]! + old[a + 2]!) * DRAG
      const [sa, sb] = [wa / (wa + wb), wb / (wa + wb)]
      p[a] = p[a]! - off * wa * dx + slideX * sa
      p[a + 1] = p[a + 1]! - off * wa * dy + slideY * sa
      p[a + 2] = p[a + 2]! - off * wa * dz + slideZ * sa
      p[b] = p[b]! + off * wb * dx - slideX * sb
      p[b + 1] = p[b + 1]! + off * wb * dy - slideY * sb
      p[b + 2] = p[b + 2]! + off * wb * dz - slideZ * sb
    }
  }
  return { find, keepApart }
}
