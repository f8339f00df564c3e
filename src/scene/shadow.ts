export const SHADOW = 128
/** Metres. */
export const SHADOW_SIDE = 1.5

/**
 * How dark the ground is, 0 to 255, `SHADOW` squared, x to the right, z down. What is near the ground throws a small
 * dark shade, what is higher a wide faint one. No rays: layers by height, each blurred as wide as it is high.
 */
export function shadowOf(points: Float32Array): Uint8Array {
  let lowest = Infinity
  for (let i = 1; i < points.length; i += 3) lowest = Math.min(lowest, points[i]!)
  const light = new Float32Array(SHADOW * SHADOW).fill(1)
  const layers = [
    [0, 0.025, 0.012, 0.46],
    [0.025, 0.09, 0.035, 0.2],
    [0.09, 0.25, 0.07, 0.08],
    [0.25, 0.7, 0.14, 0.07],
  ] as const
  for (const [from, to, reach, depth] of layers) {
    let cover = new Float32Array(SHADOW * SHADOW)
    for (let i = 0; i < points.length; i += 3) {
      const height = points[i + 1]! - lowest
      if (height < from || height >= to) continue
      const x = Math.floor((points[i]! / SHADOW_SIDE + 0.5) * SHADOW)
      const z = Math.floor((points[i + 2]! / SHADOW_SIDE + 0.5) * SHADOW)
      if (x >= 0 && z >= 0 && x < SHADOW && z < SHADOW) cover[z * SHADOW + x] = 1
    }
    for (let z = 0; z < SHADOW; z++) for (const half of [0, 1]) fill(cover, z * SHADOW + (half * SHADOW) / 2)
    const radius = Math.max(1, Math.round((reach / SHADOW_SIDE) * SHADOW))
    for (let round = 0; round < 3; round++) cover = blurred(blurred(cover, radius, 1), radius, SHADOW)
    const peak = cover.reduce((most, value) => Math.max(most, value), 1e-6)
    cover.forEach((value, i) => (light[i]! *= 1 - depth * Math.min(1, (value / peak) * 1.25)))
  }
  return Uint8Array.from(light, (value, i) => {
    const [x, z] = [(i % SHADOW) / SHADOW - 0.5, Math.floor(i / SHADOW) / SHADOW - 0.5]
    const fall = Math.max(0, 1 - Math.hypot(x, z) * 2.05) ** 0.6
    return Math.round(255 * (1 - value) * fall)
  })
}

/** A tube is dark inside too: fills half a row between its first and last mark. */
function fill(cover: Float32Array, start: number): void {
  const half = cover.subarray(start, start + SHADOW / 2)
  const [first, last] = [half.indexOf(1), half.lastIndexOf(1)]
  if (first >= 0) half.fill(1, first, last + 1)
}

function blurred(grid: Float32Array, radius: number, step: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(grid.length)
  const other = step === 1 ? SHADOW : 1
  for (let line = 0; line < SHADOW; line++)
    for (let i = 0; i < SHADOW; i++) {
      let sum = 0
      for (let k = Math.max(0, i - radius); k <= Math.min(SHADOW - 1, i + radius); k++)
        sum += grid[line * other + k * step]!
      out[line * other + i * step] = sum / (2 * radius + 1)
    }
  return out
}
