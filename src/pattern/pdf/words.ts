import { sayer, type Language, type Say } from '../../ground/index.ts'

const CATALOGUE = {
  en: {
    order: 'Order {number}',
    scale: 'Print at 100 %, no scaling.',
    square: 'Each side of this square is 50 mm. Measure it before you cut; if it is off, print again.',
    join: 'Cut every page along its frame and join edge to edge: halves of a diamond with the same names make a whole.',
    turned: '1 + 1: once as drawn, once turned over. Dashed: seam line. Outer line: cut line, allowances included.',
    nominal: 'Pieces are as drafted: what the cloth loses in its first wash is not added.',
    pieces: 'Pieces',
    plan: 'Pages',
  },
  de: {
    order: 'Auftrag {number}',
    scale: 'Mit 100 % drucken, nicht skalieren.',
    square:
      'Jede Seite dieses Quadrats misst 50 mm. Vor dem Zuschneiden nachmessen; wenn es nicht stimmt, neu drucken.',
    join: 'Jede Seite am Rahmen ausschneiden, Kante an Kante kleben: Halbe Rauten gleichen Namens ergeben eine ganze.',
    turned: '1 + 1: wie gezeichnet und gespiegelt. Gestrichelt: Nahtlinie. Äußere Linie: Schnittlinie mit Zugaben.',
    nominal: 'Die Teile sind wie konstruiert: Der Einlauf bei der ersten Wäsche ist nicht zugegeben.',
    pieces: 'Teile',
    plan: 'Seiten',
  },
} as const

export type PatternKey = keyof (typeof CATALOGUE)['en']

export const patternWords = (language: Language): Say<PatternKey> => sayer<PatternKey>(CATALOGUE, language)
