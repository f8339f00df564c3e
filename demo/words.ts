import type { Catalogue } from '../src/ground/index.ts'

/** What the shop makes, in the order of its navigation; each is the name of a folder in models/ and of a page. */
export const PRODUCTS = ['jeans', 'shoes', 'swimsuits'] as const
export type Product = (typeof PRODUCTS)[number]

export const SHOP_WORDS = {
  en: {
    shop: 'Lind & Faden',
    jeans: 'Jeans',
    shoes: 'Shoes',
    swimsuits: 'Swimsuits',
    products: 'What we make',
    claim: 'Made for one person at a time',
    priceFrom: 'from {price}',
    taxIncluded: 'VAT included, delivery within Europe included',
    taxExcluded: 'plus VAT, delivery included',
    ready: 'Ready to ship {from} to {to}',
    language: 'Language',
    currency: 'Currency',
    skip: 'Skip to the fitting room',
    made: 'How we make it',
    madeText:
      'What you see is not a drawing. It is put together on your screen from the very pieces that we cut. When ' +
        'you order, our server drafts them again and checks every seam before we touch the material.',
    materials: 'What it is made of',
    materialsText:
      '{facts}: what you should know stands beside every material while you choose. What cannot be done says ' +
        'why, and what would make it possible.',
    sized: 'Your size',
    sizedText:
      'You choose it by a length you can measure at home. With your order it goes to our workroom, and we forget ' +
        'the order {days} days after delivery is due.',
    measured: 'Your measurements',
    measuredText:
      'They stay on this page until you order. With the order they go to our workroom, and we forget them ' +
        '{days} days after delivery is due.',
    returns: 'Changing your mind',
    noScript: 'Choosing and ordering need JavaScript. Or write to us what you have in mind: we answer by hand.',
    desk: 'Order desk',
    framed: 'In a frame',
    framedText:
      'The same fitting room from another address, in a frame. The page around it hears of choices, price and ' +
        'orders through a channel of its own, and of nothing else.',
    framedTotal: 'Heard from the frame: {total}',
    framedWaiting: 'Waiting for the frame.',
    missing: 'This product cannot be shown at the moment.',
  },
  de: {
    shop: 'Lind & Faden',
    jeans: 'Jeans',
    shoes: 'Schuhe',
    swimsuits: 'Badeanzüge',
    products: 'Was wir machen',
    claim: 'Für einen Menschen gemacht',
    priceFrom: 'ab {price}',
    taxIncluded: 'inkl. MwSt. und Versand innerhalb Europas',
    taxExcluded: 'zzgl. MwSt., Versand inbegriffen',
    ready: 'Versandbereit vom {from} bis {to}',
    language: 'Sprache',
    currency: 'Währung',
    skip: 'Zur Anprobe springen',
    made: 'So entsteht es',
    madeText:
      'Was Sie sehen, ist nicht gezeichnet. Es ist auf Ihrem Bildschirm aus genau den Teilen zusammengesetzt, die ' +
        'wir zuschneiden. Wenn Sie bestellen, zeichnet unser Server sie noch einmal und prüft jede Naht, bevor ' +
        'jemand das Material anrührt.',
    materials: 'Woraus es besteht',
    materialsText:
      '{facts}: Was Sie wissen sollten, steht beim Auswählen neben jedem Material. Was nicht geht, nennt seinen ' +
        'Grund und was es möglich macht.',
    sized: 'Ihre Größe',
    sizedText:
      'Sie wählen sie nach einer Länge, die Sie zu Hause messen können. Mit der Bestellung geht sie an unsere ' +
        'Werkstatt, und {days} Tage nach dem Liefertermin vergessen wir die Bestellung.',
    measured: 'Ihre Maße',
    measuredText:
      'Sie bleiben auf dieser Seite, bis Sie bestellen. Mit der Bestellung gehen sie an unsere Werkstatt, und ' +
        '{days} Tage nach dem Liefertermin vergessen wir sie.',
    returns: 'Wenn Sie es sich anders überlegen',
    noScript:
      'Zum Auswählen und Bestellen wird JavaScript gebraucht. Oder schreiben Sie uns, was Sie sich vorstellen: ' +
        'Wir antworten von Hand.',
    desk: 'Auftragspult',
    framed: 'Im Rahmen',
    framedText:
      'Dieselbe Anprobe von einer anderen Adresse, in einem Rahmen. Die Seite ringsum erfährt über einen eigenen ' +
        'Kanal von Auswahl, Preis und Bestellung, und sonst nichts.',
    framedTotal: 'Aus dem Rahmen: {total}',
    framedWaiting: 'Der Rahmen lädt.',
    missing: 'Dieses Produkt kann gerade nicht gezeigt werden.',
  },
} satisfies Catalogue<string>
