import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { run } from '../src/studio/run.ts'

/**
 * `npm run build`, the second half: compiles every product's folder for the page into `dist/models`, one after the
 * other. A product with mistakes says so and does not keep the others from being built.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const folders = (await readdir(`${root}models`)).filter((name) => existsSync(`${root}models/${name}/template.yaml`))
for (const name of folders.toSorted()) {
  const code = await run(['build', `models/${name}`, '--out', 'dist/models'], {
    out: (text) => console.log(text),
    error: (text) => console.error(text),
    cwd: root,
  })
  if (code !== 0) process.exitCode = code
}
