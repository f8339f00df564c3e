export {
  ASTRIDE,
  between,
  bodyForm,
  STANDING,
  type BodyForm,
  type LowerBody,
  type Section,
  type Stance,
} from './body.ts'
export { distanceAt, fieldOf, girthRound, loopUnder, sampled, seatedField, type Bend, type BodyField } from './field.ts'
export { clothLike, clothOf, weldOf, type Cloth, type MeshSize, type SewingPlan } from './cloth.ts'
export { carriedTo, middleAt, type Wearing } from './carried.ts'
export { creasesOf } from './creases.ts'
export { fitMapOf, type Stretches, type Zone } from './fit-map.ts'
export { layerDepth } from './layers.ts'
export { lengthAcross } from './level.ts'
export type { FitMap, Fitted, Fitting, FittingInput, FitZone } from './fitting.ts'
export {
  createFitter,
  type Fitter,
  type FitterSettings,
  type FittingAsk,
  type FittingWatch,
  type FittingWorker,
} from './fitting-client.ts'
export { drapeOf, transferred, type DrapeSettings } from './drape.ts'
export { recut, type Cut } from './recut.ts'
export { refuseUnworn } from './sound.ts'
export {
  edgeLengthOf,
  figuresOf,
  shapeFigures,
  strainOf,
  turnedOf,
  type DrapeFigures,
  type ShapeFigures,
} from './figures.ts'
export { type ShapeSource } from './container.ts'
export { readShape, SHAPE_FORMAT } from './shape-file.ts'
export { smoothed } from './smooth.ts'
export { spotFinder, type Spot } from './lookup.ts'
export { arcsOf, isInside, lengthOf, pointsAt } from './polyline.ts'
export { settle, sewTogether, type Body, type ClothWeight, type SolverSettings } from './solver.ts'
export type { Pair, Panel, Placement, SewnShape } from './shape.ts'
export { type Capsule, type Ground } from './constraints/contact.ts'
export { type Aim, type Held, type Quarter } from './constraints/keep.ts'
export { type Elastic, type Give } from './constraints/stretch.ts'
export { stretchedOn, type MembraneSettings } from './membrane.ts'
export { torsoOf, type Torso, type TorsoBody, type TorsoHeights } from './torso.ts'
export { girthAt, torsoLoopOf, type TorsoLoop } from './torso-fit.ts'
export { gridOf, skinOf, type DistanceGrid, type Skin } from './torso-skin.ts'
