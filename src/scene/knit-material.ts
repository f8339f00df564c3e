import { Color, Vector2, type MeshPhysicalMaterial, type Texture } from 'three'
import { boxOnCloth } from '../pattern/index.ts'
import type { KnitLook, Look, PrintLook } from '../template/types.ts'
import { fabricMaterial, type FabricShader } from './fabric-material.ts'
import { artworkTexture, nothingPrinted, PRINT, printUniforms, setArtworkBox, setRepeat } from './print.ts'
import { createTiles } from './print-tiles.ts'
import type { Picture } from './types.ts'

const KNIT: KnitLook = { color: '#1d2430', wales: 24, courses: 32, roughness: 0.42, sheen: 0.45 }
const BINDING = { roughness: 0.62 }
const LINING = { color: '#e9e4da' }
const INKS = ['#ffffff', '#ffffff', '#ffffff'] as const

/** How a panel of the garment lies on the cloth; see `frameOf` in `src/pattern/print.ts`. */
export interface LaidPanel {
  readonly piece: string
  readonly copy: 'L' | 'R' | null
  readonly frame: (p: readonly [x: number, y: number]) => readonly [x: number, y: number]
}

/**
 * Elastane: a fine knit, softly shining, printed in pattern millimetres. Takes the attributes of the cloth's material
 * and `panel`, the index of the panel a corner belongs to. Tones (`worn.y`) from 10 mark cloth turned inside out, from
 * 20 what the edges are bound with.
 */
export interface Knit {
  readonly material: MeshPhysicalMaterial
  /** Colours and surface, in the next frame. */
  setLook(look: Look): void
  /** The panels of the garment that wears it, by index. */
  setPanels(panels: readonly LaidPanel[]): void
  /**
   * Brings the print's tile and the customer's picture. Resolves when both may be drawn; what an overtaken call brings
   * is dropped.
   *
   * @throws {ToileError} `scene/no-print`: the cloth stays as it was, unprinted or in the print before; `path` is its link.
   */
  setPrint(picture: Picture, base: string): Promise<void>
  dispose(): void
}

export function createKnit(): Knit {
  const nothing = nothingPrinted()
  const uniforms = {
    ...printUniforms(),
    knitted: { value: new Color() },
    bound: { value: new Color() },
    lined: { value: new Color() },
    boundRoughness: { value: 0 },
    /** Stitches per mm across and along. */
    gauge: { value: new Vector2() },
    /** 0 of a smooth knit, 1 of one with ribs. */
    ribbed: { value: 0 },
  }
  uniforms.printTile.value = uniforms.artworkMap.value = nothing
  const material = fabricMaterial(SHADER, uniforms, { sheenRoughness: 0.26, specularIntensity: 0.25 })

  const tiles = createTiles()
  let panels: readonly LaidPanel[] = []
  let latest: Picture | null = null
  let artwork: { readonly digest: string; readonly texture: Texture } | null = null

  /** The customer's picture: here at once, because the page has it already. */
  function layArtwork({ look, artworks }: Picture): void {
    const { option, piece, at, width } = look.artwork ?? {}
    const given = option !== undefined && Object.hasOwn(artworks, option) ? artworks[option]! : null
    const panel = panels.findIndex((candidate) => candidate.piece === piece && candidate.copy !== 'R')
    if (artwork && artwork.digest !== given?.digest) {
      artwork.texture.dispose()
      artwork = null
    }
    const isLaid = given && panel >= 0 && piece !== undefined && at !== undefined && width !== undefined
    uniforms.artworkPanel.value = isLaid ? panel : -1
    if (!isLaid) {
      uniforms.artworkMap.value = artwork?.texture ?? nothing
      return
    }
    artwork ??= { digest: given.digest, texture: artworkTexture(given) }
    uniforms.artworkMap.value = artwork.texture
    setArtworkBox(uniforms, boxOnCloth({ at, width }, given, panels[panel]!.frame))
  }

  return {
    material,
    setLook(look) {
      const knit = { ...KNIT, ...look.knit }
      uniforms.knitted.value.set(knit.color)
      uniforms.bound.value.set(look.binding?.color ?? knit.color)
      uniforms.boundRoughness.value = look.binding?.roughness ?? BINDING.roughness
      uniforms.lined.value.set(look.lining?.color ?? LINING.color)
      uniforms.gauge.value.set(knit.wales / 10, knit.courses / 10)
      uniforms.ribbed.value = Math.max(0, Math.min(1, (RIBS_BELOW - knit.wales) / 4))
      material.roughness = knit.roughness
      material.sheen = knit.sheen
      material.sheenColor.set(knit.color).lerp(WHITE, 0.7)
      const print = wholePrint(look.print)
      if (print) setRepeat(uniforms, print, print.inks)
    },
    setPanels(next) {
      panels = next
      if (latest) layArtwork(latest)
    },
    async setPrint(picture, base) {
      latest = picture
      layArtwork(picture)
      const print = wholePrint(picture.look.print)
      if (!print) {
        uniforms.printed.value = 0
        return
      }
      const tile = await tiles.at(print.tile, base)
      if (latest !== picture) return
      uniforms.printTile.value = tile
      uniforms.printed.value = 1
    },
    dispose() {
      latest = null
      tiles.dispose()
      artwork?.texture.dispose()
      nothing.dispose()
      material.dispose()
    },
  }
}

/** Fewer wales per cm than this stand up as ribs. */
const RIBS_BELOW = 14
const WHITE = /* @__PURE__ */ new Color('#ffffff')

/** Null where no choice has said what is printed, and how large. */
function wholePrint(print: Look['print']): PrintLook | null {
  if (!print?.tile || !print.width || !print.height) return null
  const { tile, width, height, scale = 1, rotation = 0, inks = INKS } = print
  return { tile, width, height, scale, rotation, inks }
}

const VERTEX_HEAD = /* glsl */ `
attribute vec2 fabric; attribute vec4 worn; attribute vec3 seam; attribute float panel;
varying vec2 vFabric; varying vec3 vWorn; varying vec2 vSeam; varying float vHeight, vPanel;`

const VERTEX = 'vFabric = fabric; vWorn = worn.xyz; vSeam = seam.xy; vHeight = position.y; vPanel = panel;'

const FRAGMENT_HEAD = /* glsl */ `
varying vec2 vFabric; varying vec3 vWorn; varying vec2 vSeam; varying float vHeight, vPanel;
uniform vec2 openings, gauge;
uniform vec3 knitted, bound, lined;
uniform float boundRoughness, ribbed;
${PRINT}

float lattice(vec2 at) {
  return fract(sin(dot(floor(at), vec2(41.3, 289.1))) * 43758.5453);
}
// Soft, mean one half.
float clouds(vec2 at) {
  vec2 f = fract(at);
  f *= f * (3. - 2. * f);
  return mix(mix(lattice(at), lattice(at + vec2(1., 0.)), f.x),
    mix(lattice(at + vec2(0., 1.)), lattice(at + vec2(1.)), f.x), f.y);
}
// The face of a plain knit: in every wale the two legs of each stitch lean together like a V. 0 to 1, mean .405.
float stitches(vec2 at) {
  float leg = abs(fract(at.x) - .5) * 2.;
  return sqrt(sin(3.1416 * clamp(leg, .02, .98))) * (.5 + .5 * sin(6.2832 * (at.y - .55 * leg)));
}
// Tape is ribbed across.
float tapeRibs(vec2 mm) {
  return .5 + .5 * sin(mm.x * 9.);
}
// Round ridges with narrow valleys, a wale each. 0 to 1, mean .637.
float ribs(float wale) {
  return abs(sin(3.1416 * wale));
}
// Millimetres. Stretched over a body a knit is smooth but never a shell: it swims a little, and an edge draws it in.
float relief(vec2 mm, vec2 at, float near, float nearRibs, float taped) {
  float pitch = 1. / max(gauge.x, gauge.y);
  float rib = ribs(mm.x * gauge.x) / gauge.x * .34 * ribbed * nearRibs;
  float drawn = exp(-at.y / 5.) * sin(at.x * .9 + 4. * clouds(mm / 7.));
  return (stitches(mm * gauge) * pitch * .22 * near + rib) * (1. - taped)
    + tapeRibs(mm) * .03 * near * taped
    + (clouds(mm / 19.) + .5 * clouds(mm / vec2(7., 11.))) * .11
    + drawn * .05
    - .22 * exp(-at.y * at.y / .9);
}`

/*
 * Mills measure a colour in even light, shine included: the part of it that shine and sheen bring is left out of the
 * dye, so that a flat piece in even light has the mill's colour. (Uniform light of one: out = (s + d (1 - s)) (1 - m b)
 * + sheen b, with s the shine's share at right angles, b the sheen's, m its greatest part.) What the Khronos PBR Neutral
 * tone mapper takes away is put back first: its toe whole, its shoulder (from 0.76 up) as far as cloth can throw back.
 */
const COLOUR = /* glsl */ `
float taped = step(15., vWorn.y);
float turned = step(5., vWorn.y) * (1. - taped);
bool isFace = gl_FrontFacing && turned < .5;
vec2 pixel = fwidth(vFabric * gauge);
// Stitches below a pixel are a tone, not a pattern.
float near = 1. - smoothstep(.22, .48, max(pixel.x, pixel.y));
float nearRibs = 1. - smoothstep(.2, .42, pixel.x);
float tone = vWorn.y - 20. * taped - 10. * turned;
vec3 dye = taped > .5 ? bound : isFace ? printedOn(knitted, vFabric, vPanel) : lined;
roughnessFactor = taped > .5 ? boundRoughness : isFace ? roughnessFactor : .8;
{
  float peak = max3(dye);
  dye *= peak > .76 ? mix(1., (.0576 / (1. - min(peak, .9)) + .52) / peak, .5) : 1.;
  float least = min(dye.r, min(dye.g, dye.b));
  dye += least < .04 ? sqrt(max(least, 0.) / 6.25) - least : .04;
  vec2 dfg = texture2D(dfgLUT, vec2(roughnessFactor, 1.)).rg;
  float F0 = .04 * specularIntensity;
  float once = F0 * dfg.x + specularIntensity * dfg.y;
  float mean = F0 + (1. - F0) * .047619;
  float lost = 1. - dfg.x - dfg.y;
  float shine = once + once * mean / (1. - lost * mean) * lost;
#ifdef USE_SHEEN
  float share = IBLSheenBRDF(vec3(0., 0., 1.), vec3(0., 0., 1.), sheenRoughness);
  dye = (dye - sheenColor * share) / (1. - max3(sheenColor) * share);
#endif
  dye = (dye - shine) / (1. - shine);
}
float lit = taped > .5
  ? near * (tapeRibs(vFabric) - .5) * .2
  : near * (stitches(vFabric * gauge) - .405) * .3 + ribbed * nearRibs * (ribs(vFabric.x * gauge.x) - .637) * .5;
diffuseColor.rgb = max(dye, vec3(0.)) * (1. + lit + tone) * (1. - .3 * exp(-vSeam.y * vSeam.y / .5));`

const RELIEF = /* glsl */ `
{
  float high = relief(vFabric, vSeam, near, nearRibs, taped);
  float alongX = relief(vFabric + dFdx(vFabric), vSeam + dFdx(vSeam), near, nearRibs, taped) - high;
  float alongY = relief(vFabric + dFdy(vFabric), vSeam + dFdy(vSeam), near, nearRibs, taped) - high;
  vec3 sx = dFdx(-vViewPosition), sy = dFdy(-vViewPosition);
  vec3 r1 = cross(sy, normal), r2 = cross(normal, sx);
  float det = dot(sx, r1);
  vec3 slope = sign(det) * (clamp(alongX, -.4, .4) * r1 + clamp(alongY, -.4, .4) * r2) * .001;
  if (!gl_FrontFacing) slope = -slope;
  normal = normalize(abs(det) * normal - slope);
}`

const OCCLUSION = /* glsl */ `
{
  // The inside grows darker the farther it is from where one looks in.
  float inside = exp(-7. * max(0., min(openings.y - vHeight, vHeight - openings.x)));
  float ambient = mix(.25, 1., pow(vWorn.z, 1.3)) * (gl_FrontFacing ? 1. : mix(.1, .7, inside));
  reflectedLight.indirectDiffuse *= ambient;
  reflectedLight.indirectSpecular *= ambient;
  reflectedLight.directDiffuse *=
    mix(.5, 1., smoothstep(0., .6, vWorn.z)) * (gl_FrontFacing ? 1. : mix(.06, .7, inside));
  reflectedLight.directSpecular *= gl_FrontFacing ? 1. : inside;
  sheenSpecularIndirect *= ambient;
}`

const SHADER: FabricShader = {
  vertexHead: VERTEX_HEAD,
  vertex: VERTEX,
  fragmentHead: { after: 'clipping_planes_pars_fragment', glsl: FRAGMENT_HEAD },
  colour: { after: 'roughnessmap_fragment', glsl: COLOUR },
  relief: RELIEF,
  occlusion: OCCLUSION,
}
