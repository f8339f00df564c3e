import { choiceText as textOf, type Design } from '../design/index.ts'
import type { CompiledOption } from '../template/index.ts'

/** A choice as this customer reads it: their language, their unit. */
export const choiceText = (design: Design, option: CompiledOption, choice: string): string =>
  textOf(option, choice, design.language(), design.unit())
