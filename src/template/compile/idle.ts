import type { Constraint } from '../../rules/index.ts'
import type { CompiledChoice, CompiledOption, CompiledTemplate } from '../types.ts'
import type { Authored } from './authored.ts'
import type { Lowering } from './lowering.ts'

type Parts = Pick<CompiledTemplate, 'options' | 'books' | 'lead' | 'materials'>

/** Choices that nothing tells apart, options that nothing follows from, and options with nothing to choose. */
export function reportIdle(authored: Authored, parts: Parts, { problem, source, issues }: Lowering): void {
  const { options, books, lead, materials } = parts
  const conditions = [...lead.extra.flatMap(({ when }) => when), ...materials.map(({ when }) => when)]
  const touching = byOption(problem.constraints)
  options.forEach((option, at) => {
    const path = ['options', option.id]
    const { id, choices } = option
    if (choices.length === 1) {
      const only = `options.${id}: "${choices[0]!.id}" is its only choice, so there is nothing to choose.`
      issues.warn(source.atKey(path), 'option/one-choice', only)
    }
    const constraints = touching.get(at) ?? []
    const isTold = conditions.some((condition) => Object.hasOwn(condition, id))
    const pricesOf = (choice: string) => books.map((book) => book.choices[id]?.[choice])
    // Extras and discounts that hang on the option by itself.
    const places = books.flatMap(({ extras, discounts }) =>
      [...extras, ...discounts].flatMap((line) => (line.at?.[0] === at ? [line.at] : []))
    )
    if (option.kind === 'choice') reportTwins(option, at)
    // What a drafting module reads is its own matter, and a number with a role, a text or a picture speaks for itself.
    const isTheirs = option.kind === 'text' || option.kind === 'artwork'
    const speaks = isTheirs || authored.options[id]?.role !== undefined || authored.drafting !== undefined
    if (speaks || choices.length === 1 || constraints.length > 0 || isTold || places.length > 0) return
    const seen = new Set(choices.map((choice) => JSON.stringify([pricesOf(choice.id), choice.look, choice.image])))
    if (seen.size > 1) return
    const nothing = `options.${id}: nothing follows from it, no rule, price, picture or material.`
    issues.warn(source.atKey(path), 'option/idle', `${nothing} Is something forgotten?`)

    function reportTwins({ choices: all }: CompiledOption, index: number): void {
      const first = new Map<string, readonly [value: number, choice: CompiledChoice]>()
      all.forEach((choice, value) => {
        const { id: own, ...shown } = choice
        const told = conditions.map((one) => (one[id] ?? [own]).includes(own))
        const key = JSON.stringify([shown, pricesOf(own), told, places.map(([, values]) => values.includes(value))])
        const twin = first.get(key)
        if (!twin) first.set(key, [value, choice])
        else if (!constraints.some((constraint) => tellsApart(constraint, index, twin[0], value)))
          issues.warn(
            source.atKey([...path, 'choices', own]),
            'choice/same',
            `options.${id}: nothing tells "${own}" from "${twin[1].id}": ` +
              'label, price, picture, facts and rules are the same.'
          )
      })
    }
  })
}

function byOption(constraints: readonly Constraint[]): ReadonlyMap<number, readonly Constraint[]> {
  const touching = new Map<number, Constraint[]>()
  for (const constraint of constraints) {
    const scope = constraint.type === 'table' ? constraint.scope : constraint.lits.map(([option]) => option)
    for (const option of new Set(scope)) {
      const known = touching.get(option)
      if (known) known.push(constraint)
      else touching.set(option, [constraint])
    }
  }
  return touching
}

/** Whether a constraint treats two values of an option differently, by the look of it. */
function tellsApart(constraint: Constraint, option: number, a: number, b: number): boolean {
  if (constraint.type !== 'table')
    return constraint.lits.some(([at, values]) => at === option && values.includes(a) !== values.includes(b))
  const column = constraint.scope.indexOf(option)
  const rowsWith = (value: number) =>
    constraint.tuples
      .filter((row) => row[column] === value)
      .map((row) => row.filter((_, k) => k !== column).join())
      .toSorted()
      .join(';')
  return rowsWith(a) !== rowsWith(b)
}
