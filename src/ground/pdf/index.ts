export { A4, createPdf, type Pdf } from './document.ts'
export { isWritable, spelledOut, widthOf, type Weight } from './letters.ts'
export { MM_PER_POINT, POINTS_PER_MM, wrapped, type Jpeg, type Page, type Pen, type Spot, type Type } from './page.ts'
