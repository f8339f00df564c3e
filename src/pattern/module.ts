import { ToileError } from '../ground/index.ts'

/**
 * The address of a template's module. A template's code comes from its own folder only.
 *
 * @throws {ToileError} `draft/foreign-module`
 */
export function moduleBeside(base: string, module: string): string {
  const url = new URL(module, base)
  if (url.href.startsWith(new URL('.', base).href)) return url.href
  throw new ToileError('draft/foreign-module', `drafting.module: expected a file beside the template, got "${module}".`)
}
