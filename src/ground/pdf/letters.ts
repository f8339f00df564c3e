/** The two faces every reader of PDF has, so nothing is embedded. */
export type Weight = 'plain' | 'bold'

/** What WinAnsiEncoding has between 0x80 and 0x9f; the rest of it is Latin-1. */
const UPPER = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const SUBSTITUTES: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u202f': ' ',
  '\u2009': ' ',
  '\u00a0': ' ',
  '\u2011': '-',
}

/** Null where the fonts have no such letter. */
function byteOf(letter: string): number | null {
  const plain = SUBSTITUTES[letter] ?? letter
  const code = plain.codePointAt(0)!
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa1 && code <= 0xff)) return code
  const upper = UPPER.indexOf(plain)
  return upper >= 0 && code > 0x9f ? 0x80 + upper : null
}

const lettersOf = (text: string): string[] => [...text.normalize('NFC')]

/** Whether the fonts can show all of it. */
export const isWritable = (text: string): boolean => lettersOf(text).every((letter) => byteOf(letter) !== null)

/**
 * The text with every letter the fonts do not have named by its code point, `[U+0416]`: unlovely, and never mistaken
 * for another letter.
 */
export const spelledOut = (text: string): string =>
  lettersOf(text)
    .map((letter) =>
      byteOf(letter) === null ? `[U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]` : letter
    )
    .join('')

/** As a PDF string in WinAnsiEncoding: ISO 32000-1, annex D.2. */
export const encodedText = (text: string): string =>
  `<${lettersOf(text)
    .map((letter) => hex(byteOf(letter)))
    .join('')}>`

const hex = (byte: number | null): string => (byte ?? 0x3f).toString(16).padStart(2, '0')

/** Advance widths from the space to the tilde, thousandths of the size (Adobe's AFM files). */
const WIDTHS: Readonly<Record<Weight, readonly number[]>> = {
  plain: [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
  ],
  bold: [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
  ],
}

/** Of what is not a letter with an accent; those are as wide as the letter. The same in both faces. */
const OTHERS: Readonly<Record<string, number>> = {
  '·': 278,
  '°': 400,
  ß: 611,
  '…': 1000,
  '—': 1000,
  '×': 584,
  '±': 584,
}

/** How long a text is when it is set at `size` points, in points. */
export function widthOf(text: string, size: number, weight: Weight = 'plain'): number {
  const widths = WIDTHS[weight]
  const widthAt = (letter: string): number => {
    const plain = (SUBSTITUTES[letter] ?? letter).normalize('NFD')
    return OTHERS[plain] ?? widths[plain.charCodeAt(0) - 0x20] ?? 556
  }
  return (lettersOf(text).reduce((sum, letter) => sum + widthAt(letter), 0) * size) / 1000
}
