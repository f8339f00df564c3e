/** Drawing units; y points down. A figure is 480 of them tall. */
export type Dot = readonly [x: number, y: number]

/** An even line through dots, as a pen would draw it (Catmull and Rom's spline as Bézier curves). */
export function through(dots: readonly Dot[], { closed = false }: { readonly closed?: boolean } = {}): string {
  const count = dots.length
  const at = (i: number): Dot => dots[closed ? (i + count) % count : Math.min(count - 1, Math.max(0, i))]!
  let path = `M${round(at(0)[0])} ${round(at(0)[1])}`
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const bend = (a: Dot, b: Dot, near: Dot, sign: number) =>
      `${round(near[0] + (sign * (b[0] - a[0])) / 6)} ${round(near[1] + (sign * (b[1] - a[1])) / 6)}`
    path += `C${bend(before, to, from, 1)} ${bend(from, after, to, -1)} ${round(to[0])} ${round(to[1])}`
  }
  return closed ? `${path}Z` : path
}

/** The same on the other side of a middle line. */
export const mirrored = (dots: readonly Dot[], middle: number): readonly Dot[] =>
  dots.map(([x, y]) => [2 * middle - x, y] as const)

/** Both halves of what is alike left and right, from the top of one round to the top of the other. */
export const bothSides = (half: readonly Dot[], middle: number): readonly Dot[] => [
  ...half,
  ...mirrored(half, middle).toReversed(),
]

const round = (value: number): number => Math.round(value * 10) / 10
