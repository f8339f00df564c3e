#!/usr/bin/env node
import { run } from './run.ts'
import { visible } from './visible.ts'

/** Where no one watches, a line now and then is enough. In milliseconds. */
const BETWEEN_LINES = 5000

let lastLine = -BETWEEN_LINES

/** On a terminal the line is written over; in a log lines stay. Ctrl-C needs no help: files are written last. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
  else if (text !== '' && performance.now() - lastLine > BETWEEN_LINES) {
    lastLine = performance.now()
    console.error(text)
  }
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => console.log(visible(text)),
  error: (text) => console.error(visible(text)),
  progress,
  cwd: process.cwd(),
})
