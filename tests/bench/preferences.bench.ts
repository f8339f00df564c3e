import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import mounts from './preferences/mounts.ts'
import { runSequences } from '../preferences/model/sequences.ts'
import type { Bench } from './run.ts'

const SEQUENCES = 10_000
const SIZE_REACH = 6000
const SEED = 6

/**
 * What the gate promises, in figures: random sequences of consent and trouble, of which none may send anything without
 * a yes; the bytes in the page; and the bars that a real browser holds, each with all traffic intercepted.
 */
export default async function preferences(...[files, print, note]: Parameters<Bench>): Promise<void> {
  const { sequences, broken } = await runSequences(SEQUENCES, SEED)
  print({ name: 'sequences', value: sequences, unit: '', reach: SEQUENCES, ok: sequences >= SEQUENCES })
  print({ name: 'violations', value: broken === null ? 0 : 1, unit: '', reach: 0, ok: broken === null })
  if (broken !== null) note(broken)
  const bytes = await bundled(IN_EVERY_PAGE)
  print({ name: 'size', value: bytes, unit: 'B', reach: SIZE_REACH, ok: bytes <= SIZE_REACH })
  const posting = (await bundled([...IN_EVERY_PAGE, ...WHERE_EVENTS_ARE_POSTED])) - bytes
  print({ name: 'size more where events are posted', value: posting, unit: 'B', reach: null, ok: null })
  const { default: bars } = (await import('./preferences/bars.ts')) as { default: Bench }
  await bars(files, print, note)
  await mounts(print, note)
}

/** Gate, consent, events, tabs, the sinks to the page and what watches the design: for every visitor of every host. */
const IN_EVERY_PAGE = [
  "export { createGate } from './gate.ts'",
  "export { callbackSink, pageSink } from './sinks/page.ts'",
  "export { consentChannel } from './tabs.ts'",
  "export { createVisit } from './visit.ts'",
  "export { viaSuggestion, watchDesign } from './watch.ts'",
]

/** Loaded beside them where a host names an address. */
const WHERE_EVENTS_ARE_POSTED = ["export { httpSink } from './sinks/index.ts'"]

/** Bytes as they travel; the ground's few are in the page anyway. */
async function bundled(sources: readonly string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: sources.join('\n'), resolveDir: 'src/preferences', loader: 'ts' },
    external: ['../ground/*', '../../ground/*'],
    format: 'esm',
    target: 'es2022',
    bundle: true,
    minify: true,
    write: false,
  })
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length
}
