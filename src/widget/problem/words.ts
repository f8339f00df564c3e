import { useMemo } from 'react'
import { sayer, type Catalogue, type Say } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { LIST_WORDS } from '../listWords.ts'
import { addStyles } from '../styles.ts'
import css from './problem.css?inline'

const en = {
  wrong: 'Something is wrong here',
  what: 'What is wrong?',
  about: 'What is it about?',
  aboutAll: 'All of it',

  sent: 'This would be sent',
  sentAround: 'With it go the minute, a random number for this visit and which yes of yours it is. Nothing else.',
  file: 'This would be in the file',
  fileWhat: 'It opens this very design at the shop. It holds no measurements and no words of yours.',
  send: 'Send to the shop',
  save: 'Save as a file',
  saved: 'Saved. Please give the file to the shop.',
  isSent: 'Sent. Thank you.',
  leave: 'Never mind',

  ask: 'May the shop get such reports?',
  askWhat:
    'With your yes it also counts suggestions seen, designs kept and designs compared. Never words or measurements.',
  askYes: 'Yes, send it',
  askNo: 'No',
  isDenied: 'Nothing is sent: you share no counts with the shop. You can change that under Privacy.',

  openNow: 'You told of a problem here: {problem}.',
  solved: 'Is it solved?',
  solvedYes: 'Yes, solved',
  solvedNo: 'No, not yet',
  solvedThanks: 'Good to hear. Thank you.',
} as const

type Key = keyof typeof en

const de: Record<Key, string> = {
  wrong: 'Hier stimmt etwas nicht',
  what: 'Was stimmt nicht?',
  about: 'Worum geht es?',
  aboutAll: 'Um alles',

  sent: 'Das würde gesendet',
  sentAround:
    'Dazu kommen die Minute, eine Zufallszahl für diesen Besuch und welches Ja von Ihnen gilt. Sonst nichts.',
  file: 'Das stünde in der Datei',
  fileWhat: 'Sie öffnet im Laden genau diesen Entwurf. Maße und eigene Worte stehen nicht darin.',
  send: 'An den Laden senden',
  save: 'Als Datei sichern',
  saved: 'Gesichert. Bitte geben Sie die Datei dem Laden.',
  isSent: 'Gesendet. Vielen Dank.',
  leave: 'Doch nicht',

  ask: 'Darf der Laden solche Meldungen bekommen?',
  askWhat:
    'Mit Ihrem Ja zählt er auch gesehene Vorschläge, behaltene und verglichene Entwürfe. Nie Worte oder Maße.',
  askYes: 'Ja, senden',
  askNo: 'Nein',
  isDenied: 'Es wird nichts gesendet: Sie teilen keine Zahlen mit dem Laden. Das können Sie unter Datenschutz ändern.',

  openNow: 'Sie haben hier ein Problem gemeldet: {problem}.',
  solved: 'Ist es gelöst?',
  solvedYes: 'Ja, gelöst',
  solvedNo: 'Nein, noch nicht',
  solvedThanks: 'Das freut uns. Vielen Dank.',
}

export type ProblemKey = Key | keyof (typeof LIST_WORDS)['en']
const WORDS: Catalogue<ProblemKey> = { en: { ...LIST_WORDS.en, ...en }, de: { ...LIST_WORDS.de, ...de } }

addStyles(css)

export function useProblemWords(): Say<ProblemKey> {
  const { language } = useFitting()
  return useMemo(() => sayer(WORDS, language), [language])
}
