import {
  ClampToEdgeWrapping,
  Color,
  DataTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  Matrix3,
  NoColorSpace,
  RepeatWrapping,
  RGBAFormat,
  SRGBColorSpace,
  Texture,
  Vector3,
} from 'three'
import type { Raster } from '../ground/index.ts'
import { repeatsPerMm, type Repeat } from '../pattern/index.ts'
import type { ArtworkPicture } from './types.ts'

/**
 * The rules of `src/pattern/print.ts` in the shader's language: what is seen is what is printed. Only where a texel is
 * smaller than a pixel the two differ, by how they take the mean of many.
 */
export interface PrintUniforms {
  readonly printTile: { value: Texture | null }
  /** 1 when something is printed, else 0. */
  readonly printed: { value: number }
  /** From millimetres on the cloth to repeats. */
  readonly printTurn: { value: Matrix3 }
  readonly printInks: { value: readonly [Color, Color, Color] }
  readonly artworkMap: { value: Texture | null }
  /** Index of the panel that carries the picture; -1 when none does. */
  readonly artworkPanel: { value: number }
  /** From millimetres on the cloth to shares of the picture's sides. */
  readonly artworkPlace: { value: Matrix3 }
}

export const printUniforms = (): PrintUniforms => ({
  printTile: { value: null },
  printed: { value: 0 },
  printTurn: { value: new Matrix3() },
  printInks: { value: [new Color(), new Color(), new Color()] },
  artworkMap: { value: null },
  artworkPanel: { value: -1 },
  artworkPlace: { value: new Matrix3() },
})

/** `printedOn(cloth, mm, panel)`: the cloth's colour (linear light) with what is printed on it. */
export const PRINT = /* glsl */ `
uniform sampler2D printTile, artworkMap;
uniform float printed, artworkPanel;
uniform mat3 printTurn, artworkPlace;
uniform vec3 printInks[3];
vec3 printedOn(vec3 cloth, vec2 mm, float panel) {
  vec3 cover = texture2D(printTile, (printTurn * vec3(mm, 1.)).xy).rgb * printed;
  float covered = cover.r + cover.g + cover.b;
  cloth = cloth * max(0., 1. - covered)
    + (printInks[0] * cover.r + printInks[1] * cover.g + printInks[2] * cover.b) / max(1., covered);
  vec2 at = (artworkPlace * vec3(mm, 1.)).xy;
  vec4 picture = texture2D(artworkMap, at);
  // Its own edge runs through pixels: each shows the share of it that lies inside.
  vec2 within = clamp(min(at, 1. - at) / max(fwidth(at), 1e-6) + .5, 0., 1.);
  float here = step(abs(panel - artworkPanel), .5) * within.x * within.y;
  return mix(cloth, picture.rgb, picture.a * here);
}`

export function setRepeat(uniforms: PrintUniforms, repeat: Repeat, inks: readonly [string, string, string]): void {
  const [a, b, c, d] = repeatsPerMm(repeat)
  uniforms.printTurn.value.set(a, b, 0, c, d, 0, 0, 0, 1)
  inks.forEach((ink, i) => uniforms.printInks.value[i]!.set(ink))
}

type Pair = readonly [number, number]

/** `across` and `down` are the picture's sides as they run from its corner, mm. */
export function setArtworkBox(
  uniforms: PrintUniforms,
  { corner, across, down }: { readonly corner: Pair; readonly across: Pair; readonly down: Pair }
): void {
  const share = (side: Pair): Vector3 => {
    const square = side[0] ** 2 + side[1] ** 2
    const [x, y] = [side[0] / square, side[1] / square]
    return new Vector3(x, y, -(x * corner[0] + y * corner[1]))
  }
  const [s, t] = [share(across), share(down)]
  uniforms.artworkPlace.value.set(s.x, s.y, s.z, t.x, t.y, t.z, 0, 0, 1)
}

/** Coverage is no colour, so it is read as it is. */
export function tileTexture({ width, height, pixels }: Raster): DataTexture {
  const texture = new DataTexture(pixels, width, height, RGBAFormat)
  texture.wrapS = texture.wrapT = RepeatWrapping
  texture.colorSpace = NoColorSpace
  return filtered(texture)
}

/** Belongs to the caller; the bitmap stays with the design. */
export function artworkTexture({ bitmap }: ArtworkPicture): Texture {
  const texture = new Texture(bitmap)
  texture.flipY = false
  texture.wrapS = texture.wrapT = ClampToEdgeWrapping
  texture.colorSpace = SRGBColorSpace
  return filtered(texture)
}

/** One clear texel, where nothing is printed: a sampler must not be empty. */
export const nothingPrinted = (): DataTexture => tileTexture({ width: 1, height: 1, pixels: new Uint8Array(4) })

function filtered<Made extends Texture>(texture: Made): Made {
  texture.magFilter = LinearFilter
  texture.minFilter = LinearMipmapLinearFilter
  texture.generateMipmaps = true
  texture.anisotropy = 16
  texture.needsUpdate = true
  return texture
}
