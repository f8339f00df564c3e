import { Color, DataTexture, type MeshPhysicalMaterial } from 'three'
import { STEEPEST, type Finish, type Tiles } from './surfaces.ts'

/** A material that can take a surface, and shade baked into its vertices. */
export interface Surfaced {
  readonly material: MeshPhysicalMaterial
  /** Null takes the surface off; until its tiles are drawn, it is smooth. */
  setSurface(finish: Finish | null, tiles: Tiles | null): void
}

/**
 * Lets a material show a surface at true scale. Its geometry has the attributes `mm` (see `addMillimetres`) and `shade`
 * (0 shut in to 1 open). All of it is uniforms, so another surface is the next frame.
 */
export function surfaced(material: MeshPhysicalMaterial): Surfaced {
  const uniforms = {
    surfaceMap: { value: even() },
    slowMap: { value: even() },
    surfaceSide: { value: 1 },
    surfaceOn: { value: 0 },
    slowSide: { value: 1 },
    surfaceWarp: { value: 0 },
    surfaceRelief: { value: 0 },
    slowRelief: { value: 0 },
    slowTone: { value: 0 },
  }
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms)
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', `#include <common>\n${VERTEX_HEAD}`)
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvMm = mm; vShade = shade;')
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${HEAD}`)
      .replace('#include <color_fragment>', `#include <color_fragment>\n${TONE}`)
      .replace('#include <roughnessmap_fragment>', `#include <roughnessmap_fragment>\n${ROUGHNESS}`)
      .replace('#include <normal_fragment_maps>', `#include <normal_fragment_maps>\n${RELIEF}`)
      .replace('#include <lights_physical_fragment>', `#include <lights_physical_fragment>\n${NAP}`)
      .replace('#include <aomap_fragment>', `#include <aomap_fragment>\n${SHADE}`)
  }
  // The renderer tells programs apart by this: one for all that are made here.
  material.customProgramCacheKey = () => 'surfaced'
  return {
    material,
    setSurface(finish, tiles) {
      const { fine = null, slow = null } = finish && tiles ? tiles : {}
      uniforms.surfaceOn.value = fine ? 1 : 0
      uniforms.surfaceMap.value = fine?.texture ?? even()
      uniforms.surfaceSide.value = fine?.side ?? 1
      uniforms.slowMap.value = slow?.texture ?? even()
      uniforms.slowSide.value = slow?.side ?? 1
      uniforms.surfaceWarp.value = finish?.warp ?? 0
      uniforms.surfaceRelief.value = fine && finish ? finish.relief : 0
      uniforms.slowRelief.value = slow && finish ? finish.slowRelief : 0
      uniforms.slowTone.value = slow && finish ? finish.slowTone : 0
    },
  }
}

/** Fibres catch light of any colour; only a little of the dye shows in it. */
export const napColour = (colour: Color, nap: number): Color =>
  new Color().copy(colour).lerp(PALE, 0.55).multiplyScalar(nap)
const PALE = new Color().setRGB(0.55, 0.54, 0.52)

/** No slope, the mean tone and roughness. */
let evenTexture: DataTexture | null = null
function even(): DataTexture {
  if (!evenTexture) {
    evenTexture = new DataTexture(Uint8Array.of(128, 128, 128, 128), 1, 1)
    evenTexture.needsUpdate = true
  }
  return evenTexture
}

const VERTEX_HEAD = /* glsl */ `
attribute vec2 mm; attribute float shade;
varying vec2 vMm; varying float vShade;`

const HEAD = /* glsl */ `
varying vec2 vMm; varying float vShade;
uniform sampler2D surfaceMap, slowMap;
uniform float surfaceSide, surfaceOn, slowSide, surfaceWarp, surfaceRelief, slowRelief, slowTone;`

const TONE = /* glsl */ `
vec4 slow = texture2D(slowMap, vMm / slowSide) - .5;
vec4 slower = texture2D(slowMap, vMm.yx / (slowSide * 2.7)) - .5;
vec4 grain = texture2D(surfaceMap, (vMm + slow.rg * surfaceWarp) / surfaceSide) * 2. - 1.;
grain *= surfaceOn;
diffuseColor.rgb *= (1. + grain.b) * (1. + slowTone * (slow.b + slower.b));`

const ROUGHNESS = /* glsl */ `
roughnessFactor = clamp(roughnessFactor * (1. + grain.a), .04, 1.);`

const RELIEF = /* glsl */ `
{
  // Where the material is seen at a slant its hollows are hidden.
  vec2 slope = grain.rg * ${STEEPEST.toFixed(2)} * surfaceRelief * (1. + .8 * slower.b)
    + (slow.rg + .5 * slower.gr) * ${(2 * STEEPEST).toFixed(2)} * slowRelief;
  vec3 q0 = dFdx(-vViewPosition), q1 = dFdy(-vViewPosition);
  vec2 s0 = dFdx(vMm), s1 = dFdy(vMm);
  vec3 q1perp = cross(q1, normal), q0perp = cross(normal, q0);
  vec3 along = q1perp * s0.x + q0perp * s1.x;
  vec3 across = q1perp * s0.y + q0perp * s1.y;
  float size = max(dot(along, along), dot(across, across));
  float scale = size == 0. ? 0. : inversesqrt(size);
  if (!gl_FrontFacing) scale = -scale;
  normal = normalize(normal - scale * (along * slope.x + across * slope.y));
}`

const NAP = /* glsl */ `
#ifdef USE_SHEEN
  material.sheenColor *= max(0., 1. + 1.6 * grain.b + slowTone * (slow.b + slower.b));
#endif`

const SHADE = /* glsl */ `
{
  // Light that comes back from the walls of a crevice takes their colour with it (Jimenez et al. 2016).
  vec3 wall = material.diffuseColor;
  float open = vShade;
  vec3 ambient = max(vec3(open),
    ((open * (2.0404 * wall - .3324) - 4.7951 * wall + .6417) * open + 2.7552 * wall + .6903) * open);
  // Half of it: white seams would hardly show.
  ambient = mix(vec3(open), ambient, .5);
  reflectedLight.indirectDiffuse *= ambient;
  reflectedLight.indirectSpecular *= open * open;
  float lit = smoothstep(0., .72, open);
  reflectedLight.directDiffuse *= mix(.22, 1., lit);
  reflectedLight.directSpecular *= lit;
#ifdef USE_SHEEN
  sheenSpecularIndirect *= open;
  sheenSpecularDirect *= lit;
#endif
}`
