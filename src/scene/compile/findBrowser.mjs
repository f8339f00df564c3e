import { existsSync } from 'node:fs'

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * Path of a Chromium or Chrome: TOILE_BROWSER, else one that is installed; null where there is none. Plain JavaScript
 * without a package, because `npm test` asks before there are any.
 */
export const findBrowser = () => process.env.TOILE_BROWSER ?? BROWSERS.find((path) => existsSync(path)) ?? null
