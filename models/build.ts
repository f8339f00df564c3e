import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildTemplate } from '../src/studio/buildTemplate.ts'
import { buildText } from '../src/studio/reports.ts'

/**
 * `npm run build`, the second half: compiles every product's folder for the page into `dist/models`, one after the
 * other. A product with mistakes says so and does not keep the others from being built.
 */
const OUT = 'dist/models'
const root = fileURLToPath(new URL('..', import.meta.url))
const folders = (await readdir(`${root}models`)).filter((name) => existsSync(`${root}models/${name}/template.yaml`))
for (const name of folders.toSorted()) {
  const built = await buildTemplate(`models/${name}`, OUT, { cwd: root })
  if (built.template === null || built.issues.length > 0) console.error(buildText(OUT, built))
  if (built.template === null) process.exitCode = 1
  else {
    const bytes = built.written.reduce((sum, file) => sum + file.bytes, 0)
    console.log(`${name}: ${built.written.length} files, ${Math.round(bytes / 1000).toLocaleString('en')} kB`)
  }
}
