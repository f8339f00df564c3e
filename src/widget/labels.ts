import { choiceText as textOf, type Design } from '../design/index.ts'
import { dateFormat } from '../ground/index.ts'
import type { CompiledOption } from '../template/index.ts'

/** A choice as this customer reads it: their language, their unit. */
export const choiceText = (design: Design, option: CompiledOption, choice: string): string =>
  textOf(option, choice, design.language(), design.unit())

/** "Dec 10 – 16", "10.–16. Dez.": what both days share is said once. Calendar days of the shop. */
export const daysText = ({ from, to }: { readonly from: string; readonly to: string }, language: string): string =>
  dateFormat(language, { timeZone: 'UTC', day: 'numeric', month: 'short' }).formatRange(
    new Date(`${from}T00:00:00Z`),
    new Date(`${to}T00:00:00Z`)
  )
