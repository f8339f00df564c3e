import { useMemo } from 'react'
import { sayer, type Catalogue, type Say } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { LIST_WORDS } from '../listWords.ts'

const en = {
  ask: 'What decided it?',
  goesHere: 'If you like to say. Your answer stays in your profile, on this page.',
  goesDevice: 'If you like to say. Your answer stays in your profile, on this device.',
  goesShop: 'If you like to say. It goes into your profile, and to the shop, as you share your choices.',
  noted: 'Noted: {reason}.',
  takeBack: 'Delete my answer',
  deleted: 'Deleted from your profile.',
  full: 'Your profile is full. Under Privacy you can delete from it.',
} as const

type Key = keyof typeof en

const de: Record<Key, string> = {
  ask: 'Was gab den Ausschlag?',
  goesHere: 'Wenn Sie mögen. Ihre Antwort bleibt in Ihrem Profil auf dieser Seite.',
  goesDevice: 'Wenn Sie mögen. Ihre Antwort bleibt in Ihrem Profil auf diesem Gerät.',
  goesShop: 'Wenn Sie mögen. Sie geht in Ihr Profil und an den Laden, weil Sie Ihre Auswahl teilen.',
  noted: 'Notiert: {reason}.',
  takeBack: 'Meine Antwort löschen',
  deleted: 'Aus Ihrem Profil gelöscht.',
  full: 'Ihr Profil ist voll. Unter Datenschutz können Sie daraus löschen.',
}

export type ReasonKey = Key | keyof (typeof LIST_WORDS)['en']
const WORDS: Catalogue<ReasonKey> = { en: { ...LIST_WORDS.en, ...en }, de: { ...LIST_WORDS.de, ...de } }

export function useReasonWords(): Say<ReasonKey> {
  const { language } = useFitting()
  return useMemo(() => sayer(WORDS, language), [language])
}
