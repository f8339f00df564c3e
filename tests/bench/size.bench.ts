import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const BUILT = 'dist/element'
const SHELL_REACH = 110_000
const ELEMENT_REACH = 291_000

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

/**
 * Bytes as they travel (gzip -9, kB = 1000 B). The shell is what must arrive before controls answer; the element is the shell
 * with every chunk it may ever load, the 3D one too.
 */
export default async function size(_files: string[], print: (line: object) => void, note: (text: string) => void) {
  let manifest: Record<string, Chunk>
  try {
    manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8'))
  } catch {
    note('size: nothing is built yet; run `npm run build` first.')
    return
  }
  const entry = Object.keys(manifest).find((key) => key.endsWith('embed/element.ts'))
  if (entry === undefined) throw new Error(`${BUILT}: the manifest names no element entry.`)

  const figure = (name: string, value: number, reach: number | null) =>
    print({ bench: 'size', name, value, unit: 'B', reach, ok: reach === null ? null : value <= reach })

  const shell = reachedFrom(manifest, entry, false)
  const element = reachedFrom(manifest, entry, true)
  figure('shell', gzipOf(shell), SHELL_REACH)
  figure('element', gzipOf(element), ELEMENT_REACH)
  for (const file of scriptsIn(BUILT)) figure(file, gzipOf(new Set([file])), null)
  for (const file of scriptsIn('dist/models')) figure(`models/${file}`, gzip(join('dist/models', file)), null)
}

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
