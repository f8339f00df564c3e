import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conductText, privacyParts, withParts } from '../../src/preferences/compile/documents.ts'

const ROOT = join(import.meta.dirname, '../..')
const ROOM = join(ROOT, 'src/preferences')
const page = readFileSync(join(ROOM, 'PRIVACY.md'), 'utf8')

const rowsUnder = (heading: string): readonly (readonly string[])[] =>
  (page.split(`\n## ${heading}\n`)[1] ?? '')
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '))

interface Proof {
  readonly file: string
  readonly title: string
}

/** A file of tests and the title of one in it, as the page names them. */
const proofsIn = (text: string): readonly Proof[] =>
  [...text.matchAll(/`(tests\/[^`]+)`: (.+?)(?=<br>| \||$)/gm)].map(([, file, title]) => ({ file: file!, title: title! }))

const isThere = ({ file, title }: Proof): boolean =>
  existsSync(join(ROOT, file)) &&
  ["'", '"', '`'].some((quote) => readFileSync(join(ROOT, file), 'utf8').includes(`${quote}${title}${quote}`))

describe('the documents on conduct', () => {
  it('CONDUCT.md is what the data map says', async () => {
    await expect(conductText()).toMatchFileSnapshot(join(ROOM, 'CONDUCT.md'))
  })

  it('PRIVACY.md has its tables from the data map', async () => {
    await expect(withParts(page, privacyParts())).toMatchFileSnapshot(join(ROOM, 'PRIVACY.md'))
  })

  it('neither forgets a part of the map nor has a place for one that is not there', () => {
    expect(() => withParts(page, { ...privacyParts(), more: '' })).toThrow('no mark for more')
    expect(() => withParts(`${page}<!-- map: less -->\n<!-- /map -->`, privacyParts())).toThrow('no part less')
  })

  it('name tests that are there, word for word', () => {
    const proofs = proofsIn(page)
    expect(proofs.length).toBeGreaterThan(60)
    expect(proofs.filter((proof) => !isThere(proof))).toEqual([])
  })

  it('have a test for every promise and every threat they name', () => {
    const promises = rowsUnder('Promises of the gate, each with its test')
    const threats = rowsUnder('Threats, each with its test')
    expect(promises.length).toBeGreaterThan(20)
    for (const row of [...promises, ...threats]) expect(proofsIn(row.at(-1)!), row.join(' ')).not.toEqual([])
    expect(threats.map(([number]) => Number(number))).toEqual([1, 2, 5, 6, 8, 9, 14, 15, 16, 20, 21, 22, 23, 24])
  })

  it('name every functional message there is, and no other', () => {
    const session = readFileSync(join(ROOT, 'src/embed/session.ts'), 'utf8')
    const details = /export interface EventDetails \{\n([^]*?)\n\}/.exec(session)![1]!
    const messages = [...details.matchAll(/^ {2}'(toile-\w+)':/gm)].map(([, name]) => `\`${name!}\``)
    const table = page.split('\n### Functional messages\n')[1]!.split('\n## ')[0]!
    expect([...table.matchAll(/^\| (`toile-\w+`)/gm)].map(([, name]) => name).sort()).toEqual(messages.sort())
  })

  it('link only to what is there', () => {
    for (const text of [page, conductText()])
      for (const [, link] of text.matchAll(/\]\(([^)]+)\)/g)) expect(existsSync(join(ROOM, link!)), link).toBe(true)
  })
})
