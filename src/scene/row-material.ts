import { MeshStandardMaterial } from 'three'

/**
 * Rows of stitches as ribbons: from afar their dashes, as much of each pixel as thread covers; near by, where single
 * threads stand on them, the shade that these throw.
 */
export function createRowMaterial() {
  const afar = { value: 0 }
  const material = new MeshStandardMaterial({
    transparent: true,
    depthWrite: false,
    polygonOffset: true,
    polygonOffsetFactor: -1,
    polygonOffsetUnits: -4,
  })
  material.onBeforeCompile = (shader) => {
    shader.uniforms.afar = afar
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nattribute vec4 dash; varying vec4 vDash;')
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvDash = dash;')
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying vec4 vDash; uniform float afar;')
      .replace('#include <color_fragment>', `#include <color_fragment>\n${COLOUR}`)
      .replace('#include <aomap_fragment>', `#include <aomap_fragment>\n${OCCLUSION}`)
  }
  return {
    material,
    /** Whether nobody is near enough to tell one thread from another. */
    setAfar(isAfar: boolean): void {
      afar.value = isAfar ? 1 : 0
    },
  }
}
export type RowMaterial = ReturnType<typeof createRowMaterial>

const COLOUR = /* glsl */ `
float across = abs(vDash.y), wide = vDash.z;
float pixel = fwidth(vDash.y), step = fwidth(vDash.x);
float cover = min(clamp((wide - across) / pixel + .5, 0., 1.), 2. * wide / pixel);
float dashed = mix(clamp((.43 - abs(fract(vDash.x) - .5)) / step + .5, 0., 1.), .86, smoothstep(.4, .8, step));
float thread = cover * dashed * afar;
float round = 1.12 - .4 * smoothstep(.35, 1., across / wide);
float shade = mix(.55, .3, afar) * (1. - smoothstep(wide * .7, wide + 1., across));
float opaque = 1. - (1. - thread) * (1. - shade);
diffuseColor.rgb *= thread * round / max(opaque, 1e-3) * (.86 + .2 * fract(sin(floor(vDash.x) * 12.9898) * 43758.5453));
diffuseColor.a = opaque;`

const OCCLUSION = /* glsl */ `
{
  float ambient = mix(.2, 1., pow(vDash.w, 1.3));
  reflectedLight.indirectDiffuse *= ambient;
  reflectedLight.indirectSpecular *= ambient;
  reflectedLight.directDiffuse *= mix(.4, 1., smoothstep(0., .65, vDash.w));
}`
