import { nearestWord, ToileError } from '../ground/index.ts'
import type { CompiledChoice, CompiledOption, CompiledTemplate } from './types.ts'

type WithOptions = Pick<CompiledTemplate, 'options'>

/** @throws {ToileError} `template/unknown-option` */
export function optionOf(template: WithOptions, id: string): CompiledOption {
  const option = template.options.find((candidate) => candidate.id === id)
  if (option) return option
  throw unknown('template/unknown-option', 'option', id, template.options)
}

/** @throws {ToileError} `template/unknown-option`, `template/unknown-choice` */
export function choiceOf(template: WithOptions, option: string, id: string): CompiledChoice {
  const { choices } = optionOf(template, option)
  const choice = choices.find((candidate) => candidate.id === id)
  if (choice) return choice
  throw unknown('template/unknown-choice', option, id, choices)
}

/** The choices a complete selection names, in option order; an option it leaves out is skipped. */
export const chosenChoices = (
  template: WithOptions,
  selection: Readonly<Record<string, string>>
): readonly CompiledChoice[] =>
  template.options.flatMap(({ id, choices }) => {
    const choice = Object.hasOwn(selection, id) && choices.find((candidate) => candidate.id === selection[id])
    return choice ? [choice] : []
  })

function unknown(code: string, where: string, got: string, known: readonly { readonly id: string }[]): ToileError {
  const ids = known.map(({ id }) => id)
  const near = nearestWord(got, ids)
  const shown = ids.slice(0, 12).map((id) => `"${id}"`).join(', ') + (ids.length > 12 ? ', ...' : '')
  return new ToileError(code, `${where}: expected one of ${shown}, got "${got}".${near ? ` Did you mean "${near}"?` : ''}`)
}
