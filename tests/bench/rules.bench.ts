import { fork } from 'node:child_process'
import { join } from 'node:path'
import { instancesIn } from './instances.ts'
import { figures } from './figures.ts'
import type { Told } from './measureInstance.ts'
import type { Bench } from './run.ts'

const SAMPLE = join(import.meta.dirname, 'data')

/** Long enough for the compiler's 20 s several times over and a large truth file. */
const PATIENCE_MS = 180_000

/**
 * `npm run bench -- rules [DIR]`: every instance of the folder is compiled, clicked through, and checked against its
 * truth file where there is one: one line each, its fields as `measureInstance.ts` has them. Without a folder, the
 * committed sample. What an instance could not tell before its time or memory ran out is null.
 */
const bench: Bench = async (paths, print, note) => {
  for (const { name, file, problem } of instancesIn(paths.length === 0 ? [SAMPLE] : paths, note)) {
    const line = await measured(file, note)
    print(line ?? figures(name, problem))
  }
}
export default bench

/** The last it told; null when its process ended without a figure. */
function measured(file: string, note: (text: string) => void): Promise<object | null> {
  return new Promise((settle) => {
    let line: object | null = null
    const child = fork(join(import.meta.dirname, 'measureInstance.ts'), [file], { stdio: ['ignore', 2, 2, 'ipc'] })
    const patience = setTimeout(() => {
      note(`${file}: stopped after ${PATIENCE_MS / 1000} s`)
      child.kill('SIGKILL')
    }, PATIENCE_MS)
    child.on('message', (told: Told) => {
      if ('line' in told) line = told.line
      else note(told.note)
    })
    child.on('error', (error) => note(`${file}: ${error.message}`))
    child.on('close', (code) => {
      clearTimeout(patience)
      if (code !== 0) note(`${file}: its process ended with ${code}`)
      settle(line)
    })
  })
}
