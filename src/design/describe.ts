import { lengthText, type Language, type LengthUnit } from '../ground/index.ts'
import type { CompiledOption, CompiledTemplate } from '../template/index.ts'
import type { Selection } from './types.ts'

/** "Raw 14 oz"; a number that is a length, in the customer's unit; "+2 cm" where the option takes away as well. */
export function choiceText(option: CompiledOption, choice: string, language: Language, unit: LengthUnit): string {
  if (option.kind === 'number' && option.unit === 'cm')
    return lengthText(Number(choice) * 100, unit, language, Number(option.choices[0]?.id) < 0)
  return option.choices.find(({ id }) => id === choice)?.label[language] ?? choice
}

/** The selection, a short sentence for each option, to be read aloud. What is not there (`none`) is not mentioned. */
export function describe(
  template: CompiledTemplate,
  selection: Selection,
  language: Language,
  unit: LengthUnit
): string {
  const sentences = template.options
    .filter(({ id }) => selection[id] !== 'none')
    .map((option) => `${option.label[language]}: ${choiceText(option, selection[option.id]!, language, unit)}.`)
  return [`${template.name[language]}.`, ...sentences].join(' ')
}
