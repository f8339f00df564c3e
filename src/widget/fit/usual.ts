import type { Range } from '../../fit/index.ts'
import { inUnit, lengthText, tenthsOf, type Language, type LengthUnit, type Say } from '../../ground/index.ts'
import { plainNumber } from '../spans.ts'
import type { FitKey } from './words.ts'

interface Reading {
  readonly unit: LengthUnit
  readonly language: Language
  readonly say: Say<FitKey>
}

/** "Usual here: 53 to 73 cm." To whole ones outwards, because it is no limit. */
export function usualText({ least, most }: Range, { unit, language, say }: Reading): string {
  const [from, to] = [Math.floor(inUnit(least, unit)), Math.ceil(inUnit(most, unit))]
  return say('usual', { from: plainNumber(from, language), to: lengthText(tenthsOf(to, unit), unit, language) })
}
