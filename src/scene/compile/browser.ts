import { chromium, type Browser } from 'playwright-core'
import { ToileError } from '../../ground/index.ts'
import { findBrowser } from './findBrowser.mjs'

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

/**
 * The browser that scripts, benchmarks and tests drive.
 *
 * @throws {ToileError} `browser/none` where none is installed.
 */
export async function launchBrowser(extraSwitches: readonly string[] = []): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new ToileError('browser/none', 'No Chromium or Chrome was found. Install one, or name it in TOILE_BROWSER.')
  return chromium.launch({ executablePath, args: [...SWITCHES, ...extraSwitches] })
}
