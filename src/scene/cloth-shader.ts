import { SLUB } from './textures.ts'

/**
 * What the cloth's material adds to three's own shader. Attributes: `fabric` mm across and along the warp; `worn`
 * wear, tone, openness and strength of creases; `seam` mm along and away from the edge that puckers it, and the place
 * in its creases, two ways. Lengths are millimetres, heights too.
 */
export const VERTEX_HEAD = /* glsl */ `
attribute vec2 fabric; attribute vec4 worn; attribute vec4 seam;
varying vec2 vFabric; varying vec4 vWorn; varying vec4 vSeam; varying float vHeight;`

export const VERTEX = 'vFabric = fabric; vWorn = worn; vSeam = seam; vHeight = position.y;'

export const FRAGMENT_HEAD = /* glsl */ `
varying vec2 vFabric; varying vec4 vWorn; varying vec4 vSeam; varying float vHeight;
uniform vec2 openings;
uniform sampler2D weaveMap, slubMap;
uniform vec2 tile;
uniform vec3 warp[5], weft, balance;
uniform float slub, base, wearing, whiskers, crumpling;
const vec2 SLUB = vec2(${SLUB.map((side) => side.toFixed(1)).join(', ')});

// One number from raw to white runs through the five colours of the warp (linear light).
vec3 dyed(float w) {
  vec3 c = mix(warp[0], warp[1], smoothstep(0., .28, w));
  c = mix(c, warp[2], smoothstep(.2, .52, w));
  c = mix(c, warp[3], smoothstep(.45, .85, w));
  return mix(c, warp[4], smoothstep(.8, 1.25, w));
}
float dice(float n) { return fract(sin(n * 91.345) * 47453.5453); }

// Along a seam the cloth swells and sinks by turns, slanted, and dies out two fingers' breadth away.
float pucker(vec2 at, vec2 mm) {
  float uneven = texture2D(slubMap, vec2(at.x / 110., .37)).b + texture2D(slubMap, mm / SLUB * 1.3).b;
  float wave = sin((at.x + .6 * at.y) * .58 + uneven * 6.);
  return wave * (.35 + .65 * uneven) * (1. - smoothstep(2., 8. + 13. * uneven, at.y));
}
// One crease of a set: a ridge with a hollow to each side, none as wide or as strong as the next.
float ridge(float phase) {
  float which = floor(phase), off = fract(phase) - .5 - .3 * (dice(which + 7.) - .5);
  float wide = mix(.14, .3, dice(which));
  return (exp(-off * off / (wide * wide)) * 1.25 - .35 * exp(-off * off / .09)) * (.25 + .95 * dice(which + 3.));
}
float creases(vec2 at, float strength) {
  if (strength < 0.) return max(ridge(at.x + at.y), ridge(at.x - at.y + 50.));
  float which = floor(at.x);
  float most = 2. + 2.2 * dice(which + 11.);
  return ridge(at.x) * (1. - smoothstep(most - 1.2, most, at.y));
}
float crumples(vec2 mm) {
  return texture2D(slubMap, mm / SLUB * .83).a * .45 + texture2D(slubMap, mm.yx / SLUB.yx * .31 + .17).a * .75 - .36;
}
float relief(vec2 mm, vec4 at, float sewn, float creased, float strength) {
  return texture2D(weaveMap, mm / tile).g * .2
    + texture2D(slubMap, mm / SLUB).r * .09 * slub
    + crumples(mm) * 1.5 * crumpling
    + pucker(at.xy, mm) * .5 * sewn
    + creases(at.zw, strength) * 1.3 * creased;
}`

export const COLOUR = /* glsl */ `
// Where two edges are equally near, the run along them breaks off: no pucker there.
float run = abs(dFdx(vSeam.x)) + abs(dFdy(vSeam.x));
float sewn = 1. - smoothstep(1.5, 2.5, run / (length(dFdx(vFabric)) + length(dFdy(vFabric)) + 1e-5));
float creased = abs(vWorn.w) * (.1 + whiskers);
// Tones of 10 and more mark cloth turned inside out, of 30 the mill's own edge.
float turnedOut = floor((vWorn.y + 5.) / 10.);
float tone = vWorn.y - 10. * turnedOut;
bool isFace = gl_FrontFacing && turnedOut < .5;
// A twill finer than a few pixels would beat with them; its mean stays.
float pixel = length(fwidth(vFabric)) * .7;
vec2 woven = vFabric / tile;
vec4 yarn = mix(texture2D(weaveMap, woven), textureLod(weaveMap, woven, 9.), smoothstep(.05, .5, pixel));
vec4 streak = texture2D(slubMap, vFabric / SLUB);
float cloud = texture2D(slubMap, vFabric / SLUB * .37).b;
float crushed = crumples(vFabric);
float puckered = pucker(vSeam.xy, vFabric) * sewn;
float crease = creases(vSeam.zw, vWorn.w) * creased;
// What stands out rubs first: along a streak, on a ridge, on a pucker.
float uneven = (streak.r - .5) * .6 * slub + (streak.g - .5) * .25 * slub + (cloud - .5) * .3 + crushed * 1.1;
float rubbed = vWorn.x > 0. ? vWorn.x * (.06 + 1.25 * wearing) * max(.2, 1. + uneven) : vWorn.x * (.2 + .7 * wearing);
// The last of the dye is the hardest to rub out.
rubbed = rubbed > 0. ? rubbed / (1. + 1.15 * rubbed) : rubbed;
float w = base + .07 + rubbed + tone
  + puckered * (.035 + .17 * wearing)
  - (1. - smoothstep(.5, 3.5, vSeam.y)) * .08
  + crease * (.05 + .3 * wearing)
  + crushed * (.03 + .16 * wearing) * min(1., crumpling)
  + ((streak.g - .5) * .06 + (streak.r - .5) * .11) * slub
  + (streak.b - .5) * .05 + (cloud - .5) * .06;
float top = w + (yarn.g - .45) * .34 + (yarn.b - .5) * .2 * (.4 + .6 * slub) + (yarn.a - .5) * .1;
vec3 over = dyed(clamp(top, 0., 1.3));
// Dye that the wash has loosened stains the undyed weft.
vec3 under = mix(dyed(.5) * .8, weft, clamp(w * 1.1 + .4, 0., 1.)) * (.8 + .35 * yarn.a);
vec3 face = mix(over, under, yarn.r * mix(.5, .9, clamp(w * 1.4, 0., 1.)));
// The weft shows inside, tinted by the wash, specked where the warp comes through.
vec3 inner = mix(mix(weft, dyed(.7), .3) * .88, dyed(.26), .06 + yarn.r * .8)
  * (.8 + .3 * yarn.g) * max(0., 1. + tone + .5 * min(vWorn.x, .4));
diffuseColor.rgb = isFace ? face : inner;
if (turnedOut > 2.5) {
  float line = smoothstep(3.1, 3.4, vFabric.x) * (1. - smoothstep(4.4, 4.7, vFabric.x));
  diffuseColor.rgb = mix(mix(vec3(.8, .77, .69), weft, .3), vec3(.36, .02, .025), line) * (.75 + .35 * yarn.g);
}
diffuseColor.rgb *= balance * mix(1., mix(.55, 1., smoothstep(.05, .5, yarn.g)), .5);
float hollow = clamp(-puckered * .6 - crease * .9 - crushed * 1.1 * crumpling, 0., 1.);`

export const RELIEF = /* glsl */ `
{
  float high = relief(vFabric, vSeam, sewn, creased, vWorn.w);
  float alongX = relief(vFabric + dFdx(vFabric), vSeam + dFdx(vSeam), sewn, creased, vWorn.w) - high;
  float alongY = relief(vFabric + dFdy(vFabric), vSeam + dFdy(vSeam), sewn, creased, vWorn.w) - high;
  vec3 sx = dFdx(-vViewPosition), sy = dFdy(-vViewPosition);
  vec3 r1 = cross(sy, normal), r2 = cross(normal, sx);
  float det = dot(sx, r1);
  vec3 slope = sign(det) * (clamp(alongX, -.6, .6) * r1 + clamp(alongY, -.6, .6) * r2) * .001;
  if (!gl_FrontFacing) slope = -slope;
  normal = normalize(abs(det) * normal - slope);
}`

export const OCCLUSION = /* glsl */ `
{
  // The inside grows darker the farther it is from where one looks in.
  float inside = exp(-9. * max(0., min(openings.y - vHeight, vHeight - openings.x)));
  float ambient = mix(.16, 1., pow(vWorn.z, 1.5)) * (1. - .45 * hollow)
    * (gl_FrontFacing ? 1. : mix(.07, .8, inside));
  reflectedLight.indirectDiffuse *= ambient;
  reflectedLight.indirectSpecular *= ambient;
  reflectedLight.directDiffuse *= (1. - .25 * hollow) *
    mix(.35, 1., smoothstep(0., .65, vWorn.z)) * (gl_FrontFacing ? 1. : mix(.05, .75, inside));
  sheenSpecularIndirect *= ambient;
}`
