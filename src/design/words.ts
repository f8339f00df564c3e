import type { Catalogue } from '../ground/index.ts'

type Key =
  | 'moved'
  | 'link-cut'
  | 'link-other'
  | 'link-older'
  | 'link-older.lost'
  | 'link-older.gone'
  | 'link-left-out'
  | 'kept-unreadable'
  | 'not-kept'
  | 'text-too-long'
  | 'text-unreadable'
  | 'text-letters'

export const DESIGN_WORDS: Catalogue<Key> = {
  en: {
    moved: '{option} is now {to} instead of {from}.',
    'link-cut': 'The link is not complete, perhaps it was cut short. Nothing was changed.',
    'link-other': 'The link belongs to another product. Nothing was changed.',
    'link-older': 'The product has changed since this link was made.',
    'link-older.lost': 'No longer possible as chosen: {choices}.',
    'link-older.gone': 'Choices that no longer exist were left out: {n}.',
    'link-left-out':
      'The link brought the choices only: measurements, texts and pictures stay with the person who made it.',
    'kept-unreadable': 'The design kept on this device could not be read. Nothing was changed.',
    'not-kept': 'This browser does not let us keep the design. A link keeps the choices.',
    'text-too-long': 'Please use at most {most} characters.',
    'text-unreadable': 'Please leave out invisible and direction-changing characters.',
    'text-letters': 'Please use Latin letters, digits and common signs.',
  },
  de: {
    moved: '{option} ist jetzt {to} statt {from}.',
    'link-cut': 'Der Link ist nicht vollständig, vielleicht wurde er abgeschnitten. Es wurde nichts geändert.',
    'link-other': 'Der Link gehört zu einem anderen Produkt. Es wurde nichts geändert.',
    'link-older': 'Das Produkt hat sich geändert, seit dieser Link entstand.',
    'link-older.lost': 'So nicht mehr möglich: {choices}.',
    'link-older.gone': 'Nicht mehr angebotene Auswahlen wurden weggelassen: {n}.',
    'link-left-out':
      'Der Link enthält nur die Auswahl: Maße, Texte und Bilder bleiben bei der Person, die ihn erstellt hat.',
    'kept-unreadable': 'Der auf diesem Gerät gemerkte Entwurf ist nicht lesbar. Es wurde nichts geändert.',
    'not-kept': 'Dieser Browser lässt nicht zu, dass wir den Entwurf merken. Ein Link merkt sich die Auswahl.',
    'text-too-long': 'Bitte verwenden Sie höchstens {most} Zeichen.',
    'text-unreadable': 'Bitte lassen Sie unsichtbare Zeichen und solche weg, die die Schreibrichtung ändern.',
    'text-letters': 'Bitte verwenden Sie lateinische Buchstaben, Ziffern und gängige Zeichen.',
  },
}
