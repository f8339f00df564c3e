import { readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const BUILT = 'dist/element'
const SHELL_REACH = 110_000
const ELEMENT_REACH = 291_000
const RULES = 'src/rules/index.ts'
const RULES_REACH = 8_000
const FALLBACK = ['src/rules/fallback/index.ts', 'src/rules/fallback/worker.ts']
const FALLBACK_REACH = 15_000

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

/**
 * Bytes as they travel (gzip -9, kB = 1000 B). The shell is what must arrive before controls answer; the element is the
 * shell with every chunk it may ever load, the 3D one too. The rules' runtime is measured by itself: what answers in a
 * page, and apart what is loaded for reasons and for what no diagram covers.
 */
export default async function size(_files: string[], print: (line: object) => void, note: (text: string) => void) {
  await rulesRuntime(print)
  let manifest: Record<string, Chunk>
  try {
    manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8'))
  } catch {
    note('size: nothing is built yet; run `npm run build` first.')
    return
  }
  const figure = figurePrinter(print)
  const entry = Object.keys(manifest).find((key) => key.endsWith('embed/element.ts'))
  if (entry === undefined) throw new Error(`${BUILT}: the manifest names no element entry.`)

  const shell = reachedFrom(manifest, entry, false)
  const element = reachedFrom(manifest, entry, true)
  figure('shell', gzipOf(shell), SHELL_REACH)
  figure('element', gzipOf(element), ELEMENT_REACH)
  for (const file of scriptsIn(BUILT)) figure(file, gzipOf(new Set([file])), null)
  for (const file of scriptsIn('dist/models')) figure(`models/${file}`, gzip(join('dist/models', file)), null)
}

const figurePrinter = (print: (line: object) => void) => (name: string, value: number, reach: number | null) =>
  print({ bench: 'size', name, value, unit: 'B', reach, ok: reach === null ? null : value <= reach })

function reachedFrom(manifest: Record<string, Chunk>, entry: string, withLazy: boolean): Set<string> {
  const files = new Set<string>()
  const waiting = [entry]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = manifest[key]
    if (chunk === undefined || files.has(chunk.file)) continue
    files.add(chunk.file)
    waiting.push(...(chunk.imports ?? []), ...(withLazy ? (chunk.dynamicImports ?? []) : []))
  }
  return files
}

const gzipOf = (files: ReadonlySet<string>): number =>
  [...files].reduce((sum, file) => sum + gzip(join(BUILT, file)), 0)

const gzip = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length

function scriptsIn(folder: string): string[] {
  try {
    return (readdirSync(folder, { recursive: true }) as string[])
      .filter((file) => file.endsWith('.js') && statSync(join(folder, file)).isFile())
      .sort()
  } catch {
    return []
  }
}

/**
 * The bundles a page would load, made here: what answers, and what a page loads besides where some part outgrew its
 * diagram, the worker's own file included. Modules that both need are counted in both.
 */
async function rulesRuntime(print: (line: object) => void) {
  const figure = figurePrinter(print)
  const runtime = await bundles([RULES])
  figure('rules', runtime.get('index.js')!, RULES_REACH)
  for (const [file, bytes] of runtime) if (file !== 'index.js') figure(`rules/${file}`, bytes, null)
  const fallback = [...(await bundles(FALLBACK)).values()].reduce((sum, bytes) => sum + bytes, 0)
  figure('rules fallback', fallback, FALLBACK_REACH)
}

/** Bytes of each file that these entries become, by its name without the hash. */
async function bundles(entryPoints: readonly string[]): Promise<Map<string, number>> {
  const { outputFiles } = await build({
    entryPoints: [...entryPoints],
    outdir: 'none',
    chunkNames: '[name]',
    format: 'esm',
    target: 'es2022',
    bundle: true,
    minify: true,
    splitting: entryPoints.length === 1,
    write: false,
  })
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), gzipSync(contents, { level: 9 }).length]))
}
