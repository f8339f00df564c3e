export {
  ASKED,
  ESTIMATED,
  GARMENT_MEASURES,
  HELPING,
  isAsked,
  isHelping,
  isMeasurement,
  isTypable,
  PAIRED,
  sideIn,
  SIDES,
  SIZE_SYSTEMS,
  unitOf,
  type AskedName,
  type GarmentMeasure,
  type HelpingName,
  type MeasurementName,
  type PairedName,
  type Side,
  type SidedName,
  type SizeSystem,
} from './names.ts'
export { isLength, typedLength } from './typed.ts'
export { isInRange, widestRange } from './ranges.ts'
export { bodyFromGarment, bodyOf, doubtsOf, easeOf, estimate, garmentFor, rangeOf } from './survey/index.ts'
export { readMeasurements, type FileUnit, type MeasurementFile } from './file.ts'
export { labelsFor, pictogramOf } from './labels/index.ts'
export { doubtText, howToTake, measurementLabel, valueText } from './words.ts'
export type {
  Bodies,
  BodyGiven,
  Doubt,
  FittingGarment,
  Measured,
  Range,
  Size,
  SizeLabel,
  SurveyName,
  Taken,
} from './types.ts'
