import type { CompiledTemplate } from '../template/index.ts'

type Options = Pick<CompiledTemplate, 'options'>

/**
 * Whether an option says of a body what a tape does: a length to choose, as that of a leg is, or what the template
 * says is one, as shoe sizes are. It is treated as measurements are, and leaves in an order and nowhere else.
 */
export const isOfBody = ({ options }: Options, option: string): boolean =>
  options.some(({ id, kind, unit, ofBody }) => id === option && (ofBody || (kind === 'number' && unit !== null)))

/** Choices by option, without what they say of a body. */
export const withoutLengths = <Choice>(
  template: Options,
  choices: Readonly<Record<string, Choice>>
): Record<string, Choice> => Object.fromEntries(Object.entries(choices).filter(([option]) => !isOfBody(template, option)))
