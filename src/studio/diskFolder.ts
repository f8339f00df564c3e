import { readFileSync, realpathSync } from 'node:fs'
import { basename, relative, resolve, sep } from 'node:path'
import type { Folder } from '../template/compile/index.ts'

/** A product's folder on disk. A path that leads outside of it, by dots or by a link, is as good as missing. */
export function diskFolder(path: string, cwd = process.cwd()): Folder {
  const root = resolve(cwd, path)
  const shown = relative(cwd, root)
  return {
    name: shown === '' || shown.startsWith('..') ? basename(root) : shown.split(sep).join('/'),
    read: (file) => {
      try {
        const full = realpathSync(resolve(root, file))
        return full.startsWith(realpathSync(root) + sep) ? readFileSync(full) : null
      } catch {
        return null
      }
    },
  }
}
