/**
 * Adaptive binary range coding as in LZMA (Martin 1979; Pavlov's carry handling): each decision costs as little as it
 * surprises. Probabilities have 15 bits and move by a thirty-second towards what came.
 */
export const HALF = 1 << 14
export const SHARE = 5

export interface BitSource {
  /** The next decision, by the model's probability at `at`, which learns from it. */
  readonly bit: (model: Uint16Array, at: number) => number
  /** Whether no more was read than there is. */
  readonly isWhole: () => boolean
}

export function bitSource(bytes: Uint8Array): BitSource {
  let next = 1 // the coder's first byte is always 0
  let range = 0xffffffff
  let code = 0
  for (let i = 0; i < 4; i++) code = ((code << 8) | (bytes[next++] ?? 0)) >>> 0
  return {
    bit(model, at) {
      const chance = model[at]!
      const bound = ((range >>> 15) * chance) >>> 0
      let bit = 0
      if (code < bound) {
        range = bound
        model[at] = chance + ((32768 - chance) >> SHARE)
      } else {
        code = (code - bound) >>> 0
        range = (range - bound) >>> 0
        model[at] = chance - (chance >> SHARE)
        bit = 1
      }
      while (range < 0x1000000) {
        range = (range << 8) >>> 0
        code = ((code << 8) | (bytes[next++] ?? 0)) >>> 0
      }
      return bit
    },
    isWhole: () => next <= bytes.length,
  }
}

/** Models for whole numbers: nought, sign, then how many binary digits, then the digits; by a context of 0 to 7. */
export function numberModels(): Uint16Array {
  return new Uint16Array(CONTEXTS * (2 + DIGITS) + DIGITS * DIGITS).fill(HALF)
}

export const CONTEXTS = 8
export const DIGITS = 20
export const at = {
  nought: (context: number) => context * (2 + DIGITS),
  sign: (context: number) => context * (2 + DIGITS) + 1,
  length: (context: number, digits: number) => context * (2 + DIGITS) + 2 + digits,
  digit: (digits: number, place: number) => CONTEXTS * (2 + DIGITS) + digits * DIGITS + place,
}

export function readNumber({ bit }: BitSource, models: Uint16Array, context: number): number {
  if (bit(models, at.nought(context)) === 0) return 0
  const isLess = bit(models, at.sign(context))
  let digits = 0
  while (digits < DIGITS - 1 && bit(models, at.length(context, digits)) === 1) digits++
  let value = 1
  for (let place = digits - 1; place >= 0; place--) value = value * 2 + bit(models, at.digit(digits, place))
  return isLess ? -value : value
}
