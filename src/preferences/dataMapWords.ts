import type { Catalogue, Language } from '../ground/index.ts'
import type { DATA_MAP, Feature, MappedKey } from './dataMap.ts'
import type { EventType, Purpose } from './types.ts'

/** What something is, and why it is there. */
export interface Told {
  readonly what: string
  readonly why: string
}

type Words<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, Told>>>>
export type StoredKey = keyof (typeof DATA_MAP)['stored']

/*
 * The data map in words, for the privacy panel and the documents; its fields stand in `fieldWords.ts`. One that the map
 * has and these have not is a type error.
 */

export const purposeWords: Words<Purpose> = {
  en: {
    preferences: {
      what: 'What you choose, and what decided it',
      why: 'So that the shop makes more of what people like.',
    },
    insight: {
      what: 'That a design was kept or compared, which suggestions were shown, and what went wrong',
      why: 'So that the shop sees what works here and what does not.',
    },
    measurements: {
      what: 'Your measurements, on this device only',
      why: 'So that you need not measure again next time.',
    },
    contact: { what: 'Reminders', why: 'Nothing here uses this. It is off.' },
    publish: { what: 'Showing your design to others', why: 'Nothing here uses this. It is off.' },
  },
  de: {
    preferences: {
      what: 'Was Sie wählen und was den Ausschlag gab',
      why: 'Damit der Laden mehr von dem macht, was Leuten gefällt.',
    },
    insight: {
      what: 'Dass ein Entwurf behalten oder verglichen wurde, welche Vorschläge zu sehen waren, und was nicht geklappt hat',
      why: 'Damit der Laden sieht, was hier funktioniert und was nicht.',
    },
    measurements: {
      what: 'Ihre Maße, nur auf diesem Gerät',
      why: 'Damit Sie beim nächsten Mal nicht neu messen müssen.',
    },
    contact: { what: 'Erinnerungen', why: 'Nichts hier nutzt das. Es ist aus.' },
    publish: { what: 'Ihren Entwurf anderen zeigen', why: 'Nichts hier nutzt das. Es ist aus.' },
  },
}

export const eventWords: Words<EventType> = {
  en: {
    'design.snapshot': {
      what: 'Your design as it stands when you say yes',
      why: 'So that nothing from before your yes is needed.',
    },
    'choice.made': { what: 'A choice you make, and what was there before', why: 'Shows the shop what people like.' },
    'choice.undone': { what: 'A choice you take back', why: 'Shows the shop what people do not like after all.' },
    'suggestion.shown': { what: 'A suggestion you are shown', why: 'To see whether suggestions are any good.' },
    'suggestion.taken': { what: 'A suggestion you take', why: 'To see which suggestions help.' },
    'suggestion.dismissed': { what: 'A suggestion you do not want', why: 'So that poor suggestions go.' },
    'design.saved': { what: 'That a design is kept, not which', why: 'To see whether keeping is of use.' },
    'design.compared': { what: 'That designs are compared, not which', why: 'To see whether comparing is of use.' },
    'design.finished': { what: 'The design you order', why: 'Shows the shop what goes well together.' },
    'reason.given': { what: 'What decided it, picked from a list', why: 'So that the shop learns why people order.' },
    'problem.reported': { what: 'What went wrong, picked from a list', why: 'So that it can be put right.' },
    'problem.solved': { what: 'That it works now', why: 'To know that it was put right.' },
    'consent.changed': {
      what: 'That you agreed to counting, or no longer do',
      why: 'So that the shop follows it as well.',
    },
  },
  de: {
    'design.snapshot': {
      what: 'Ihr Entwurf, wie er bei Ihrem Ja ist',
      why: 'Damit nichts aus der Zeit vor Ihrem Ja gebraucht wird.',
    },
    'choice.made': { what: 'Was Sie wählen und was vorher da war', why: 'Zeigt dem Laden, was Leuten gefällt.' },
    'choice.undone': {
      what: 'Eine Wahl, die Sie zurücknehmen',
      why: 'Zeigt dem Laden, was Leuten doch nicht gefällt.',
    },
    'suggestion.shown': {
      what: 'Ein Vorschlag, den Sie sehen',
      why: 'Damit man sieht, ob die Vorschläge etwas taugen.',
    },
    'suggestion.taken': { what: 'Ein Vorschlag, den Sie annehmen', why: 'Damit man sieht, welche Vorschläge helfen.' },
    'suggestion.dismissed': {
      what: 'Ein Vorschlag, den Sie nicht möchten',
      why: 'Damit schlechte Vorschläge verschwinden.',
    },
    'design.saved': {
      what: 'Dass ein Entwurf behalten wird, nicht welcher',
      why: 'Damit man sieht, ob das Behalten nützt.',
    },
    'design.compared': {
      what: 'Dass Entwürfe verglichen werden, nicht welche',
      why: 'Damit man sieht, ob das Vergleichen nützt.',
    },
    'design.finished': { what: 'Der Entwurf, den Sie bestellen', why: 'Zeigt dem Laden, was gut zusammenpasst.' },
    'reason.given': {
      what: 'Was den Ausschlag gab, aus einer Liste gewählt',
      why: 'Damit der Laden erfährt, warum Leute bestellen.',
    },
    'problem.reported': {
      what: 'Was nicht geklappt hat, aus einer Liste gewählt',
      why: 'Damit es behoben werden kann.',
    },
    'problem.solved': { what: 'Dass es jetzt klappt', why: 'Damit man weiß, dass es behoben ist.' },
    'consent.changed': {
      what: 'Dass Sie dem Zählen zugestimmt haben oder nicht mehr',
      why: 'Damit sich auch der Laden daran hält.',
    },
  },
}

export const storedWords: Words<StoredKey> = {
  en: {
    'toile.consent': {
      what: 'Your yes or no, and the day',
      why: 'So that you are not asked again for six months.',
    },
    'toile.design.': { what: 'The design you keep', why: 'So that it is here when you come back.' },
    'toile.fit': { what: 'Your measurements', why: 'So that you need not measure again.' },
    'toile.profile': {
      what: 'What you like, your reasons, what you do not want suggested, and your receipts',
      why: 'So that all of it is here when you come back.',
    },
    'toile.queue': {
      what: 'What you agreed to share and could not be sent yet',
      why: 'So that it goes once the network is back.',
    },
  },
  de: {
    'toile.consent': {
      what: 'Ihr Ja oder Nein und der Tag',
      why: 'Damit Sie sechs Monate lang nicht noch einmal gefragt werden.',
    },
    'toile.design.': { what: 'Der Entwurf, den Sie behalten', why: 'Damit er da ist, wenn Sie wiederkommen.' },
    'toile.fit': { what: 'Ihre Maße', why: 'Damit Sie nicht neu messen müssen.' },
    'toile.profile': {
      what: 'Was Ihnen gefällt, Ihre Gründe, was man nicht mehr vorschlagen soll, und Ihre Belege',
      why: 'Damit alles da ist, wenn Sie wiederkommen.',
    },
    'toile.queue': {
      what: 'Was Sie teilen wollten und was noch nicht gesendet werden konnte',
      why: 'Damit es hinausgeht, sobald das Netz wieder da ist.',
    },
  },
}

/** What comes before something is stored. */
export const afterWords: Catalogue<MappedKey['after']> = {
  en: {
    answer: 'once you answer',
    'keep design': 'once you keep a design',
    'keep profile': 'once you keep your profile on this device',
    preferences: 'with your yes to sharing choices',
    insight: 'with your yes to counting',
    measurements: 'with your yes to keeping measurements',
    contact: 'never: nothing uses this',
    publish: 'never: nothing uses this',
  },
  de: {
    answer: 'sobald Sie antworten',
    'keep design': 'sobald Sie einen Entwurf behalten',
    'keep profile': 'sobald Sie Ihr Profil auf diesem Gerät behalten',
    preferences: 'mit Ihrem Ja zum Teilen der Auswahl',
    insight: 'mit Ihrem Ja zum Zählen',
    measurements: 'mit Ihrem Ja zum Behalten der Maße',
    contact: 'nie: nichts nutzt das',
    publish: 'nie: nichts nutzt das',
  },
}

/** How long. */
export const untilWords: Catalogue<MappedKey['until']> = {
  en: {
    forgotten: 'until you delete it',
    'six months': 'for six months, or until you delete it',
    'a day': 'for a day, or until it is sent or you delete it',
  },
  de: {
    forgotten: 'bis Sie es löschen',
    'six months': 'sechs Monate, oder bis Sie es löschen',
    'a day': 'einen Tag, oder bis es gesendet ist oder Sie es löschen',
  },
}

/** Where the customer sees it. */
export const featureWords: Catalogue<Feature> = {
  en: {
    'left list': 'the list of what left this page',
    answers: 'your answers',
    'measuring room': 'the measuring room',
    'kept design': 'the design you keep',
    profile: 'your profile',
    'waiting list': 'what waits to be sent',
  },
  de: {
    'left list': 'die Liste dessen, was diese Seite verließ',
    answers: 'Ihre Antworten',
    'measuring room': 'der Messraum',
    'kept design': 'der Entwurf, den Sie behalten',
    profile: 'Ihr Profil',
    'waiting list': 'was noch gesendet wird',
  },
}

/** Who gets it. */
export const recipientWords: Catalogue<'events' | 'stored'> = {
  en: { events: 'This shop, and nobody else', stored: 'Nobody: it stays on this device' },
  de: { events: 'Dieser Laden, sonst niemand', stored: 'Niemand: es bleibt auf diesem Gerät' },
}
