/**
 * Where a smooth function that rises or falls throughout is nought, by the secant; the last place looked at when the
 * rounds run out, which the caller's own checks then find.
 */
export function solved(
  off: (x: number) => number,
  { from, step, within }: { readonly from: number; readonly step: number; readonly within: number }
): number {
  let [x0, x1] = [from, from + step]
  let y0 = off(x0)
  if (Math.abs(y0) <= within) return x0
  let y1 = off(x1)
  for (let round = 0; round < 14 && Math.abs(y1) > within && y1 !== y0; round++) {
    const next = x1 - (y1 * (x1 - x0)) / (y1 - y0)
    ;[x0, y0] = [x1, y1]
    ;[x1, y1] = [next, off(next)]
  }
  return x1
}

/**
 * Where a function that rises or falls throughout, corners allowed, is nought between two places on whose values its
 * sign differs: the false position, with the weight of an end that stays halved (the Illinois rule).
 */
export function solvedBetween(off: (x: number) => number, low: number, high: number, within: number): number {
  let [a, b] = [low, high]
  let [ya, yb] = [off(a), off(b)]
  let x = a
  for (let round = 0; round < 40; round++) {
    x = (a * yb - b * ya) / (yb - ya)
    const y = off(x)
    if (Math.abs(y) <= within) break
    if (y < 0 === yb < 0) ya /= 2
    else [a, ya] = [b, yb]
    ;[b, yb] = [x, y]
  }
  return x
}
