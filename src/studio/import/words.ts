import type { Text } from '../../ground/index.ts'
import { YES, type DraftOption, type DraftRule } from './draft.ts'
import type { Formula, Is } from './formula.ts'

/** A reason has room for so much; names of features can be long. */
const MOST_CHARACTERS = 560
const MOST_QUOTED = 500

/**
 * A reason for the customer, from the constraint alone: true, but not why. What cannot be said simply is quoted, so
 * that the designer sees what to put into words.
 */
export function becauseOf(rule: DraftRule, options: readonly DraftOption[]): Text {
  if (rule.kind === 'table')
    return shortened(
      rule.scope.map((option) => asked([options[option]!.name])),
      (terms) => ({
        en: `Only certain combinations are possible of ${all(terms, 'en')}.`,
        de: `Nur bestimmte Kombinationen sind möglich von ${all(terms, 'de')}.`,
      })
    )
  return saidOf(rule.formula, options) ?? quoted(rule.text)
}

type Language = 'en' | 'de'

/** A choice that is asked for, or ruled out: "Cover", "no Cover"; of several names, any. */
interface Term {
  readonly names: readonly string[]
  readonly isAsked: boolean
}

const asked = (names: readonly string[]): Term => ({ names, isAsked: true })

const VAGUE: Text = { en: 'These choices depend on each other.', de: 'Diese Angaben hängen voneinander ab.' }

function quoted(text: string | null): Text {
  if (text === null) return VAGUE
  const part = text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED - 1)}…` : text
  return { en: `The imported model asks for: ${part}`, de: `Das importierte Modell verlangt: ${part}` }
}

function saidOf(formula: Formula, options: readonly DraftOption[]): Text | null {
  if (typeof formula === 'boolean') return null
  if (formula.op === 'implies') return implicationOf(formula.of, options)
  if (formula.op === 'equal') return equivalenceOf(formula.of, options)
  if (formula.op === 'count') return countOf(formula, [], options)
  if (formula.op === 'not') {
    const together = termsOf(formula.of, 'and', options)
    return together && allAsked(together) ? apart(together) : null
  }
  const some = termsOf(formula, 'or', options)
  if (!some) return null
  if (allAsked(some))
    return shortened(some, (terms) =>
      some.length > 1
        ? {
            en: `At least one is needed of ${all(terms, 'en')}.`,
            de: `Mindestens eines ist nötig von ${all(terms, 'de')}.`,
          }
        : { en: `${all(terms, 'en')} is needed.`, de: `${all(terms, 'de')} ist nötig.` }
    )
  return noneAsked(some) && some.every(({ names }) => names.length === 1) ? apart(some) : null
}

const apart = (together: readonly Term[]): Text =>
  shortened(together, (terms) =>
    together.length > 1
      ? { en: `${all(terms, 'en')} do not go together.`, de: `${all(terms, 'de')} passen nicht zusammen.` }
      : { en: `${all(terms, 'en')} is not possible.`, de: `${all(terms, 'de')} ist nicht möglich.` }
  )

function implicationOf([when, holds]: readonly [Formula, Formula], options: readonly DraftOption[]): Text | null {
  const conditions = termsOf(when, 'and', options) ?? eitherOf(when, options)
  if (!conditions) return null
  if (typeof holds === 'object' && holds.op === 'count') return countOf(holds, conditions, options)
  const consequences = termsOf(holds, 'and', options)
  if (consequences) return consequenceOf(conditions, consequences)
  const some = termsOf(holds, 'or', options)
  return (
    some && (allAsked(conditions) && allAsked(some) ? needs(conditions, some, any) : depends(conditions, some, any))
  )
}

/** "A or B" is one term, where both are asked for. */
function eitherOf(when: Formula, options: readonly DraftOption[]): readonly Term[] | null {
  const some = termsOf(when, 'or', options)
  return some && allAsked(some) ? [asked(some.flatMap(({ names }) => names))] : null
}

function consequenceOf(conditions: readonly Term[], consequences: readonly Term[]): Text {
  const isOne = conditions.length === 1
  if (isOne && noneAsked(conditions) && noneAsked(consequences))
    return shortened(consequences, (terms) => ({
      en: `${all(terms, 'en')} ${terms.length > 1 ? 'come' : 'comes'} only with ${all(conditions, 'en')}.`,
      de: `${all(terms, 'de')} gibt es nur mit ${all(conditions, 'de')}.`,
    }))
  if (allAsked(conditions) && noneAsked(consequences))
    return shortened(consequences, (terms) => ({
      en: `${all(conditions, 'en')} ${isOne ? 'does' : 'do'} not go with ${any(terms, 'en')}.`,
      de: `${all(conditions, 'de')} ${isOne ? 'passt' : 'passen'} nicht zu ${any(terms, 'de')}.`,
    }))
  if (allAsked(conditions) && allAsked(consequences)) return needs(conditions, consequences, all)
  return depends(conditions, consequences, all)
}

const needs = (conditions: readonly Term[], consequences: readonly Term[], list: typeof all): Text =>
  shortened(consequences, (terms) => ({
    en: `${all(conditions, 'en')} ${conditions.length > 1 ? 'need' : 'needs'} ${list(terms, 'en')}.`,
    de: `${all(conditions, 'de')} ${conditions.length > 1 ? 'brauchen' : 'braucht'} ${list(terms, 'de')}.`,
  }))

const depends = (conditions: readonly Term[], consequences: readonly Term[], list: typeof all): Text =>
  shortened(consequences, (terms) => ({
    en: `${capital(withOrWithout(conditions, 'en', all))}, it works only ${withOrWithout(terms, 'en', list)}.`,
    de: `${capital(withOrWithout(conditions, 'de', all))} geht es nur ${withOrWithout(terms, 'de', list)}.`,
  }))

function equivalenceOf([a, b]: readonly [Formula, Formula], options: readonly DraftOption[]): Text | null {
  const terms = [...(termsOf(a, 'and', options) ?? []), ...(termsOf(b, 'and', options) ?? [])]
  if (terms.length !== 2 || !allAsked(terms)) return null
  return { en: `${all(terms, 'en')} come only together.`, de: `${all(terms, 'de')} gibt es nur zusammen.` }
}

function countOf(
  { of, least, most }: Extract<Formula, { op: 'count' }>,
  conditions: readonly Term[],
  options: readonly DraftOption[]
): Text | null {
  const counted = of.map((part) => termOf(part, options))
  if (!counted.every((term): term is Term => term !== null && term.isAsked)) return null
  const bounds = (words: Readonly<Record<'exactly' | 'least' | 'most' | 'and', string>>) => {
    if (least === most) return `${words.exactly} ${least}`
    const parts = [
      ...(least > 0 ? [`${words.least} ${least}`] : []),
      ...(most < of.length ? [`${words.most} ${most}`] : []),
    ]
    return parts.join(` ${words.and} `)
  }
  const en = bounds({ exactly: 'exactly', least: 'at least', most: 'at most', and: 'and' })
  const de = bounds({ exactly: 'genau', least: 'mindestens', most: 'höchstens', and: 'und' })
  return shortened(counted, (terms) =>
    conditions.length
      ? {
          en: `${capital(withOrWithout(conditions, 'en', all))}: ${en} of ${all(terms, 'en')}.`,
          de: `${capital(withOrWithout(conditions, 'de', all))}: ${de} von ${all(terms, 'de')}.`,
        }
      : { en: `${capital(en)} of ${all(terms, 'en')}.`, de: `${capital(de)} von ${all(terms, 'de')}.` }
  )
}

const allAsked = (terms: readonly Term[]): boolean => terms.every(({ isAsked }) => isAsked)
const noneAsked = (terms: readonly Term[]): boolean => terms.every(({ isAsked }) => !isAsked)

/** The parts of an "and" or an "or" as terms; null when some part is more than a choice. */
function termsOf(formula: Formula, op: 'and' | 'or', options: readonly DraftOption[]): readonly Term[] | null {
  if (typeof formula === 'boolean') return null
  const parts = formula.op === op ? formula.of : [formula]
  const terms = parts.map((part) => termOf(part, options))
  return terms.every((term) => term !== null) ? terms : null
}

function termOf(formula: Formula, options: readonly DraftOption[]): Term | null {
  if (typeof formula === 'boolean') return null
  if (formula.op === 'not') {
    const inner = termOf(formula.of, options)
    return inner && { ...inner, isAsked: !inner.isAsked }
  }
  return formula.op === 'is' ? termOfChoice(formula, options) : null
}

function termOfChoice({ option, values }: Is, options: readonly DraftOption[]): Term {
  const { name, kind, values: own, standalone } = options[option]!
  if (kind === 'yes-no') return { names: [name], isAsked: values[0] === YES }
  const others = own.flatMap((_, value) => (values.includes(value) ? [] : [value]))
  const none = own.findIndex((value) => value.name === null)
  if (none >= 0 && others.length === 1 && others[0] === none) return asked([name])
  if (none >= 0 && values.length === 1 && values[0] === none) return { names: [name], isAsked: false }
  const nameOf = (value: number) => (standalone ? own[value]!.name! : `${name} ${own[value]!.name!}`)
  const isAsked = none >= 0 ? !values.includes(none) : values.length <= others.length
  return { names: (isAsked ? values : others).map(nameOf), isAsked }
}

const AND: Readonly<Record<Language, string>> = { en: 'and', de: 'und' }
const OR: Readonly<Record<Language, string>> = { en: 'or', de: 'oder' }

/** "A, B and C", "A, B or C": just the names. */
const all = (terms: readonly Term[], language: Language): string =>
  listed(
    terms.map(({ names }) => listed(names, OR[language])),
    AND[language]
  )
const any = (terms: readonly Term[], language: Language): string =>
  listed(
    terms.map(({ names }) => listed(names, OR[language])),
    OR[language]
  )

/** "with A, and without B". */
function withOrWithout(terms: readonly Term[], language: Language, list: typeof all): string {
  const [plus, minus] = language === 'en' ? ['with', 'without'] : ['mit', 'ohne']
  const worded = terms.map((term) => asked([`${term.isAsked ? plus : minus} ${any([term], language)}`]))
  return list(worded, language)
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** "A", "A and B", "A, B and C". */
const listed = (parts: readonly string[], joint: string): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)!}`

/** Says it of as many parts as there is room for; the rest is counted. */
function shortened(parts: readonly Term[], say: (parts: readonly Term[]) => Text): Text {
  for (let kept = parts.length; kept > 0; kept = Math.floor(kept / 2)) {
    const rest = { names: [`+ ${parts.length - kept}`], isAsked: parts[0]!.isAsked }
    const text = say(kept === parts.length ? parts : [...parts.slice(0, kept), rest])
    if (text.en.length <= MOST_CHARACTERS && text.de.length <= MOST_CHARACTERS) return text
  }
  return VAGUE
}
