export { compileTemplate, draftingModuleOf, TEMPLATE_FILE, type Compilation, type CompileInput } from './compile.ts'
export { folderOf, type Folder } from './folder.ts'
export { issueText, type Issue } from './issues.ts'
export { priceRanges, type PriceRange } from './range.ts'
