import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { seededRandom } from '../../src/ground/index.ts'
import { importText } from '../../src/studio/importFile.ts'
import { progressLine } from '../../src/studio/progress.ts'
import { run } from '../../src/studio/run.ts'
import { readTemplate } from '../../src/template/index.ts'
import { namesIn } from '../../src/template/compile/gltf.ts'

let cwd: string

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'toile-import-'))
})
afterEach(() => rm(cwd, { recursive: true, force: true }))

async function toile(...words: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' }
  const code = await run(words, { cwd, out: (text) => (said.out += text), error: (text) => (said.error += text) })
  return { code, ...said }
}

const write = (name: string, text: string) => writeFile(join(cwd, name), text)
const read = (path: string) => readFile(join(cwd, path), 'utf8')

const LAMP = `features
	Lamp {abstract}
		mandatory
			Foot
				alternative
					Oak {price 12}
					Brass
			Bulb
			Integer Height
		optional
			Shade
				alternative
					Paper
					Linen {price 9.5, origin 'Wales'}
				optional
					"Gold trim"
			Cable
				mandatory
					Plug
		[1..2]
			Switch
			Dimmer
			Timer
constraints
	Height >= 30 & Height <= 34
	Paper => Brass
	Dimmer => Height > 31
	sum(price) < 20
	Brass <=> (Linen | Timer)
	Bulb
`

interface Written {
  readonly options: Readonly<
    Record<string, { readonly choices?: Readonly<Record<string, unknown>>; readonly default: unknown }>
  >
  readonly rules: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const templateOf = (file: string, text: string): Written =>
  parse(importText(file, text, 'x')['template.yaml'] as string)

describe('toile import', () => {
  it('writes a template to go on with, says what it left out and what comes next', async () => {
    await write('Lamp Shop.uvl', LAMP)
    const { code, out } = await toile('import', 'Lamp Shop.uvl')
    expect({ code, out }).toEqual({
      code: 0,
      out: `models/lamp-shop/template.yaml
models/lamp-shop/prices/eur.csv
models/lamp-shop/IMPORTED.md
models/lamp-shop/lamp-shop.glb
models/lamp-shop/poster.svg

Lamp Shop.uvl: 8 options and 5 rules.
  left out: attribute "price": Oak, Linen
  left out: attribute "origin": Linen
  left out: a constraint with a sum over attributes: line 28: sum(price) < 20
  All of it is listed in models/lamp-shop/IMPORTED.md.

Next: npm run toile -- check models/lamp-shop`,
    })
    const check = await toile('check', 'models/lamp-shop')
    expect(check.code).toBe(0)
    expect(check.out).toContain('models/lamp-shop: all is well')
    const notes = await read('models/lamp-shop/IMPORTED.md')
    expect(notes).toContain('**attribute "price"**\n\n- Oak\n- Linen')
    expect(notes).toContain('**always with Cable**\n\n- Plug')
    expect(notes).toContain('**holds by itself**\n\n- line 25: Height >= 30 & Height <= 34\n- line 30: Bulb')
  })

  it('writes what a person can read', async () => {
    const text = importText('lamp.uvl', LAMP, 'x')['template.yaml'] as string
    expect(text).toContain(`
  shade:
    group: lamp
    label: { en: Shade, de: Shade }
    default: none
    choices:
      none: { label: { en: None, de: Ohne } }
      paper: { label: { en: Paper, de: Paper } }
      # price 9.5, origin 'Wales'
      linen: { label: { en: Linen, de: Linen } }
`)
    expect(text).toContain(`
  height:
    group: lamp
    label: { en: Height, de: Height }
    default: 30
    range: { from: 30, to: 34, step: 1 }
`)
    expect(text).toContain(`
  lamp-count:
    of:
      - switch == "yes"
      - dimmer == "yes"
      - timer == "yes"
    atLeast: 1
    atMost: 2
    because: # rewrite
      en: 'At least 1 and at most 2 of Switch, Dimmer and Timer.'
      de: 'Mindestens 1 und höchstens 2 von Switch, Dimmer und Timer.'
  # Paper => Brass
  paper-brass:
    when: shade == "paper"
    then: foot == "brass"
    because: # rewrite
      en: Paper needs Brass.
      de: Paper braucht Brass.
  # Dimmer => Height > 31
  dimmer-height:
    when: dimmer == "yes"
    then: height >= 32
`)
    expect(text).toContain(`
  only-with-shade:
    when: shade == "none"
    then: goldTrim == "no"
    because: # rewrite
      en: Gold trim comes only with Shade.
      de: Gold trim gibt es nur mit Shade.
`)
  })

  it('words reasons by what constraints say, and quotes what has no simple words', () => {
    const features = ['A', 'B', 'C', 'D'].map((name) => `      ${name}\n`).join('')
    const said = (line: string) => {
      const text = `features\n  R\n    optional\n${features}constraints\n  ${line}\n`
      return Object.values(templateOf('r.uvl', text).rules)[0]!['because']
    }
    expect(said('A => B & C')).toEqual({ en: 'A needs B and C.', de: 'A braucht B und C.' })
    expect(said('A & B => C | D')).toEqual({ en: 'A and B need C or D.', de: 'A und B brauchen C oder D.' })
    expect(said('A | B => C')).toEqual({ en: 'A or B needs C.', de: 'A oder B braucht C.' })
    expect(said('A => !B & !C')).toEqual({ en: 'A does not go with B or C.', de: 'A passt nicht zu B oder C.' })
    expect(said('!(A & B)')).toEqual({ en: 'A and B do not go together.', de: 'A und B passen nicht zusammen.' })
    expect(said('!A | !B')).toEqual({ en: 'A and B do not go together.', de: 'A und B passen nicht zusammen.' })
    expect(said('A | B')).toEqual({
      en: 'At least one is needed of A and B.',
      de: 'Mindestens eines ist nötig von A und B.',
    })
    expect(said('A <=> B')).toEqual({ en: 'A and B come only together.', de: 'A und B gibt es nur zusammen.' })
    expect(said('!A => !B & !C')).toEqual({ en: 'B and C come only with A.', de: 'B und C gibt es nur mit A.' })
    expect(said('A & !B => C | !D')).toEqual({
      en: 'With A and without B, it works only with C or without D.',
      de: 'Mit A und ohne B geht es nur mit C oder ohne D.',
    })
    expect(said('A => (B <=> C)')).toEqual({
      en: 'The imported model asks for: A => (B <=> C)',
      de: 'Das importierte Modell verlangt: A => (B <=> C)',
    })
  })

  it('keeps reasons short, however many they speak of', () => {
    const names = Array.from({ length: 300 }, (_, at) => `Feature_number_${at}`)
    const text = `features\n  R\n    or\n${names.map((name) => `      ${name}\n`).join('')}`
    const { because, of, allow } = Object.values(templateOf('wide.uvl', text).rules)[0]!
    for (const words of Object.values(because as object)) expect((words as string).length).toBeLessThan(600)
    expect(JSON.stringify(because)).toMatch(/and \+ 2\d\d\./)
    expect({ of: (of as readonly string[]).length, allow }).toEqual({ of: 300, allow: undefined })
  })

  it('gives every text in both languages, a price to every option, and marks each reason to be rewritten', () => {
    const files = importText('lamp.uvl', LAMP, 'x')
    const labels: unknown[] = []
    const gather = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      if ('en' in value) labels.push(value)
      Object.values(value).forEach(gather)
    }
    const { options, rules } = templateOf('lamp.uvl', LAMP)
    gather(parse(files['template.yaml'] as string))
    expect(labels.length).toBeGreaterThan(30)
    for (const label of labels)
      expect(label).toEqual({ en: expect.stringMatching(/\S/), de: expect.stringMatching(/\S/) })
    const priced = (files['prices/eur.csv'] as string)
      .split('\n')
      .flatMap((line) => /^(\w+),\*,included$/.exec(line)?.[1] ?? [])
    expect(priced).toEqual(Object.keys(options))
    expect((files['template.yaml'] as string).match(/because: # rewrite/g)).toHaveLength(Object.keys(rules).length)
  })

  it('makes ids of any names: short, of the language, one for each', () => {
    const names = [
      'USB-C port',
      'USB C Port',
      'usbCPort',
      'true',
      'in',
      'base',
      'extra',
      '3D view',
      'Übergröße',
      '猫',
      'x'.repeat(80),
      `${'x'.repeat(80)}y`,
      'toString',
      'count',
      'cel',
    ]
    const text = `features\n  Shop\n    optional\n${names.map((name) => `      "${name}"\n`).join('')}`
    const ids = Object.keys(templateOf('shop.uvl', text).options)
    expect(ids).toHaveLength(names.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]{0,31}$/)
    expect(ids.slice(0, 10)).toEqual([
      'usbCPort',
      'usbCPort2',
      'usbCPort3',
      'true2',
      'in2',
      'base2',
      'extra2',
      'option3DView',
      'ubergrosse',
      'option',
    ])
  })

  it('finds alternatives and twins again in clauses', () => {
    const { options, rules } = templateOf(
      'lamp.cnf',
      `c 1 Lamp\nc 2 Foot\nc 3 FOOT_OAK\nc 4 FOOT_BRASS\nc 5 Shade\nc 6 SHADE_PAPER\nc 7 SHADE_LINEN\nc 8 Cable\nc 9 Plug\nc 10 Trim
p cnf 10 17
1 0
2 0
3 4 0
-3 -4 0
-2 3 4 0
-5 6 7 0
-6 5 0
-7 5 0
-6 -7 0
-8 9 0
-9 8 0
-10 5 0
-10 7 0
-3 -6 0
8 10 -4 0
-8 -10 0
1 5 0
`
    )
    expect(Object.entries(options).map(([id, { choices }]) => [id, Object.keys(choices!)])).toEqual([
      ['foot', ['foot-oak', 'foot-brass']],
      ['shade', ['none', 'shade-paper', 'shade-linen']],
      ['cable', ['no', 'yes']],
      ['trim', ['no', 'yes']],
    ])
    const said = Object.values(rules).map(({ when, then: holds, allow }) => (allow ? [allow] : [when, holds]))
    expect(said).toEqual([
      ['trim == "yes"', 'shade == "shade-linen"'],
      ['foot == "foot-oak"', 'shade != "shade-paper"'],
      ['trim == "yes"', 'cable == "no"'],
      ['foot == "foot-oak" || cable == "yes" || trim == "yes"'],
    ])
  })

  it('writes tables as CSV beside the template', () => {
    const files = importText(
      'desk.json',
      JSON.stringify({
        format: 'config-instance/1',
        name: 'desk',
        options: [
          { id: 'top', values: ['oak', 'glass', '-1'] },
          { id: 'drawer', values: ['no', 'yes'] },
        ],
        constraints: [
          {
            type: 'table',
            id: 't',
            scope: [0, 1],
            tuples: [
              [0, 0],
              [0, 1],
              [1, 0],
              [2, 0],
            ],
          },
        ],
      }),
      'desk'
    )
    expect(files['rules/top-drawer.csv']).toBe(
      '# Combinations that are allowed: "*" is any choice, "a|b" is either.\ntop,drawer\noak,no\noak,yes\nglass,no\nminus-1,no\n'
    )
    expect(files['template.yaml']).toContain('  top-drawer:\n    table: rules/top-drawer.csv\n')
  })

  it('can be built as it is, and the page has a shape to show', async () => {
    await write('lamp.uvl', LAMP)
    await toile('import', 'lamp.uvl', '--out', 'shop/lamp')
    const { code, out } = await toile('build', 'shop/lamp')
    expect(code).toBe(0)
    expect(out).not.toContain('/missing')
    const template = readTemplate(JSON.parse(await read('dist/models/lamp/template.json')))
    expect(template.options).toHaveLength(8)
    expect((await readdir(join(cwd, 'dist/models/lamp'))).toSorted()).toEqual([
      'lamp.glb',
      'poster.svg',
      'template.json',
    ])
    const shape = await readFile(join(cwd, 'shop/lamp/lamp.glb'))
    expect(namesIn(shape)).toMatchObject({ nodes: ['Sample'], materials: ['Sample'], beside: [] })
    const alone = { uri: 'lamp.glb', externalResourceFunction: () => Promise.reject(new Error('it stands alone')) }
    expect((await validateBytes(new Uint8Array(shape), alone)).issues).toMatchObject({ numErrors: 0, numWarnings: 0 })
  })

  it('never writes over anything, and leaves nothing half done', async () => {
    await write('lamp.uvl', LAMP)
    expect((await toile('import', 'lamp.uvl')).code).toBe(0)
    await write('models/lamp/template.yaml', 'mine')
    expect(await toile('import', 'lamp.uvl')).toEqual({
      code: 1,
      out: '',
      error: 'models/lamp is there already. Choose another one with --out.',
    })
    expect(await read('models/lamp/template.yaml')).toBe('mine')
    expect(await toile('import', 'lamp.uvl', '--out', 'models/Lamp 2')).toMatchObject({
      code: 1,
      error: 'expected a folder in lower case, such as "models/desk", got "models/Lamp 2".',
    })
    await write('broken.uvl', LAMP.replace('Paper => Brass', 'Paper => Bras').replace('[1..2]', '[1..'))
    expect(await toile('import', 'broken.uvl')).toMatchObject({
      code: 1,
      out: '',
      error: expect.stringMatching(/^broken\.uvl:\d+:\d+ import\/[^]*\n\nbroken\.uvl was not imported\.$/),
    })
    expect((await readdir(join(cwd, 'models'))).toSorted()).toEqual(['lamp'])
  })

  it('says what it cannot read', async () => {
    expect((await toile('import', 'nothing.uvl')).error).toBe('no file "nothing.uvl".')
    await write('notes.txt', 'Dear diary')
    expect((await toile('import', 'notes.txt')).error).toBe(
      'notes.txt: expected a feature model (.uvl), clauses (.dimacs or .cnf) or a configuration instance (.json).'
    )
    await write('one.uvl', 'features\n  A\n    mandatory\n      B\n')
    expect((await toile('import', 'one.uvl')).error).toBe(
      'one.uvl: it has one valid design, so there is nothing to choose.'
    )
    await write('model.txt', LAMP)
    expect((await toile('import', 'model.txt')).code).toBe(0)
  })

  it('imports a model that contradicts itself, so that the rules that do can be named', async () => {
    await write(
      'none.uvl',
      'features\n  Lamp\n    optional\n      A\n      B\n      C\nconstraints\n  A | B\n  A => B\n  !B\n  C => A\n'
    )
    const { code, out } = await toile('import', 'none.uvl')
    expect(code).toBe(0)
    expect(out).toContain('No design keeps all of its rules; "check" names the ones that contradict each other.')
    const check = await toile('check', 'models/none')
    expect(check.code).toBe(1)
    expect(check.error).toMatch(
      /rule\/contradiction: rules "a-b" \(line \d+\), "a-b-2" \(line \d+\) and "b" \(line \d+\) contradict each other/
    )
  })
})

describe('progress', () => {
  it('is silent for a second, then tells how far it is, twice a second', () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const said: string[] = []
      const { onProgress } = progressLine((text) => said.push(text))
      for (let at = 0; at < 30; at++) {
        onProgress!({ states: at * 1000 })
        vi.advanceTimersByTime(100)
      }
      expect(said).toEqual([
        'compiling the rules: 1 s, 10,000 states (Ctrl-C stops it)',
        'compiling the rules: 2 s, 15,000 states (Ctrl-C stops it)',
        'compiling the rules: 2 s, 20,000 states (Ctrl-C stops it)',
        'compiling the rules: 3 s, 25,000 states (Ctrl-C stops it)',
      ])
      expect(progressLine(undefined)).toEqual({})
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('Ctrl-C', () => {
  it('stops a long build at once and leaves nothing behind', async () => {
    await write('tangle.cnf', tangle(200, 500))
    expect((await toile('import', 'tangle.cnf')).code).toBe(0)
    const root = join(import.meta.dirname, '../..')
    const words = [
      '--import',
      'tsx',
      join(root, 'src/studio/cli.ts'),
      'build',
      join(cwd, 'models/tangle'),
      '--out',
      join(cwd, 'dist'),
    ]
    const build = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const [said] = await once(build.stderr, 'data')
    expect(String(said)).toMatch(/^compiling the rules: \d+ s, [\d,]+ states \(Ctrl-C stops it\)\n$/)
    const ended = once(build, 'exit')
    const began = performance.now()
    build.kill('SIGINT')
    expect(await ended).toEqual([null, 'SIGINT'])
    expect(performance.now() - began).toBeLessThan(2000)
    expect((await readdir(cwd)).toSorted()).toEqual(['models', 'tangle.cnf'])
  })
})

/** Random clauses: no order brings their variables near, so they are too much for a diagram, and easy to satisfy. */
function tangle(variables: number, clauses: number): string {
  const random = seededRandom(7)
  const literal = () => (1 + Math.floor(random() * variables)) * (random() < 0.5 ? 1 : -1)
  const lines = Array.from({ length: clauses }, () => `${literal()} ${literal()} ${literal()} 0`)
  return `p cnf ${variables} ${clauses}\n${lines.join('\n')}\n`
}
