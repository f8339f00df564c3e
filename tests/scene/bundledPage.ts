import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../src/scene/compile/browser.ts'

/** Runs with an empty page of a real browser that holds what one of our files defines on `globalThis`. */
export async function withBundledPage<Result>(file: URL, run: (page: Page) => Promise<Result>): Promise<Result> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: outputFiles[0]!.text })
    return await run(page)
  } finally {
    await browser.close()
  }
}
