import { at, DIGITS, SHARE } from '../packing/range.ts'

/** The other end of `bitSource`. */
export interface BitSink {
  readonly bit: (model: Uint16Array, at: number, bit: number) => void
  readonly bytes: () => Uint8Array
}

export function bitSink(): BitSink {
  const out: number[] = []
  let low = 0
  let range = 0xffffffff
  let held = 0
  let waiting = 1
  const shift = (): void => {
    if (low < 0xff000000 || low >= 0x100000000) {
      const carry = low >= 0x100000000 ? 1 : 0
      for (let byte = held; waiting > 0; waiting--, byte = 0xff) out.push((byte + carry) & 0xff)
      held = Math.floor(low / 0x1000000) & 0xff
    }
    waiting++
    low = (low % 0x1000000) * 0x100
  }
  return {
    bit(model, index, bit) {
      const chance = model[index]!
      const bound = ((range >>> 15) * chance) >>> 0
      if (bit === 0) {
        range = bound
        model[index] = chance + ((32768 - chance) >> SHARE)
      } else {
        low += bound
        range = (range - bound) >>> 0
        model[index] = chance - (chance >> SHARE)
      }
      while (range < 0x1000000) {
        range = (range << 8) >>> 0
        shift()
      }
    },
    bytes() {
      for (let i = 0; i < 5; i++) shift()
      return Uint8Array.from(out)
    },
  }
}

export function writeNumber({ bit }: BitSink, models: Uint16Array, context: number, value: number): void {
  bit(models, at.nought(context), value === 0 ? 0 : 1)
  if (value === 0) return
  bit(models, at.sign(context), value < 0 ? 1 : 0)
  const size = Math.abs(value)
  const digits = Math.floor(Math.log2(size))
  if (digits >= DIGITS) throw new RangeError('A shape holds a number too great to be packed.')
  for (let k = 0; k < digits; k++) bit(models, at.length(context, k), 1)
  if (digits < DIGITS - 1) bit(models, at.length(context, digits), 0)
  for (let place = digits - 1; place >= 0; place--)
    bit(models, at.digit(digits, place), Math.floor(size / 2 ** place) % 2)
}
