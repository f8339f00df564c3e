import { dayText, type Language } from '../../../ground/index.ts'
import { createPdf } from '../../../ground/pdf/index.ts'
import { spoken } from '../../../pattern/index.ts'
import type { ProductionPack } from '../types.ts'
import { writeCover } from './cover.ts'
import { writeFeet } from './feet.ts'
import { writeLabels } from './labels.ts'
import {
  writeBill,
  writeChart,
  writeChoices,
  writeMeasurements,
  writePieces,
  writeSeams,
  writeStitches,
  writeStrips,
} from './lists.ts'
import { writeMarkers } from './markers.ts'
import { numbersIn } from './numbers.ts'
import { createPaper, finish } from './paper.ts'
import type { Sheet } from './sheet.ts'
import { techPackWords } from './words.ts'

export interface TechPackOptions {
  readonly language: Language
}

/**
 * The production pack as one document to print and lay beside the cloth: A4, from the cover with all pieces to the
 * labels at true size. It is the workroom's: a person's measurements stand in it, their name does not.
 */
export function techPackPdf(pack: ProductionPack, { language }: TechPackOptions): Uint8Array<ArrayBuffer> {
  const say = techPackWords(language)
  const name = pack.template.name[language]
  const pdf = createPdf({ title: `${name} ${pack.number}`, language })
  const sheet: Sheet = {
    pack,
    paper: createPaper(pdf, language),
    language,
    say,
    numbers: numbersIn(language),
    told: (text) => text[language],
    nameOf: ({ name: piece }) => pack.names[piece]?.[language] ?? spoken(piece),
    materialOf: (material) => materialName(pack, material, language),
  }
  writeCover(sheet)
  sheet.paper.newPage()
  writeChoices(sheet)
  writeMeasurements(sheet)
  writeChart(sheet)
  writeFeet(sheet)
  writePieces(sheet)
  writeMarkers(sheet)
  writeBill(sheet)
  writeStrips(sheet)
  writeStitches(sheet)
  writeSeams(sheet)
  writeLabels(sheet)
  finish(
    pdf,
    [name, say('order', { number: pack.number })],
    (page, pages) => say('page', { page, pages }),
    [say('version', { template: pack.template.id, version: pack.template.version }), day(pack, language)].join(' · ')
  )
  return pdf.bytes()
}

const day = ({ placedAt }: ProductionPack, language: Language): string => dayText(placedAt.slice(0, 10), language, true)

/** What was chosen for it, else what the template or the bill calls it, else its id in words. */
function materialName({ goods, strips }: ProductionPack, material: string, language: Language): string {
  const one = goods.find((known) => known.material === material)
  const label = one?.choice?.label ?? one?.label ?? strips.find((known) => known.material === material)?.label
  return label?.[language] ?? spoken(material)
}
