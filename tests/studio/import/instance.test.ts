import { describe, expect, it } from 'vitest'
import { Faults } from '../../../src/studio/import/faults.ts'
import { readInstance } from '../../../src/studio/import/instance.ts'

function faultsOf(text: string): readonly string[] {
  const faults = new Faults('desk.json')
  expect(readInstance(text, faults)).toBeNull()
  return faults.list.map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`)
}

const DESK = {
  format: 'config-instance/1',
  options: [
    { id: 'top', values: ['oak', 'glass'] },
    { id: 'drawer', values: ['no', 'yes'] },
  ],
  constraints: [
    {
      type: 'clause',
      id: 'c1',
      lits: [
        [0, [0]],
        [1, [0]],
      ],
    },
    {
      type: 'table',
      id: 't1',
      scope: [0, 1],
      tuples: [
        [0, 0],
        [0, 1],
        [1, 0],
      ],
    },
  ],
}

const wrong = (change: object) => faultsOf(JSON.stringify({ ...DESK, ...change }))

describe('readInstance', () => {
  it('reads options, tables and clauses', () => {
    const faults = new Faults('desk.json')
    expect(readInstance(JSON.stringify(DESK), faults)).toEqual(DESK)
    expect(faults.list).toEqual([])
  })

  it('says where the file is no JSON', () => {
    expect(faultsOf('')).toEqual(['1:1 import/syntax: this is not JSON: Unexpected end of JSON input.'])
    expect(faultsOf('{\n "format": 1 2')).toEqual([expect.stringMatching(/^2:14 import\/syntax: this is not JSON: \S/)])
  })

  it('says what it is instead', () => {
    expect(faultsOf('[1]')).toEqual(['1:1 import/format: format: expected "config-instance/1", got none.'])
    expect(wrong({ format: 'config-instance/2' })).toEqual([
      '1:1 import/format: format: expected "config-instance/1", got "config-instance/2".',
    ])
  })

  it('says what is missing or of another kind, by its path', () => {
    expect(wrong({ options: [] })).toEqual(['1:1 import/value: options: expected at least one option, got 0.'])
    expect(wrong({ options: [{ id: 'top', values: [] }] })).toEqual([
      '1:1 import/value: options[0].values: expected at least one value, got 0.',
    ])
    expect(wrong({ options: [{ id: 3, values: ['a'] }] })).toEqual([
      '1:1 import/value: options[0].id: expected string, got 3.',
    ])
    expect(wrong({ constraints: [{ type: 'sum' }] })).toEqual([
      '1:1 import/value: constraints[0].type: expected ("table" | "clause" | "count"), got "sum".',
    ])
    expect(wrong({ constraints: [{ type: 'clause', lits: [[0, [-1]]] }] })).toEqual([
      '1:1 import/value: constraints[0].lits[0][1][0]: expected an index from 0, got -1.',
    ])
  })

  it('names indexes that lead nowhere, rows of another length and names that stand twice', () => {
    expect(
      wrong({
        constraints: [
          {
            type: 'clause',
            lits: [
              [2, [0]],
              [1, [2]],
            ],
          },
        ],
      })
    ).toEqual([
      '1:1 import/reference: constraints[0].lits[0]: expected an option from 0 to 1, got 2.',
      '1:1 import/reference: constraints[0].lits[1]: expected a value of "drawer" from 0 to 1, got 2.',
    ])
    expect(wrong({ constraints: [{ type: 'table', scope: [0, 1], tuples: [[0], [0, 3]] }] })).toEqual([
      '1:1 import/reference: constraints[0].tuples[0]: expected 2 values, got 1.',
      '1:1 import/reference: constraints[0].tuples[1]: expected a value of "drawer" from 0 to 1, got 3.',
    ])
    expect(wrong({ constraints: [{ type: 'table', scope: [0, 0], tuples: [] }] })).toEqual([
      '1:1 import/reference: constraints[0].scope[1]: option 0 stands before already.',
    ])
    expect(wrong({ options: [...DESK.options, { id: 'top', values: ['a', 'a'] }] })).toEqual([
      '1:1 import/reference: options[2].id: "top" is the id of an option above already.',
      '1:1 import/reference: options[2].values[1]: "a" stands before already.',
    ])
  })
})
