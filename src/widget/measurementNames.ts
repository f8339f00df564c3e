import { measurementLabel } from '../fit/index.ts'
import type { Language, Say } from '../ground/index.ts'
import type { SheetKey } from './sheetWords.ts'

/** "“Hip” and “Waist”": what is spoken of, never how much it is. */
export const measurementNames = (names: readonly string[], language: Language, say: Say<SheetKey>): string =>
  new Intl.ListFormat(language).format(
    names.map((name) => say('measurement', { name: measurementLabel(name, language) }))
  )
