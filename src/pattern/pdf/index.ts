export { pdfSheetOf, type SheetOptions } from './sheet.ts'
export { pdfTilesOf, type TilesOptions } from './tiles.ts'
