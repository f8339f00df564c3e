/**
 * `npm start`: brings the packages, builds what is missing or older than its sources, and opens the shop. `--watch`
 * (`npm run dev`) builds again on every save. Plain JavaScript without a package, because it runs before there are any.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bringPackages } from '../tests/bring.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['src', 'models', 'vite.config.ts', 'package-lock.json']
const BUILT = [
  'dist/element/element.js',
  ...['jeans', 'shoes', 'swimsuits'].map((product) => `dist/models/${product}/template.json`),
]
const STAMP = 'dist/.built'
/** Served as they are: nothing to build, only to show again. */
const PAGE_FILES = 'demo/public'
const LOOK_MS = 400
const watching = process.argv.includes('--watch')

process.chdir(root)
bringPackages(root)
if (newestOf(SOURCES) > builtAt()) build()

const shop = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts', ...(watching ? ['--watch'] : [])], {
  stdio: watching ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
})
// Ctrl-C reaches the shop too; this process only waits until it has closed its database.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => shop.kill(signal))
shop.on('exit', (code) => process.exit(code ?? 1))
if (watching) buildOnSave(shop)

function build() {
  console.log('Building the widget and the products ...')
  const started = Date.now()
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) {
    console.error('The build failed; what it said stands above.')
    // Who is editing shows the page as it last was, and saves again.
    if (watching && BUILT.every((file) => existsSync(file))) return
    process.exit(1)
  }
  // As of its start: what was saved meanwhile may not be in it.
  writeFileSync(STAMP, '')
  utimesSync(STAMP, started / 1000, started / 1000)
}

/** Milliseconds; 0 when something is missing. */
function builtAt() {
  if (!BUILT.every((file) => existsSync(file))) return 0
  if (existsSync(STAMP)) return Math.max(statSync(STAMP).mtimeMs, oldestOf(BUILT))
  return oldestOf(BUILT)
}

function oldestOf(files) {
  return Math.min(...files.map((file) => statSync(file).mtimeMs))
}

function newestOf(paths) {
  return Math.max(0, ...paths.filter((path) => existsSync(path)).map(newestIn))
}

function newestIn(path) {
  const at = statSync(path)
  if (!at.isDirectory()) return at.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

/**
 * A product's folder is built alone, in a second; a change of code builds the widget; then the shop tells its pages to
 * reload. Looks instead of being told, because editors save by replacing files, which a recursive watch may miss.
 */
function buildOnSave(shop) {
  let known = statesOfSources()
  let isBusy = false
  setInterval(async () => {
    if (isBusy) return
    let now
    try {
      now = statesOfSources()
    } catch {
      // A file is being replaced this very moment.
      return
    }
    const changed = [...now.keys()].filter((path) => now.get(path) !== known.get(path))
    known = now
    if (changed.length === 0) return
    isBusy = true
    for (const path of changed) await rebuild(path)
    isBusy = false
    shop.send({ built: changed })
  }, LOOK_MS)
}

async function rebuild(path) {
  if (path === PAGE_FILES) return
  const command =
    path === 'src'
      ? ['npx', 'vite', 'build', '--logLevel', 'warn']
      : ['npm', 'run', '--silent', 'toile', '--', 'build', path, '--out', 'dist/models']
  console.log(path === 'src' ? 'Building the widget ...' : `Building ${path} ...`)
  const code = await new Promise((settle) =>
    spawn(command[0], command.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] }).on('exit', settle)
  )
  if (code !== 0) console.error('Not built; the page keeps what it has.')
}

/** What is built apart, each with a text that changes when a file in it does. */
function statesOfSources() {
  const products = readdirSync('models', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const paths = ['src', PAGE_FILES, ...products.map(({ name }) => `models/${name}`)]
  return new Map(paths.map((path) => [path, `${readdirSync(path, { recursive: true }).length} ${newestIn(path)}`]))
}
