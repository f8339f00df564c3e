import type { Catalogue } from '../ground/index.ts'
import type { GivenReason, Problem } from '../preferences/index.ts'

type Key = `reason.${GivenReason}` | `problem.${Problem}`

/** What a customer can say of a design, from the closed lists; to stand in a sentence. */
export const LIST_WORDS: Catalogue<Key> = {
  en: {
    'reason.look': 'how it looks',
    'reason.fit': 'how it fits',
    'reason.price': 'the price',
    'reason.delivery': 'when it comes',
    'reason.origin': 'where it comes from',
    'reason.other': 'something else',
    'problem.picture': 'the picture',
    'problem.price': 'the price',
    'problem.choice': 'a choice',
    'problem.measuring': 'measuring',
    'problem.words': 'the words',
    'problem.ordering': 'ordering',
    'problem.other': 'something else',
  },
  de: {
    'reason.look': 'das Aussehen',
    'reason.fit': 'die Passform',
    'reason.price': 'der Preis',
    'reason.delivery': 'wann es kommt',
    'reason.origin': 'woher es kommt',
    'reason.other': 'etwas anderes',
    'problem.picture': 'das Bild',
    'problem.price': 'der Preis',
    'problem.choice': 'eine Auswahl',
    'problem.measuring': 'das Messen',
    'problem.words': 'die Worte',
    'problem.ordering': 'das Bestellen',
    'problem.other': 'etwas anderes',
  },
}

/** To stand by itself: "The price". */
export const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
