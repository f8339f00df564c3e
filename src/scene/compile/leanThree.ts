import type { Plugin } from 'vite'

/** Of three's sources: what can be drawn with that this scene never draws. */
const NEVER_DRAWN = new Set(
  (
    'background backgroundCube depth distance equirect linedashed meshlambert meshmatcap meshnormal meshphong ' +
    'meshtoon points shadow sprite vsm'
  ).split(' ')
)

/** No headset and no cast shadows: as much of each as the renderer asks of it when there is none. */
const STAND_INS: Readonly<Record<string, string>> = {
  'renderers/webxr/WebXRManager.js': `
    export class WebXRManager {
      enabled = false
      isPresenting = false
      cameraAutoUpdate = true
      addEventListener() {}
      removeEventListener() {}
      setAnimationLoop() {}
      hasDepthSensing() { return false }
      getEnvironmentBlendMode() {}
      dispose() {}
    }`,
  'renderers/webgl/WebGLShadowMap.js': `
    export class WebGLShadowMap {
      enabled = false
      render() {}
    }`,
}

/**
 * Leaves out of the element what three brings for scenes other than ours, and the comments of its shaders: 22 kB of
 * what a customer waits for, gzipped. Works on three's sources, because its bundle keeps all of it in one file. A browser test
 * draws with what is left and fails on any error in the console.
 */
export function leanThree(): Plugin {
  return {
    name: 'lean-three',
    enforce: 'pre',
    config: () => ({ resolve: { alias: [{ find: /^three$/, replacement: 'three/src/Three.js' }] } }),
    load(id) {
      const file = id.split('three/src/')[1]
      if (file === undefined) return undefined
      const shader = /ShaderLib\/(\w+)\.glsl\.js$/.exec(file)?.[1]
      if (shader && NEVER_DRAWN.has(shader)) return "export const vertex = ''\nexport const fragment = ''\n"
      return STAND_INS[file]
    },
    transform(code, id) {
      if (!id.includes('three/src/')) return undefined
      return { code: id.endsWith('.glsl.js') ? withoutComments(code) : withoutJson(code), map: null }
    },
  }
}

/** Keeps every line break: preprocessor lines and unrolled loops depend on them. */
const withoutComments = (code: string): string =>
  code
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/[ \t]*\/\/[^\n]*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => (line.startsWith('#') ? line : line.replaceAll(/ ?([=*/,{}();]) ?/g, '$1')))
    .join('\n')

/** Nothing of a scene is written to a file or read from one: that is a class's methods, each at one tab. */
const withoutJson = (code: string): string =>
  code.replaceAll(/\n\t(?:static )?(?:toJSON|fromJSON)\([^)]*\) \{\n[\s\S]*?\n\t\}\n/g, '\n')
