export type { Draft, Drafting, Edge, InnerLine, Mark, Notch, Piece, Point, Seam, SeamCheck, SeamEdge } from './piece.ts'
export * from './geometry.ts'
export { crossesItself, cutLineOf, gapOf, outlineOf } from './outline.ts'
export { checkSeams, edgeOf } from './seams.ts'
export { svgOf, type SvgOptions } from './svg.ts'
export { dxfOf, type DxfOptions } from './dxf/index.ts'
export { pdfSheetOf, pdfTilesOf, type SheetOptions, type TilesOptions } from './pdf/index.ts'
export { setOut, type Sheet } from './sheet.ts'
export { countText, drawingOf, spoken, type Drawing, type Lettering } from './drawing.ts'
export { bodyFrom, refusedMeasurement, type InOrder, type Ranges } from './bodyInput.ts'
export { choicesOf, type Choices } from './choices.ts'
export { refuseOff, refuseUnsound } from './sound.ts'
export { moduleBeside } from './module.ts'
export { answerDraft, codedOf, draftingAt, moduleAt, type DraftAnswer, type DraftJob } from './draft-job.ts'
export {
  boxOnCloth,
  copiesOf,
  copyName,
  frameOf,
  MM_PER_INCH,
  printFileOf,
  repeatsPerMm,
  type Copy,
  type Placed as PlacedPicture,
  type PrintFile,
  type Printing,
  type Repeat,
} from './print.ts'
export type { Cloth, Laid, Marker, MarkerOf } from './marker/types.ts'
export { markerOf } from './marker/lay.ts'
export { STRAIN_LIMIT } from './flatten.ts'
