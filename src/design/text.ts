import { sayer, type Language } from '../ground/index.ts'
import type { TextProblem } from './types.ts'
import { DESIGN_WORDS } from './words.ts'

/**
 * Controls, bidi marks and overrides, other invisible format characters, private use, lone surrogates, unassigned. The joiner is a format
 * character too, but families of emoji are made with it.
 */
const UNREADABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?!\u200d)\p{Cf}/u
const LATIN = /^[\p{Script=Latin}\p{M}\p{Nd}\p{Zs}\p{P}+=<>|~^$€£&©®°♥♡★☆]*$/u

/** Marks stacked on one letter beyond this are no writing. */
const MOST_POINTS_PER_GRAPHEME = 11

export interface TextRules {
  readonly most: number
  readonly letters: 'latin' | 'any'
  /** Line breaks are allowed: a note, not an embroidery. */
  readonly lines?: boolean
}

/** As it is kept: composed (NFC), without spaces at either end. */
export const tidyText = (text: string): string => text.normalize('NFC').trim()

/** What is wrong with a tidy text, or null. */
export function textProblemOf(text: string, { most, letters, lines = false }: TextRules, language: Language): TextProblem | null {
  const say = sayer(DESIGN_WORDS, language)
  const tooLong: TextProblem = { code: 'design/text-too-long', words: say('text-too-long', { most }) }
  // Before anything that costs time per character.
  if (text.length > most * MOST_POINTS_PER_GRAPHEME * 2) return tooLong
  if (UNREADABLE.test(lines ? text.replaceAll('\n', '') : text))
    return { code: 'design/text-unreadable', words: say('text-unreadable') }
  const graphemes = graphemesOf(text)
  if (graphemes.length > most || graphemes.some((one) => [...one].length > MOST_POINTS_PER_GRAPHEME)) return tooLong
  if (letters === 'latin' && !LATIN.test(text)) return { code: 'design/text-letters', words: say('text-letters') }
  return null
}

/** What a reader counts as characters (UAX 29). */
const graphemesOf = (text: string): string[] =>
  Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) => segment)
