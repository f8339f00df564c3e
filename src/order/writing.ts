import { NOTE, textProblemOf, tidyText, type TextRules } from '../design/index.ts'

/** What is wrong with a customer's words; null when nothing is. The words themselves never appear in an answer. */
export type WritingFault = 'empty' | 'too-long' | 'control-characters' | 'other-letters' | 'not-normal'

/** Holds a text that was ordered against the rules it was written by, and against the form the page keeps it in. */
export function writingFault(text: string, rules: TextRules): WritingFault | null {
  if (text.trim() === '') return 'empty'
  return faultIn(text, rules) ?? (text === tidyText(text) ? null : 'not-normal')
}

export const noteFault = (note: string): WritingFault | null => faultIn(note, NOTE)

function faultIn(text: string, rules: TextRules): WritingFault | null {
  switch (textProblemOf(text, rules, 'en')?.code) {
    case undefined:
      return null
    case 'design/text-unreadable':
      return 'control-characters'
    case 'design/text-letters':
      return 'other-letters'
    default:
      return 'too-long'
  }
}
