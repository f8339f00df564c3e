import * as v from 'valibot'
import { digestOf, ToileError } from '../ground/index.ts'
import { checkFormat, checkReferences } from './open.ts'
import { asTemplate, CompiledTemplateSchema } from './schema.ts'
import type { CompiledTemplate } from './types.ts'

/**
 * Checks a compiled template: its format, the shape of everything in it, and that not one byte differs from what the
 * checker passed.
 *
 * @throws {ToileError} `template/newer` when it was made for a later version of this code; `template/broken` for
 * everything else that is wrong.
 */
export function readTemplate(json: unknown): CompiledTemplate {
  checkFormat(json)
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
