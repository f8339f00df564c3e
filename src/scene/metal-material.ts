import { Color, DoubleSide, MeshStandardMaterial } from 'three'
import type { Look } from '../template/types.ts'

const METAL = { color: '#b07d54', roughness: 0.38 }

/** Pressed and hammered metal that was worn: bright where it is rubbed, dark and dull in its hollows. */
export function createMetalMaterial() {
  const tarnish = { value: new Color() }
  const material = new MeshStandardMaterial({ metalness: 1, side: DoubleSide, vertexColors: true })
  material.onBeforeCompile = (shader) => {
    shader.uniforms.tarnish = tarnish
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vTurned;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvTurned = position + instanceMatrix[3].xyz * 300.;')
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${HEAD}`)
      .replace('#include <color_fragment>', COLOUR)
      .replace('#include <roughnessmap_fragment>', '#include <roughnessmap_fragment>\nroughnessFactor += .32 * dull;')
      .replace('#include <normal_fragment_maps>', `#include <normal_fragment_maps>\n${RELIEF}`)
  }
  return {
    material,
    setLook(look: Look): void {
      const { color, roughness } = { ...METAL, ...look.metal }
      material.color.set(color)
      material.roughness = roughness
      tarnish.value.set(color).multiplyScalar(0.16)
    },
  }
}
export type MetalMaterial = ReturnType<typeof createMetalMaterial>

const HEAD = /* glsl */ `
varying vec3 vTurned; uniform vec3 tarnish;
float diced(vec3 p) { return fract(sin(dot(p, vec3(12.99, 78.23, 37.72))) * 43758.5453); }
float lumps(vec3 p) {
  vec3 i = floor(p), f = smoothstep(0., 1., fract(p));
  vec2 o = vec2(0., 1.);
  return mix(
    mix(mix(diced(i), diced(i + o.yxx), f.x), mix(diced(i + o.xyx), diced(i + o.yyx), f.x), f.y),
    mix(mix(diced(i + o.xxy), diced(i + o.yxy), f.x), mix(diced(i + o.xyy), diced(i + o.yyy), f.x), f.y), f.z);
}
float hammered(vec3 p) { return lumps(p * 5.) * .7 + lumps(p * 13.) * .3; }`

const COLOUR = /* glsl */ `
float worked = hammered(vTurned);
float dull = clamp(1.22 - vColor.r + (worked - .5) * 1.1, 0., 1.);
diffuseColor.rgb = mix(diffuseColor.rgb, tarnish, dull * .8) * (.8 + .3 * worked);`

const RELIEF = /* glsl */ `
{
  float high = hammered(vTurned);
  float alongX = hammered(vTurned + dFdx(vTurned)) - high, alongY = hammered(vTurned + dFdy(vTurned)) - high;
  vec3 sx = dFdx(-vViewPosition), sy = dFdy(-vViewPosition);
  vec3 r1 = cross(sy, normal), r2 = cross(normal, sx);
  float det = dot(sx, r1);
  normal = normalize(abs(det) * normal - sign(det) * (alongX * r1 + alongY * r2) * .0006);
}`
