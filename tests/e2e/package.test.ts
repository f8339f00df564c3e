import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONTENT_POLICY } from '../../src/ground/index.ts'

/** These read what the build wrote, so they run after it with the browser tests. */
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>
  bin: Record<string, string>
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

const scriptsIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, file))

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8')

  it('links only to what is there and names only commands that run', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!)
    const commands = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!)
    expect(links.length).toBeGreaterThan(3)
    expect(links.filter((link) => !link.includes(':') && !existsSync(link))).toEqual([])
    expect(commands.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([])
  })

  it('states the policy that the intake serves', () => {
    const directives = (text: string) => text.replaceAll(/\s+/g, ' ').split(';').map((part) => part.trim()).filter(Boolean).sort()
    const [, stated = ''] = /```\n(default-src[\s\S]*?)```/.exec(readme) ?? []
    expect(directives(stated)).toEqual(directives(CONTENT_POLICY))
  })
})

describe('the package', () => {
  it('has every entry it exports, with its types, and its command', () => {
    const named = [...Object.values(manifest.exports), manifest.bin].flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry)
    )
    expect(named.filter((file) => !existsSync(file.replace(/\*$/, '')))).toEqual([])
  })

  it('pins every version it installs', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('prices and checks an order in Node by its public entries alone', () => {
    const script = `
      import { readFileSync } from 'node:fs'
      import { createDesign, readTemplate } from './dist/lib/index.js'
      const template = readTemplate(JSON.parse(readFileSync('dist/models/jeans/template.json', 'utf8')))
      const design = createDesign(template, { language: 'en', currency: 'EUR', unit: 'cm' })
      design.choose('quantity', '3')
      console.log(JSON.stringify([design.isValid(), design.quote().total > 0, typeof (await import('./dist/lib/intake.js')).createIntake]))
    `
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(JSON.parse(said)).toEqual([true, true, 'function'])
  })

  it('ships no code that turns text into code or markup', () => {
    const sinks = /\beval\(|new Function\(|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write\(/
    const found = [...scriptsIn('dist/element'), ...scriptsIn('dist/models')].filter((file) =>
      // React can set innerHTML for `dangerouslySetInnerHTML`, which nothing here uses: lint and the policy test see to that.
      sinks.test(readFileSync(file, 'utf8').replaceAll(/dangerouslySetInnerHTML[\s\S]{0,400}/g, ''))
    )
    expect(found.filter((file) => !isReact(file))).toEqual([])
  })

  it('asks no host but the page’s own', () => {
    const addresses = [...scriptsIn('dist/element'), ...scriptsIn('dist/models')].flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/https?:\/\/(?:cdn|unpkg|esm|fonts|raw)[.\w-]*/g)].map(([address]) => address)
    )
    expect(addresses).toEqual([])
  })
})

const isReact = (file: string) => readFileSync(file, 'utf8').includes('react.dev/errors')
