import { LANGUAGES, type Day, type Language } from '../../ground/index.ts'
import { dxfOf, pdfSheetOf, pdfTilesOf, svgOf, type Piece } from '../../pattern/index.ts'
import { markerSvgOf } from './markerSvg.ts'
import { bodyCsv, billCsv, chartCsv, piecesCsv, stitchesCsv, stripsCsv } from './tables.ts'
import { techPackPdf } from './techPack/index.ts'
import type { ProductionPack } from './types.ts'

/** One file of a pack, ready to be saved. */
export interface PackFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** Every file of a pack but its manifest. The same pack gives the same bytes. */
export function filesOf(pack: ProductionPack): readonly PackFile[] {
  const { number, draft, markers } = pack
  return [
    ...LANGUAGES.map((language) => file(`tech-pack-${language}.pdf`, techPackPdf(pack, { language }))),
    ...LANGUAGES.flatMap((language) => patternPdfs(pack, language)),
    file(
      'pattern.dxf',
      dxfOf(draft, {
        style: number,
        day: dayOf(pack),
        product: pack.template.name.en,
        label: ({ name }) => pack.names[name]!.en,
        material: materialIn(pack, 'en'),
      })
    ),
    file('pieces.svg', svgOf(draft, { title: number })),
    ...draft.pieces.map((piece) => file(`piece-${piece.name}.svg`, svgOf(piece, { title: `${number} ${piece.name}` }))),
    ...markers.map((laid) => file(markerFileName(laid.material), markerSvgOf(laid, number))),
    file('chart.csv', chartCsv(pack)),
    file('body.csv', bodyCsv(pack)),
    file('bill.csv', billCsv(pack)),
    file('stitches.csv', stitchesCsv(pack)),
    file('pieces.csv', piecesCsv(pack)),
    ...(pack.strips.length > 0 ? [file('strips.csv', stripsCsv(pack))] : []),
    file('pack.json', `${JSON.stringify(pack, rounded)}\n`),
  ]
}

export const markerFileName = (material: string): string => `marker-${material}.svg`

function patternPdfs(pack: ProductionPack, language: Language): readonly PackFile[] {
  const options = {
    language,
    title: pack.template.name[language],
    number: pack.number,
    day: dayOf(pack),
    label: ({ name }: Piece) => pack.names[name]![language],
    material: materialIn(pack, language),
  }
  return [
    file(`pattern-a4-${language}.pdf`, pdfTilesOf(pack.draft, options)),
    file(`pattern-page-${language}.pdf`, pdfSheetOf(pack.draft, options)),
  ]
}

/** What a piece is cut from in words; the template's own id of it where it has none. */
const materialIn =
  ({ goods }: ProductionPack, language: Language) =>
  ({ material }: Piece): string =>
    goods.find((one) => one.material === material)?.label[language] ?? material

const dayOf = ({ placedAt }: ProductionPack): Day => placedAt.slice(0, 10)

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  dxf: 'application/dxf',
  svg: 'image/svg+xml',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
}

const encoder = new TextEncoder()

export const file = (name: string, content: string | Uint8Array): PackFile => ({
  name,
  type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
  bytes: typeof content === 'string' ? encoder.encode(content) : content,
})

/** A tenth of a micrometre is enough for a knife. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value
