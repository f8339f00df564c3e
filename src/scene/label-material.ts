import { DoubleSide, MeshStandardMaterial, type Texture } from 'three'
import type { Look } from '../template/types.ts'

const LABEL = { color: '#7a4d2d', roughness: 0.62, grain: 'leather' as const }

/** How rough the surface is to the touch, mm, how far the hide is mottled, and whether it is woven. */
const GRAINS = {
  leather: { relief: 0.5, mottle: 0.3, woven: 0 },
  paper: { relief: 0.16, mottle: 0.08, woven: 0 },
  canvas: { relief: 0.35, mottle: 0.1, woven: 1 },
  plain: { relief: 0, mottle: 0, woven: 0 },
} as const

/** Leather, paper or canvas: what a label or a patch is made of. Its edges are burnished dark. */
export function createLabelMaterial() {
  const uniforms = {
    weaveMap: { value: null as Texture | null },
    slubMap: { value: null as Texture | null },
    grainRelief: { value: 0 },
    mottle: { value: 0 },
    woven: { value: 0 },
  }
  const material = new MeshStandardMaterial({ side: DoubleSide })
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms)
    shader.vertexShader = shader.vertexShader
      .replace(
        '#include <common>',
        '#include <common>\nattribute vec2 fabric; attribute vec4 worn; varying vec2 vFabric; varying float vTone;'
      )
      .replace('#include <begin_vertex>', '#include <begin_vertex>\nvFabric = fabric; vTone = worn.y;')
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${HEAD}`)
      .replace('#include <color_fragment>', `#include <color_fragment>\n${COLOUR}`)
      .replace('#include <normal_fragment_maps>', `#include <normal_fragment_maps>\n${RELIEF}`)
  }
  return {
    material,
    setMaps(weave: Texture, slub: Texture): void {
      uniforms.weaveMap.value = weave
      uniforms.slubMap.value = slub
    },
    setLook(look: Look): void {
      const { color, roughness, grain } = { ...LABEL, ...look.label }
      const { relief, mottle, woven } = GRAINS[grain]
      material.color.set(color)
      material.roughness = roughness
      uniforms.grainRelief.value = relief
      uniforms.mottle.value = mottle
      uniforms.woven.value = woven
    },
  }
}
export type LabelMaterial = ReturnType<typeof createLabelMaterial>

const HEAD = /* glsl */ `
varying vec2 vFabric; varying float vTone;
uniform sampler2D weaveMap, slubMap;
uniform float grainRelief, mottle, woven;
float grainAt(vec2 mm) {
  float pebbled = texture2D(slubMap, mm / vec2(34., 50.)).b * .7 + texture2D(slubMap, mm.yx / vec2(23., 31.)).b * .5;
  return mix(pebbled, texture2D(weaveMap, mm / vec2(30., 20.)).g, woven);
}`

const COLOUR = /* glsl */ `
float hide = texture2D(slubMap, vFabric / vec2(150., 190.)).b - .5;
diffuseColor.rgb *= 1. + mottle * (hide * 1.6 + (grainAt(vFabric) - .55) * .8) + vTone * 1.2;`

const RELIEF = /* glsl */ `
{
  float high = grainAt(vFabric);
  float alongX = (grainAt(vFabric + dFdx(vFabric)) - high) * grainRelief;
  float alongY = (grainAt(vFabric + dFdy(vFabric)) - high) * grainRelief;
  vec3 sx = dFdx(-vViewPosition), sy = dFdy(-vViewPosition);
  vec3 r1 = cross(sy, normal), r2 = cross(normal, sx);
  float det = dot(sx, r1);
  normal = normalize(abs(det) * normal - sign(det) * (alongX * r1 + alongY * r2) * .001);
}`
