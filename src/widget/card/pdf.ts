/** Points (1/72 inch), y up from the foot of the page. */
export const A4 = { width: 595, height: 842 } as const

export interface Jpeg {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Pixels. */
  readonly width: number
  readonly height: number
}

export type Weight = 'plain' | 'bold'

export interface Pdf {
  text(x: number, y: number, size: number, text: string, weight?: Weight): void
  rule(x: number, y: number, length: number): void
  image(jpeg: Jpeg, x: number, y: number, width: number, height: number): void
  newPage(): void
  blob(): Blob
}

/**
 * As much PDF 1.7 as a card needs: the two Helveticas every reader has, JPEG pictures, hairlines.
 *
 * @see ISO 32000-1, 7 (syntax), 9.6.2.2 (the standard 14 fonts), annex D.2 (WinAnsiEncoding)
 */
export function createPdf({ title, language }: { readonly title: string; readonly language: string }): Pdf {
  const images: Jpeg[] = []
  const pages: string[][] = [[]]
  const draw = (operators: string) => pages.at(-1)!.push(operators)

  return {
    text: (x, y, size, text, weight = 'plain') =>
      draw(`BT /${weight === 'bold' ? 'B' : 'R'} ${size} Tf ${num(x)} ${num(y)} Td <${hexOf(winAnsi(text))}> Tj ET`),
    rule: (x, y, length) => draw(`0.5 w 0.7 G ${num(x)} ${num(y)} m ${num(x + length)} ${num(y)} l S`),
    image: (jpeg, x, y, width, height) => {
      let at = images.indexOf(jpeg)
      if (at < 0) at = images.push(jpeg) - 1
      draw(`q ${num(width)} 0 0 ${num(height)} ${num(x)} ${num(y)} cm /I${at} Do Q`)
    },
    newPage: () => pages.push([]),
    blob: () => new Blob(written(), { type: 'application/pdf' }),
  }

  function written(): BlobPart[] {
    const parts: Uint8Array<ArrayBuffer>[] = []
    const offsets: number[] = []
    let length = 0
    const put = (part: Uint8Array<ArrayBuffer> | string) => {
      const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part
      parts.push(bytes)
      length += bytes.length
    }
    const object = (body: string, stream?: Uint8Array<ArrayBuffer>) => {
      offsets.push(length)
      put(`${offsets.length} 0 obj\n${body}`)
      if (stream) {
        put('\nstream\n')
        put(stream)
        put('\nendstream')
      }
      put('\nendobj\n')
    }

    // Objects: catalog, pages, two fonts, info, the images, then a page and its content each.
    const firstImage = 6
    const firstPage = firstImage + images.length
    const resources =
      `<< /Font << /R 3 0 R /B 4 0 R >> /XObject << ` +
      images.map((_, at) => `/I${at} ${firstImage + at} 0 R`).join(' ') +
      ' >> >>'
    put('%PDF-1.7\n%\u00e2\u00e3\n')
    object(`<< /Type /Catalog /Pages 2 0 R /Lang (${language}) /ViewerPreferences << /DisplayDocTitle true >> >>`)
    const kids = pages.map((_, at) => `${firstPage + 2 * at} 0 R`).join(' ')
    object(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 ${A4.width} ${A4.height}] >>`)
    for (const font of ['Helvetica', 'Helvetica-Bold'])
      object(`<< /Type /Font /Subtype /Type1 /BaseFont /${font} /Encoding /WinAnsiEncoding >>`)
    object(`<< /Title <FEFF${[...utf16(title)].join('')}> >>`)
    for (const { bytes, width, height } of images)
      object(
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB ` +
          `/BitsPerComponent 8 /Filter /DCTDecode /Length ${bytes.length} >>`,
        bytes
      )
    pages.forEach((operators, at) => {
      const content = new TextEncoder().encode(operators.join('\n'))
      object(`<< /Type /Page /Parent 2 0 R /Resources ${resources} /Contents ${firstPage + 2 * at + 1} 0 R >>`)
      object(`<< /Length ${content.length} >>`, content)
    })
    const table = length
    put(
      `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n` +
        offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('') +
        `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${table}\n%%EOF\n`
    )
    return parts
  }
}

const num = (value: number): string => String(Math.round(value * 100) / 100)

const hexOf = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')

function* utf16(text: string): Generator<string> {
  for (let i = 0; i < text.length; i++) yield text.charCodeAt(i).toString(16).padStart(4, '0')
}

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
  return upper >= 0 && plain.codePointAt(0)! > 0x9f ? 0x80 + upper : null
}

/** Whether the two fonts can show all of it. */
export const isWritable = (text: string): boolean =>
  [...text.normalize('NFC')].every((letter) => byteOf(letter) !== null)

const winAnsi = (text: string): number[] => [...text.normalize('NFC')].map((letter) => byteOf(letter) ?? 0x3f)

/** Helvetica's advance widths from the space to the tilde, thousandths of the size (Adobe's AFM). */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]

/**
 * Of the plain font, in points; letters beyond ASCII count as a digit's width. The bold one is up to a tenth wider.
 */
export const widthOf = (text: string, size: number): number =>
  (winAnsi(text).reduce((sum, byte) => sum + (WIDTHS[byte - 0x20] ?? 556), 0) * size) / 1000
