/**
 * What the two commands need beyond Node itself, brought on a fresh clone of a Debian or macOS machine. No package is
 * imported here.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { findBrowser } from '../src/scene/compile/findBrowser.mjs'

/** Installs the pinned packages when they are missing or older than the lockfile. `root` ends with a slash. */
export function bringPackages(root) {
  requireNode()
  const mark = `${root}node_modules/.package-lock.json`
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return
  console.log('Installing the packages that the lockfile names (npm ci) ...')
  must(spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' }), 'npm ci')
}

/** Path of the browser that is there, else of Debian's package, installed now. */
export function bringBrowser() {
  const found = findBrowser()
  if (found) return found
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) {
    stop('No Chromium or Chrome was found. Install one, or name it in TOILE_BROWSER.')
  }
  console.log("Installing Debian's chromium for the browser tests ...")
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...rest) => {
    const [command, ...words] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...rest]
    return spawnSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  apt('update')
  must(apt('install', '-y', '--no-install-recommends', 'chromium'), 'apt-get install chromium')
  return findBrowser() ?? stop('The package chromium is installed, but brought no browser.')
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`Toile needs Node 20.19 or newer; this is ${process.version}.`)
}

function must(result, what) {
  if (result.status !== 0) stop(`${what} failed; what it said stands above.`)
}

function stop(words) {
  console.error(words)
  process.exit(1)
}
