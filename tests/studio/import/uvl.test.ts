import { describe, expect, it } from 'vitest'
import { Faults } from '../../../src/studio/import/faults.ts'
import { featuresOf, readUvl, type UvlModel } from '../../../src/studio/import/uvl.ts'

/** Faults as `line:column code: message`. */
function faultsOf(text: string): readonly string[] {
  const faults = new Faults('model.uvl')
  const model = readUvl(text, faults)
  expect(model === null).toBe(faults.list.length > 0)
  return faults.list.map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`)
}

function read(text: string): UvlModel {
  const faults = new Faults('model.uvl')
  const model = readUvl(text, faults)
  expect(faults.list).toEqual([])
  return model!
}

const SANDWICH = `namespace Shop

include
\tBoolean.group-cardinality

features
\tSandwich {abstract}
\t\tmandatory
\t\t\tBread
\t\t\t\talternative
\t\t\t\t\t"White bread"
\t\t\t\t\tRye {price 2, 'x' }
`

describe('readUvl', () => {
  it('reads features, groups, attributes and constraints, however they are indented, named and commented', () => {
    const { root, constraints, imports } = read(`// A kitchen
imports
    sub.kitchen as k
features
    "My Sandwich" {abstract, notes 'with, a comma'}
        /* over
           two lines */
        mandatory
            Bread {
                weight 1.5,
                maker 'Smith'
            }
        or
            Käse
            Integer Slices
        [1..*]
            Ham cardinality [1..3] // some
            Egg
constraints
    Käse => !(Ham | Egg) & Bread
    2 <= Slices
    k.Oven <=> Bread
    sum(weight) < 10
`)
    expect([...featuresOf(root)].map(({ name }) => name)).toEqual([
      'My Sandwich',
      'Bread',
      'Käse',
      'Slices',
      'Ham',
      'Egg',
    ])
    expect(root.isAbstract).toBe(true)
    expect(root.groups.map(({ kind, least, most }) => [kind, least, most])).toEqual([
      ['mandatory', 1, 1],
      ['or', 1, Infinity],
      ['cardinality', 1, Infinity],
    ])
    const [bread, , slices, ham] = root.groups.flatMap(({ features }) => features)
    expect(root.attributes).toEqual([{ name: 'notes', text: "notes 'with, a comma'" }])
    expect(bread!.attributes.map(({ text }) => text)).toEqual(['weight 1.5', "maker 'Smith'"])
    expect(slices!.type).toBe('Integer')
    expect(ham!.cardinality).toBe('[1..3]')
    expect(imports).toEqual(['sub.kitchen as k'])
    expect(constraints.map(({ text, line }) => [line, text])).toEqual([
      [20, 'Käse => !(Ham | Egg) & Bread'],
      [21, '2 <= Slices'],
      [22, 'k.Oven <=> Bread'],
      [23, 'sum(weight) < 10'],
    ])
    const bare = JSON.parse(
      JSON.stringify(
        constraints.map(({ formula }) => formula),
        (key, value) => (['line', 'column'].includes(key) ? undefined : value)
      )
    )
    const feature = (name: string) => ({ op: 'feature', name })
    expect(bare).toEqual([
      {
        op: 'implies',
        parts: [
          feature('Käse'),
          {
            op: 'and',
            parts: [{ op: 'not', parts: [{ op: 'or', parts: [feature('Ham'), feature('Egg')] }] }, feature('Bread')],
          },
        ],
      },
      { op: 'compare', name: 'Slices', sign: '>=', number: 2 },
      { op: 'equal', parts: [feature('k.Oven'), feature('Bread')] },
      { op: 'beyond', what: 'a sum over attributes' },
    ])
  })

  it('binds "!" before "&" before "|" before "=>" before "<=>", and joins from the left', () => {
    const model = (line: string) =>
      read(`features\n  R\n    optional\n      A\n      B\n      C\n      D\nconstraints\n  ${line}\n`).constraints[0]!
        .formula
    const strip = (formula: unknown): unknown =>
      JSON.parse(JSON.stringify(formula, (key, value) => (['line', 'column'].includes(key) ? undefined : value)))
    const same = (a: string, b: string) => expect(strip(model(a))).toEqual(strip(model(b)))
    same('!A & B | C => D <=> A', '((((!A) & B) | C) => D) <=> A')
    same('A => B => C', '(A => B) => C')
    same('A | B & C | D', 'A | (B & C) | D')
    same('!A == 1', '!(A == 1)')
  })

  it('reads constraints that stand in attributes', () => {
    const { constraints, root } = read(
      'features\n  R\n    optional\n      A {constraint A => B, constraints [B => C, !C], x 1}\n      B\n      C\n'
    )
    expect(constraints.map(({ text }) => text)).toEqual(['A => B', 'B => C', '!C'])
    expect(root.groups[0]!.features[0]!.attributes.map(({ name }) => name)).toEqual(['x'])
  })

  it('says where a line does not fit, what was expected and the way out', () => {
    expect(faultsOf('')).toEqual([
      '1:1 import/syntax: expected a line "features", with the root feature indented below it.',
    ])
    expect(faultsOf('featurs\n  A\n')).toEqual([
      '1:1 import/syntax: expected "features" or another section, got "featurs". Did you mean "features"?',
    ])
    expect(faultsOf('features\n')).toEqual(['1:1 import/syntax: expected the root feature, indented below this line.'])
    expect(faultsOf('features\n  A\n  B\n')).toEqual([
      '3:3 import/syntax: a second root. Put both under one feature, each as "mandatory".',
    ])
    expect(faultsOf('features\n  A\n    B\n')).toEqual([
      '3:5 import/syntax: expected "mandatory", "optional", "alternative", "or" or a number of features such as "[1..3]", ' +
        'got the name "B". Features stand below such a line, one level deeper.',
    ])
    expect(faultsOf('features\n  A\n    optional\n')).toEqual([
      '3:5 import/syntax: expected features, indented below this line. Drop the line if there are none.',
    ])
    expect(faultsOf('features\n  Light System\n')).toEqual([
      '2:9 import/syntax: expected the end of the line, got "System". A name with a space stands in double quotes: "Light System".',
    ])
    expect(faultsOf('features\n  or\n')).toEqual([
      '2:3 import/syntax: expected the name of a feature, got "or". A feature with such a name stands in double quotes: "or".',
    ])
    expect(faultsOf('features\n  A\n    [3..1]\n      B\n      C\n')).toEqual([
      '3:5 import/cardinality: expected the smaller number first, got [3..1].',
    ])
    expect(faultsOf('features\n  A\n    [1..x]\n      B\n      C\n')).toEqual([
      '3:9 import/syntax: expected a whole number, got "x".',
    ])
    expect(faultsOf(SANDWICH)).toEqual(['12:20 import/syntax: expected the name of an attribute, got "x".'])
  })

  it('says where the indentation goes astray', () => {
    expect(faultsOf('features\n\tA\n\t\toptional\n\t\t\tB\n\t\t    C\n')).toEqual([
      '5:7 import/indentation: expected to begin as line 4, with 3 tabs; got 2 tabs and 4 spaces. ' +
        'Indent by tabs or by spaces, not by both.',
    ])
    expect(faultsOf('features\n  A\n    optional\n        B\n      C\n')).toEqual([
      '5:7 import/indentation: expected the indentation of line 4, 8 spaces; got 6 spaces.',
    ])
  })

  it('says where a constraint does not fit', () => {
    const wrong = (line: string) => faultsOf(`features\n  A\n    optional\n      B\n      C\nconstraints\n  ${line}\n`)
    expect(wrong('B =>')).toEqual(['7:7 import/syntax: expected a feature, got the end of the line.'])
    expect(wrong('B C')).toEqual(['7:5 import/syntax: expected "&", "|", "=>", "<=>" or the end of the line, got "C".'])
    expect(wrong('(B & C')).toEqual([
      '7:3 import/syntax: "(" is opened here and never closed.',
      '7:9 import/syntax: expected ")", got the end of the line.',
    ])
    expect(wrong('B & 3')).toEqual(['7:7 import/syntax: expected a condition, got the number 3.'])
    expect(wrong('(B & C) + 1 > 2')).toEqual([
      '7:9 import/syntax: expected a number or a feature to compare, got a condition.',
    ])
    expect(wrong('max(B) > 2')).toEqual(['7:3 import/syntax: no function "max". There are sum, avg, len, floor, ceil.'])
    expect(wrong('B => Csi')).toEqual([
      '7:8 import/unknown-feature: no feature "Csi". Names are read as written, with upper and lower case.',
    ])
    expect(wrong('B => c')).toEqual(['7:8 import/unknown-feature: no feature "c". Did you mean "C"?'])
    expect(wrong('B ^ C')).toEqual([
      '7:5 import/syntax: "^" means nothing here. Put a name with such a letter in double quotes.',
      '7:7 import/syntax: expected "&", "|", "=>", "<=>" or the end of the line, got "C".',
    ])
    expect(wrong('"B')).toEqual(
      expect.arrayContaining(['7:3 import/syntax: a quote is opened and not closed on this line.'])
    )
  })

  it('names a feature that stands twice, and a comment that does not end', () => {
    expect(faultsOf('features\n  A\n    optional\n      B\n      B\n')).toEqual([
      '5:7 import/twice: "B" stands on line 4 already. Rename one of the two.',
    ])
    expect(faultsOf('features\n  A /* ...\n    optional\n')).toEqual([
      '2:5 import/syntax: a comment begins here and does not end. Close it with "*/".',
    ])
  })

  it('reads a tree and brackets as deep as people write, and refuses what would only exhaust it', () => {
    const deep = (levels: number) =>
      `features\n${Array.from({ length: levels }, (_, at) => `${' '.repeat(2 * at + 1)}F${at}\n${' '.repeat(2 * at + 2)}optional`).join('\n')}\n${' '.repeat(2 * levels + 1)}Leaf\n`
    expect([...featuresOf(read(deep(90)).root)]).toHaveLength(91)
    expect(faultsOf(deep(5000))[0]).toContain('import/too-deep: expected at most 200 levels.')
    const brackets = (count: number) =>
      `features\n  A\n    optional\n      B\nconstraints\n  ${'('.repeat(count)}B${')'.repeat(count)}\n`
    expect(read(brackets(400)).constraints).toHaveLength(1)
    expect(faultsOf(brackets(100_000))[0]).toContain('expected at most 500 levels of brackets.')
    const chain = (sign: string) =>
      `features\n  A\n    optional\n      B\nconstraints\n  ${Array.from({ length: 5000 }, () => 'B').join(` ${sign} `)}\n`
    expect(read(chain('|')).constraints).toHaveLength(1)
    expect(faultsOf(chain('=>'))[0]).toContain('expected at most 500 "=>" in a row.')
  })
})
