import type { Catalogue } from '../ground/index.ts'

export type KioskKey = 'done' | 'cleared' | 'title' | 'soon' | 'soonOne' | 'left' | 'stay' | 'clear'

export const KIOSK_WORDS: Catalogue<KioskKey> = {
  en: {
    done: 'Done: clear everything',
    cleared: 'Everything is cleared.',
    title: 'Are you still here?',
    soon: 'Your design and your measurements will be cleared in {n} seconds.',
    soonOne: 'Your design and your measurements will be cleared in one second.',
    left: '{n} seconds left.',
    stay: 'I am still here',
    clear: 'Clear it now',
  },
  de: {
    done: 'Fertig: alles löschen',
    cleared: 'Alles ist gelöscht.',
    title: 'Sind Sie noch da?',
    soon: 'Ihr Entwurf und Ihre Maße werden in {n} Sekunden gelöscht.',
    soonOne: 'Ihr Entwurf und Ihre Maße werden in einer Sekunde gelöscht.',
    left: 'Noch {n} Sekunden.',
    stay: 'Ich bin noch da',
    clear: 'Jetzt löschen',
  },
}
