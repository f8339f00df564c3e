import { Color, DoubleSide, MeshPhysicalMaterial, Vector2, type Texture } from 'three'
import type { ClothLook, Look, WashLook } from '../template/types.ts'
import { SLUB, TILE } from './textures.ts'

/** Undyed and unwashed unless a look says otherwise. */
const CLOTH: ClothLook = {
  warp: ['#11151f', '#1f3152', '#3b5883', '#799bbf', '#c5cfd8'],
  weft: '#cfcbc3',
  ends: 25,
  picks: 17,
  weave: 'twill-right',
  slub: 0.5,
  weight: 420,
  roughness: 0.92,
  sheen: 0.35,
  balance: [1, 1, 1],
}
const WASH: WashLook = { base: 0, wear: 0.5, whiskers: 0 }

export const weaveOf = (look: Look): ClothLook['weave'] => look.cloth?.weave ?? CLOTH.weave

/** Woven cloth, dyed in the warp. Every look is a uniform, so a change of cloth or wash is the next frame. */
export function createClothMaterial() {
  const uniforms = {
    weaveMap: { value: null as Texture | null },
    slubMap: { value: null as Texture | null },
    tile: { value: new Vector2() },
    warp: { value: CLOTH.warp.map((hex) => new Color(hex)) },
    weft: { value: new Color(CLOTH.weft) },
    slub: { value: 1 },
    base: { value: 0 },
    wearing: { value: 1 },
    whiskers: { value: 0 },
    openings: { value: new Vector2() },
  }
  const material = new MeshPhysicalMaterial({ side: DoubleSide, sheenRoughness: 0.65, specularIntensity: 0.35 })
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms)
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', `#include <common>\n${VERTEX_HEAD}`)
      .replace('#include <begin_vertex>', `#include <begin_vertex>\n${VERTEX}`)
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${FRAGMENT_HEAD}`)
      .replace('#include <color_fragment>', `#include <color_fragment>\n${COLOUR}`)
      .replace('#include <normal_fragment_maps>', `#include <normal_fragment_maps>\n${RELIEF}`)
      .replace('#include <aomap_fragment>', `#include <aomap_fragment>\n${OCCLUSION}`)
  }

  material.onBeforeRender = (_renderer, _scene, _camera, geometry) => {
    if (!geometry.boundingBox) geometry.computeBoundingBox()
    const { min, max } = geometry.boundingBox!
    uniforms.openings.value.set(min.y, max.y)
  }

  return {
    material,
    setMaps(weave: Texture, slub: Texture): void {
      uniforms.weaveMap.value = weave
      uniforms.slubMap.value = slub
    },
    setLook(look: Look): void {
      const cloth = { ...CLOTH, ...look.cloth }
      const wash = { ...WASH, ...look.wash }
      // Tile size in mm from threads per cm.
      uniforms.tile.value.set((TILE.ends * 10) / cloth.ends, (TILE.picks * 10) / cloth.picks)
      uniforms.warp.value.forEach((color, i) => color.set(cloth.warp[Math.min(i, cloth.warp.length - 1)]!))
      uniforms.weft.value.set(cloth.weft)
      uniforms.slub.value = 0.35 + 1.3 * cloth.slub
      uniforms.base.value = wash.base
      uniforms.wearing.value = wash.wear
      uniforms.whiskers.value = wash.whiskers
      material.roughness = cloth.roughness
      material.sheen = cloth.sheen
      material.sheenColor.set(cloth.warp[Math.min(3, cloth.warp.length - 1)]!)
    },
  }
}
export type ClothMaterial = ReturnType<typeof createClothMaterial>

const VERTEX_HEAD = /* glsl */ `
attribute vec2 fabric; attribute vec4 worn; attribute vec3 seam;
varying vec2 vFabric; varying vec4 vWorn; varying vec3 vSeam; varying float vHeight;`

const VERTEX = 'vFabric = fabric; vWorn = worn; vSeam = seam; vHeight = position.y;'

const FRAGMENT_HEAD = /* glsl */ `
varying vec2 vFabric; varying vec4 vWorn; varying vec3 vSeam; varying float vHeight;
// Metres: the lowest and the highest edge, through which light comes in.
uniform vec2 openings;
uniform sampler2D weaveMap, slubMap;
uniform vec2 tile;
uniform vec3 warp[5], weft;
uniform float slub, base, wearing, whiskers;
const vec2 SLUB = vec2(${SLUB.map((side) => side.toFixed(1)).join(', ')});

// One number from raw to white runs through the five colours of the warp (linear light).
vec3 dyed(float w) {
  vec3 c = mix(warp[0], warp[1], smoothstep(0., .28, w));
  c = mix(c, warp[2], smoothstep(.2, .52, w));
  c = mix(c, warp[3], smoothstep(.45, .85, w));
  return mix(c, warp[4], smoothstep(.8, 1.25, w));
}
// Along a seam the cloth swells and sinks by turns, slanted, and dies out a finger's breadth away.
float pucker(vec3 at, vec2 mm) {
  float uneven = texture2D(slubMap, vec2(at.x / 90., .37)).b + texture2D(slubMap, mm / SLUB * 1.7).b;
  float wave = sin((at.x + .35 * at.y) * .62 + uneven * 5.);
  return wave * (1. - smoothstep(0., 6. + 9. * uneven, at.y));
}
float whisker(float phase) {
  float wave = sin(phase * 6.2832);
  return wave > 0. ? wave : wave * .8;
}
// Millimetres.
float relief(vec2 mm, vec3 at, float sewn, float creased) {
  return texture2D(weaveMap, mm / tile).g * .2
    + texture2D(slubMap, mm / SLUB).r * .1 * slub
    + texture2D(slubMap, mm / SLUB * .9).b * .3
    + pucker(at, mm) * .3 * sewn
    + whisker(at.z) * .8 * creased;
}`

const COLOUR = /* glsl */ `
// Where two edges are equally near, the run along them breaks off: no pucker there.
float run = abs(dFdx(vSeam.x)) + abs(dFdy(vSeam.x));
float sewn = 1. - smoothstep(1.5, 2.5, run / (length(dFdx(vFabric)) + length(dFdy(vFabric)) + 1e-5));
float creased = vWorn.w * whiskers;
// Tones of 10 and more mark cloth turned inside out.
bool isFace = gl_FrontFacing && vWorn.y < 5.;
float tone = vWorn.y > 5. ? vWorn.y - 10. : vWorn.y;
vec4 yarn = texture2D(weaveMap, vFabric / tile);
vec3 streak = texture2D(slubMap, vFabric / SLUB).rgb;
float cloud = texture2D(slubMap, vFabric / SLUB * .37).b;
float worn = vWorn.x > 0. ? vWorn.x * (.25 + 1.15 * wearing) : vWorn.x * (.4 + .4 * wearing);
float w = base + .07 + worn + tone
  + pucker(vSeam, vFabric) * sewn * (.03 + .1 * wearing)
  - (1. - smoothstep(.5, 3.5, vSeam.y)) * .12
  + whisker(vSeam.z + (cloud - .5) * .5) * creased * .14
  + ((streak.g - .5) * .12 + (streak.r - .5) * .14) * slub
  + (streak.b - .5) * .09 + (cloud - .5) * .08;
float top = w + (yarn.g - .45) * .34 + (yarn.b - .5) * .2 * (.4 + .6 * slub) + (yarn.a - .5) * .1;
vec3 over = dyed(clamp(top, 0., 1.3));
// Dye that the wash has loosened stains the undyed weft.
vec3 under = mix(dyed(.5) * .8, weft, clamp(w * 1.1 + .4, 0., 1.)) * (.8 + .35 * yarn.a);
vec3 face = mix(over, under, yarn.r * mix(.5, .9, clamp(w * 1.4, 0., 1.)));
// The weft shows inside, tinted by the wash, specked where the warp comes through.
vec3 inner = mix(mix(weft, dyed(.7), .35) * .85, dyed(.26), .08 + yarn.r * .8)
  * (.8 + .3 * yarn.g) * (1. + tone + .5 * worn);
diffuseColor.rgb = isFace ? face : inner;
diffuseColor.rgb *= mix(1., mix(.55, 1., smoothstep(.05, .5, yarn.g)), .6);`

const RELIEF = /* glsl */ `
{
  float high = relief(vFabric, vSeam, sewn, creased);
  float alongX = relief(vFabric + dFdx(vFabric), vSeam + dFdx(vSeam), sewn, creased) - high;
  float alongY = relief(vFabric + dFdy(vFabric), vSeam + dFdy(vSeam), sewn, creased) - high;
  vec3 sx = dFdx(-vViewPosition), sy = dFdy(-vViewPosition);
  vec3 r1 = cross(sy, normal), r2 = cross(normal, sx);
  float det = dot(sx, r1);
  vec3 slope = sign(det) * (clamp(alongX, -.6, .6) * r1 + clamp(alongY, -.6, .6) * r2) * .001;
  if (!gl_FrontFacing) slope = -slope;
  normal = normalize(abs(det) * normal - slope);
}`

const OCCLUSION = /* glsl */ `
{
  // The inside grows darker the farther it is from where one looks in.
  float inside = exp(-9. * max(0., min(openings.y - vHeight, vHeight - openings.x)));
  float ambient = mix(.2, 1., pow(vWorn.z, 1.35)) * (gl_FrontFacing ? 1. : mix(.05, .6, inside));
  reflectedLight.indirectDiffuse *= ambient;
  reflectedLight.indirectSpecular *= ambient;
  reflectedLight.directDiffuse *=
    mix(.45, 1., smoothstep(0., .6, vWorn.z)) * (gl_FrontFacing ? 1. : mix(.04, .6, inside));
  sheenSpecularIndirect *= ambient;
}`
