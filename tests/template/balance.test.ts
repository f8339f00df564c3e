import { describe, expect, it } from 'vitest'
import { compileTemplate, issueText } from '../../src/template/compile/index.ts'
import { deskFolder, type Edits } from '../fixtures/desk.ts'

const withTable = (table: string): Edits => ({
  'template.yaml': [['scene:\n', 'scene:\n  balance: balance.csv\n']],
  'balance.csv': table,
})
const compiled = (edits: Edits) => compileTemplate(deskFolder(edits))

describe('the balance of woven cloths', () => {
  it('becomes part of the look of the choice it was measured for, and of no other', () => {
    const { template } = compiled(withTable('option,choice,red,green,blue\ntop,oak,1.04,0.98,1.1\n'))
    const { choices } = template!.options.find(({ id }) => id === 'top')!
    expect(choices.map(({ id, look }) => [id, look.cloth?.balance])).toEqual(
      choices.map(({ id }) => [id, id === 'oak' ? [1.04, 0.98, 1.1] : undefined])
    )
  })

  it('may be missing before it is measured', () => {
    const { template, issues } = compiled({ 'template.yaml': [['scene:\n', 'scene:\n  balance: balance.csv\n']] })
    expect(template).not.toBeNull()
    expect(issues.map(({ code }) => code)).toContain('file/missing')
  })

  it.each([
    ['option,choice,red,green,blue\ntpo,oak,1,1,1\n', 'option/unknown', 'top'],
    ['option,choice,red,green,blue\ntop,oka,1,1,1\n', 'choice/unknown', 'oak'],
    ['option,choice,red,green,blue\ntop,oak,1,-1,1\n', 'balance/factor', '"1.04"'],
    ['option,choice,r,g,b\ntop,oak,1,1,1\n', 'csv/heading', 'red,green,blue'],
  ])('says where a table goes wrong and what was expected (%#)', (table, code, words) => {
    const { template, issues } = compiled(withTable(table))
    expect(template).toBeNull()
    const found = issues.find((issue) => issue.code === code)!
    expect(found.file).toContain('balance.csv')
    expect(issueText(found)).toContain(words)
  })
})
