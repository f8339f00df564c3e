import fc from 'fast-check'

/** A feature model small enough to look at every set of its features. */
export interface Model {
  readonly root: Feature
  readonly constraints: readonly Term[]
}

export interface Feature {
  readonly name: string
  readonly groups: readonly Group[]
}

export interface Group {
  /** A number of features, or what UVL has a word for. */
  readonly kind: 'mandatory' | 'optional' | 'alternative' | 'or' | readonly [least: number, most: number]
  readonly features: readonly Feature[]
}

export type Term =
  | { readonly name: string }
  | { readonly sign: '!'; readonly parts: readonly [Term] }
  | { readonly sign: '&' | '|' | '=>' | '<=>'; readonly parts: readonly [Term, Term] }

/** Names that need quotes, that differ by a sign only, and that CEL or YAML keep for themselves. */
const NAMES = ['Light System', 'Käse', 'true', 'base', 'USB_3', 'USB-3', 'in', 'no', 'A', 'a', '3D', 'constructor']

const kinds = fc.constantFrom<Group['kind']>(
  'mandatory',
  'optional',
  'optional',
  'alternative',
  'or',
  [0, 1],
  [1, 2],
  [2, 3],
  [0, 2],
  [2, 2]
)

/** At most twelve features: a tree whose shape is drawn as one parent, kind of group and group for each. */
export const models: fc.Arbitrary<Model> = fc
  .record({
    places: fc.array(fc.record({ parent: fc.nat(), kind: kinds, joins: fc.boolean() }), {
      minLength: 1,
      maxLength: 11,
    }),
    shapes: fc.array(fc.record({ shape: fc.nat(6), picks: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }) }), {
      maxLength: 4,
    }),
  })
  .map(({ places, shapes }) => {
    const features: { name: string; groups: { kind: Group['kind']; features: Feature[] }[] }[] = [
      { name: NAMES[0]!, groups: [] },
    ]
    places.forEach(({ parent, kind, joins }, at) => {
      const { groups } = features[parent % features.length]!
      const feature = { name: NAMES[at + 1]!, groups: [] }
      features.push(feature)
      const last = groups.at(-1)
      if (joins && last) last.features.push(feature)
      else groups.push({ kind, features: [feature] })
    })
    const named = (pick: number): Term => ({ name: features[pick % features.length]!.name })
    const constraints = shapes.map(({ shape, picks }): Term => {
      const [a, b, c, d] = picks.map(named) as [Term, Term, Term, Term]
      const not = (part: Term): Term => ({ sign: '!', parts: [part] })
      const forms: Term[] = [
        { sign: '=>', parts: [a, b] },
        { sign: '=>', parts: [a, not(b)] },
        { sign: '|', parts: [a, { sign: '|', parts: [not(b), c] }] },
        { sign: '<=>', parts: [a, { sign: '&', parts: [b, not(c)] }] },
        not({ sign: '&', parts: [a, { sign: '&', parts: [b, c] }] }),
        {
          sign: '=>',
          parts: [
            { sign: '&', parts: [a, not(b)] },
            { sign: '<=>', parts: [c, d] },
          ],
        },
        not({ sign: '<=>', parts: [a, { sign: '=>', parts: [b, c] }] }),
      ]
      return forms[shape]!
    })
    return { root: features[0]!, constraints }
  })

export function featuresOf(feature: Feature): readonly Feature[] {
  return [feature, ...feature.groups.flatMap(({ features }) => features.flatMap(featuresOf))]
}

export const boundsOf = ({ kind, features }: Group): readonly [number, number] => {
  if (typeof kind !== 'string') return kind
  return {
    mandatory: [features.length, features.length],
    optional: [0, features.length],
    alternative: [1, 1],
    or: [1, Infinity],
  }[kind] as [number, number]
}

/** How many sets of features the model allows, by looking at each. */
export function countOf({ root, constraints }: Model): bigint {
  const names = featuresOf(root).map(({ name }) => name)
  let count = 0n
  for (let set = 0; set < 2 ** names.length; set++) {
    const has = (name: string) => ((set >> names.indexOf(name)) & 1) === 1
    const fits = (feature: Feature): boolean =>
      feature.groups.every((group) => {
        const [least, most] = boundsOf(group)
        const chosen = group.features.filter(({ name }) => has(name)).length
        return has(feature.name)
          ? chosen >= least && chosen <= most && group.features.every(fits)
          : chosen === 0 && group.features.every(fits)
      })
    if (has(root.name) && fits(root) && constraints.every((term) => holds(term, has))) count++
  }
  return count
}

function holds(term: Term, has: (name: string) => boolean): boolean {
  if ('name' in term) return has(term.name)
  const [a, b] = term.parts.map((part) => holds(part, has)) as [boolean, boolean]
  return { '!': !a, '&': a && b, '|': a || b, '=>': !a || b, '<=>': a === b }[term.sign]
}

const quoted = (name: string): string => (/^[A-Za-z][A-Za-z0-9_]*$/.test(name) && name !== 'true' ? name : `"${name}"`)

export function uvlOf({ root, constraints }: Model): string {
  const lines = (feature: Feature, indent: string): readonly string[] => [
    `${indent}${quoted(feature.name)}`,
    ...feature.groups.flatMap(({ kind, features }) => [
      `${indent}\t${typeof kind === 'string' ? kind : `[${kind[0]}..${kind[1]}]`}`,
      ...features.flatMap((child) => lines(child, `${indent}\t\t`)),
    ]),
  ]
  const text = (term: Term): string => {
    if ('name' in term) return quoted(term.name)
    return term.sign === '!'
      ? `!(${text(term.parts[0])})`
      : `(${text(term.parts[0])} ${term.sign} ${text(term.parts[1])})`
  }
  const rules = constraints.length ? ['constraints', ...constraints.map((term) => `\t${text(term)}`)] : []
  return ['features', ...lines(root, '\t'), ...rules, ''].join('\n')
}

/** Clauses that say the same without any new variable: each tree group and constraint by what it forbids. */
export function dimacsOf({ root, constraints }: Model): string {
  const features = featuresOf(root)
  const number = (name: string) => features.findIndex((feature) => feature.name === name) + 1
  const clauses: number[][] = [[1]]
  const forbid = (names: readonly string[], isWrong: (has: (name: string) => boolean) => boolean) => {
    const scope = [...new Set(names)]
    for (let set = 0; set < 2 ** scope.length; set++) {
      const has = (name: string) => ((set >> scope.indexOf(name)) & 1) === 1
      if (isWrong(has)) clauses.push(scope.map((name) => (has(name) ? -number(name) : number(name))))
    }
  }
  for (const feature of features)
    for (const group of feature.groups) {
      for (const child of group.features) clauses.push([-number(child.name), number(feature.name)])
      const [least, most] = boundsOf(group)
      const children = group.features.map(({ name }) => name)
      forbid([feature.name, ...children], (has) => {
        const chosen = children.filter(has).length
        return has(feature.name) && (chosen < least || chosen > most)
      })
      if (typeof group.kind !== 'string' || group.kind !== 'alternative') continue
      // As exporters write it, so that alternatives can be found again.
      clauses.push([-number(feature.name), ...children.map(number)])
      children.forEach((a, at) => children.slice(at + 1).forEach((b) => clauses.push([-number(a), -number(b)])))
    }
  const namesIn = (term: Term): readonly string[] => ('name' in term ? [term.name] : term.parts.flatMap(namesIn))
  for (const term of constraints) forbid(namesIn(term), (has) => !holds(term, has))
  return [
    ...features.map(({ name }, at) => `c ${at + 1} ${name}`),
    `p cnf ${features.length} ${clauses.length}`,
    ...clauses.map((clause) => `${clause.join(' ')} 0`),
    '',
  ].join('\n')
}
