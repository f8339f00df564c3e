import type { Catalogue } from '../src/ground/index.ts'

export const SHOP_WORDS = {
  en: {
    shop: 'Lind & Faden',
    claim: 'Clothes cut for one person at a time',
    priceFrom: 'from {price}',
    taxIncluded: 'VAT included, delivery within Europe included',
    taxExcluded: 'plus VAT, delivery included',
    ready: 'Ready to ship {from} to {to}',
    language: 'Language',
    currency: 'Currency',
    skip: 'Skip to the fitting room',
    made: 'How they are made',
    madeText:
      'What you see is not a drawing. It is sewn on your screen from the very pattern that we cut. When you ' +
        'order, our server drafts the pattern again for your measurements and checks every seam before the cloth ' +
        'is touched.',
    cloth: 'What it is made of',
    clothText:
      'Weight, fibre, stretch and origin stand beside every cloth while you choose. What cannot be done says ' +
        'why, and what would make it possible.',
    measured: 'Your measurements',
    measuredText:
      'They stay on this page until you order. With the order they go to our workroom, and we forget them ' +
        '{days} days after delivery is due.',
    returns: 'Changing your mind',
    noScript: 'Choosing and ordering need JavaScript. Or write to us what you have in mind: we answer by hand.',
    desk: 'Order desk',
    missing: 'This product cannot be shown at the moment.',
  },
  de: {
    shop: 'Lind & Faden',
    claim: 'Kleidung, für einen Menschen zugeschnitten',
    priceFrom: 'ab {price}',
    taxIncluded: 'inkl. MwSt. und Versand innerhalb Europas',
    taxExcluded: 'zzgl. MwSt., Versand inbegriffen',
    ready: 'Versandbereit vom {from} bis {to}',
    language: 'Sprache',
    currency: 'Währung',
    skip: 'Zur Anprobe springen',
    made: 'So entstehen sie',
    madeText:
      'Was Sie sehen, ist nicht gezeichnet. Es ist auf Ihrem Bildschirm aus genau dem Schnitt genäht, nach dem ' +
        'wir zuschneiden. Wenn Sie bestellen, zeichnet unser Server den Schnitt noch einmal für Ihre Maße und ' +
        'prüft jede Naht, bevor jemand den Stoff anrührt.',
    cloth: 'Woraus sie bestehen',
    clothText:
      'Gewicht, Faser, Dehnung und Herkunft stehen beim Auswählen neben jedem Stoff. Was nicht geht, nennt ' +
        'seinen Grund und was es möglich macht.',
    measured: 'Ihre Maße',
    measuredText:
      'Sie bleiben auf dieser Seite, bis Sie bestellen. Mit der Bestellung gehen sie an unsere Werkstatt, und ' +
        '{days} Tage nach dem Liefertermin vergessen wir sie.',
    returns: 'Wenn Sie es sich anders überlegen',
    noScript:
      'Zum Auswählen und Bestellen wird JavaScript gebraucht. Oder schreiben Sie uns, was Sie sich vorstellen: ' +
        'Wir antworten von Hand.',
    desk: 'Auftragspult',
    missing: 'Dieses Produkt kann gerade nicht gezeigt werden.',
  },
} satisfies Catalogue<string>
