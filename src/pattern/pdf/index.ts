export { pdfSheetOf, type SheetOptions } from './sheet.ts'
export { pdfTilesOf, type TilesOptions } from './tiles.ts'
export { type PatternPdfOptions } from './heading.ts'
