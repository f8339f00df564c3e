export { packOf } from './packOf.ts'
export { file, filesOf, markerFileName, type PackFile } from './files.ts'
export { manifestOf, type PackManifest } from './manifest.ts'
export type { ChartRow, FibreLine, Foot, Labels, LaidMaterial, ProductionPack, StitchStep, Strip } from './types.ts'
