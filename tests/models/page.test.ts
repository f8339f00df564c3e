import { build } from 'esbuild'
import { join } from 'node:path'
import { createContext, Script } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import drafting from '../../models/jeans/drafting.ts'
import type { Draft } from '../../src/pattern/index.ts'
import { MIDDLING } from '../fixtures/bodies.ts'
import { DEFAULT } from './selections.ts'

/** The module as a page's worker has it: bundled for browsers, no Node, and no code from strings. */
describe('the drafting module in a page', () => {
  let code = ''

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, '../../models/jeans/drafting.ts')],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      globalName: 'bundled',
      platform: 'browser',
      target: 'es2022',
    })
    code = outputFiles[0]!.text
  })

  it('drafts where code from strings is forbidden and there is no Node', () => {
    const scope: Record<string, unknown> = { input: JSON.stringify({ measurements: MIDDLING, selection: DEFAULT }) }
    scope.self = scope
    const context = createContext(scope, { codeGeneration: { strings: false, wasm: false } })
    const text = new Script(`${code};JSON.stringify(bundled.default.draft(JSON.parse(input)))`).runInContext(
      context
    ) as string
    const draft = JSON.parse(text) as Draft
    expect(draft).toEqual(JSON.parse(JSON.stringify(drafting.draft({ measurements: MIDDLING, selection: DEFAULT }))))
  })

  it('brings no font, picture or address to load', () => {
    expect(code).not.toMatch(/\bimport\s*\(|importScripts|XMLHttpRequest|\bfetch\(/)
  })
})
