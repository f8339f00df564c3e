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
  sentAround: 'With it go the minute, a random number for this visit and which yes of yours it is. Nothing else about you.',
  file: 'This would be in the file',
  fileWhat: 'It opens this very design at the shop. It holds no measurements and no words of yours.',
  send: 'Send to the shop',
  save: 'Save as a file',
  saved: 'Saved. Please give the file to the shop.',
  isSent: 'Sent. Thank you.',
  leave: 'Never mind',

  notSent: 'Nothing is sent without your yes. The file is yours, to give to the shop or not.',

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
    'Dazu kommen die Minute, eine Zufallszahl für diesen Besuch und welches Ja von Ihnen gilt. Sonst nichts über Sie.',
  file: 'Das stünde in der Datei',
  fileWhat: 'Sie öffnet im Laden genau diesen Entwurf. Maße und eigene Worte stehen nicht darin.',
  send: 'An den Laden senden',
  save: 'Als Datei sichern',
  saved: 'Gesichert. Bitte geben Sie die Datei dem Laden.',
  isSent: 'Gesendet. Vielen Dank.',
  leave: 'Doch nicht',

  notSent: 'Ohne Ihr Ja wird nichts gesendet. Die Datei gehört Ihnen: Sie geben sie dem Laden oder nicht.',

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
