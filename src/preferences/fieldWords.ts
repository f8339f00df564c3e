import type { Catalogue } from '../ground/index.ts'
import type { DATA_MAP, STORED_PARTS } from './dataMap.ts'
import type { EventType, PreferenceEvent } from './types.ts'

type Fields<Mapped> = Mapped extends { readonly fields: infer Names } ? Names : never
type Events = (typeof DATA_MAP)['events']
type Stored = (typeof DATA_MAP)['stored']

/** What an event says, beside the template it speaks of. */
export type EventField = { [Type in EventType]: keyof Fields<Events[Type]> }[EventType] | 'template'
/** What a stored entry holds. */
export type StoredField = Extract<Fields<Stored[keyof Stored]>, readonly string[]>[number]
type Parts = typeof STORED_PARTS
export type StoredPart = { [Field in keyof Parts]: `${Field}.${Parts[Field][number]}` }[keyof Parts]
/** What every event carries around what it says. */
export type EnvelopeField = Exclude<keyof PreferenceEvent, 'data'>

/*
 * Every field of the data map in words. One that the map has and these have not is a type error.
 */

export const eventFieldWords: Catalogue<EventField> = {
  en: {
    template: 'The product, and the version of its page',
    option: 'Which part',
    choice: 'What was chosen for it',
    from: 'What was there before',
    via: 'That it came from a suggestion',
    selection: 'What every part is, without lengths',
    picks: 'Which of them you chose yourself',
    reason: 'Your reason, one of a fixed list',
    problem: 'The problem, one of a fixed list',
    purpose: 'What your answer is about',
    state: 'Your answer',
  },
  de: {
    template: 'Das Produkt und die Version seiner Seite',
    option: 'Welches Teil',
    choice: 'Was dafür gewählt wurde',
    from: 'Was vorher da war',
    via: 'Dass es ein Vorschlag war',
    selection: 'Was jedes Teil ist, ohne Längen',
    picks: 'Was davon Sie selbst gewählt haben',
    reason: 'Ihr Grund, einer aus einer festen Liste',
    problem: 'Das Problem, eines aus einer festen Liste',
    purpose: 'Worum es bei Ihrer Antwort geht',
    state: 'Ihre Antwort',
  },
}

export const envelopeWords: Catalogue<EnvelopeField> = {
  en: {
    specversion: 'The version of the message format',
    id: 'A random number of this one message, so that it counts once',
    source: 'Which shop',
    type: 'What kind of message it is',
    time: 'When, to the minute',
    datacontenttype: 'How it is written',
    dataschema: 'The name of its public description',
    purpose: 'What you agreed to',
    consentref: 'The answer it leaves under: the same number for everybody who gave it that day',
    policyhash: 'Which rules you agreed to',
    visit: 'A random number of this one page view, gone when you leave. Only in counts for the shop',
  },
  de: {
    specversion: 'Die Version des Nachrichtenformats',
    id: 'Eine Zufallszahl nur dieser Nachricht, damit sie einmal zählt',
    source: 'Welcher Laden',
    type: 'Welche Art Nachricht es ist',
    time: 'Wann, auf die Minute',
    datacontenttype: 'Wie sie geschrieben ist',
    dataschema: 'Der Name ihrer öffentlichen Beschreibung',
    purpose: 'Wozu Sie Ja gesagt haben',
    consentref: 'Die Antwort dahinter: dieselbe Zahl für alle, die sie an diesem Tag gaben',
    policyhash: 'Zu welchen Regeln Sie Ja gesagt haben',
    visit: 'Eine Zufallszahl nur dieses Besuchs, danach weg. Nur in Zählungen für den Laden',
  },
}

export const storedFieldWords: Catalogue<StoredField> = {
  en: {
    answer: 'Yes, no or taken back',
    on: 'The day',
    despiteSignal: 'That you said yes although your browser asks sites not to track you',
    code: 'What you chose',
    texts: 'Your words on it',
    measurements: 'Your measurements',
    size: 'Your size',
    garment: 'A garment you measured',
    survey: 'Which table your size was estimated from',
    fitSet: 'Who it is for',
    note: 'Your note to the maker',
    sets: 'Your sets of measurements, by the names you gave them',
    likes: 'Designs you like',
    reasons: 'What decided it',
    dismissed: 'What is not suggested again',
    taste: 'How often you chose what, if you want that counted',
    receipts: 'A receipt for each answer',
    events: 'Messages that wait for the network',
  },
  de: {
    answer: 'Ja, Nein oder zurückgenommen',
    on: 'Der Tag',
    despiteSignal: 'Dass Sie Ja sagten, obwohl Ihr Browser Seiten bittet, Sie nicht zu verfolgen',
    code: 'Was Sie gewählt haben',
    texts: 'Ihr Text darauf',
    measurements: 'Ihre Maße',
    size: 'Ihre Größe',
    garment: 'Ein Kleidungsstück, das Sie gemessen haben',
    survey: 'Aus welcher Tabelle Ihre Größe geschätzt wurde',
    fitSet: 'Für wen er ist',
    note: 'Ihre Notiz an die Werkstatt',
    sets: 'Ihre Maßsätze unter den Namen, die Sie ihnen gaben',
    likes: 'Entwürfe, die Ihnen gefallen',
    reasons: 'Was den Ausschlag gab',
    dismissed: 'Was nicht mehr vorgeschlagen wird',
    taste: 'Wie oft Sie was gewählt haben, falls Sie das gezählt haben möchten',
    receipts: 'Ein Beleg für jede Antwort',
    events: 'Nachrichten, die auf das Netz warten',
  },
}

/** What a list or a value of the above is made of. */
export const storedPartWords: Catalogue<StoredPart> = {
  en: {
    'size.system': 'The size table',
    'size.label': 'The size in it',
    'garment.values': 'Its measurements',
    'garment.stretch': 'How far its cloth gives',
    'sets.id': 'A number of this set, for this device only',
    'sets.name': 'The name you gave it',
    'sets.on': 'Which set it differs from',
    'sets.measurements': 'Its measurements',
    'sets.size': 'Its size',
    'sets.garment': 'A garment measured for it',
    'sets.survey': 'Which table its size was estimated from',
    'likes.id': 'A number of this line, for your profile only',
    'likes.template': 'Of which product',
    'likes.picks': 'What you chose in it',
    'reasons.id': 'A number of this line, for your profile only',
    'reasons.template': 'Of which product',
    'reasons.reason': 'The reason, one of a fixed list',
    'reasons.on': 'The day',
    'dismissed.template': 'Of which product',
    'dismissed.option': 'Which part',
    'dismissed.choice': 'Which choice',
    'taste.template': 'Of which product',
    'taste.option': 'Which part',
    'taste.choice': 'Which choice',
    'taste.times': 'How often',
    'receipts.schema_version': 'The version of the receipt',
    'receipts.record_id': 'A check sum of the receipt',
    'receipts.previous': 'The check sum of the one before',
    'receipts.processing': 'What it is about, who gets it and for how long',
    'receipts.controller': 'Which site',
    'receipts.event': 'What was answered, when and by whom',
    'receipts.consentref': 'What messages under this answer name',
    'events.event': 'The message itself',
    'events.tries': 'How often it was tried',
    'events.taken': 'How many pages had it in turn',
    'events.busy': 'Until when a page is busy sending it',
  },
  de: {
    'size.system': 'Die Größentabelle',
    'size.label': 'Die Größe darin',
    'garment.values': 'Seine Maße',
    'garment.stretch': 'Wie weit sein Stoff nachgibt',
    'sets.id': 'Eine Nummer dieses Satzes, nur für dieses Gerät',
    'sets.name': 'Der Name, den Sie ihm gaben',
    'sets.on': 'Von welchem Satz er abweicht',
    'sets.measurements': 'Seine Maße',
    'sets.size': 'Seine Größe',
    'sets.garment': 'Ein Kleidungsstück, das dafür gemessen wurde',
    'sets.survey': 'Aus welcher Tabelle seine Größe geschätzt wurde',
    'likes.id': 'Eine Nummer dieser Zeile, nur für Ihr Profil',
    'likes.template': 'Von welchem Produkt',
    'likes.picks': 'Was Sie darin gewählt haben',
    'reasons.id': 'Eine Nummer dieser Zeile, nur für Ihr Profil',
    'reasons.template': 'Von welchem Produkt',
    'reasons.reason': 'Der Grund, einer aus einer festen Liste',
    'reasons.on': 'Der Tag',
    'dismissed.template': 'Von welchem Produkt',
    'dismissed.option': 'Welches Teil',
    'dismissed.choice': 'Welche Wahl',
    'taste.template': 'Von welchem Produkt',
    'taste.option': 'Welches Teil',
    'taste.choice': 'Welche Wahl',
    'taste.times': 'Wie oft',
    'receipts.schema_version': 'Die Version des Belegs',
    'receipts.record_id': 'Eine Prüfsumme des Belegs',
    'receipts.previous': 'Die Prüfsumme des vorigen',
    'receipts.processing': 'Worum es geht, wer es bekommt und wie lange',
    'receipts.controller': 'Welche Website',
    'receipts.event': 'Was geantwortet wurde, wann und von wem',
    'receipts.consentref': 'Was Nachrichten unter dieser Antwort nennen',
    'events.event': 'Die Nachricht selbst',
    'events.tries': 'Wie oft sie versucht wurde',
    'events.taken': 'Wie viele Seiten sie nacheinander hatten',
    'events.busy': 'Bis wann eine Seite sie gerade sendet',
  },
}
