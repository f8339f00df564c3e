import type { CompiledOption } from '../template/types.ts'

/** What is wrong with a customer's words; null when nothing is. The words themselves never appear in an answer. */
export type WritingFault = 'empty' | 'too-long' | 'control-characters' | 'other-letters' | 'not-normal'

/**
 * No controls, no direction marks, no private or unassigned code points: what is stitched must read the same for
 * everyone.
 */
const UNWRITABLE = /[\p{C}\p{Zl}\p{Zp}]/u
const LATIN = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u
/** A note may have lines and emoji (joined by U+200D), but still no direction marks. */
const UNREADABLE = /(?![\n\t\u200D])[\p{C}\p{Zl}\p{Zp}]/u
/** A letter with more marks than this is a trick, not a name. */
const MOST_CODE_POINTS_PER_GRAPHEME = 4

/** Checks a text against its option. Length is counted in graphemes: what a reader calls a letter. */
export function writingFault(text: string, policy: NonNullable<CompiledOption['text']>): WritingFault | null {
  if (text.trim() === '') return 'empty'
  if (UNWRITABLE.test(text)) return 'control-characters'
  if (text !== text.normalize('NFC')) return 'not-normal'
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)]
  if (graphemes.length > policy.most) return 'too-long'
  if (graphemes.some(({ segment }) => [...segment].length > MOST_CODE_POINTS_PER_GRAPHEME)) return 'too-long'
  if (policy.letters === 'latin' && !LATIN.test(text)) return 'other-letters'
  return null
}

export const noteFault = (note: string): WritingFault | null => (UNREADABLE.test(note) ? 'control-characters' : null)
