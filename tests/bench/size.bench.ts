import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const BUILT = 'dist/element'
const SHELL_REACH = 110_000
const ELEMENT_REACH = 291_000
const RULES_REACH = 8_000
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
 * The rules' code as a page gets it, bundled here: what answers from the first moment; the same with numbers and codes
 * of designs; what comes beside the first screen, for reasons; and where some part outgrew its diagram, what searches
 * there, the worker's own file included. Modules that two of them need are counted in both; the ground's few (errors,
 * base64url) in none, for the page has them anyway.
 */
async function rulesRuntime(print: (line: object) => void) {
  const figure = figurePrinter(print)
  const bundled = async (...sources: readonly string[]) => {
    const sizes = await Promise.all(sources.map(bundleOf))
    return sizes.reduce((sum, bytes) => sum + bytes)
  }
  figure('rules', await bundled("export { openRules } from './index.ts'"), RULES_REACH)
  figure('rules with codes', await bundled("export { openRules, createRanks, createCodes } from './index.ts'"), null)
  figure('rules late', await bundled("export * from './late/index.ts'"), null)
  figure(
    'rules fallback',
    await bundled("export { openHardPart } from './fallback/index.ts'", "export { serve } from './fallback/service.ts'"),
    FALLBACK_REACH
  )
}

async function bundleOf(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: 'src/rules', loader: 'ts' },
    external: ['../ground/*'],
    format: 'esm',
    target: 'es2022',
    bundle: true,
    minify: true,
    write: false,
  })
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length
}
