import { parseAst, type Plugin } from 'vite'

/** Of three's sources: what can be drawn with that this scene never draws. */
const NEVER_DRAWN = new Set(
  (
    'background backgroundCube depth distance equirect linedashed meshlambert meshmatcap meshnormal meshphong ' +
    'meshtoon points shadow sprite vsm'
  ).split(' ')
)

/** No headset, cast shadows, morph targets or uniform buffers: as much of each as the renderer asks of it when there is none. */
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
  'renderers/webgl/WebGLMorphtargets.js': `
    export class WebGLMorphtargets {
      update() {}
    }`,
  'renderers/webgl/WebGLUniformsGroups.js': `
    export class WebGLUniformsGroups {
      update() {}
      bind() {}
      dispose() {}
    }`,
}

/**
 * Leaves out of the element what three brings for scenes other than ours, and the comments of its shaders: 36 kB of
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
      if (id.endsWith('meshopt_decoder.mjs')) return { code: withoutSimd(code), map: null }
      if (!id.includes('three/src/')) return undefined
      return { code: id.endsWith('.glsl.js') ? withoutComments(code) : withoutWarnings(withoutNames(withoutJson(code))), map: null }
    },
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
      for (const chunk of chunks) {
        if (!chunk.moduleIds.some((id) => id.includes('three/src/'))) continue
        const others = chunks.filter((one) => one !== chunk).map(({ code }) => code)
        chunk.code = withoutUnnamed(chunk.code, others)
      }
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

/** Colours are written in hexadecimal here. */
const withoutNames = (code: string): string => code.replace(/(const _colorKeywords = \{)[^}]*\}/, '$1}')

/** The decoder comes twice in one file; shapes of 50 kB are unpacked at once by the plain one too. */
const withoutSimd = (code: string): string =>
  code.replace(/var wasm_simd =\s*'[^']*'/, '').replace(/WebAssembly\.validate\(detector\)[^;]*/, 'unpack(wasm_base)')

/** They tell who writes a scene of misuse; errors stay. */
const withoutWarnings = (code: string): string => code.replaceAll(/^\t+warn(?:Once)?\( .* \);$/gm, '')

/**
 * Leaves out the methods whose name stands nowhere else, neither as a name nor in a text: nobody can call them. What
 * only they called goes next.
 */
function withoutUnnamed(code: string, others: readonly string[]): string {
  let lean = code
  for (;;) {
    const uses = countOf([lean, ...others].flatMap((text) => text.match(/[A-Za-z_$][\w$]*/g) ?? []))
    const methods = methodsIn(parseAst(lean))
    const definitions = countOf(methods.map(({ name }) => name))
    const idle = methods.filter(({ name }) => definitions.get(name) === uses.get(name))
    if (idle.length === 0) return lean
    for (const { start, end } of idle.sort((a, b) => b.start - a.start)) lean = lean.slice(0, start) + lean.slice(end)
  }
}

interface Method {
  readonly name: string
  readonly start: number
  readonly end: number
}

function methodsIn(tree: unknown): Method[] {
  const found: Method[] = []
  const open: unknown[] = [tree]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue
    const { type, kind, computed, key, start, end } = node as Method & Record<string, unknown>
    if (type === 'MethodDefinition' && kind === 'method' && computed === false)
      found.push({ name: (key as Method).name, start, end })
    open.push(...(Object.values(node) as unknown[]))
  }
  return found
}

function countOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
