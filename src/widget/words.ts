import type { Catalogue } from '../ground/index.ts'

const en = {
  loading: 'Getting your cloth out…',
  preview: 'Preview',
  previewKeys: '{design} Arrow keys turn it, plus and minus zoom, Home goes back.',
  poster: 'Picture of the standard design',
  sceneComing: 'The 3D picture is coming.',
  shapeComing: 'Sewing your change.',
  sceneGone: 'The 3D picture is resting. Everything else still works.',
  sceneNone: 'No 3D picture here. Everything else still works.',
  sceneAgain: 'Try the picture again',

  controls: 'Your choices',
  groups: 'Groups of choices',
  fitGroup: 'Fit',
  moreRoom: 'More room for choices',
  lessRoom: 'More room for the picture',
  included: 'included',
  notNow: 'not now',
  notNowLong: 'Not possible now. Enter shows why.',
  unknownPrice: 'price on choosing',
  notKnown: 'not known yet',

  saidPick: '{option}: {choice}',
  saidMoved: '{option} moved along: {choice}',
  saidUndone: 'Undone.',
  saidRedone: 'Done again.',
  saidText: 'Your words are on it.',
  saidNoText: 'Your words are off it.',
  saidFit: 'Your measurements are noted.',
  saidStart: 'Started from {start}.',

  starts: 'Start from a design',
  less: 'Less {what}',
  more: 'More {what}',
  blockedStep: 'Not now: {choice}. Press for the reason.',
  lettersLeft: '{n} letters left',
  letterLeft: '1 letter left',
  noLettersLeft: 'No letters left',
  textHint: 'Up to {n} letters',

  priceLines: 'Price lines',
  showLines: 'Show price lines',
  hideLines: 'Hide price lines',
  total: 'Total',
  taxIncluded: 'Tax included',
  taxExcluded: 'Before tax',
  promise: 'Ready {when}',
  undo: 'Undo',
  redo: 'Redo',
  ordering: 'Ordering…',

  acts: 'Your design',
  share: 'Share',
  keep: 'Keep',
  compare: 'Compare',
  privacy: 'Privacy',

  keptBack: 'Your kept design is back.',

  cm: 'cm',
  inch: 'inch',

  goOn: 'Keep designing',
  tryAgain: 'Try again',

  partFailed: 'This part could not be fetched.',

  brokenTitle: 'This product cannot be shown just now',
  brokenText: 'The shop has been told. Please look in again later.',
  brokenRetry: 'Try again',
  noBook: 'There are no prices in {wanted} yet. You see them in {shown}.',
  dismiss: 'Got it',

  estimated: 'worked out',
} as const

type Key = keyof typeof en

const de: Record<Key, string> = {
  loading: 'Wir holen den Stoff …',
  preview: 'Vorschau',
  previewKeys: '{design} Pfeiltasten drehen, Plus und Minus ändern den Abstand, Pos1 führt zurück.',
  poster: 'Bild des Standardentwurfs',
  sceneComing: 'Das 3D-Bild kommt gleich.',
  shapeComing: 'Ihre Änderung wird genäht.',
  sceneGone: 'Das 3D-Bild pausiert. Alles andere geht weiter.',
  sceneNone: 'Hier gibt es kein 3D-Bild. Alles andere geht.',
  sceneAgain: 'Bild noch einmal versuchen',

  controls: 'Ihre Auswahl',
  groups: 'Bereiche',
  fitGroup: 'Passform',
  moreRoom: 'Mehr Platz für die Auswahl',
  lessRoom: 'Mehr Platz für das Bild',
  included: 'inklusive',
  notNow: 'jetzt nicht',
  notNowLong: 'Jetzt nicht möglich. Die Eingabetaste zeigt, warum.',
  unknownPrice: 'Preis beim Wählen',
  notKnown: 'noch nicht bekannt',

  saidPick: '{option}: {choice}',
  saidMoved: '{option} geht mit: {choice}',
  saidUndone: 'Zurückgenommen.',
  saidRedone: 'Wiederhergestellt.',
  saidText: 'Ihr Text ist zu sehen.',
  saidNoText: 'Ihr Text ist entfernt.',
  saidFit: 'Ihre Maße sind notiert.',
  saidStart: 'Begonnen mit {start}.',

  starts: 'Mit einem Entwurf beginnen',
  less: 'Weniger {what}',
  more: 'Mehr {what}',
  blockedStep: 'Jetzt nicht: {choice}. Drücken zeigt den Grund.',
  lettersLeft: 'Noch {n} Zeichen',
  letterLeft: 'Noch 1 Zeichen',
  noLettersLeft: 'Kein Zeichen mehr frei',
  textHint: 'Bis zu {n} Zeichen',

  priceLines: 'Preis im Einzelnen',
  showLines: 'Preis im Einzelnen zeigen',
  hideLines: 'Preis im Einzelnen schließen',
  total: 'Gesamt',
  taxIncluded: 'Inklusive Steuer',
  taxExcluded: 'Zuzüglich Steuer',
  promise: 'Fertig {when}',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  ordering: 'Wird bestellt …',

  acts: 'Ihr Entwurf',
  share: 'Teilen',
  keep: 'Behalten',
  compare: 'Vergleichen',
  privacy: 'Datenschutz',

  keptBack: 'Ihr behaltener Entwurf ist wieder da.',

  cm: 'cm',
  inch: 'Zoll',

  goOn: 'Weiter gestalten',
  tryAgain: 'Noch einmal versuchen',

  partFailed: 'Dieser Teil ließ sich nicht holen.',

  brokenTitle: 'Dieses Produkt lässt sich gerade nicht zeigen',
  brokenText: 'Der Laden weiß Bescheid. Bitte schauen Sie später wieder herein.',
  brokenRetry: 'Noch einmal versuchen',
  noBook: 'In {wanted} gibt es noch keine Preise. Sie sehen sie in {shown}.',
  dismiss: 'Verstanden',

  estimated: 'errechnet',
}

/** What the first screen says; sheets bring their own words along. */
export type WidgetKey = Key
export const WORDS: Catalogue<Key> = { en, de }
