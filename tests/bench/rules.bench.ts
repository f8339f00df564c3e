import { fork } from 'node:child_process'
import { join } from 'node:path'
import { instancesIn } from './instances.ts'
import type { Told } from './measureInstance.ts'
import type { Bench } from './run.ts'

const SAMPLE = join(import.meta.dirname, 'data')

/**
 * `npm run bench -- rules [DIR]`: every instance of the folder is compiled, clicked through, and checked against its
 * truth file where there is one. Without a folder, the committed sample.
 */
const bench: Bench = async (paths, print, note) => {
  for (const { name, file, problem } of instancesIn(paths.length === 0 ? [SAMPLE] : paths, note)) {
    const line = await measured(file, note)
    const values = problem.options.reduce((sum, option) => sum + option.values.length, 0)
    print(line ?? { instance: name, options: problem.options.length, values, exact: false })
  }
}
export default bench

/** Null when its process ended without a figure. */
function measured(file: string, note: (text: string) => void): Promise<object | null> {
  return new Promise((settle) => {
    let line: object | null = null
    const child = fork(join(import.meta.dirname, 'measureInstance.ts'), [file], { stdio: ['ignore', 2, 2, 'ipc'] })
    child.on('message', (told: Told) => {
      if ('line' in told) line = told.line
      else note(told.note)
    })
    child.on('error', (error) => note(`${file}: ${error.message}`))
    child.on('close', (code) => {
      if (code !== 0) note(`${file}: its process ended with ${code}`)
      settle(line)
    })
  })
}
