export { buildTemplate, type TemplateBuild } from './buildTemplate.ts'
export { bundleDrafting, type DraftingBundle } from './bundleDrafting.ts'
export { checkFolder, type FolderCheck } from './checkFolder.ts'
export { importFile, type Imported } from './importFile.ts'
