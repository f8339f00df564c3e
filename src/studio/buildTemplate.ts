import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readTemplate, type CompiledTemplate } from '../template/index.ts'
import type { Issue } from '../template/compile/index.ts'
import { checkFolder, type CheckSettings } from './checkFolder.ts'
import { diskFolder } from './diskFolder.ts'

export interface TemplateBuild {
  /** Null when the folder has errors: then nothing was written, and what a page has loaded before still works. */
  readonly template: CompiledTemplate | null
  readonly issues: readonly Issue[]
  /** Paths below `out`, with their size. */
  readonly written: readonly { readonly path: string; readonly bytes: number }[]
}

export type BuildSettings = Pick<CheckSettings, 'cwd' | 'onProgress' | 'signal'>

/**
 * Builds a product's folder into `<out>/<id>/`: template.json, the pictures and shapes it names, drafting.js
 * and fitting.js.
 * Everything is relative, so the folder can be served from anywhere. Pictures and shapes that are not there yet are
 * warnings: they are made with the help of a build.
 */
export async function buildTemplate(path: string, out: string, settings: BuildSettings = {}): Promise<TemplateBuild> {
  const { cwd = process.cwd() } = settings
  const { template, issues, assets, bundle } = await checkFolder(path, {
    ...settings,
    unfinished: true,
    leaveOut: true,
  })
  if (!template || issues.some(({ severity }) => severity === 'error')) return { template: null, issues, written: [] }
  const text = JSON.stringify(template)
  readTemplate(JSON.parse(text)) // what a page would refuse is not written
  const folder = diskFolder(path, cwd)
  const files: [string, string | Uint8Array][] = assets.map((asset) => [asset, folder.read(asset)!])
  if (template.drafting && bundle) files.push([template.drafting.module, bundle.code])
  if (template.drafting?.fitting !== undefined && bundle?.fitting) files.push([template.drafting.fitting, bundle.fitting])
  // Last, so that whoever sees a new template finds the files it names.
  files.push(['template.json', text])
  const written = []
  for (const [name, content] of files) {
    const target = join(resolve(cwd, out), template.id, name)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, content)
    written.push({ path: `${template.id}/${name}`, bytes: Buffer.byteLength(content) })
  }
  return { template, issues, written }
}
