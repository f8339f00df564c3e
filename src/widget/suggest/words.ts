import { useMemo } from 'react'
import { sayer, type Catalogue, type Say } from '../../ground/index.ts'
import { useFitting } from '../fitting.ts'
import { addStyles } from '../styles.ts'
import css from './suggest.css?inline'

const en = {
  suggestions: 'Suggestions',
  choose: 'Choose',
  together: 'Together in {times} of {of} orders with {choice}',
  allOrders: 'In {times} of {of} orders',
  own: 'You chose it {times} times before',
  never: 'Do not suggest {what} again',
  isChosen: '{choice} is chosen.',
  isGone: 'Not suggested again.',
  isGoneHere: 'Not suggested again on this visit.',
  isFull: 'Your profile is full. Under Privacy you can delete from it.',
  noMore: 'Nothing more to suggest here.',
} as const

export type SuggestKey = keyof typeof en

const de: Record<SuggestKey, string> = {
  suggestions: 'Vorschläge',
  choose: 'Wählen:',
  together: 'In {times} von {of} Bestellungen zusammen mit {choice}',
  allOrders: 'In {times} von {of} Bestellungen',
  own: 'Das haben Sie schon {times}-mal gewählt',
  never: '{what} nicht mehr vorschlagen',
  isChosen: '{choice} ist gewählt.',
  isGone: 'Wird nicht mehr vorgeschlagen.',
  isGoneHere: 'Wird bei diesem Besuch nicht mehr vorgeschlagen.',
  isFull: 'Ihr Profil ist voll. Unter Datenschutz können Sie daraus löschen.',
  noMore: 'Hier gibt es keine weiteren Vorschläge.',
}

const WORDS: Catalogue<SuggestKey> = { en, de }

addStyles(css)

export function useSuggestWords(): Say<SuggestKey> {
  const { language } = useFitting()
  return useMemo(() => sayer(WORDS, language), [language])
}
