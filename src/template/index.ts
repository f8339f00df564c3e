export { fetchTemplate, loadTemplate, type LoadedTemplate, type UnprovenTemplate } from './load.ts'
export { readTemplate } from './read.ts'
export { cellOf, cellsOf } from './cells.ts'
export { FIBRES } from './fibres.ts'
export { STITCHES, type StitchType } from './stitches.ts'
export { goodsOf, type ChosenGoods } from './goods.ts'
export { mergeLooks } from './looks.ts'
export { choiceOf, chosenChoices, optionOf } from './lookups.ts'
export type {
  AskedMeasurement,
  BillMaterial,
  Care,
  Cells,
  ClothLook,
  CompiledChoice,
  CompiledOption,
  CompiledTemplate,
  Cut,
  FinishedMeasure,
  FootwearPart,
  Goods,
  Look,
  MeasuredRange,
  OptionKind,
  SceneSpec,
  SewingStep,
  SizeRow,
  StartDesign,
  TemplateChange,
  View,
  WashLook,
} from './types.ts'
