import * as v from 'valibot'
import { digestOf, ToileError } from '../ground/index.ts'
import { asTemplate, CompiledTemplateSchema } from './schema.ts'
import type { CompiledTemplate } from './types.ts'

const FORMAT = 'toile.template/1'

/**
 * Checks a compiled template: its format, the shape of everything in it, and that not one byte differs from what the
 * checker passed.
 *
 * @throws {ToileError} `template/newer` when it was made for a later version of this code; `template/broken` for
 * everything else that is wrong.
 */
export function readTemplate(json: unknown): CompiledTemplate {
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined
  if (typeof format === 'string' && format !== FORMAT && format.startsWith('toile.template/'))
    throw new ToileError(
      'template/newer',
      `format: expected "${FORMAT}", got "${format}". Load a version of toile that knows it.`
    )
  const checked = v.safeParse(CompiledTemplateSchema, json, { abortEarly: true })
  if (!checked.success) {
    const [issue] = checked.issues
    const path = v.getDotPath(issue) ?? ''
    throw new ToileError(
      'template/broken',
      `${path || 'template'}: ${issue.message}. Build it again with "toile build".`,
      { path }
    )
  }
  const template = asTemplate(checked.output)
  const { hash, ...rest } = template
  const expected = digestOf(rest)
  if (hash !== expected)
    throw new ToileError(
      'template/broken',
      'hash: the template was changed after it was built. Build it again with "toile build".',
      {
        path: 'hash',
      }
    )
  checkReferences(template)
  return template
}

/** What the shape cannot say: the rules speak of the same options and choices, and the defaults exist. */
function checkReferences({ options, rules, defaults }: CompiledTemplate): void {
  const broken = (path: string, message: string): never => {
    throw new ToileError('template/broken', `${path}: ${message} Build it again with "toile build".`, { path })
  }
  if (rules.visible !== options.length) broken('rules.visible', `expected ${options.length}, got ${rules.visible}.`)
  options.forEach((option, at) => {
    const ruled = rules.problem.options[at]
    if (ruled?.id !== option.id || ruled.values.join() !== option.choices.map(({ id }) => id).join())
      broken(`rules.problem.options.${at}`, `expected the choices of "${option.id}".`)
    if (!option.choices.some(({ id }) => id === defaults[option.id]))
      broken(`defaults.${option.id}`, `expected one of its choices.`)
  })
}
