import { chromium, type Browser } from 'playwright-core'
import { bringBrowser } from '../../../tests/bring.mjs'

/** Without a GPU the picture is drawn by the processor; none of the browser's own errands. */
const SWITCHES = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser that scripts, benchmarks and tests drive. */
export const launchBrowser = (extraSwitches: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: bringBrowser(), args: [...SWITCHES, ...extraSwitches] })
