export { fetchTemplate, loadTemplate, type LoadedTemplate, type UnprovenTemplate } from './load.ts'
export { readTemplate } from './read.ts'
export { cellOf, cellsOf } from './cells.ts'
export { mergeLooks } from './looks.ts'
export { choiceOf, chosenChoices, optionOf } from './lookups.ts'
export type {
  AskedMeasurement,
  BillMaterial,
  Cells,
  ClothLook,
  CompiledChoice,
  CompiledOption,
  CompiledTemplate,
  Look,
  MeasuredRange,
  OptionKind,
  SceneSpec,
  SizeRow,
  StartDesign,
  TemplateChange,
  View,
  WashLook,
} from './types.ts'
