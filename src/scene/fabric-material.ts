import { DoubleSide, MeshPhysicalMaterial, Vector2, type IUniform } from 'three'
import { FIT_COLOUR, FIT_FRAGMENT_HEAD, FIT_VERTEX, FIT_VERTEX_HEAD, fitUniforms, setFitScale } from './fit-map.ts'

/** What a cloth adds to three's own shader. */
export interface FabricShader {
  readonly vertexHead: string
  readonly vertex: string
  /** Where declarations of three's own stand before it: behind which of its chunks. */
  readonly fragmentHead: { readonly after: string; readonly glsl: string }
  /** Sets `diffuseColor`. */
  readonly colour: { readonly after: string; readonly glsl: string }
  /** Bends `normal`. */
  readonly relief: string
  /** Dims `reflectedLight` where little light comes. */
  readonly occlusion: string
}

/**
 * A material of sewn cloth, of two faces. It gives the shader `openings` (metres: the lowest and the highest edge,
 * through which light comes in) of whatever geometry it is drawn on, and paints a fit map where that has one.
 */
export function fabricMaterial(
  shader: FabricShader,
  own: Readonly<Record<string, IUniform>>,
  { sheenRoughness, specularIntensity }: { readonly sheenRoughness: number; readonly specularIntensity: number }
): MeshPhysicalMaterial {
  const fit = fitUniforms()
  const uniforms = { ...own, ...fit, openings: { value: new Vector2() } }
  const material = new MeshPhysicalMaterial({ side: DoubleSide, sheenRoughness, specularIntensity })
  material.onBeforeCompile = (made) => {
    Object.assign(made.uniforms, uniforms)
    const after = (source: string, chunk: string, glsl: string): string =>
      source.replace(`#include <${chunk}>`, `#include <${chunk}>\n${glsl}`)
    made.vertexShader = after(made.vertexShader, 'common', `${FIT_VERTEX_HEAD}\n${shader.vertexHead}`)
    made.vertexShader = after(made.vertexShader, 'begin_vertex', `${FIT_VERTEX}\n${shader.vertex}`)
    const { fragmentHead, colour, relief, occlusion } = shader
    for (const [chunk, glsl] of [
      [fragmentHead.after, `${FIT_FRAGMENT_HEAD}\n${fragmentHead.glsl}`],
      [colour.after, `${colour.glsl}\n${FIT_COLOUR}`],
      ['normal_fragment_maps', relief],
      ['aomap_fragment', occlusion],
    ] as const)
      made.fragmentShader = after(made.fragmentShader, chunk, glsl)
  }
  // Programs are kept by the text of the function above, which is the same for every fabric.
  material.customProgramCacheKey = () => shader.colour.glsl
  material.onBeforeRender = (_renderer, _scene, _camera, geometry) => {
    if (!geometry.boundingBox) geometry.computeBoundingBox()
    const { min, max } = geometry.boundingBox!
    uniforms.openings.value.set(min.y, max.y)
    setFitScale(fit, geometry)
  }
  return material
}
