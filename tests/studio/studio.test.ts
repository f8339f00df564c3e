import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskFolder } from '../../src/studio/diskFolder.ts'
import { buildTemplate, checkFolder } from '../../src/studio/index.ts'
import { checkText } from '../../src/studio/reports.ts'
import { HELP, run } from '../../src/studio/run.ts'
import { readTemplate } from '../../src/template/index.ts'
import { DESK_YAML, deskFolder } from '../fixtures/desk.ts'

let cwd: string

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'toile-studio-'))
})
afterEach(() => rm(cwd, { recursive: true, force: true }))

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true })
    await writeFile(join(cwd, name), content)
  }
}

/** The desk on disk. */
async function writeDesk(edits: Parameters<typeof deskFolder>[0] = {}): Promise<void> {
  const folder = deskFolder(edits)
  const names = [
    'template.yaml',
    'prices/eur.csv',
    'prices/jpy.csv',
    'sizes.csv',
    'desk.glb',
    'poster.webp',
    'walnut.webp',
  ]
  await write(
    Object.fromEntries(
      names.flatMap((name) => (folder.read(name) ? [[`models/desk/${name}`, folder.read(name)!]] : []))
    )
  )
}

async function toile(...words: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' }
  const code = await run(words, { cwd, out: (text) => (said.out += text), error: (text) => (said.error += text) })
  return { code, ...said }
}

const lines = (...parts: readonly string[]): RegExp => new RegExp(`^${parts.join('\n')}$`)

describe('toile check', () => {
  it('says that all is well, with counts, exact number of designs and prices', async () => {
    await writeDesk()
    const { code, out } = await toile('check', 'models/desk')
    expect(code).toBe(0)
    expect(out).toMatch(
      lines(
        'models/desk: all is well\\.',
        '  5 options, 23 choices, 2 rules',
        '  620 valid designs',
        '  one piece costs €619\\.00 to €857\\.50, ¥98,000 to ¥124,000',
        '  \\d\\.\\d kB compressed, its diagram 0\\.\\d kB in \\d+ nodes; rules compiled in \\d+ ms'
      )
    )
  })

  it('says all of it to other programs', async () => {
    await writeDesk({ 'walnut.webp': null })
    const { code, out } = await toile('check', 'models/desk', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      format: 'toile.check/1',
      issues: [{ code: 'file/missing', line: 26 }],
      prices: null,
    })
    await writeDesk()
    const { diagram, ...rest } = JSON.parse((await toile('check', 'models/desk', '--json')).out)
    expect(rest).toEqual({
      format: 'toile.check/1',
      issues: [],
      options: 5,
      choices: 23,
      rules: 2,
      designs: '620',
      exact: true,
      prices: [
        { currency: 'EUR', least: 61900, greatest: 85750 },
        { currency: 'JPY', least: 98000, greatest: 124000 },
      ],
      gzipBytes: expect.any(Number),
      heavy: expect.arrayContaining([{ option: expect.any(String), percent: expect.any(Number) }]),
      leftToSearch: [],
    })
    expect(diagram).toEqual({ gzipBytes: expect.any(Number), nodes: expect.any(Number), compileMs: expect.any(Number) })
  })

  it('names the options that make a diagram large, and those that a page has to search for', async () => {
    await writeDesk()
    const check = await checkFolder('models/desk', { cwd })
    const report = {
      ...check.report!,
      exact: false,
      designs: -1n,
      gzipBytes: 61_000,
      nodes: 9000,
      compileMs: 20_040,
      hard: [0, 3],
      heavy: [
        { option: 1, percent: 61.4 },
        { option: 2, percent: 30 },
      ],
    }
    const prices = [{ currency: 'EUR', least: 61900, greatest: 85750, bound: true as const }]
    expect(checkText('models/desk', { ...check, report, prices, gzipBytes: 64_321 })).toBe(`models/desk: all is well.
  5 options, 23 choices, 2 rules
  an unknown number of valid designs
  one piece costs €619.00 to €857.50 (bounds, which no design may reach)
  64.3 kB compressed, its diagram 61.0 kB in 9,000 nodes; rules compiled in 20.0 s
  most of the diagram is about drawer (61 %), width (30 %)
  left to search, as their rules outgrow the diagram: top, plate
  a page says "not known yet" where a search takes longer; everything else is exact`)
  })

  it('tells what a customer would notice first, and of many alike only some', async () => {
    const choices = Array.from({ length: 12 }, (_, at) => `      c${at}: { label: { en: C${at}, de: C${at} } }`).join(
      '\n'
    )
    const option = `  foot:\n    group: build\n    label: { en: Foot, de: Fuß }\n    default: c11\n    choices:\n${choices}\n`
    const rule = `rules:\n  one-foot:\n    allow: foot == "c11" || foot == "c10"\n    because: { en: One., de: Einer. }\n`
    await writeDesk({
      'template.yaml': [
        ['  drawer:\n    group', `${option}  drawer:\n    group`],
        ['rules:\n', rule],
      ],
      'prices/eur.csv': [['drawer,', 'foot,*,included\ndrawer,']],
      'prices/jpy.csv': [['drawer,', 'foot,*,included\ndrawer,']],
    })
    const { code, out } = await toile('check', 'models/desk')
    expect(code).toBe(0)
    const found = out.split('\n').filter((line) => line.includes('warning'))
    expect(found.filter((line) => line.includes('choice/dead'))).toHaveLength(5)
    expect(out).toContain('... and 5 more of choice/dead; check --json lists all')
  })

  it('says what is wrong with file, line and column, and fails', async () => {
    await writeDesk({ 'template.yaml': [['when: top == "glass"', 'when: top == "glas"']], 'walnut.webp': null })
    const { code, out, error } = await toile('check', 'models/desk/')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    const line = DESK_YAML.slice(0, DESK_YAML.indexOf('when: top')).split('\n').length
    expect(error)
      .toBe(`models/desk/template.yaml:26:16 file/missing: options.top.choices.walnut.image: no file "walnut.webp" in models/desk.
models/desk/template.yaml:${line}:18 rule/unknown-choice: rules.glass-no-drawer.when: top: expected one of "oak", "walnut", "glass", got "glas". Did you mean "glass"?

models/desk: 2 mistakes, 0 warnings.`)
  })

  it('says so when there is no folder', async () => {
    const { code, error } = await toile('check', 'models/nothing')
    expect(code).toBe(1)
    expect(error).toContain(
      'models/nothing/template.yaml:1:1 file/missing: no file "template.yaml" in models/nothing. "toile new <id>" makes one.'
    )
  })

  it('loads the drafting module and says when it does not', async () => {
    await writeDesk({ 'template.yaml': [['sizes: sizes.csv', 'sizes: sizes.csv\ndrafting: drafting.ts']] })
    expect((await toile('check', 'models/desk')).error).toContain(
      ':99:11 file/missing: drafting: no file "drafting.ts" in models/desk.'
    )
    await write({ 'models/desk/drafting.ts': 'export default { design: 3 }' })
    expect((await toile('check', 'models/desk')).error).toContain(
      'models/desk/template.yaml:99:11 drafting/broken: drafting: expected a default export with "design", "version", "needs" and "draft".'
    )
    await write({ 'models/desk/drafting.ts': 'export default {' })
    expect((await toile('check', 'models/desk')).error).toMatch(/template\.yaml:99:11 drafting\/broken: drafting: \S/)
    await write({ 'models/desk/drafting.ts': DRAFTING, 'models/desk/legs.ts': 'export const legs = 4' })
    expect(await toile('check', 'models/desk')).toMatchObject({ code: 0 })
  })
})

const DRAFTING = `import { legs } from './legs'
export default { design: 'desk', version: '2.0.0', needs: [], draft: () => ({ legs, global: Function('return this')() }) }
`

describe('toile build', () => {
  const withDrafting = async () => {
    await writeDesk({ 'template.yaml': [['sizes: sizes.csv', 'sizes: sizes.csv\ndrafting: drafting.ts']] })
    await write({ 'models/desk/drafting.ts': DRAFTING, 'models/desk/legs.ts': 'export const legs: number = 4' })
  }

  it('writes a template that a page takes, its pictures and shapes, and a drafting module that stands alone', async () => {
    await withDrafting()
    const { template, written } = await buildTemplate('models/desk', 'dist/models', { cwd })
    expect(written.map(({ path }) => path)).toEqual([
      'desk/desk.glb',
      'desk/poster.webp',
      'desk/walnut.webp',
      'desk/drafting.js',
      'desk/template.json',
    ])
    const travelled = readTemplate(JSON.parse(await readFile(join(cwd, 'dist/models/desk/template.json'), 'utf8')))
    expect(travelled).toEqual(template)
    expect(travelled.drafting).toEqual({ module: 'drafting.js', design: 'desk', version: '2.0.0' })
    const code = await readFile(join(cwd, 'dist/models/desk/drafting.js'), 'utf8')
    expect(code).not.toMatch(/\bimport\b|\beval\b|Function\(/)
    const { default: drafting } = await import(
      /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
    )
    expect(drafting.draft()).toEqual({ legs: 4, global: globalThis })
  })

  it('prints what it wrote', async () => {
    await writeDesk()
    const { code, out } = await toile('build', 'models/desk', '--out', 'dist/models')
    expect(code).toBe(0)
    expect(out.split('\n').map((line) => line.trim().replace(/^\d+ kB {2}/, ''))).toEqual([
      'dist/models/desk/desk.glb',
      'dist/models/desk/poster.webp',
      'dist/models/desk/walnut.webp',
      'dist/models/desk/template.json',
      'in 4 files',
    ])
  })

  it('passes with a warning where a picture is still to be taken, and leaves it out', async () => {
    await writeDesk({ 'walnut.webp': null })
    const { code, out } = await toile('build', 'models/desk')
    expect(code).toBe(0)
    expect(out).toContain(
      'warning file/missing: options.top.choices.walnut.image: no file "walnut.webp" in models/desk.'
    )
    const { options } = readTemplate(JSON.parse(await readFile(join(cwd, 'dist/models/desk/template.json'), 'utf8')))
    expect(options[0]!.choices[1]!.image).toBeNull()
  })

  it('writes nothing over what works when there is a mistake', async () => {
    await writeDesk()
    await toile('build', 'models/desk')
    const before = await readFile(join(cwd, 'dist/models/desk/template.json'), 'utf8')
    await writeDesk({ 'template.yaml': [['when: top == "glass"', 'when: top ==']] })
    const { code, error } = await toile('build', 'models/desk')
    expect(code).toBe(1)
    expect(error).toMatch(/Nothing was written\.$/)
    expect(await readFile(join(cwd, 'dist/models/desk/template.json'), 'utf8')).toBe(before)
  })
})

describe('toile new', () => {
  it('makes a folder that checks clean but for the pictures', async () => {
    const { code, out } = await toile('new', 'lamp')
    expect({ code, out }).toEqual({
      code: 0,
      out: 'models/lamp/template.yaml\nmodels/lamp/prices/eur.csv\n\nNext: npm run toile -- check models/lamp',
    })
    const check = await toile('check', 'models/lamp')
    expect(check.code).toBe(0)
    expect(check.out).toContain(
      'models/lamp: all is well, with 2 warnings.\n  3 options, 14 choices, 1 rule\n  30 valid designs\n  one piece costs €100.00 to €135.00'
    )
  })

  it('never writes over anything, nor anywhere else', async () => {
    await toile('new', 'lamp')
    expect(await toile('new', 'lamp')).toMatchObject({
      code: 1,
      error: 'models/lamp is there already. Choose another id.',
    })
    expect(await toile('new', '../lamp')).toMatchObject({
      code: 1,
      error: 'expected an id in lower case, such as "desk", got "../lamp".',
    })
  })
})

describe('toile', () => {
  it('explains itself', async () => {
    expect(await toile('--help')).toEqual({ code: 0, out: HELP, error: '' })
    expect(await toile()).toMatchObject({ code: 2, out: HELP })
    expect(await toile('chek', 'models/desk')).toMatchObject({ code: 2, error: `toile: no command "chek".\n\n${HELP}` })
    expect(await toile('check')).toMatchObject({
      code: 2,
      error: `toile check: expected one name, file or folder.\n\n${HELP}`,
    })
    expect((await toile('check', 'a', '--wide')).code).toBe(2)
    expect((await toile('constructor', 'a')).code).toBe(2)
  })

  it('prints how to see a product in a page', async () => {
    await writeDesk()
    const { code, out } = await toile('preview', 'models/desk')
    expect(code).toBe(0)
    expect(out).toContain(
      '<toile-configurator template="/models/desk/template.json" currency="EUR" lang="en"></toile-configurator>'
    )
  })
})

describe('a folder on disk', () => {
  it('is read inside only, whatever paths and links say', async () => {
    await write({ 'models/desk/template.yaml': 'id: desk', 'secret.txt': 'secret' })
    await symlink(join(cwd, 'secret.txt'), join(cwd, 'models/desk/link.txt'))
    const folder = diskFolder('models/desk', cwd)
    expect(folder.name).toBe('models/desk')
    expect(
      ['template.yaml', '../../secret.txt', 'link.txt', 'nothing', '.'].map((file) => folder.read(file) !== null)
    ).toEqual([true, false, false, false, false])
  })
})
