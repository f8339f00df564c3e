import { useMemo } from 'react'
import { sayer, type Catalogue, type Say } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { addStyles } from '../styles.ts'
import css from './likes.css?inline'

const en = {
  likes: 'Designs you like',
  like: 'I like this design',
  isLiked: 'You like this design.',
  whereHere: 'They are in your profile, for this visit. Under Privacy you can keep it longer.',
  whereDevice: 'They are in your profile, on this device.',
  standard: 'As it comes',
  remove: 'Like it no longer: {what}',
  part: 'Not all of it is possible any more. What goes together is back.',
  none: 'It no longer goes with your own words or picture.',
  removed: 'Removed.',
  full: 'Your profile is full. Remove one first.',
} as const

export type LikesKey = keyof typeof en

const de: Record<LikesKey, string> = {
  likes: 'Entwürfe, die Ihnen gefallen',
  like: 'Dieser Entwurf gefällt mir',
  isLiked: 'Dieser Entwurf gefällt Ihnen.',
  whereHere: 'Sie stehen in Ihrem Profil, für diesen Besuch. Unter Datenschutz behalten Sie es länger.',
  whereDevice: 'Sie stehen in Ihrem Profil, auf diesem Gerät.',
  standard: 'So wie er ist',
  remove: 'Gefällt mir nicht mehr: {what}',
  part: 'Nicht alles davon ist noch möglich. Was zusammenpasst, ist wieder da.',
  none: 'Er passt nicht mehr zu Ihren eigenen Worten oder Ihrem Bild.',
  removed: 'Entfernt.',
  full: 'Ihr Profil ist voll. Entfernen Sie zuerst einen.',
}

const WORDS: Catalogue<LikesKey> = { en, de }

addStyles(css)

export function useLikesWords(): Say<LikesKey> {
  const { language } = useFitting()
  return useMemo(() => sayer(WORDS, language), [language])
}
