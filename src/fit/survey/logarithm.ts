/**
 * Natural logarithm and its inverse from + - * / alone, each exactly rounded in every engine: `Math.log` and `Math.exp`
 * may differ in the last bit between a page and the server, and an order is compared to the last digit. Right to about
 * 1e-15 of the value for what a body can have.
 */
const LN2 = 0.6931471805599453
const SQRT2 = 1.4142135623730951

/** @param value above 0; NaN for anything else. */
export function logOf(value: number): number {
  if (!(value > 0 && value < Infinity)) return NaN
  let rest = value
  let twos = 0
  // Halving and doubling are exact.
  while (rest > SQRT2) {
    rest /= 2
    twos++
  }
  while (rest < SQRT2 / 2) {
    rest *= 2
    twos--
  }
  // ln x = 2 artanh((x - 1) / (x + 1)), and the argument is below 0.172.
  const t = (rest - 1) / (rest + 1)
  const square = t * t
  let sum = 0
  for (let n = 21; n >= 1; n -= 2) sum = sum * square + 1 / n
  return 2 * t * sum + twos * LN2
}

/** 0 far below and Infinity far above what a body can have. */
export function expOf(power: number): number {
  if (power < -700) return 0
  if (power > 700) return Infinity
  let twos = Math.round(power / LN2)
  const rest = power - twos * LN2
  let sum = 1
  for (let n = 16; n >= 1; n--) sum = 1 + (sum * rest) / n
  for (; twos > 0; twos--) sum *= 2
  for (; twos < 0; twos++) sum /= 2
  return sum
}
