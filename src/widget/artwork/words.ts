import type { Catalogue } from '../../ground/index.ts'

const en = {
  choose: 'Choose a picture',
  chooseOther: 'Choose another picture',
  orDrop: 'PNG, JPEG, WebP or SVG. You can also drop or paste it here.',
  reading: 'Looking at your picture…',
  remove: 'Take the picture off',
  preview: 'Your picture',
  stays: 'Your picture stays on this page until you order. Links and kept designs do not carry it.',
  sharp: 'Prints sharply: {dpi} dpi at {width} × {height}.',
  soft: 'Will look a little soft: {dpi} dpi at {width} × {height}. From {pixels} pixels across it is sharp.',
  profile: 'Its colours were brought from its own profile to sRGB.',
  missing: 'A picture was chosen here and is not on this page. Please choose it again.',
  said: 'Your picture is on it.',
  taken: 'Your picture is off it.',

  refusedCoarse: 'Too small to print: {dpi} dpi. Please take one at least {pixels} pixels across.',
  refusedBytes: 'This file is larger than {most} MB. Please save a smaller copy.',
  refusedPixels: 'This picture has {width} × {height} pixels, more than we can open here. Please save a smaller copy.',
  refusedKind: 'We print PNG, JPEG, WebP and SVG. Please export it as one of these.',
  refusedBroken: 'This file is damaged or not complete. Please export it again.',
  refusedGif: 'GIF has too few colours to print. Please save the picture as PNG.',
  refusedAnimated: 'This picture moves, and cloth does not. Please save one frame as PNG.',
  refusedCmyk: 'This JPEG is in printing inks (CMYK). Please export it as RGB, best as sRGB.',
  refusedSvgScript: 'This drawing holds a script or a page. Please export it as plain SVG, or as PNG.',
  refusedSvgOutside: 'This drawing takes parts from elsewhere. Please embed them, or export it as PNG.',
  refusedSvgEntities: 'This drawing uses entities, which are not safe to open. Please export it as PNG.',
  refusedSvgLong: 'This drawing has too many parts to open here. Please export it as PNG.',
  refusedSvgSize: 'This drawing does not say how large it is. Please export it with a view box, or as PNG.',
  refusedDrawing: 'This browser cannot draw that file. Please save it as PNG.',
  refusedGuarded: 'This browser hides the pixels of pictures from pages. Allow it here, or use another browser.',
}
export type ArtworkWord = keyof typeof en

const de: Record<ArtworkWord, string> = {
  choose: 'Bild auswählen',
  chooseOther: 'Anderes Bild auswählen',
  orDrop: 'PNG, JPEG, WebP oder SVG. Sie können es auch hierher ziehen oder einfügen.',
  reading: 'Wir sehen uns Ihr Bild an…',
  remove: 'Bild wieder abnehmen',
  preview: 'Ihr Bild',
  stays: 'Ihr Bild bleibt auf dieser Seite, bis Sie bestellen. Links und gemerkte Entwürfe enthalten es nicht.',
  sharp: 'Wird scharf gedruckt: {dpi} dpi bei {width} × {height}.',
  soft: 'Wirkt etwas weich: {dpi} dpi bei {width} × {height}. Ab {pixels} Pixeln Breite wird es scharf.',
  profile: 'Seine Farben wurden aus dem eigenen Profil nach sRGB übertragen.',
  missing: 'Hier war ein Bild gewählt, das nicht auf dieser Seite ist. Bitte wählen Sie es noch einmal aus.',
  said: 'Ihr Bild ist darauf.',
  taken: 'Ihr Bild ist abgenommen.',

  refusedCoarse: 'Zu klein zum Drucken: {dpi} dpi. Bitte nehmen Sie eines mit mindestens {pixels} Pixeln Breite.',
  refusedBytes: 'Die Datei ist größer als {most} MB. Bitte speichern Sie eine kleinere Kopie.',
  refusedPixels:
    'Das Bild hat {width} × {height} Pixel, mehr als sich hier öffnen lässt. Bitte speichern Sie eine kleinere Kopie.',
  refusedKind: 'Wir drucken PNG, JPEG, WebP und SVG. Bitte exportieren Sie das Bild so.',
  refusedBroken: 'Die Datei ist beschädigt oder unvollständig. Bitte exportieren Sie sie noch einmal.',
  refusedGif: 'GIF hat zum Drucken zu wenige Farben. Bitte speichern Sie das Bild als PNG.',
  refusedAnimated: 'Dieses Bild bewegt sich, Stoff nicht. Bitte speichern Sie ein Einzelbild als PNG.',
  refusedCmyk: 'Dieses JPEG ist in Druckfarben (CMYK). Bitte exportieren Sie es als RGB, am besten sRGB.',
  refusedSvgScript:
    'Diese Zeichnung enthält ein Skript oder eine Seite. Bitte exportieren Sie sie als einfaches SVG oder als PNG.',
  refusedSvgOutside:
    'Diese Zeichnung holt Teile von anderswo. Bitte betten Sie diese ein, oder exportieren Sie sie als PNG.',
  refusedSvgEntities:
    'Diese Zeichnung verwendet Entitäten, die sich nicht sicher öffnen lassen. Bitte exportieren Sie sie als PNG.',
  refusedSvgLong: 'Diese Zeichnung hat zu viele Teile. Bitte exportieren Sie sie als PNG.',
  refusedSvgSize:
    'Diese Zeichnung sagt nicht, wie groß sie ist. Bitte exportieren Sie sie mit Zeichenfläche (viewBox) oder als PNG.',
  refusedDrawing: 'Dieser Browser kann die Datei nicht zeichnen. Bitte speichern Sie sie als PNG.',
  refusedGuarded:
    'Dieser Browser verbirgt die Pixel von Bildern vor Seiten. Erlauben Sie es hier, oder nehmen Sie einen anderen.',
}

export const ARTWORK_WORDS: Catalogue<ArtworkWord> = { en, de }
