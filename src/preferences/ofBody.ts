import type { CompiledTemplate } from '../template/index.ts'

/**
 * Whether an option is a length to choose, as that of a leg is: it says of a body what a tape does. So it is treated as
 * measurements are, and leaves in an order and nowhere else.
 */
export const isOfBody = ({ options }: Pick<CompiledTemplate, 'options'>, option: string): boolean =>
  options.some(({ id, kind, unit }) => id === option && kind === 'number' && unit !== null)

/** Choices by option, without lengths. */
export const withoutLengths = <Choice>(
  template: Pick<CompiledTemplate, 'options'>,
  choices: Readonly<Record<string, Choice>>
): Record<string, Choice> => Object.fromEntries(Object.entries(choices).filter(([option]) => !isOfBody(template, option)))
