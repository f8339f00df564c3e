/** What a device can carry. Colours are the same in all. */
export interface Tier {
  /** Most pixels of the screen to one of the page. */
  readonly sharpest: number
  /** Textures of half the size. */
  readonly isSmall: boolean
}

const LITTLE_GB = 2
const LITTLE_TEXTURE = 4096

/** @param largestTexture pixels a side that the GPU takes */
export function tierOf(largestTexture: number): Tier {
  // Only some browsers tell; a device that says nothing gets the full picture.
  const { deviceMemory = Infinity } = navigator as { deviceMemory?: number }
  const isSmall = deviceMemory <= LITTLE_GB || largestTexture < LITTLE_TEXTURE
  return { sharpest: isSmall ? 1 : 2, isSmall }
}
