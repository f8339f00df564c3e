import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SuggestionTable } from '../../src/preferences/suggest/index.ts'
import { csvRows } from '../../src/studio/aggregate/csv.ts'
import { run } from '../../src/studio/run.ts'
import { desk } from '../fixtures/desk.ts'

let cwd: string

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'toile-aggregate-'))
  await write('desk.json', JSON.stringify(desk()))
})
afterEach(() => rm(cwd, { recursive: true, force: true }))

const write = (name: string, text: string) => writeFile(join(cwd, name), text)
const read = async (name: string) => JSON.parse(await readFile(join(cwd, name), 'utf8')) as SuggestionTable

async function aggregate(...words: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const said = { out: '', error: '' }
  const all = ['aggregate', ...words, '--template', 'desk.json']
  const code = await run(all, { cwd, out: (text) => (said.out += text), error: (text) => (said.error += text) })
  return { code, ...said }
}

/** Rows of a desk: oak with a drawer, walnut without. */
function csv(count: number, { payers = true, separator = ',', end = '\n' } = {}): string {
  const heading = ['top', 'drawer', 'paid', ...(payers ? ['payer'] : [])]
  const rows = Array.from({ length: count }, (_, at) => [
    at % 3 ? 'oak' : 'walnut',
    at % 3 ? 'soft-close' : 'none',
    'yes',
    ...(payers ? [`p${at}`] : []),
  ])
  return [heading, ...rows].map((row) => row.join(separator) + end).join('')
}

describe('toile aggregate', () => {
  it('makes a table of paid orders and says what protects the people in it', async () => {
    await write('orders.csv', csv(300))
    const { code, out } = await aggregate('orders.csv')
    expect(code).toBe(0)
    expect(out.split('\n').slice(1)).toEqual([
      '  left out: 0 not paid, 0 beyond 1 per payer',
      '  2 options, 6 choices, 4 links between them',
      '  no number of fewer than 20 orders is in it',
      '  not signed',
      '',
      'Put it where your pages are and name it: <toile-configurator suggestions="/desk.suggestions.json" ...>',
    ])
    expect(await read('desk.suggestions.json')).toMatchObject({ template: 'desk', orders: 300, perPayer: 1, parent: null })
  })

  it('reads what spreadsheets write: a byte order mark, semicolons, CRLF, quotes; all the same table', async () => {
    await write('plain.csv', csv(300))
    await write('sheet.csv', `\uFEFF${csv(300, { separator: ';', end: '\r\n' }).replaceAll('oak', '"oak"')}`)
    await aggregate('plain.csv', '--out', 'plain.json')
    await aggregate('sheet.csv', '--out', 'sheet.json')
    expect(await read('sheet.json')).toEqual(await read('plain.json'))
  })

  it('counts only what was paid, and one order of each payer', async () => {
    const rows = Array.from({ length: 250 }, (_, at) => `oak,none,yes,p${at}`)
    const more = ['glass,none,no,p900', 'glass,none,,p901', ...Array.from({ length: 40 }, () => 'glass,none,yes,p7')]
    await write('orders.csv', ['top,drawer,paid,payer', ...rows, ...more].join('\n'))
    const { out } = await aggregate('orders.csv')
    expect(out).toContain('desk.suggestions.json: 250 paid orders of orders.csv')
    expect(out).toContain('left out: 2 not paid, 40 beyond 1 per payer')
    const [top] = (await read('desk.suggestions.json')).options
    expect(top!.counts[top!.choices.indexOf('glass')]).toBe(0)
  })

  it('takes an empty cell for what the template starts with', async () => {
    const whole = csv(300)
    await write('whole.csv', whole)
    await write('picks.csv', whole.replaceAll(',none,', ',,'))
    await aggregate('whole.csv', '--out', 'whole.json')
    await aggregate('picks.csv', '--out', 'picks.json')
    expect(await read('picks.json')).toEqual(await read('whole.json'))
  })

  it('says that rows count as payers of their own where there is no such column', async () => {
    await write('orders.csv', csv(300, { payers: false }))
    const { out } = await aggregate('orders.csv', '--epsilon', '1')
    expect(out).toContain('no column "payer": every row counts as a payer of its own')
    expect((await read('desk.suggestions.json')).privacy).toMatchObject({ kind: 'dp', epsilon: 1, delta: 1e-6, unit: 'order' })
  })

  it('leaves the table empty below 200 orders, spends nothing on it, and says so', async () => {
    await write('orders.csv', csv(199))
    const { code, out } = await aggregate('orders.csv', '--epsilon', '1')
    expect(code).toBe(0)
    expect(out).toContain('too few orders (200) to say anything: pages show your start designs alone')
    const { options, pairs, ledger } = await read('desk.suggestions.json')
    expect({ options, pairs, spent: ledger.at(-1)!.rhoSoFar }).toEqual({ options: [], pairs: '', spent: 0 })
  })

  it('adds up the budget of months, and will not lose count by writing over a table', async () => {
    await write('orders.csv', csv(300))
    await aggregate('orders.csv', '--epsilon', '1')
    const again = await aggregate('orders.csv', '--epsilon', '1')
    expect(again).toEqual({
      code: 1,
      out: '',
      error:
        'desk.suggestions.json is there already, and what it gave away counts. Go on from it with --parent desk.suggestions.json, or name another --out.',
    })
    const next = await aggregate('orders.csv', '--epsilon', '1', '--parent', 'desk.suggestions.json')
    expect(next.out).toContain('2 tables so far, together epsilon 1.424')
    expect((await read('desk.suggestions.json')).ledger).toHaveLength(2)
  })

  it('signs with a key, and repeats nothing of one that is none', async () => {
    await write('orders.csv', csv(300))
    await write('key.json', JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })))
    expect((await aggregate('orders.csv', '--key', 'key.json')).out).toContain('  signed')
    await write('bad.json', '{"kty":"OKP","crv":"Ed25519","x":"secret","d":"secret"}')
    const { code, error } = await aggregate('orders.csv', '--key', 'bad.json', '--out', 'other.json')
    expect([code, error.includes('secret'), error.startsWith('signing key: expected')]).toEqual([1, false, true])
  })

  it('refuses names, texts, sizes and measurements by column, and says the way out', async () => {
    await write('orders.csv', 'top,drawer,plate,quantity,E-mail,drawr,paid,payer\noak,none,written,1,ann@shop.test,none,yes,p1\n')
    const { code, error } = await aggregate('orders.csv')
    const way = 'Leave this column out of the file: options, "paid" and "payer" are all that is read.'
    expect(code).toBe(1)
    expect(error.split('\n')).toEqual([
      `orders.csv:1:12 orders/column: "plate" is a size, a number, a text, a picture or about the order itself, and never counted. ${way}`,
      `orders.csv:1:18 orders/column: "quantity" is a size, a number, a text, a picture or about the order itself, and never counted. ${way}`,
      `orders.csv:1:27 orders/column: "E-mail" is no option of the template "desk". ${way}`,
      `orders.csv:1:34 orders/column: "drawr" is no option of the template "desk". Did you mean "drawer"? ${way}`,
      '',
      'orders.csv: no table was made of it.',
    ])
  })

  it('names the line and the column of what is wrong in a row, and never repeats it', async () => {
    const rows = ['Ann Smith,none,yes,p1', 'oak,none,maybe,p2', 'oak,none,yes,ann@shop.test', 'oak,none,yes', 'walnt,none,yes,p3']
    await write('orders.csv', ['top,drawer,paid,payer', ...rows].join('\n'))
    const { error } = await aggregate('orders.csv')
    expect(error).not.toMatch(/Ann|Smith|ann@|maybe/)
    expect(error.split('\n').map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'orders.csv:2:1 orders/choice:',
      'orders.csv:3:10 orders/paid:',
      'orders.csv:4:14 orders/payer:',
      'orders.csv:5:1 orders/cells:',
      'orders.csv:6:1 orders/choice:',
      '',
      'orders.csv: no',
    ])
    expect(error).toContain('Did you mean "walnut"?')
  })

  it('writes nothing where anything is wrong', async () => {
    await write('orders.csv', 'top,drawer\noak,none\n')
    await write('open.csv', 'top,drawer,paid\n"oak,none,yes\n')
    await write('utf16.csv', Buffer.from('top,drawer,paid', 'utf16le').toString('latin1'))
    await write('empty.csv', '')
    for (const name of ['orders.csv', 'open.csv', 'utf16.csv', 'empty.csv', 'missing.csv'])
      expect((await aggregate(name)).code).toBe(1)
    expect((await readdir(cwd)).filter((name) => name.endsWith('.json') && name !== 'desk.json')).toEqual([])
  })

  it('refuses settings that protect nobody', async () => {
    await write('orders.csv', csv(300))
    const errorOf = async (...words: string[]) => (await aggregate('orders.csv', ...words)).error
    expect(await errorOf('--threshold', '3')).toBe('--threshold: expected a number from 10 to 10000, got "3".')
    expect(await errorOf('--epsilon', '100')).toBe('--epsilon: expected a number from 0.01 to 8, got "100".')
    expect(await errorOf('--epsilon', '1', '--delta', '0.001')).toBe(
      '--delta: expected far less than one in the 300 orders, such as 1e-6, got 0.001.'
    )
    expect(await errorOf('--epsilon', '1', '--threshold', '20')).toBe(
      'expected either --threshold or --epsilon: a table has one protection.'
    )
    expect(await errorOf('--delta', '1e-6')).toBe('--delta belongs to --epsilon, which is missing.')
    expect(await errorOf('--per-payer', '1.5')).toBe('--per-payer: expected a whole number, got "1.5".')
  })
})

describe('csvRows', () => {
  const cellsOf = (text: string) => [...csvRows(text, () => {})].map(({ line, cells }) => [line, ...cells])

  it('keeps line breaks, separators and quotes inside of quotes, and counts their lines', () => {
    expect(cellsOf('a,b\n"x\ny","1,2"\n"say ""hi""",z\n')).toEqual([
      [1, 'a', 'b'],
      [2, 'x\ny', '1,2'],
      [4, 'say "hi"', 'z'],
    ])
  })

  it('leaves out empty lines, and reads a last line without an end', () => {
    expect(cellsOf('a;b\r\n\r\nc;d')).toEqual([
      [1, 'a', 'b'],
      [3, 'c', 'd'],
    ])
  })

  it('tells where text follows a closing quote', () => {
    const faults: object[] = []
    expect([...csvRows('a,b\n"x"y,z\n', (place, message) => faults.push({ ...place, message }))]).toHaveLength(1)
    expect(faults).toEqual([{ line: 2, column: 4, message: 'expected "," after the closing quote.' }])
  })
})
