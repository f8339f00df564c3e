/** A picture that repeats, as plain pixels, so that it can be made where three is not. */
export interface Tile {
  readonly width: number
  readonly height: number
  /** RGBA, row by row. */
  readonly data: Uint8Array<ArrayBuffer>
}

/** Half as wide and tall, for devices with little memory: each pixel is the mean of four, so the colour stays. */
export function halved({ width, height, data }: Tile): Tile {
  const [wide, tall] = [width / 2, height / 2]
  const small = new Uint8Array(wide * tall * 4)
  for (let y = 0; y < tall; y++)
    for (let x = 0; x < 4 * wide; x++) {
      const at = 4 * (2 * y * width + 2 * (x >> 2)) + (x & 3)
      small[4 * y * wide + x] =
        (data[at]! + data[at + 4]! + data[at + 4 * width]! + data[at + 4 * width + 4]! + 2) >> 2
    }
  return { width: wide, height: tall, data: small }
}
