import type { Text } from '../../ground/index.ts'
import type { DraftOption, DraftRule } from './draft.ts'
import type { Formula, Is } from './formula.ts'

/** A reason has room for so much; names of features can be long. */
const MOST_CHARACTERS = 560

/**
 * A reason for the customer, from the constraint alone: true, but not why. What cannot be said simply is quoted, so
 * that the designer sees what to put into words.
 */
export function becauseOf(rule: DraftRule, options: readonly DraftOption[]): Text {
  if (rule.kind === 'table') {
    const names = rule.scope.map((option) => options[option]!.name)
    return shortened(names, (some) => ({
      en: `Only certain combinations are possible of ${listed(some, 'and')}.`,
      de: `Nur bestimmte Kombinationen sind möglich von ${listed(some, 'und')}.`,
    }))
  }
  const speech = { options, text: rule.text }
  return saidOf(rule.formula, speech) ?? quoted(speech)
}

interface Speech {
  readonly options: readonly DraftOption[]
  readonly text: string | null
}

/** A choice that is asked for, or ruled out: "Cover", "no Cover". */
interface Term {
  readonly names: readonly string[]
  readonly isAsked: boolean
}

function quoted({ text }: Speech): Text {
  if (text === null)
    return { en: 'These choices depend on each other.', de: 'Diese Angaben hängen voneinander ab.' }
  const part = text.length > MOST_CHARACTERS - 40 ? `${text.slice(0, MOST_CHARACTERS - 41)}…` : text
  return { en: `The imported model asks for: ${part}`, de: `Das importierte Modell verlangt: ${part}` }
}

function saidOf(formula: Formula, speech: Speech): Text | null {
  if (typeof formula === 'boolean') return null
  if (formula.op === 'implies') return implicationOf(formula.when, formula.then, speech)
  if (formula.op === 'equal') return equivalenceOf(formula.of, speech)
  if (formula.op === 'count') return countOf(formula, [], speech)
  if (formula.op === 'not') {
    const together = termsOf(formula.of, 'and', speech)
    return together && allAsked(together) ? apart(together) : null
  }
  const any = termsOf(formula, 'or', speech)
  if (any && allAsked(any))
    return shortened(namesIn(any), (names) => ({
      en: names.length > 1 ? `At least one is needed of ${listed(names, 'and')}.` : `${names[0]!} is needed.`,
      de: names.length > 1 ? `Mindestens eines ist nötig von ${listed(names, 'und')}.` : `${names[0]!} ist nötig.`,
    }))
  return any && noneAsked(any) && any.every(({ names }) => names.length === 1) ? apart(any) : null
}

const apart = (terms: readonly Term[]): Text =>
  shortened(namesIn(terms), (names) => ({
    en: `${listed(names, 'and')} do not go together.`,
    de: `${listed(names, 'und')} passen nicht zusammen.`,
  }))

function implicationOf(when: Formula, then: Formula, speech: Speech): Text | null {
  const conditions = termsOf(when, 'and', speech)
  if (!conditions) return null
  if (typeof then === 'object' && then.op === 'count') return countOf(then, conditions, speech)
  const all = termsOf(then, 'and', speech)
  const [only] = conditions
  if (all && only) {
    if (conditions.length === 1 && !only.isAsked && noneAsked(all))
      return shortened(namesIn(all), (names) => ({
        en: `${listed(names, 'and')} ${names.length > 1 ? 'come' : 'comes'} only with ${listed(only.names, 'or')}.`,
        de: `${listed(names, 'und')} gibt es nur mit ${listed(only.names, 'oder')}.`,
      }))
    if (allAsked(conditions) && noneAsked(all))
      return shortened(namesIn(all), (names) => ({
        en: `${spoken(conditions, 'en')} ${conditions.length > 1 ? 'do' : 'does'} not go with ${listed(names, 'or')}.`,
        de: `${spoken(conditions, 'de')} ${conditions.length > 1 ? 'passen' : 'passt'} nicht zu ${listed(names, 'oder')}.`,
      }))
    if (allAsked(conditions) && allAsked(all))
      return shortened(all.map(({ names }) => listed(names, 'or')), (names) => ({
        en: `${spoken(conditions, 'en')} ${conditions.length > 1 ? 'need' : 'needs'} ${listed(names, 'and')}.`,
        de: `${spoken(conditions, 'de')} ${conditions.length > 1 ? 'brauchen' : 'braucht'} ${listed(names, 'und')}.`,
      }))
    return shortened(all, (terms) => ({
      en: `${withOrWithout(conditions, 'en')}, it has to be ${asWritten(terms, 'en', 'and')}.`,
      de: `${withOrWithout(conditions, 'de')} geht nur ${asWritten(terms, 'de', 'und')}.`,
    }))
  }
  const any = termsOf(then, 'or', speech)
  if (!any) return null
  return shortened(any, (terms) => ({
    en: `${withOrWithout(conditions, 'en')}, it has to be ${asWritten(terms, 'en', 'or')}.`,
    de: `${withOrWithout(conditions, 'de')} geht nur ${asWritten(terms, 'de', 'oder')}.`,
  }))
}

function equivalenceOf([a, b]: readonly [Formula, Formula], speech: Speech): Text | null {
  const [left, right] = [termsOf(a, 'and', speech), termsOf(b, 'and', speech)]
  if (left?.length !== 1 || right?.length !== 1 || !allAsked([...left, ...right])) return null
  const names = [...left, ...right].map((term) => listed(term.names, 'or'))
  return { en: `${listed(names, 'and')} come only together.`, de: `${listed(names, 'und')} gibt es nur zusammen.` }
}

function countOf(
  { of, least, most }: Extract<Formula, { op: 'count' }>,
  conditions: readonly Term[],
  speech: Speech
): Text | null {
  const parts = of.map((part) => termsOf(part, 'and', speech))
  if (!parts.every((terms) => terms?.length === 1 && terms[0]!.isAsked)) return null
  const number = (en: boolean) =>
    least === most
      ? `${en ? 'exactly' : 'genau'} ${least}`
      : [
          ...(least > 0 ? [`${en ? 'at least' : 'mindestens'} ${least}`] : []),
          ...(most < of.length ? [`${en ? 'at most' : 'höchstens'} ${most}`] : []),
        ].join(en ? ' and ' : ' und ')
  const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  return shortened(parts.map((terms) => listed(terms![0]!.names, 'or')), (names) => ({
    en: conditions.length
      ? `${withOrWithout(conditions, 'en')}, choose ${number(true)} of ${listed(names, 'and')}.`
      : `Choose ${number(true)} of ${listed(names, 'and')}.`,
    de: conditions.length
      ? `${withOrWithout(conditions, 'de')} gehören dazu ${number(false)} von ${listed(names, 'und')}.`
      : `${capital(number(false))} von ${listed(names, 'und')}.`,
  }))
}

const allAsked = (terms: readonly Term[]): boolean => terms.every(({ isAsked }) => isAsked)
const noneAsked = (terms: readonly Term[]): boolean => terms.every(({ isAsked }) => !isAsked)
const namesIn = (terms: readonly Term[]): readonly string[] => terms.map(({ names }) => listed(names, 'or'))

/** The parts of an "and" or an "or" as terms; null when some part is more than a choice. */
function termsOf(formula: Formula, op: 'and' | 'or', speech: Speech): readonly Term[] | null {
  if (typeof formula === 'boolean') return null
  const parts = formula.op === op ? formula.of : [formula]
  const terms = parts.map((part) => termOf(part, speech))
  return terms.every((term) => term !== null) ? terms : null
}

function termOf(formula: Formula, speech: Speech): Term | null {
  if (typeof formula === 'boolean') return null
  if (formula.op === 'not') {
    const inner = termOf(formula.of, speech)
    return inner && { ...inner, isAsked: !inner.isAsked }
  }
  return formula.op === 'is' ? termOfChoice(formula, speech) : null
}

function termOfChoice({ option, values }: Is, { options }: Speech): Term {
  const { name, kind, values: all, standalone } = options[option]!
  if (kind === 'yes-no') return { names: [name], isAsked: values[0] === 1 }
  const others = all.flatMap((_, value) => (values.includes(value) ? [] : [value]))
  const none = all.findIndex((value) => value.name === null)
  if (none >= 0 && others.length === 1 && others[0] === none) return { names: [name], isAsked: true }
  if (none >= 0 && values.length === 1 && values[0] === none) return { names: [name], isAsked: false }
  const nameOf = (value: number) => (standalone ? all[value]!.name! : `${name} ${all[value]!.name!}`)
  const isAsked = none >= 0 ? !values.includes(none) : values.length <= others.length
  return { names: (isAsked ? values : others).map(nameOf), isAsked }
}

const spoken = (terms: readonly Term[], language: 'en' | 'de'): string =>
  listed(
    terms.map(({ names }) => listed(names, language === 'en' ? 'or' : 'oder')),
    language === 'en' ? 'and' : 'und'
  )

/** "With A and without B" / "Mit A und ohne B". */
function withOrWithout(terms: readonly Term[], language: 'en' | 'de'): string {
  const [plus, minus, joint] = language === 'en' ? ['with', 'without', 'or'] : ['mit', 'ohne', 'oder']
  const text = listed(
    terms.map(({ names, isAsked }) => `${isAsked ? plus : minus} ${listed(names, joint)}`),
    language === 'en' ? 'and' : 'und'
  )
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

const asWritten = (terms: readonly Term[], language: 'en' | 'de', joint: string): string =>
  listed(
    terms.map(({ names, isAsked }) =>
      isAsked
        ? language === 'de'
          ? `mit ${listed(names, 'oder')}`
          : listed(names, 'or')
        : `${language === 'de' ? 'ohne' : 'without'} ${listed(names, language === 'de' ? 'oder' : 'or')}`
    ),
    joint
  )

/** "A", "A and B", "A, B and C". */
const listed = (parts: readonly string[], joint: string): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)!}`

/** Says it of as many parts as there is room for; the rest is counted. */
function shortened<T extends string | Term>(parts: readonly T[], say: (parts: readonly T[]) => Text): Text {
  for (let kept = parts.length; kept > 0; kept = Math.floor(kept / 2)) {
    const rest = `${parts.length - kept} …`
    const more = (typeof parts[0] === 'string' ? rest : { names: [rest], isAsked: true }) as T
    const text = say(kept === parts.length ? parts : [...parts.slice(0, kept), more])
    if (text.en.length <= MOST_CHARACTERS && text.de.length <= MOST_CHARACTERS) return text
  }
  return { en: 'These choices depend on each other.', de: 'Diese Angaben hängen voneinander ab.' }
}
