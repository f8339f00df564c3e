import fc from 'fast-check'

type Literals = readonly (readonly [option: number, values: readonly number[]])[]

type Constraint =
  | { readonly type: 'table'; readonly scope: readonly number[]; readonly tuples: readonly (readonly number[])[] }
  | { readonly type: 'clause'; readonly lits: Literals }
  | { readonly type: 'count'; readonly lits: Literals; readonly least: number; readonly most: number }

/** A configuration instance small enough to look at every design. */
export interface SmallInstance {
  readonly format: 'config-instance/1'
  readonly options: readonly { readonly id: string; readonly values: readonly string[] }[]
  readonly constraints: readonly Constraint[]
}

const few = <T>(item: fc.Arbitrary<T>, most: number) => fc.array(item, { minLength: 1, maxLength: most })

const literals = few(fc.tuple(fc.nat(), few(fc.nat(), 2)), 4)

/** Options of one to four values; what the constraints name is brought within them. */
export const instances: fc.Arbitrary<SmallInstance> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
    tables: fc.array(fc.record({ scope: few(fc.nat(), 3), rows: few(fc.tuple(fc.nat(), fc.nat(), fc.nat()), 9) }), {
      maxLength: 2,
    }),
    clauses: fc.array(literals, { maxLength: 4 }),
    counts: fc.array(fc.record({ lits: literals, least: fc.nat(2), more: fc.nat(3) }), { maxLength: 1 }),
  })
  .map(({ sizes, tables, clauses, counts }): SmallInstance => {
    const within = (lits: readonly [number, readonly number[]][]): Literals =>
      lits.map(([option, values]) => {
        const own = option % sizes.length
        return [own, values.map((value) => value % sizes[own]!)]
      })
    return {
      format: 'config-instance/1',
      options: sizes.map((size, at) => ({
        id: `v${at}`,
        values: size === 2 ? ['no', 'yes'] : Array.from({ length: size }, (_, value) => String(value - 1)),
      })),
      constraints: [
        ...tables.map(({ scope, rows }): Constraint => {
          const distinct = [...new Set(scope.map((option) => option % sizes.length))]
          const tuples = rows.map((row) => distinct.map((option, k) => row[k]! % sizes[option]!))
          return { type: 'table', scope: distinct, tuples }
        }),
        ...clauses.map((lits): Constraint => ({ type: 'clause', lits: within(lits) })),
        ...counts.map(({ lits, least, more }): Constraint => ({
          type: 'count',
          lits: within(lits),
          least,
          most: least + more,
        })),
      ],
    }
  })

/** How many designs keep every constraint, by looking at each. */
export function designsIn({ options, constraints }: SmallInstance): bigint {
  let designs: readonly (readonly number[])[] = [[]]
  for (const { values } of options) designs = designs.flatMap((design) => values.map((_, value) => [...design, value]))
  return BigInt(designs.filter((design) => constraints.every((constraint) => keeps(design, constraint))).length)
}

function keeps(design: readonly number[], constraint: Constraint): boolean {
  if (constraint.type === 'table')
    return constraint.tuples.some((row) => row.every((value, k) => design[constraint.scope[k]!] === value))
  const holding = constraint.lits.filter(([option, values]) => values.includes(design[option]!)).length
  return constraint.type === 'clause' ? holding > 0 : holding >= constraint.least && holding <= constraint.most
}
