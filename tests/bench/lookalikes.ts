/**
 * Seeded problems of the kinds real configurators have, for measuring what no open instance covers:
 * `npx tsx tests/bench/lookalikes.ts DIR [NAME…]` writes them as `config-instance/1` or DIMACS. Each has valid
 * designs: rules are drawn freely, and kept where they spare some designs planted before.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../src/ground/index.ts'
import type { Constraint, RuleOption, RuleProblem } from '../../src/rules/index.ts'

type Literals = readonly (readonly [option: number, values: readonly number[]])[]

interface Dice {
  (): number
  below(limit: number): number
  chance(share: number): boolean
  of<T>(items: readonly T[]): T
  some<T>(items: readonly T[], count: number): T[]
}

function diceOf(seed: number): Dice {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const some = <T>(items: readonly T[], count: number): T[] => {
    const rest = [...items]
    for (let i = 0; i < Math.min(count, rest.length); i++) {
      const j = i + below(rest.length - i)
      ;[rest[i], rest[j]] = [rest[j]!, rest[i]!]
    }
    return rest.slice(0, count)
  }
  return Object.assign(random, {
    below,
    chance: (share: number) => random() < share,
    of: <T>(items: readonly T[]) => items[below(items.length)]!,
    some,
  })
}

/** Options named `o0`, `o1` and so on with values `v0`, `v1` and so on. */
const optionsOf = (sizes: readonly number[]): RuleOption[] =>
  sizes.map((size, o) => ({ id: `o${o}`, values: Array.from({ length: size }, (_, v) => `v${v}`) }))

const holds = (design: readonly number[], lits: Literals) =>
  lits.filter(([option, values]) => values.includes(design[option]!)).length

/**
 * What a shop writes: choices of some colours and materials, a few tables of what goes together, if-then rules,
 * extras of which at most so many are taken, and hidden options that follow a combination and carry its price.
 */
export function shopTemplate(count: number, seed: number): RuleProblem {
  const dice = diceOf(seed)
  const extras = Math.round(count * 0.25)
  const hidden = Math.round(count * 0.1)
  const plain = count - extras - hidden
  const sizes = [
    ...Array.from({ length: plain }, () => 2 + dice.below(dice.chance(0.2) ? 11 : 5)),
    ...Array.from({ length: extras + hidden }, () => 2),
  ]
  const designs = Array.from({ length: 12 }, () => sizes.map((size) => dice.below(size)))
  const constraints: Constraint[] = []
  for (const [n, design] of designs.entries())
    for (let h = 0; h < hidden; h++) design[plain + extras + h] = n % 2
  const near = (o: number) => (o + 1 + dice.below(6)) % plain
  for (let t = 0; t < plain * 0.35; t++) {
    const first = dice.below(plain)
    const scope = [...new Set([first, near(first), ...(dice.chance(0.4) ? [near(first)] : [])])]
    const rows = new Set(designs.map((design) => scope.map((o) => design[o]).join()))
    for (const row of product(scope.map((o) => sizes[o]!))) if (dice.chance(0.65)) rows.add(row.join())
    constraints.push({ type: 'table', id: `table-${t}`, scope, tuples: [...rows].map(numbersIn) })
  }
  for (let r = 0; r < count * 0.5; r++) {
    const first = dice.below(plain + extras)
    const named = [...new Set([first, near(first), ...(dice.chance(0.3) ? [near(first)] : [])])]
    const lits = named.map((o) => [o, valuesOf(sizes[o]!).filter(() => dice.chance(0.6))] as const)
    if (designs.every((design) => holds(design, lits) > 0)) constraints.push({ type: 'clause', id: `if-${r}`, lits })
  }
  for (let from = plain; from + 3 < plain + extras; from += 5) {
    const lits = valuesOf(Math.min(5, plain + extras - from)).map((n) => [from + n, [1]] as const)
    const most = Math.max(2, ...designs.map((design) => holds(design, lits)))
    if (most < lits.length) constraints.push({ type: 'count', id: `most-${from}`, lits, least: 0, most })
  }
  for (let h = 0; h < hidden; h++) {
    const scope = [dice.below(plain), dice.below(plain)]
    if (scope[0] === scope[1]) scope[1] = (scope[0]! + 1) % plain
    const surcharge = product(scope.map((o) => sizes[o]!)).map((row) => [...row, dice.chance(0.15) ? 1 : 0])
    constraints.push({
      type: 'table',
      id: `surcharge-${h}`,
      scope: [...scope, plain + extras + h],
      tuples: surcharge,
    })
  }
  return { options: optionsOf(sizes), constraints }
}

interface CarLine {
  readonly options: number
  readonly values: number
  readonly tables: number
  /** Options that a new option may depend on at most: about the tree width. */
  readonly width: number
  /** The first options, which are tied to each other least: model, engine, gearbox, trim, country. */
  readonly leading: number
  /** Combinations of the leading options that are built. */
  readonly versions: number
  /** Share of combinations that leave an option more than one value. */
  readonly freedom: number
  readonly rows: number
  readonly seed: number
}

/** A car line: tables of allowed versions, each option following a few decided before it, in chains. */
export function carLine(line: CarLine): RuleProblem {
  const { options: count, values, tables, width, leading, versions, freedom, rows, seed } = line
  const dice = diceOf(seed)
  const sizes = Array.from({ length: count }, () => 2)
  for (let left = values - 2 * count; left > 0; left--)
    sizes[dice.chance(0.3) ? dice.below(leading) : dice.below(count)]! += 1
  const design = sizes.map((size) => dice.below(size))
  const built = new Set([design.slice(0, leading).join()])
  while (built.size < versions) built.add(valuesOf(leading).map((o) => dice.below(sizes[o]!)).join())
  const constraints: Constraint[] = [
    { type: 'table', id: 'versions', scope: valuesOf(leading), tuples: [...built].map(numbersIn) },
  ]
  const bags: number[][] = [valuesOf(leading)]
  const bagOf: number[][] = []
  for (let o = leading; o < count; o++) {
    const bag = dice.chance(0.5) ? bags.at(-1 - dice.below(Math.min(3, bags.length)))! : dice.of(bags)
    const parents = dice.some(bag, 1 + dice.below(Math.min(4, bag.length)))
    while (parents.length > 1 && parents.reduce((all, p) => all * sizes[p]!, sizes[o]!) > rows) parents.pop()
    const tuples: number[][] = []
    const shift = dice.below(sizes[o]!)
    for (const row of product(parents.map((p) => sizes[p]!))) {
      // Mostly it follows one of them; now and then the combination matters.
      const usual = (row[0]! + shift) % sizes[o]!
      const allowed = new Set([dice.chance(0.8) ? usual : dice.below(sizes[o]!)])
      while (dice.chance(freedom)) allowed.add(dice.below(sizes[o]!))
      if (parents.every((p, i) => row[i] === design[p])) design[o] = dice.of([...allowed])
      for (const value of [...allowed].sort((a, b) => a - b)) tuples.push([...row, value])
    }
    constraints.push({ type: 'table', id: `table-${o}`, scope: [...parents, o], tuples })
    const kept = dice.some(
      bag.filter((b) => !parents.includes(b)),
      width - parents.length - 1
    )
    bags.push([...parents, ...kept, o])
    bagOf.push([o, ...kept, ...parents])
  }
  while (constraints.length < tables) {
    const scope = dice.some([valuesOf(leading), ...bagOf][dice.below(bagOf.length + 1)]!, 2 + dice.below(2))
    while (scope.length > 2 && scope.reduce((all, p) => all * sizes[p]!, 1) > rows) scope.shift()
    const tuples = product(scope.map((p) => sizes[p]!)).filter(
      (row) => dice.chance(0.96) || row.every((value, i) => design[scope[i]!] === value)
    )
    constraints.push({ type: 'table', id: `table-${constraints.length + leading}`, scope, tuples })
  }
  return { options: optionsOf(sizes), constraints }
}

/** Parts out of catalogues, each with properties that follow from it, and tables of which properties go together. */
export function catalogue(parts: number, properties: number, items: number, seed: number): RuleProblem {
  const dice = diceOf(seed)
  const sizes: number[] = []
  const constraints: Constraint[] = []
  const ofPart: number[][] = []
  for (let part = 0; part < parts; part++) {
    const size = Math.round(items * (0.5 + dice()))
    const own = [sizes.push(size) - 1]
    for (let p = 0; p < properties; p++) {
      const classes = 2 + dice.below(4)
      const property = sizes.push(classes) - 1
      const tuples = valuesOf(size).map((item) => [item, item < classes ? item : dice.below(classes)])
      constraints.push({ type: 'table', id: `property-${property}`, scope: [own[0]!, property], tuples })
      own.push(property)
    }
    ofPart.push(own)
  }
  const design = sizes.map(() => 0)
  for (let part = 1; part < parts; part++)
    for (let n = 0; n < 2; n++) {
      const scope = [dice.of(ofPart[dice.below(part)]!.slice(1)), dice.of(ofPart[part]!.slice(1))]
      const tuples = product(scope.map((o) => sizes[o]!)).filter(
        (row) => dice.chance(0.5) || row.every((value, i) => design[scope[i]!] === value)
      )
      constraints.push({ type: 'table', id: `fits-${part}-${n}`, scope, tuples })
    }
  return { options: optionsOf(sizes), constraints }
}

/** Numbered from 1, negative for no: as in DIMACS. */
type Clause = number[]

interface Cnf {
  readonly variables: number
  readonly clauses: Clause[]
}

interface FeatureModel {
  readonly features: number
  /** Rules across the tree. */
  readonly across: number
  /** Share of those that reach anywhere; the others stay among near features. */
  readonly far: number
  readonly seed: number
}

/** A tree of features: mandatory, optional, "one of", "some of" and rules across, written out as clauses. */
export function featureModel({ features, across, far, seed }: FeatureModel): Cnf {
  const dice = diceOf(seed)
  const clauses: Clause[] = [[1]]
  const groups: { parent: number; kind: 'each' | 'one' | 'some'; members: { id: number; must: boolean }[] }[] = []
  const open = [1]
  for (let next = 2; next <= features; ) {
    // Young features get children first: trees of real models are deep in places and mostly flat.
    const young = Math.max(0, open.length - 1 - dice.below(4))
    const parent = open.splice(dice.chance(0.6) ? young : dice.below(open.length), 1)[0]!
    const kind = dice.chance(0.6) ? 'each' : dice.chance(0.6) ? 'one' : 'some'
    const size = Math.min(features - next + 1, 2 + dice.below(dice.chance(0.15) ? 16 : 5))
    const members = Array.from({ length: size }, () => ({ id: next++, must: kind === 'each' && dice.chance(0.3) }))
    groups.push({ parent, kind, members })
    open.push(...members.map(({ id }) => id))
    for (const { id, must } of members) {
      clauses.push([-id, parent])
      if (must) clauses.push([-parent, id])
    }
    if (kind !== 'each') clauses.push([-parent, ...members.map(({ id }) => id)])
    if (kind === 'one')
      members.forEach((a, i) => members.slice(0, i).forEach((b) => clauses.push([-a.id, -b.id])))
  }
  const planted = Array.from({ length: 6 }, () => {
    const taken = new Set([1])
    for (const { parent, kind, members } of groups) {
      if (!taken.has(parent)) continue
      const one = dice.of(members).id
      for (const { id, must } of members)
        if (must || (kind !== 'each' && id === one) || (kind !== 'one' && dice.chance(0.5))) taken.add(id)
    }
    return taken
  })
  const parentOf = new Map(groups.flatMap(({ parent, members }) => members.map(({ id }) => [id, parent] as const)))
  const membersOf = new Map(groups.map(({ parent, members }) => [parent, members.map(({ id }) => id)]))
  /** A sibling, a child of one, or a cousin. */
  const kinOf = (feature: number) => {
    let at = parentOf.get(feature)!
    if (dice.chance(0.25)) at = parentOf.get(at) ?? at
    do at = dice.of(membersOf.get(at)!)
    while (membersOf.has(at) && dice.chance(0.4))
    return at
  }
  for (let drawn = 0; drawn < across; ) {
    const first = 2 + dice.below(features - 1)
    const other = () => (dice.chance(far) ? 2 + dice.below(features - 1) : kinOf(first))
    const named = [...new Set([first, other(), ...(dice.chance(0.2) ? [other()] : [])])]
    if (named.length < 2) continue
    const clause = named.map((id, i) => (i === 0 || dice.chance(0.4) ? -id : id))
    if (!spared(planted, clause)) continue
    clauses.push(clause)
    drawn++
  }
  return { variables: features, clauses }
}

/** Whether no planted design breaks the clause. */
const spared = (planted: readonly ReadonlySet<number>[], clause: Clause) =>
  planted.every((taken) => clause.some((lit) => taken.has(Math.abs(lit)) === lit > 0))

/** Symbols of a build system: they depend on menus and on alternatives of other symbols, and select others. */
export function buildSymbols(symbols: number, entangled: number, far: number, seed: number): Cnf {
  const dice = diceOf(seed)
  const clauses: Clause[] = []
  const planted = Array.from({ length: 5 }, () => new Set<number>())
  /** Symbols of one menu stand together; a menu's own symbol is the first. */
  const menus: number[][] = []
  const menuOf: number[] = []
  const above: number[] = []
  for (let id = 1; id <= symbols; ) {
    const parent = menus.length === 0 ? -1 : Math.max(0, menus.length - 1 - dice.below(10))
    const menu = Array.from({ length: Math.min(symbols - id + 1, 3 + dice.below(14)) }, () => id++)
    for (const [n, symbol] of menu.entries()) {
      const under = n > 0 ? menu[0]! : parent < 0 ? 0 : menus[parent]![0]!
      for (const taken of planted) if ((under === 0 || taken.has(under)) && dice.chance(0.6)) taken.add(symbol)
      if (under > 0) clauses.push([-symbol, under])
      menuOf[symbol] = menus.length
    }
    above.push(parent)
    menus.push(menu)
  }
  const keep = (clause: Clause) => {
    if (new Set(clause.map(Math.abs)).size === clause.length && spared(planted, clause)) clauses.push(clause)
  }
  for (let n = 0; n < symbols * entangled; n++) {
    const id = 1 + dice.below(symbols)
    const menu = menuOf[id]!
    const near = () => (dice.chance(0.8) ? menu : Math.max(0, above[menu]!))
    const other = () => dice.of(menus[dice.chance(far) ? dice.below(menus.length) : near()]!)
    const kind = dice.below(4)
    if (kind < 2) keep([-id, ...Array.from({ length: 2 + dice.below(3) }, other)])
    else if (kind === 2) keep([-id, -other(), other()])
    else keep([-id, dice.chance(0.5) ? other() : -other()])
  }
  // A choice: with its prompt one of the symbols, never two.
  for (const menu of menus)
    if (dice.chance(0.15)) menu.slice(1).forEach((a, i) => menu.slice(1, 1 + i).forEach((b) => keep([-a, -b])))
  return { variables: symbols, clauses }
}

interface VehicleLine {
  readonly codes: number
  /** Sizes of the groups of which exactly one code is taken: engine, gearbox, body, country. */
  readonly groups: readonly number[]
  /** Share of the codes that never change on this line. */
  readonly fixed: number
  /** Rules per code that may change. */
  readonly rules: number
  /** Share of the codes named in rules that lie outside the code's own family. */
  readonly far: number
  readonly seed: number
}

/** A commercial vehicle line: codes taken or not, groups of exactly one, "A needs B or C", long lists of exceptions. */
export function vehicleLine({ codes, groups, fixed, rules, far, seed }: VehicleLine): Cnf {
  const dice = diceOf(seed)
  const clauses: Clause[] = []
  let next = 1
  const members = groups.map((size) => Array.from({ length: size }, () => next++))
  for (const group of members) {
    clauses.push([...group])
    group.forEach((a, i) => group.slice(0, i).forEach((b) => clauses.push([-a, -b])))
  }
  const settled = new Map<number, boolean>()
  const free: number[] = []
  for (let code = next; code <= codes; code++)
    if (dice.chance(fixed)) settled.set(code, dice.chance(0.15))
    else free.push(code)
  for (const [code, taken] of settled) clauses.push([taken ? code : -code])
  const planted = Array.from({ length: 16 }, () => {
    const taken = new Set(members.map((group) => dice.of(group)))
    for (let code = next; code <= codes; code++) if (settled.get(code) ?? dice.chance(0.4)) taken.add(code)
    return taken
  })
  const family = 8
  /** Rules name whole classes of engines or countries, and the families under one name mostly the same ones. */
  const classes = members.map((group) =>
    Array.from({ length: 5 }, () => dice.some(group, Math.ceil(group.length * (0.3 + 0.6 * dice()))))
  )
  const leading: number[] = []
  for (let f = 0; f * family < free.length; f++)
    leading.push(f > 0 && dice.chance(0.85) ? leading[(f - 1) >> 2]! : dice.below(members.length))
  for (let drawn = 0, tried = 0; drawn < rules * free.length && tried < rules * free.length * 50; tried++) {
    const at = dice.below(free.length)
    const own = Math.floor(at / family)
    /** Of its own family, or of the one above: families form a heap of four under each. */
    const near = () => {
      const from = own > 0 && dice.chance(far) ? (own - 1) >> 2 : own
      return free[Math.min(free.length - 1, from * family + dice.below(family))]!
    }
    const group = dice.chance(far / 8) ? dice.below(members.length) : leading[own]!
    const clause = [dice.chance(0.8) ? -free[at]! : free[at]!]
    const kind = dice()
    // Only with some of the engines; only with one of these codes; never with that engine and that code.
    if (kind < 0.35) clause.push(...dice.of(classes[group]!))
    else if (kind < 0.75) clause.push(...Array.from({ length: 1 + dice.below(6) }, near))
    else clause.push(-dice.of(members[group]!), -near())
    if (new Set(clause.map(Math.abs)).size < clause.length || !spared(planted, clause)) continue
    clauses.push(clause)
    drawn++
  }
  return { variables: codes, clauses }
}

/** Products of a bank: few large groups, and thousands of rules that tie each member of one to members of others. */
export function financialProducts(features: number, across: number, far: number, seed: number): Cnf {
  const dice = diceOf(seed)
  const clauses: Clause[] = [[1]]
  const tree: { parent: number; members: number[]; one: boolean }[] = []
  for (let next = 2; next <= features; ) {
    const parent = tree.length === 0 || dice.chance(0.6) ? 1 : dice.of(dice.of(tree).members)
    const size = Math.min(features - next + 1, dice.chance(0.25) ? 20 + dice.below(40) : 2 + dice.below(10))
    const group = { parent, members: Array.from({ length: size }, () => next++), one: dice.chance(0.8) }
    tree.push(group)
    const { members } = group
    clauses.push([-parent, ...members], ...members.map((id) => [-id, parent]))
    if (group.one) members.forEach((a, i) => members.slice(0, i).forEach((b) => clauses.push([-a, -b])))
  }
  const planted = Array.from({ length: 8 }, () => {
    const taken = new Set([1])
    for (const { parent, members, one } of tree) {
      if (!taken.has(parent)) continue
      taken.add(dice.of(members))
      if (!one) for (const id of members) if (dice.chance(0.15)) taken.add(id)
    }
    return taken
  })
  for (let drawn = 0, tried = 0; drawn < across && tried < across * 40; tried++) {
    const at = dice.below(tree.length)
    const from = tree[at]!.members
    const to = tree[dice.chance(far) ? dice.below(tree.length) : (at + 1) >> 1]!.members
    if (from === to) continue
    const clause = dice.chance(0.6)
      ? [-dice.of(from), -dice.of(to)]
      : [-dice.of(from), ...dice.some(to, 1 + dice.below(to.length))]
    if (!spared(planted, clause)) continue
    clauses.push(clause)
    drawn++
  }
  return { variables: features, clauses }
}

const CAR_M = { options: 148, values: 426, tables: 174, width: 7, leading: 5, versions: 80, freedom: 0.14, rows: 300 }
const CAR_X = { options: 99, values: 396, tables: 110, width: 8, leading: 5, versions: 250, freedom: 0.33, rows: 1200 }
const CAR_L = { options: 268, values: 1273, tables: 332, width: 8, leading: 5, versions: 160, freedom: 0.2, rows: 4000 }

/** By name: the kinds and sizes that are measured. */
export const LOOKALIKES: Readonly<Record<string, () => RuleProblem | Cnf>> = {
  'shop-20': () => shopTemplate(20, 1),
  'shop-40': () => shopTemplate(40, 2),
  'shop-60': () => shopTemplate(60, 3),
  'car-m': () => carLine({ ...CAR_M, seed: 4 }),
  'car-x': () => carLine({ ...CAR_X, seed: 5 }),
  'car-l': () => carLine({ ...CAR_L, seed: 6 }),
  'pc-catalogue': () => catalogue(9, 4, 28, 7),
  'features-200': () => featureModel({ features: 200, across: 40, far: 0.1, seed: 8 }),
  'features-400': () => featureModel({ features: 400, across: 60, far: 0.08, seed: 9 }),
  'features-800': () => featureModel({ features: 800, across: 120, far: 0.05, seed: 10 }),
  'features-1300': () => featureModel({ features: 1300, across: 220, far: 0.04, seed: 11 }),
  'features-2500': () => featureModel({ features: 2500, across: 400, far: 0.02, seed: 12 }),
  'kconfig-300': () => buildSymbols(300, 0.8, 0.02, 13),
  'kconfig-630': () => buildSymbols(630, 0.6, 0.01, 14),
  'kconfig-1200': () => buildSymbols(1200, 0.6, 0.01, 15),
  'kconfig-1260': () => buildSymbols(1260, 0.8, 0.022, 21),
  'vehicle-1': () =>
    vehicleLine({ codes: 1635, groups: [14, 6, 5, 40, 8], fixed: 0.75, rules: 2, far: 0.05, seed: 17 }),
  'vehicle-2': () =>
    vehicleLine({ codes: 1761, groups: [20, 8, 6, 50, 10], fixed: 0.6, rules: 2, far: 0.05, seed: 18 }),
  'vehicle-3': () =>
    vehicleLine({ codes: 1808, groups: [30, 10, 8, 60, 12, 9], fixed: 0.55, rules: 2.4, far: 0.09, seed: 19 }),
  'financial': () => financialProducts(771, 2000, 0.005, 20),
}

const valuesOf = (size: number) => Array.from({ length: size }, (_, value) => value)

const numbersIn = (text: string) => text.split(',').map(Number)

/** All combinations, the last one turning fastest. */
function product(sizes: readonly number[]): number[][] {
  let rows: number[][] = [[]]
  for (const size of sizes) rows = rows.flatMap((row) => valuesOf(size).map((value) => [...row, value]))
  return rows
}

function dimacsOf({ variables, clauses }: Cnf): string {
  const lines = clauses.map((clause) => `${clause.join(' ')} 0\n`)
  return `p cnf ${variables} ${clauses.length}\n${lines.join('')}`
}

function write(folder: string, names: readonly string[]) {
  mkdirSync(folder, { recursive: true })
  for (const name of names.length === 0 ? Object.keys(LOOKALIKES) : names) {
    const made = LOOKALIKES[name]!()
    if ('clauses' in made) writeFileSync(join(folder, `${name}.dimacs`), dimacsOf(made))
    else writeFileSync(join(folder, `${name}.json`), JSON.stringify({ format: 'config-instance/1', name, ...made }))
  }
}

const [folder, ...names] = process.argv.slice(2)
if (import.meta.filename === process.argv[1] && folder !== undefined) write(folder, names)
