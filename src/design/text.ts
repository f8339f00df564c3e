import { sayer, type Language } from '../ground/index.ts'
import type { TextProblem } from './types.ts'
import { DESIGN_WORDS } from './words.ts'

/**
 * Controls, direction marks, other invisible format characters, private use, lone surrogates, unassigned: what is
 * stitched reads the same for everyone.
 */
const UNREADABLE = /[\p{C}\p{Zl}\p{Zp}]/u
/** A note has lines, and families of emoji, which are joined by an invisible character. */
const UNREADABLE_IN_NOTE = /(?![\n\u200d])[\p{C}\p{Zl}\p{Zp}]/u
const LATIN = /^[\p{Script=Latin}\p{Script=Inherited}0-9 .,:;!?'"’‘“”„«»‹›·•*#@&%§°()[\]{}/\\|+=<>~^_–—♥★€£-]*$/u

/**
 * Code points of one character: a letter with more marks than this is a tower, not writing. A family of emoji in a
 * note takes more.
 */
const MOST_POINTS = 4
const MOST_POINTS_IN_NOTE = 11

export interface TextRules {
  readonly most: number
  readonly letters: 'latin' | 'any'
  /** Line breaks are allowed: a note, not an embroidery. */
  readonly lines?: boolean
}

/** A customer's words to the shop. */
export const NOTE: TextRules = { most: 500, letters: 'any', lines: true }

/** As it is kept: composed (NFC), without spaces at either end. */
export const tidyText = (text: string): string => text.normalize('NFC').trim()

/** What is wrong with a tidy text, or null. */
export function textProblemOf(
  text: string,
  { most, letters, lines = false }: TextRules,
  language: Language
): TextProblem | null {
  const say = sayer(DESIGN_WORDS, language)
  const tooLong: TextProblem = { code: 'design/text-too-long', words: say('text-too-long', { most }) }
  const mostPoints = lines ? MOST_POINTS_IN_NOTE : MOST_POINTS
  // Before anything that costs time per character.
  if (text.length > most * mostPoints * 2) return tooLong
  if ((lines ? UNREADABLE_IN_NOTE : UNREADABLE).test(text))
    return { code: 'design/text-unreadable', words: say('text-unreadable') }
  const graphemes = graphemesOf(text)
  if (graphemes.length > most || graphemes.some((one) => [...one].length > mostPoints)) return tooLong
  if (letters === 'latin' && !LATIN.test(text)) return { code: 'design/text-letters', words: say('text-letters') }
  return null
}

/** What a reader counts as characters (UAX 29). */
const graphemesOf = (text: string): string[] =>
  Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) => segment)
