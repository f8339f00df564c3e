/**
 * Takes the solver's noise out of a sewn surface without shrinking it (Taubin 1995): each round moves every point
 * towards the middle of its neighbours and back a little farther. Along an open edge only the edge counts.
 */
export function smoothed(
  positions: Float64Array,
  triangles: Uint32Array,
  weld: Uint32Array,
  rounds: number
): Float64Array {
  const near = neighboursOf(triangles, weld)
  let points: Float64Array = positions.slice()
  for (let round = 0; round < rounds; round++)
    for (const amount of [0.5, -0.52]) points = moved(points, near, weld, amount)
  return points
}

/** Per lowest vertex of a weld those around it; along an open edge only its neighbours on the edge. */
export function neighboursOf(triangles: Uint32Array, weld: Uint32Array): readonly (readonly number[])[] {
  const around = Array.from(weld, () => new Map<number, number>())
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [a, b] = [weld[triangles[t + k]!]!, weld[triangles[t + ((k + 1) % 3)]!]!]
      around[a]!.set(b, (around[a]!.get(b) ?? 0) + 1)
      around[b]!.set(a, (around[b]!.get(a) ?? 0) + 1)
    }
  return around.map((uses) => {
    const rim = [...uses].filter(([, times]) => times === 1).map(([other]) => other)
    return rim.length === 2 ? rim : [...uses.keys()]
  })
}

function moved(
  points: Float64Array,
  near: readonly (readonly number[])[],
  weld: Uint32Array,
  amount: number
): Float64Array {
  return points.map((value, k) => {
    const own = weld[Math.floor(k / 3)]!
    const others = near[own]!
    const axis = k % 3
    const here = points[3 * own + axis]!
    if (others.length === 0) return value
    return here + amount * (others.reduce((sum, other) => sum + points[3 * other + axis]!, 0) / others.length - here)
  })
}
