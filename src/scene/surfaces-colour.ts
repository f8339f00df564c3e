import type { Color } from 'three'

/** What of the light a surface adds by its shine, and how much of its own colour is left: out = own * kept + added. */
export interface Balance {
  readonly kept: number
  readonly added: number
}

/**
 * Fitted to flat swatches of eight colours and ten surfaces, seen straight on under even light of radiance 1 (see the
 * darkroom's `swatch`): a dull surface shines back less straight on, and fibres keep what they do not scatter.
 */
export function balanceOf(roughness: number, specular: number, nap: number): Balance {
  const shine = specular * (0.0538 - 0.0396 * roughness)
  return { kept: 1 - 0.8 * shine + 0.012 * nap, added: shine + (nap > 0 ? 0.0027 : 0) }
}

/**
 * The colour to paint with, so that a flat swatch in even white light comes out as `wanted` on a screen: the shine and
 * the curve of the Khronos PBR Neutral tone mapper are taken back out. Linear light, in place.
 */
export function balanced(wanted: Color, { kept, added }: Balance): Color {
  unmapped(wanted)
  const of = (part: number): number => Math.max(0, (part - added) / kept)
  return wanted.setRGB(of(wanted.r), of(wanted.g), of(wanted.b))
}

const START = 0.8 - 0.04
const DESATURATION = 0.15
/** How much of what the mapper takes from whites is given back: with all of it they would throw back more than comes. */
const SHOULDER = 0.3

/** @see Khronos PBR Neutral Tone Mapper, whose inverse this is */
function unmapped(color: Color): void {
  const peak = Math.max(color.r, color.g, color.b)
  if (peak > START) {
    const d = 1 - START
    const shown = Math.min(peak, 0.985)
    const meant = shown + SHOULDER * ((d * d) / (1 - shown) - d + START - shown)
    const grey = 1 - 1 / (DESATURATION * (meant - shown) + 1)
    const of = (part: number): number => (((part / peak) * shown - shown * grey) / (1 - grey)) * (meant / shown)
    color.setRGB(of(color.r), of(color.g), of(color.b))
  }
  const least = Math.max(0, Math.min(color.r, color.g, color.b))
  const offset = least >= 0.04 ? 0.04 : Math.sqrt(least / 6.25) - least
  color.setRGB(color.r + offset, color.g + offset, color.b + offset)
}
