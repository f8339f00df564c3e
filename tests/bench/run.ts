/**
 * `npm run bench` runs every benchmark of this folder, `npm run bench -- NAME [FILE…]` one of them on the given
 * files. A benchmark is a module `NAME.bench.ts` with a default export of type `Bench`. Standard output carries one
 * JSON object per line and nothing else, so that figures can be kept and compared; what is said to people goes to
 * standard error.
 */
import { readdir } from 'node:fs/promises'

/** A figure is printed as { name, value, unit, reach, ok }: what was aimed for, and whether it was reached. */
export type Bench = (files: string[], print: (line: object) => void, note: (text: string) => void) => Promise<void>

const SUFFIX = '.bench.ts'

async function main([name, ...files]: string[]) {
  const names = (await readdir(import.meta.dirname))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort()
  if (name !== undefined && !names.includes(name)) {
    process.stderr.write(`no benchmark "${name}"; there are ${names.join(', ')}.\n`)
    process.exitCode = 2
    return
  }
  for (const bench of name === undefined ? names : [name]) {
    const note = (text: string) => void process.stderr.write(`${bench}: ${text}\n`)
    const print = (line: object) => void process.stdout.write(`${JSON.stringify({ bench, ...line })}\n`)
    try {
      const module = (await import(`./${bench}${SUFFIX}`)) as { default: Bench }
      await module.default(files, print, note)
    } catch (error) {
      // The others still run: one that cannot start (no browser, no database) must not hide their figures.
      note(error instanceof Error ? (error.stack ?? error.message) : String(error))
      process.exitCode = 1
    }
  }
}

await main(process.argv.slice(2))
// A benchmark may have left a pool or a server's socket open.
process.exit()
