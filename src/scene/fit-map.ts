import { Color, type BufferGeometry } from 'three'
import type { FittedMap } from './types.ts'

/** How a geometry's attribute `fit` is read. */
type FitScale = Pick<FittedMap, 'to' | 'colours'>

/** Kept with the geometry: whoever draws it need not know whether it has a map. */
export function keepFitScale(geometry: BufferGeometry, { to, colours }: FitScale): void {
  geometry.userData = { fit: { to, colours } satisfies FitScale }
}

const STEPS = 5

/** No map: the end of a scale that nothing is measured on. */
const OFF = 0

export const fitUniforms = () => ({
  fitTo: { value: OFF },
  fitColours: { value: Array.from({ length: STEPS }, () => new Color()) },
})

export function setFitScale(uniforms: ReturnType<typeof fitUniforms>, geometry: BufferGeometry): void {
  const scale = (geometry.userData as { readonly fit?: FitScale }).fit
  uniforms.fitTo.value = scale?.to ?? OFF
  if (scale) uniforms.fitColours.value.forEach((colour, i) => colour.set(scale.colours[i]!))
}

export const FIT_VERTEX_HEAD = 'attribute float fit; varying float vFit;'
export const FIT_VERTEX = 'vFit = fit;'

export const FIT_FRAGMENT_HEAD = /* glsl */ `
varying float vFit;
uniform float fitTo;
uniform vec3 fitColours[${STEPS}];
// In even steps, as a map of heights: light and shade would be read as values in a smooth scale.
vec3 fitColour(float value) {
  float at = clamp(value / fitTo, 0., .999) * ${STEPS}.;
  float soft = max(fwidth(at), .02);
  vec3 colour = fitColours[0];
  for (int i = 1; i < ${STEPS}; i++)
    colour = mix(colour, fitColours[i], smoothstep(float(i) - soft, float(i) + soft, at));
  return colour;
}`

/** After the cloth has its colour: the map takes its place, light and folds stay. */
export const FIT_COLOUR = 'if (fitTo > 0.) diffuseColor.rgb = fitColour(vFit);'
