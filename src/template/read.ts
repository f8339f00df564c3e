import * as v from 'valibot'
import { digestOf, ToileError } from '../ground/index.ts'
import { checkFormat, checkReferences } from './open.ts'
import { asTemplate, CompiledTemplateSchema } from './schema.ts'
import type { CompiledTemplate } from './types.ts'

/** No template has half of it; without an end to it a file of brackets would use up the stack. */
const DEEPEST = 40

/**
 * Checks a compiled template: its format, the shape of everything in it, and that not one byte differs from what the
 * checker passed.
 *
 * @throws {ToileError} `template/newer` when it was made for a later version of this code; `template/broken` for
 * everything else that is wrong.
 */
export function readTemplate(json: unknown): CompiledTemplate {
  checkFormat(json)
  const checked = v.safeParse(CompiledTemplateSchema, bare(json), { abortEarly: true })
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
  checkConstraints(template)
  return template
}

/** A copy whose maps have the keys that stand in them, and none that a page's scripts wrote into every object. */
function bare(json: unknown, depth = 0): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (depth > DEEPEST) throw new ToileError('template/broken', `template: expected at most ${DEEPEST} levels.`)
  if (Array.isArray(json)) return json.map((item) => bare(item, depth + 1))
  const map: Record<string, unknown> = Object.create(null)
  for (const [key, value] of Object.entries(json)) map[key] = bare(value, depth + 1)
  return map
}

/** Rules name options and values by their number: each must be one. */
function checkConstraints({ rules: { problem } }: CompiledTemplate): void {
  const sizes = problem.options.map(({ values }) => values.length)
  const has = (option: number, value: number) => value < (sizes[option] ?? 0)
  problem.constraints.forEach((rule, at) => {
    const isSound =
      rule.type === 'table'
        ? rule.scope.every((option) => option < sizes.length) &&
          rule.tuples.every((row) => row.length === rule.scope.length && row.every((value, i) => has(rule.scope[i]!, value)))
        : rule.lits.every(([option, values]) => option < sizes.length && values.every((value) => has(option, value)))
    if (isSound) return
    const path = `rules.problem.constraints.${at}`
    throw new ToileError('template/broken', `${path}: expected options and values that are there. Build it again with "toile build".`, {
      path,
    })
  })
}
