import { createPage, POINTS_PER_MM, type Jpeg, type Page, type Written } from './page.ts'

export interface Pdf {
  /** The pages so far, in order: a footer that says how many there are is written last. */
  readonly pages: readonly Page[]
  /** A new last page; millimetres. */
  addPage(width: number, height: number): Page
  /** The whole file. Pages may still be added and asked for again. */
  bytes(): Uint8Array<ArrayBuffer>
}

export interface About {
  readonly title: string
  readonly language: string
  /** Readers that would fit pages to their paper are asked not to. */
  readonly trueScale?: boolean
}

/** mm */
export const A4 = { width: 210, height: 297 } as const

/**
 * As much PDF 1.7 as cards, patterns and tech packs need: lines and shapes at true scale, the two Helveticas, JPEG
 * pictures. Content is not packed and there is no date in it, so the same pages are the same bytes on every machine,
 * and whoever wants to can read the operators.
 *
 * @see ISO 32000-1, 7 (syntax), 8 (graphics), 9.6.2.2 (the standard 14 fonts)
 */
export function createPdf(about: About): Pdf {
  const jpegs: Jpeg[] = []
  const written: Written[] = []
  const nameOf = (jpeg: Jpeg): string => {
    const known = jpegs.indexOf(jpeg)
    return `I${known < 0 ? jpegs.push(jpeg) - 1 : known}`
  }
  return {
    get pages() {
      return written.map(({ page }) => page)
    },
    addPage(width, height) {
      const next = createPage(width, height, nameOf)
      written.push(next)
      return next.page
    },
    bytes: () => assembled(about, written, jpegs),
  }
}

function assembled(
  { title, language, trueScale = false }: About,
  pages: readonly Written[],
  jpegs: readonly Jpeg[]
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const offsets: number[] = []
  let length = 0
  const put = (part: Uint8Array | string) => {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part
    parts.push(bytes)
    length += bytes.length
  }
  const object = (body: string, stream?: Uint8Array) => {
    offsets.push(length)
    put(`${offsets.length} 0 obj\n${body}`)
    if (stream) {
      put('\nstream\n')
      put(stream)
      put('\nendstream')
    }
    put('\nendobj\n')
  }

  // Objects: catalog, pages, two fonts, info, the pictures, then a page and its content each.
  const firstJpeg = 6
  const firstPage = firstJpeg + jpegs.length
  const pictures = jpegs.map((_, i) => `/I${i} ${firstJpeg + i} 0 R`).join(' ')
  const resources = `<< /Font << /R 3 0 R /B 4 0 R >> /XObject << ${pictures} >> >>`
  const viewing = `<< /DisplayDocTitle true${trueScale ? ' /PrintScaling /None' : ''} >>`
  put('%PDF-1.7\n%\u00e2\u00e3\n')
  object(`<< /Type /Catalog /Pages 2 0 R /Lang (${language}) /ViewerPreferences ${viewing} >>`)
  object(
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${firstPage + 2 * i} 0 R`).join(' ')}] /Count ${pages.length} >>`
  )
  for (const font of ['Helvetica', 'Helvetica-Bold'])
    object(`<< /Type /Font /Subtype /Type1 /BaseFont /${font} /Encoding /WinAnsiEncoding >>`)
  object(`<< /Title <FEFF${utf16(title)}> >>`)
  for (const { bytes, width, height } of jpegs)
    object(
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB ` +
        `/BitsPerComponent 8 /Filter /DCTDecode /Length ${bytes.length} >>`,
      bytes
    )
  pages.forEach(({ page, operators }, i) => {
    const content = new TextEncoder().encode(operators())
    const box = [page.width, page.height].map((mm) => Number((mm * POINTS_PER_MM).toFixed(3))).join(' ')
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${box}] /Resources ${resources} ` +
        `/Contents ${firstPage + 2 * i + 1} 0 R >>`
    )
    object(`<< /Length ${content.length} >>`, content)
  })
  const table = length
  put(
    `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n` +
      offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('') +
      `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${table}\n%%EOF\n`
  )
  return joinedBytes(parts, length)
}

function joinedBytes(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const utf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('')
