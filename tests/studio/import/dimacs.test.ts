import { describe, expect, it } from 'vitest'
import { readDimacs } from '../../../src/studio/import/dimacs.ts'
import { Faults } from '../../../src/studio/import/faults.ts'

function faultsOf(text: string): readonly string[] {
  const faults = new Faults('model.dimacs')
  expect(readDimacs(text, faults)).toBeNull()
  return faults.list.map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`)
}

function read(text: string) {
  const faults = new Faults('model.dimacs')
  const cnf = readDimacs(text, faults)
  expect(faults.list).toEqual([])
  return cnf!
}

describe('readDimacs', () => {
  it('reads names, clauses over several lines and comments among them', () => {
    expect(
      read(
        'c 1 Cover\nc 3 Soft close\nc made in 2024\nc 99 elsewhere\np cnf 3 3\n1 -2\n 3 0 -1 0\nc still here\n2 3 0\n'
      )
    ).toEqual({ names: ['0', 'Cover', '2', 'Soft close'], clauses: [[1, -2, 3], [-1], [2, 3]], idle: 0 })
  })

  it('leaves out clauses that hold by themselves or stand twice, literals that stand twice, and says how many', () => {
    expect(read('p cnf 2 4\n1 1 2 0\n2 1 0\n1 -1 0\n-2 0\n')).toMatchObject({ clauses: [[1, 2], [-2]], idle: 2 })
  })

  it('reads the ending of old collections', () => {
    expect(read('p cnf 1 1\n1 0\n%\n0\n').clauses).toEqual([[1]])
  })

  it('asks for a heading before the first clause, and for one only', () => {
    expect(faultsOf('')).toEqual(['1:1 import/heading: expected a heading such as "p cnf 20 91", got none.'])
    expect(faultsOf('c x\n1 2 0\n')).toEqual([
      '2:1 import/heading: expected a heading such as "p cnf 20 91", got "1". Before the first clause stands "p cnf", ' +
        'the number of variables and the number of clauses.',
    ])
    expect(faultsOf('p sat 3\n')).toEqual([
      '1:1 import/heading: expected a heading such as "p cnf 20 91", got "p sat 3".',
    ])
    expect(faultsOf('p cnf 1 1\np cnf 1 1\n1 0\n')).toEqual([
      '2:1 import/heading: a second heading; the first is on line 1.',
    ])
    expect(faultsOf('p cnf 0 0\n')).toEqual(['1:1 import/heading: expected 1 to 100000 variables, got 0.'])
    expect(faultsOf('p cnf 999999999 1\n1 0\n')).toEqual([
      '1:1 import/heading: expected 1 to 100000 variables, got 999999999.',
    ])
  })

  it('holds the file to its heading', () => {
    expect(faultsOf('p cnf 2 3\n1 0\n2 0\n')).toEqual([
      '1:1 import/heading: the heading says 3 clauses, and the file has 2. It may be cut short; if not, correct the heading.',
    ])
    expect(faultsOf('p cnf 2 1\n1 0\n-3 2 0\n')).toEqual([
      '3:1 import/literal: expected variables 1 to 2, got 3.',
      '1:1 import/heading: the heading says 1 clauses, and the file has 2. It may be cut short; if not, correct the heading.',
    ])
  })

  it('names a clause that does not end, one that is empty, and what is no literal', () => {
    expect(faultsOf('p cnf 2 2\n1 0\n-1\n  2\n')).toEqual([
      '3:1 import/unended-clause: this clause does not end. Write 0 after its last literal.',
    ])
    expect(faultsOf('p cnf 2 2\n1 0\n 0\n')).toEqual([
      '3:2 import/empty-clause: an empty clause: no design would be valid. Drop it, or add its literals.',
    ])
    expect(faultsOf('p cnf 2 1\n1 x2 0\n')).toEqual([
      `2:3 import/literal: expected a variable's number, with "-" in front for "not", got "x2".`,
    ])
    expect(faultsOf('p cnf 2 1\n1 1.5 0\n')).toHaveLength(1)
  })
})
