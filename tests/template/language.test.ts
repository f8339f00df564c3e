import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AuthoredSchema } from '../../src/template/compile/authored.ts'

const GUIDE = readFileSync(new URL('../../src/template/LANGUAGE.md', import.meta.url), 'utf8')

describe('LANGUAGE.md', () => {
  it('explains every key that a template may have, and no other', () => {
    const explained = [...GUIDE.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, keys]) => keys!.split(', '))
    expect(explained.map((key) => key.slice(1, -1)).toSorted()).toEqual(Object.keys(AuthoredSchema.entries).toSorted())
  })
})
