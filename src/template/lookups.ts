import type { CompiledChoice, CompiledOption, CompiledTemplate } from './types.ts'

type WithOptions = Pick<CompiledTemplate, 'options'>

export const optionOf = (template: WithOptions, id: string): CompiledOption | undefined =>
  template.options.find((option) => option.id === id)

export const choiceOf = (option: Pick<CompiledOption, 'choices'>, id: string): CompiledChoice | undefined =>
  option.choices.find((choice) => choice.id === id)

/** The choices a complete selection names, in option order; an option it leaves out is skipped. */
export const chosenChoices = (
  template: WithOptions,
  selection: Readonly<Record<string, string>>
): readonly CompiledChoice[] =>
  template.options.flatMap((option) => {
    const choice = Object.hasOwn(selection, option.id) ? choiceOf(option, selection[option.id]!) : undefined
    return choice ? [choice] : []
  })
