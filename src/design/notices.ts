import { sayer, type Language, type LengthUnit, type Text } from '../ground/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import type { PicksById } from './answers.ts'
import type { OpenedCode } from './code.ts'
import { choiceText } from './describe.ts'
import type { Moved, Notice } from './types.ts'
import { DESIGN_WORDS } from './words.ts'

/** A notice before it is put into words: the language may change while it stands. */
export type News =
  | { readonly kind: Exclude<Notice['kind'], 'moved' | 'link-older'> }
  | { readonly kind: 'moved'; readonly moved: readonly Moved[] }
  | {
      readonly kind: 'link-older'
      readonly changes: readonly Text[]
      /** Picks that exist but no longer go with the others. */
      readonly lost: PicksById
      /** How many picks exist no longer. */
      readonly gone: number
    }

/** What there is to say of a code that was opened, `lost` being what the rules made of its picks. */
export function newsOf(opened: OpenedCode, lost: PicksById): News[] {
  if (opened.kind !== 'picks') return [{ kind: opened.kind === 'cut' ? 'link-cut' : 'link-other' }]
  const { current, changes, gone } = opened
  if (current && gone === 0 && Object.keys(lost).length === 0) return []
  return [{ kind: 'link-older', changes: changes.map(({ text }) => text), lost, gone }]
}

export function noticeOf(news: News, template: CompiledTemplate, language: Language, unit: LengthUnit): Notice {
  const say = sayer(DESIGN_WORDS, language)
  const optionOf = (id: string) => template.options.find((option) => option.id === id)!
  const choice = (id: string, chosen: string) => choiceText(optionOf(id), chosen, language, unit)
  const label = (id: string) => optionOf(id).label[language]
  const sentences: string[] = []
  if (news.kind === 'moved')
    for (const { option, from, to } of news.moved)
      sentences.push(say('moved', { option: label(option), from: choice(option, from), to: choice(option, to) }))
  else sentences.push(say(news.kind))
  if (news.kind === 'link-older') {
    sentences.push(...news.changes.map((text) => text[language]))
    const lost = Object.entries(news.lost).map(([id, chosen]) => `${label(id)} ${choice(id, chosen)}`)
    if (lost.length > 0) sentences.push(say('link-older.lost', { choices: lost.join(', ') }))
    if (news.gone > 0) sentences.push(say('link-older.gone', { n: news.gone }))
  }
  return { kind: news.kind, text: sentences.join(' ') }
}
