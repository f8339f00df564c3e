/**
 * `npm test`, on a fresh clone as on an old one: brings what is missing, then types, lint, build, unit tests and a real browser.
 * Ends with `N passed, N failed`, counted from the runners' own reports.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bringBrowser, bringPackages } from './bring.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = `${root}tests/reports/`
const count = { passed: 0, failed: 0 }

bringPackages(root)
const browser = bringBrowser()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const environment = { ...process.env, TOILE_BROWSER: browser, FORCE_COLOR: '0' }
const started = Date.now()

await check('Lint', ['npm', 'run', '--silent', 'check:lint'])
const [isBuilt] = await Promise.all([
  check('Build', ['npm', 'run', '--silent', 'build']),
  // Types are checked as the package's declarations are written.
  check('Package and types', ['npm', 'run', '--silent', 'build:package'], { later: true }),
])
if (isBuilt) {
  // Side by side: each keeps one core busy, and the browser's tests wait for pictures most of their time.
  await Promise.all([
    suite('Unit tests', 'unit', ['npx', 'vitest', 'run']),
    suite('Browser tests', 'e2e', ['npx', 'vitest', 'run', '--config', 'tests/e2e/vitest.config.ts'], { later: true }),
  ])
}

console.log(`\n${Math.round((Date.now() - started) / 1000)} s`)
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed === 0 ? 0 : 1

/** A tool that passes or fails as a whole counts as one. */
async function check(title, command, how) {
  const passed = (await runUnder(title, command, how)) === 0
  count[passed ? 'passed' : 'failed']++
  return passed
}

async function suite(title, name, command, how) {
  const report = `${reports}${name}.json`
  const whole = [...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runUnder(title, whole, how)
  let result
  try {
    result = JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    console.error(`${title}: no report was written; the runner ended with ${code}.`)
    count.failed++
    return
  }
  count.passed += result.numPassedTests
  count.failed += result.numFailedTests
  // A file that cannot be loaded, or an error outside any test, fails no test of its own.
  const broken = result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  if (broken > 0) count.failed += broken
  else if (code !== 0 && result.numFailedTests === 0) count.failed++
}

/** `later`: what it says is kept until it ended, so that two do not talk at once. */
async function runUnder(title, command, { later = false } = {}) {
  const heading = `\n== ${title}`
  if (!later) console.log(heading)
  const said = []
  const code = await run(command, later ? (text) => said.push(text) : null)
  if (later) console.log([heading, Buffer.concat(said)].join('\n'))
  return code
}

function run([command, ...rest], listen = null) {
  return new Promise((settle) => {
    const out = listen ? 'pipe' : 'inherit'
    const child = spawn(command, rest, { cwd: root, env: environment, stdio: ['ignore', out, out] })
    if (listen) for (const stream of [child.stdout, child.stderr]) stream.on('data', listen)
    child.on('error', (error) => {
      console.error(error.message)
      settle(127)
    })
    child.on('close', (code) => settle(code ?? 1))
  })
}
