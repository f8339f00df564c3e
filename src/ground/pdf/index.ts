export { A4, createPdf, type Pdf } from './document.ts'
export { isWritable, spelledOut, widthOf, type Weight } from './letters.ts'
export { MM_PER_POINT, wrapped, type Jpeg, type Page, type Pen, type Spot, type Type } from './page.ts'
