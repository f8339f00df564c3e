import { nearestWord, type Text } from '../../ground/index.ts'
import type { CompiledChoice, CompiledOption, CompiledTemplate, Look, OptionKind } from '../types.ts'
import type { Authored, AuthoredChoice, AuthoredOption } from './authored.ts'
import { RESERVED_NAMES, type Domain } from './cel.ts'
import { lookOf } from './dyes.ts'
import { expectedOneOf, type Issues } from './issues.ts'
import type { Path, Source } from './yaml.ts'

const MOST_STEPS = 500
/** Ten times what a page can show; the largest car lines and feature models known to us have half. */
const MOST_OPTIONS = 5000

/** Every option in its compiled form, in the designer's order. */
export function compileOptions(authored: Authored, source: Source, issues: Issues): readonly CompiledOption[] {
  const count = Object.keys(authored.options).length
  if (count === 0 || count > MOST_OPTIONS) {
    const message = `options: expected 1 to ${MOST_OPTIONS} of them, got ${count}.`
    issues.error(source.atKey(['options']), 'option/count', message)
    return []
  }
  return Object.entries(authored.options).map(([id, option]) => {
    const path = ['options', id]
    if (RESERVED_NAMES.has(id))
      issues.error(
        source.atKey(path),
        'option/reserved',
        `options.${id}: the rules' language uses this word. Choose another.`
      )
    expectKnown(option.group, Object.keys(authored.groups), [...path, 'group'], 'group/unknown')
    if (option.view !== undefined)
      expectKnown(option.view, Object.keys(authored.scene.views), [...path, 'view'], 'view/unknown')
    const compiled = compileOption(id, option)
    if (compiled.choices.length)
      expectKnown(
        option.default,
        compiled.choices.map((choice) => choice.id),
        [...path, 'default'],
        'option/unknown-default'
      )
    return compiled
  })

  function expectKnown(got: string, known: readonly string[], path: Path, code: string): void {
    if (!known.includes(got))
      issues.error(source.at(path), code, `${path.join('.')}: ${expectedOneOf(known, got, nearestWord(got, known))}`)
  }

  function compileOption(id: string, option: AuthoredOption): CompiledOption {
    const kind = kindOf(id, option)
    const choices =
      kind === 'number'
        ? stepsOf(id, option)
        : Object.entries(choicesIn(option)).map(([choice, given]) =>
            compileChoice([...choicesPath(id, kind), choice], choice, given)
          )
    return {
      id,
      group: option.group,
      kind,
      label: option.label,
      about: option.about ?? null,
      control: option.control ?? CONTROLS[kind],
      unit: option.unit ?? null,
      ...(option.ofBody ? { ofBody: true } : {}),
      choices,
      text: option.text ? { most: option.text.most, letters: option.text.letters } : null,
      view: option.view ?? null,
    }
  }

  function kindOf(id: string, { choices, range, text, artwork }: AuthoredOption): OptionKind {
    const given = [choices, range, text, artwork].filter((part) => part !== undefined).length
    if (given !== 1 || (choices && Object.keys(choices).length === 0))
      issues.error(
        source.atKey(['options', id]),
        'option/no-choices',
        `options.${id}: expected "choices", "range", "text" or "artwork", got ${given} of them.`
      )
    return range ? 'number' : text ? 'text' : artwork ? 'artwork' : 'choice'
  }

  function stepsOf(id: string, { range, unit, role }: AuthoredOption): readonly CompiledChoice[] {
    const { from, to, step } = range!
    const count = Math.floor((to - from) / step) + 1
    const place = source.at(['options', id, 'range'])
    if (to < from || (to - from) % step !== 0) {
      issues.error(
        place,
        'option/range',
        `options.${id}.range: expected "to" to be some steps of ${step} above ${from}, got ${to}.`
      )
      return []
    }
    if (count > MOST_STEPS) {
      issues.error(place, 'option/range', `options.${id}.range: expected at most ${MOST_STEPS} steps, got ${count}.`)
      return []
    }
    return Array.from({ length: count }, (_, at) => {
      const value = from + at * step
      // Steps on both sides of nought are changes, and say which way.
      const number = from < 0 && to > 0 ? signed(value) : `${value}`
      const label = unit ? `${number} ${unit}` : number
      // The role says what the number is, so the picture follows it without a look per step.
      const look: Look = role === 'insideLeg' ? { insideLeg: value * 10 } : {}
      return { id: String(value), label: sameIn(label), about: null, facts: [], image: null, colour: null, look }
    })
  }

  function compileChoice(path: Path, id: string, choice: AuthoredChoice): CompiledChoice {
    const names = authored.facts ?? {}
    const facts = Object.entries(choice.facts ?? {}).flatMap(([fact, value]) => {
      if (!Object.hasOwn(names, fact)) {
        const known = Object.keys(names)
        const place = source.atKey([...path, 'facts', fact])
        issues.error(
          place,
          'fact/unknown',
          `${path.join('.')}: ${expectedOneOf(known, fact, nearestWord(fact, known))}`
        )
        return []
      }
      return [{ label: names[fact]!, value: typeof value === 'string' ? sameIn(value) : value }]
    })
    return {
      id,
      label: choice.label,
      about: choice.about ?? null,
      facts,
      image: choice.image ?? null,
      colour: choice.colour ?? null,
      look: lookOf(path, choice, authored, source, issues),
      ...(choice.animal ? { animal: true } : {}),
    }
  }
}

const CONTROLS = { choice: 'list', number: 'stepper', text: 'field', artwork: 'field' } as const

/** The choices a designer wrote out, by id: of a text and of a picture there are two. */
export function choicesIn({ choices = {}, text, artwork }: AuthoredOption): Readonly<Record<string, AuthoredChoice>> {
  if (text) return { none: text.none, written: text.written }
  return artwork ? { none: artwork.none, given: artwork.given } : choices
}

/** Where those stand in the template. */
export const choicesPath = (id: string, kind: OptionKind): Path => [
  'options',
  id,
  kind === 'text' || kind === 'artwork' ? kind : 'choices',
]

const signed = (value: number): string => `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value)}`

const sameIn = (text: string): Text => ({ en: text, de: text })

export const domainsOf = (options: readonly CompiledOption[]): readonly Domain[] =>
  options.map(({ id, kind, choices }) => ({
    id,
    values: choices.map((choice) => choice.id),
    isNumber: kind === 'number',
  }))

/** Which option holds how many, which the finished inside leg, and which the order of a swatch. */
export function rolesOf(authored: Authored, source: Source, issues: Issues): CompiledTemplate['roles'] {
  const roles: { -readonly [Role in keyof CompiledTemplate['roles']]: string } = {}
  for (const [id, { role, choices, range, unit }] of Object.entries(authored.options)) {
    if (!role) continue
    const place = source.at(['options', id, 'role'])
    if (roles[role] !== undefined)
      issues.error(place, 'option/role', `options.${id}: "${roles[role]}" is the ${role} already.`)
    if (role === 'quantity' && (!range || range.from < 1))
      issues.error(place, 'option/role', `options.${id}: expected a range from 1 for the quantity.`)
    if (role === 'insideLeg' && (!range || unit !== 'cm'))
      issues.error(place, 'option/role', `options.${id}: expected a range in cm for the inside leg.`)
    if (role === 'swatch' && !choices)
      issues.error(place, 'option/role', `options.${id}: expected choices, with and without a swatch.`)
    roles[role] = id
  }
  return roles
}
