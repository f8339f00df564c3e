import { chromium, type Browser } from 'playwright-core'
import { bringBrowser } from '../bring.mjs'

/** A software GPU, and none of the browser's own errands. */
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

export const launchBrowser = (extraSwitches: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: bringBrowser(), args: [...SWITCHES, ...extraSwitches] })
