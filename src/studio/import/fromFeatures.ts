import { yesNo, YES, type Draft, type DraftOption, type DraftRule, type DraftValue, type Note } from './draft.ts'
import { and, count, equal, implies, isOneOf, not, or, type Formula } from './formula.ts'
import { namesIn, type UvlConstraint, type UvlFeature, type UvlGroup, type UvlModel } from './uvl.ts'
import type { Comparison, UvlFormula } from './uvlConstraint.ts'

/** Numbers with more steps than an option may have are not carried over. */
const MOST_STEPS = 500
/** A panel with more groups is no help; what lies in smaller groups than this joins the first. */
const MOST_GROUPS = 40
const LEAST_IN_GROUP = 3
/** A rule with more parts than this is hard to read. */
const MOST_PARTS = 25

/**
 * A feature tree as options: what is optional becomes yes or no, alternatives become one option, what always comes
 * with its parent is folded into it. The number of valid designs stays the same, but for what is told as left out.
 */
export function fromFeatures(model: UvlModel): Draft {
  const builder = new Builder(model)
  builder.feature(model.root, true, null)
  for (const constraint of model.constraints) builder.constraint(constraint)
  return builder.draft()
}

interface Option extends DraftOption {
  readonly values: Value[]
  readonly comments: string[]
  group: number
}

interface Value extends DraftValue {
  readonly comments: string[]
}

/** Where comments on a feature go: an option, or one of its values. */
interface Owner {
  readonly name: string
  readonly comments: string[]
}

class Builder {
  readonly #model: UvlModel
  readonly #groups: string[]
  readonly #options: Option[] = []
  readonly #rules: DraftRule[] = []
  readonly #literals = new Map<string, Formula>()
  /** Integer features that became options: index and numbers. */
  readonly #numbers = new Map<string, { readonly option: number; readonly steps: readonly number[] }>()
  readonly #bounds: ReadonlyMap<string, Bounds>
  readonly #notes = new Map<string, { readonly kind: Note['kind']; readonly what: string; readonly names: string[] }>()
  #group = 0

  constructor(model: UvlModel) {
    this.#model = model
    this.#groups = [model.root.name]
    this.#bounds = boundsIn(model.constraints)
    for (const line of model.imports) this.#note('left-out', 'another model that it imports', line)
  }

  draft(): Draft {
    this.#joinSmallGroups()
    return {
      name: this.#model.root.name,
      groups: this.#groups,
      options: this.#options,
      rules: this.#rules,
      notes: [...this.#notes.values()],
    }
  }

  /** Goes down the tree; `chosen` is the condition under which the feature is there. */
  feature(feature: UvlFeature, chosen: Formula, owner: Owner | null, absorbed: UvlGroup | null = null): void {
    this.#literals.set(feature.name, chosen)
    this.#tellAttributes(feature, owner)
    this.#tellType(feature, chosen)
    const onlyWith: Formula[] = []
    for (const group of feature.groups) {
      if (group === absorbed) continue
      const { least, most, features } = group
      if (least === features.length && most >= least)
        for (const child of features) this.#mandatory(child, chosen, owner, feature)
      else if (most === 1 && features.length > 1) this.#alternative(feature, group, chosen, onlyWith)
      else this.#several(feature, group, chosen, onlyWith)
    }
    if (chosen !== true)
      for (let at = 0; at < onlyWith.length; at += MOST_PARTS)
        this.#rule(`only-with ${feature.name}`, implies(not(chosen), and(onlyWith.slice(at, at + MOST_PARTS).map(not))))
  }

  constraint({ text, line, formula }: UvlConstraint): void {
    const beyond = this.#beyond(formula)
    if (beyond !== null) {
      this.#note('left-out', `a constraint with ${beyond}`, `line ${line}: ${text}`)
      return
    }
    const lowered = this.#lower(formula)
    const about = [...namesIn(formula)].map(({ name }) => name)
    if (lowered === true) this.#note('folded', 'holds by itself', `line ${line}: ${text}`)
    else this.#rules.push({ kind: 'formula', about: about.slice(0, 2).join(' '), formula: lowered, text })
  }

  #mandatory(child: UvlFeature, chosen: Formula, owner: Owner | null, parent: UvlFeature): void {
    this.#inGroupOf(child, parent, () => {
      if (chosen === true) this.#note('folded', 'in every design', child.name)
      else this.#note('folded', `always with ${owner?.name ?? parent.name}`, child.name)
      this.feature(child, chosen, owner)
    })
  }

  /** One option for all of the group, with `none` where it may be left open. */
  #alternative(parent: UvlFeature, group: UvlGroup, chosen: Formula, onlyWith: Formula[]): void {
    const hasNone = group.least === 0 || chosen !== true
    const { option, any } = this.#choiceOption(parent.name, group, hasNone)
    if (group.least === 1 && chosen !== true) this.#rule(parent.name, equal(chosen, any))
    if (group.least === 0) onlyWith.push(any)
    this.#choices(group, option, hasNone, parent)
  }

  #choiceOption(name: string, { features }: UvlGroup, hasNone: boolean): { option: number; any: Formula } {
    const named = features.map((feature): Value => ({ name: feature.name, comments: [] }))
    const values: Value[] = hasNone ? [{ name: null, comments: [] }, ...named] : named
    const option = this.#add({ name, group: this.#group, kind: 'choices', values, standalone: true, comments: [] })
    const taken = values.flatMap((_, at) => (hasNone && at === 0 ? [] : [at]))
    return { option, any: isOneOf(option, taken, values.length) }
  }

  #choices({ features }: UvlGroup, option: number, hasNone: boolean, parent: UvlFeature): void {
    const { values } = this.#options[option]!
    features.forEach((feature, k) => {
      const value = k + (hasNone ? 1 : 0)
      const owner = { name: feature.name, comments: values[value]!.comments }
      this.#inGroupOf(feature, parent, () => this.feature(feature, isOneOf(option, [value], values.length), owner))
    })
  }

  /** Each by itself, and a rule on how many. */
  #several(parent: UvlFeature, group: UvlGroup, chosen: Formula, onlyWith: Formula[]): void {
    const each = group.features.map((feature) => this.#optional(feature, parent))
    if (chosen !== true) onlyWith.push(...each)
    this.#rule(
      `${parent.name} ${group.kind === 'or' ? 'some' : 'count'}`,
      implies(chosen, count(each, group.least, group.most))
    )
  }

  /** Yes or no; or, where it has alternatives below it, one of them or none. */
  #optional(feature: UvlFeature, parent: UvlFeature): Formula {
    let chosen: Formula = false
    this.#inGroupOf(feature, parent, () => {
      const inner = feature.groups.find(({ least, most, features }) => least === 1 && most === 1 && features.length > 1)
      if (!inner) {
        const option = this.#add({ ...yesNo(feature.name, this.#group), values: [noValue(), noValue()], comments: [] })
        chosen = isOneOf(option, [YES], 2)
        this.feature(feature, chosen, { name: feature.name, comments: this.#options[option]!.comments })
        return
      }
      const { option, any } = this.#choiceOption(feature.name, inner, true)
      chosen = any
      this.feature(feature, any, { name: feature.name, comments: this.#options[option]!.comments }, inner)
      this.#choices(inner, option, true, feature)
    })
    return chosen
  }

  /** Features right below the root head the groups. */
  #inGroupOf(child: UvlFeature, parent: UvlFeature, build: () => void): void {
    const before = this.#group
    if (parent === this.#model.root) this.#group = this.#groups.push(child.name) - 1
    build()
    this.#group = before
  }

  #joinSmallGroups(): void {
    const sizes = this.#groups.map((_, group) => this.#options.filter((option) => option.group === group).length)
    const large = sizes
      .flatMap((size, group) => (group > 0 && size >= LEAST_IN_GROUP ? [group] : []))
      .toSorted((a, b) => sizes[b]! - sizes[a]!)
      .slice(0, MOST_GROUPS - 1)
      .toSorted((a, b) => a - b)
    const isFirstUsed = this.#options.some(({ group }) => !large.includes(group))
    const kept = isFirstUsed || large.length === 0 ? [0, ...large] : large
    for (const option of this.#options) option.group = Math.max(0, kept.indexOf(option.group))
    this.#groups.splice(0, this.#groups.length, ...kept.map((group) => this.#groups[group]!))
  }

  #add(option: Option): number {
    return this.#options.push(option) - 1
  }

  #rule(about: string, formula: Formula): void {
    if (formula !== true) this.#rules.push({ kind: 'formula', about, formula, text: null })
  }

  #note(kind: Note['kind'], what: string, name: string): void {
    const key = `${kind} ${what}`
    const note = this.#notes.get(key) ?? { kind, what, names: [] }
    note.names.push(name)
    this.#notes.set(key, note)
  }

  #tellAttributes({ name, attributes }: UvlFeature, owner: Owner | null): void {
    for (const attribute of attributes) this.#note('left-out', `attribute "${attribute.name}"`, name)
    if (attributes.length && owner)
      owner.comments.push(`${owner.name === name ? '' : `${name}: `}${attributes.map(({ text }) => text).join(', ')}`)
  }

  #tellType({ name, type, cardinality }: UvlFeature, chosen: Formula): void {
    if (cardinality) this.#note('left-out', 'how many of it there may be', `${name} ${cardinality}`)
    const bounds = this.#bounds.get(name)
    if (
      type === 'Integer' &&
      chosen === true &&
      bounds &&
      bounds.to - bounds.from < MOST_STEPS &&
      bounds.to > bounds.from
    ) {
      const steps = Array.from({ length: bounds.to - bounds.from + 1 }, (_, at) => bounds.from + at)
      const values = steps.map((step) => ({ name: String(step), comments: [] }))
      const option = { name, group: this.#group, kind: 'steps', values, standalone: false, comments: [] } as const
      this.#numbers.set(name, { option: this.#add({ ...option, comments: [] }), steps })
    } else if (type === 'Integer' || type === 'Real')
      this.#note(
        'left-out',
        'the number itself (a range needs whole numbers, both ends, and a feature that is always there)',
        name
      )
    else if (type === 'String') this.#note('left-out', 'the text itself', name)
  }

  /** What it would take to say this in a template; null when it can be said. */
  #beyond(formula: UvlFormula): string | null {
    if (formula.op === 'beyond') return formula.what
    if (formula.op === 'compare') {
      if (this.#numbers.has(formula.name)) return null
      return this.#literals.has(formula.name) ? 'a number that is not carried over' : 'an attribute'
    }
    if (formula.op === 'feature') {
      if (this.#literals.has(formula.name)) return null
      const isImported = this.#model.imports.some((line) => formula.name.startsWith(`${line.split(' as ').at(-1)!}.`))
      return isImported ? 'a feature of another model' : 'an attribute'
    }
    for (const part of formula.parts) {
      const beyond = this.#beyond(part)
      if (beyond !== null) return beyond
    }
    return null
  }

  #lower(formula: UvlFormula): Formula {
    switch (formula.op) {
      case 'feature':
        return this.#literals.get(formula.name)!
      case 'compare': {
        const { option, steps } = this.#numbers.get(formula.name)!
        const holds = HOLDS[formula.sign]
        const values = steps.flatMap((step, value) => (holds(step, formula.number) ? [value] : []))
        return isOneOf(option, values, steps.length)
      }
      case 'not':
        return not(this.#lower(formula.parts[0]!))
      case 'and':
        return and(formula.parts.map((part) => this.#lower(part)))
      case 'or':
        return or(formula.parts.map((part) => this.#lower(part)))
      case 'implies':
        return implies(this.#lower(formula.parts[0]!), this.#lower(formula.parts[1]!))
      case 'equal':
        return equal(this.#lower(formula.parts[0]!), this.#lower(formula.parts[1]!))
      case 'beyond':
        return true
    }
  }
}

const noValue = (): Value => ({ name: null, comments: [] })

const HOLDS: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

interface Bounds {
  readonly from: number
  readonly to: number
}

/** Whole numbers that the constraints leave to a feature, where they bound it on both sides whatever else holds. */
function boundsIn(constraints: readonly UvlConstraint[]): ReadonlyMap<string, Bounds> {
  const bounds = new Map<string, Bounds>()
  const visit = (formula: UvlFormula): void => {
    if (formula.op === 'and') formula.parts.forEach(visit)
    if (formula.op !== 'compare' || formula.sign === '!=') return
    const { name, sign, number } = formula
    const { from, to } = bounds.get(name) ?? { from: -Infinity, to: Infinity }
    const least = sign === '>' ? Math.floor(number) + 1 : sign === '<' || sign === '<=' ? -Infinity : Math.ceil(number)
    const most = sign === '<' ? Math.ceil(number) - 1 : sign === '>' || sign === '>=' ? Infinity : Math.floor(number)
    bounds.set(name, { from: Math.max(from, least), to: Math.min(to, most) })
  }
  for (const { formula } of constraints) visit(formula)
  return bounds
}
