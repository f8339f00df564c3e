import { useMemo } from 'react'
import { sayer, type Catalogue, type Say } from '../ground/index.ts'
import { useFitting } from './fitting.ts'
import css from './sheets.css?inline'
import { addStyles } from './styles.ts'
import { WORDS, type WidgetKey } from './words.ts'

const en = {
  close: 'Close',

  setName: 'Name',
  setFirst: 'Me',
  setUnnamed: 'Set {n}',

  screensDiffer: 'Screens differ.',
  screensSwatch: 'Order a swatch',

  whyTitle: '“{choice}” does not go with your choices',
  whyTitleBody: '“{choice}” does not go with your measurements',
  whyMeasured: 'This is about {names}.',
  whyComing: 'The reason is on its way.',
  notKnownLong: 'We are still working out whether this goes with your choices. This takes a moment.',
  changeOne: '{option} to {choice}',
  changeFree: '{option} to what fits',
  changeButton: 'Change {changes}',
  changeAlready: 'Choose it now',
  noWayOut: 'Undo your last step, then try again.',
  leaveIt: 'Leave it as it is',
  and: ' and ',

  shareTitle: 'Share this design',
  shareLink: 'Link to this design',
  shareCopy: 'Copy link',
  shareCopied: 'Copied.',
  shareByHand: 'Select the link and copy it.',
  shareStays: 'Measurements, words, pictures and notes stay here. The link holds choices only.',

  keepTitle: 'Keep this design',
  keepWhat: 'Only this browser will know. It holds your choices, words and measurements, no pictures.',
  keepButton: 'Keep on this device',
  keepForget: 'Forget it',
  kept: 'Kept on this device.',
  forgotten: 'Forgotten.',
  keepBlocked: 'This browser does not let us keep it. Use the share link instead.',

  compareTitle: 'Two designs side by side',
  compareYours: 'Your design',
  compareWith: 'Compare with',
  compareAside: 'The one you set aside',
  compareSetAside: 'Set mine aside',
  compareIsAside: 'Set aside. Change yours, then compare.',
  compareTake: 'Take this one',
  compareSame: 'Both are the same.',
  compareDifferences: 'Differences',
  compareOption: 'Part',
  comparePrice: 'Price',
  compareReady: 'Ready',

  fitSizeLabel: 'Size',
  fitSystem: 'Size system',
  measurement: '“{name}”',
  allowed: 'With these choices this may be {spans}.',
  fromTo: '{from} to {to}',
  atLeast: 'at least {from}',
  atMost: 'at most {to}',
  conflict: 'These choices do not go with your measurements ({names}).',
  conflictSize: 'These choices do not go with size {size} ({names}).',
  noDesign: 'We make no design for these measurements.',
  noDesignFound: 'We found no choices that do.',
  askShop: 'Please ask the shop, or go on designing.',

  orderedTitle: 'Ordered. Thank you.',
  orderedNumber: 'Your order number',
  orderedReady: 'Ready {when}.',
  handedTitle: 'Handed to the shop',
  handedText: 'The shop takes it from here.',
  cardButton: 'Download your card',
  cardMaking: 'Writing your card…',
  cardFailed: 'The card could not be written. Try again.',
  priceChangedTitle: 'The price has changed',
  priceChangedText: 'It was {before}. It is {now} today.',
  priceChangedOrder: 'Order for {now}',
  notYet: 'Not yet',
  failedTitle: 'That order did not go through',
  failedOffline: 'The shop cannot be reached. Your design is safe here.',
  failedBusy: 'The shop is busy. Please try again in a moment.',
  failedDraft: 'We could not cut this to your measurements.',
  failedBody: 'Your choices and your measurements do not go together.',
  failedWords: 'Your words or picture are still missing.',
  failedRefused: 'The shop could not accept this order.',
  failedNothingTwice: 'Trying again never orders twice.',
  toFit: 'Look at my measurements',
  toConflict: 'See what fits',
  toWords: 'Take me there',

  cardTitle: 'Your made-to-order card',
  cardNumber: 'Order {number}',
  cardChoices: 'Choices',
  cardMeasurements: 'Measurements',
  cardMeasurementsNone: 'None given',
  cardPrice: 'Price',
  cardReady: 'Ready {when}',
  cardOrdered: 'Ordered on {day}',
} as const

type Key = keyof typeof en

const de: Record<Key, string> = {
  close: 'Schließen',

  setName: 'Name',
  setFirst: 'Mich',
  setUnnamed: 'Maßsatz {n}',

  screensDiffer: 'Bildschirme zeigen Farben verschieden.',
  screensSwatch: 'Muster bestellen',

  whyTitle: '„{choice}“ passt nicht zu Ihrer Auswahl',
  whyTitleBody: '„{choice}“ passt nicht zu Ihren Maßen',
  whyMeasured: 'Es geht um {names}.',
  whyComing: 'Die Begründung kommt gleich.',
  notKnownLong: 'Ob das zu Ihrer Auswahl passt, wird noch ermittelt. Das dauert einen Augenblick.',
  changeOne: '{option} auf „{choice}“',
  changeFree: '{option} passend',
  changeButton: '{changes} ändern',
  changeAlready: 'Jetzt wählen',
  noWayOut: 'Nehmen Sie den letzten Schritt zurück und versuchen Sie es erneut.',
  leaveIt: 'So lassen',
  and: ' und ',

  shareTitle: 'Diesen Entwurf teilen',
  shareLink: 'Link zu diesem Entwurf',
  shareCopy: 'Link kopieren',
  shareCopied: 'Kopiert.',
  shareByHand: 'Markieren Sie den Link und kopieren Sie ihn.',
  shareStays: 'Maße, Text, Bilder und Notizen bleiben hier. Der Link enthält nur die Auswahl.',

  keepTitle: 'Diesen Entwurf behalten',
  keepWhat: 'Nur dieser Browser weiß davon: Auswahl, Text und Maße, keine Bilder.',
  keepButton: 'Auf diesem Gerät behalten',
  keepForget: 'Vergessen',
  kept: 'Auf diesem Gerät behalten.',
  forgotten: 'Vergessen.',
  keepBlocked: 'Dieser Browser lässt das nicht zu. Nutzen Sie den Link zum Teilen.',

  compareTitle: 'Zwei Entwürfe nebeneinander',
  compareYours: 'Ihr Entwurf',
  compareWith: 'Vergleichen mit',
  compareAside: 'Ihr zurückgelegter Entwurf',
  compareSetAside: 'Meinen zurücklegen',
  compareIsAside: 'Zurückgelegt. Ändern Sie Ihren und vergleichen Sie dann.',
  compareTake: 'Diesen nehmen',
  compareSame: 'Beide sind gleich.',
  compareDifferences: 'Unterschiede',
  compareOption: 'Teil',
  comparePrice: 'Preis',
  compareReady: 'Fertig',

  fitSizeLabel: 'Größe',
  fitSystem: 'Größensystem',
  measurement: '„{name}“',
  allowed: 'Zu dieser Auswahl passen {spans}.',
  fromTo: '{from} bis {to}',
  atLeast: 'mindestens {from}',
  atMost: 'höchstens {to}',
  conflict: 'Diese Auswahl passt nicht zu Ihren Maßen ({names}).',
  conflictSize: 'Diese Auswahl passt nicht zu Größe {size} ({names}).',
  noDesign: 'Für diese Maße haben wir keinen Entwurf.',
  noDesignFound: 'Wir haben keine Auswahl gefunden, die dazu passt.',
  askShop: 'Fragen Sie gern den Laden oder gestalten Sie weiter.',

  orderedTitle: 'Bestellt. Vielen Dank.',
  orderedNumber: 'Ihre Bestellnummer',
  orderedReady: 'Fertig {when}.',
  handedTitle: 'An den Laden übergeben',
  handedText: 'Der Laden macht jetzt weiter.',
  cardButton: 'Ihre Karte herunterladen',
  cardMaking: 'Ihre Karte wird geschrieben …',
  cardFailed: 'Die Karte ist nicht gelungen. Versuchen Sie es noch einmal.',
  priceChangedTitle: 'Der Preis hat sich geändert',
  priceChangedText: 'Bisher {before}, heute {now}.',
  priceChangedOrder: 'Für {now} bestellen',
  notYet: 'Noch nicht',
  failedTitle: 'Die Bestellung ist nicht angekommen',
  failedOffline: 'Der Laden ist nicht erreichbar. Ihr Entwurf ist hier sicher.',
  failedBusy: 'Der Laden hat viel zu tun. Bitte gleich noch einmal versuchen.',
  failedDraft: 'Nach diesen Maßen können wir nicht zuschneiden.',
  failedBody: 'Ihre Auswahl und Ihre Maße passen nicht zusammen.',
  failedWords: 'Ihr Text oder Bild fehlt noch.',
  failedRefused: 'Der Laden konnte diese Bestellung nicht annehmen.',
  failedNothingTwice: 'Ein neuer Versuch bestellt nie doppelt.',
  toFit: 'Meine Maße ansehen',
  toConflict: 'Ansehen, was passt',
  toWords: 'Dorthin',

  cardTitle: 'Ihre Maßkarte',
  cardNumber: 'Bestellung {number}',
  cardChoices: 'Auswahl',
  cardMeasurements: 'Maße',
  cardMeasurementsNone: 'Keine angegeben',
  cardPrice: 'Preis',
  cardReady: 'Fertig {when}',
  cardOrdered: 'Bestellt am {day}',
}

/** All words that sheets and the card need, those of the first screen too: a page fetches them with the first sheet. */
export type SheetKey = Key | WidgetKey
export const SHEET_WORDS: Catalogue<SheetKey> = { en: { ...WORDS.en, ...en }, de: { ...WORDS.de, ...de } }

addStyles(css)

export function useSheetWords(): Say<SheetKey> {
  const { language } = useFitting()
  return useMemo(() => sayer(SHEET_WORDS, language), [language])
}
