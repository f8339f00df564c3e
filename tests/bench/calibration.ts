/**
 * A fixed amount of arithmetic, so that seconds of different machines can be compared: floating point and memory as a
 * solver uses them. Returns the seconds it took; about 0.2 on a quiet machine of 2024.
 */
export function calibrate(): number {
  const started = performance.now()
  const field = new Float64Array(1 << 14)
  let sum = 0
  for (let round = 0; round < 1500; round++) {
    for (let i = 1; i < field.length - 1; i++) {
      const next = (field[i - 1]! + field[i]! + field[i + 1]!) / 3 + (i & 7) * 1e-3
      field[i] = next
    }
    sum += field[round & 16383]!
  }
  // Read, so that no compiler leaves the loop out.
  if (!Number.isFinite(sum)) throw new Error('the calibration loop ran away.')
  return (performance.now() - started) / 1000
}
