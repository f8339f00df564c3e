/** "3 of 4", which everybody can picture. */
export interface Fraction {
  readonly times: number
  readonly of: number
}

const GREATEST = 10
/** How far the words may be from the table. */
const NEAR = 0.04

/** The plainest fraction, up to tenths, that is near the share; null when none is. Never all, never none. */
export function fractionOf(share: number): Fraction | null {
  for (let of = 2; of <= GREATEST; of++) {
    const times = Math.round(share * of)
    if (times > 0 && times < of && Math.abs(times / of - share) <= NEAR) return { times, of }
  }
  return share > 1 - 1 / GREATEST && share <= 1 ? { times: GREATEST - 1, of: GREATEST } : null
}
