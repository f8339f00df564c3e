import { ToileError } from '../ground/index.ts'
import type { CompiledTemplate } from './types.ts'

const FORMAT = 'toile.template/1'

/** Relative, inside the product's folder: a template may not send the page elsewhere. */
export const LINK = /^(?![/\\])(?!.*(?:\.\.|\\|:|\/\/))[\w{}./-]+$/

/**
 * A compiled template as far as a page must know before it shows anything; see `readTemplate` for the whole check.
 *
 * @throws {ToileError} `template/newer`, `template/broken`
 */
export function openTemplate(json: unknown): CompiledTemplate {
  checkFormat(json)
  const template = json as CompiledTemplate
  try {
    checkReferences(template)
    checkLinks(template)
  } catch (error) {
    if (error instanceof ToileError) throw error
    // It has not even the fields that were looked at.
    throw new ToileError('template/broken', 'template: expected what "toile build" writes. Build it again.', {
      cause: error,
    })
  }
  return template
}

/** @throws {ToileError} `template/newer` when it was made for a later version of this code. */
export function checkFormat(json: unknown): void {
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined
  if (typeof format === 'string' && format !== FORMAT && format.startsWith('toile.template/'))
    throw new ToileError(
      'template/newer',
      `format: expected "${FORMAT}", got "${format}". Load a version of toile that knows it.`
    )
}

/** What a page fetches before the whole template is proven. */
function checkLinks({ options, starts, scene }: CompiledTemplate): void {
  const images = [...options.flatMap(({ choices }) => choices), ...starts].map(({ image }) => image)
  for (const link of [...images, scene.poster, scene.shape, scene.topology])
    if (link !== null && !LINK.test(link))
      throw new ToileError(
        'template/broken',
        'template: a link leads out of its folder. Build it again with "toile build".'
      )
}

/** What the shape cannot say: the rules speak of the same options and choices, and the defaults exist. */
export function checkReferences({ options, rules, defaults }: CompiledTemplate): void {
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
