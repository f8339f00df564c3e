import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findingsIn, sinksIn } from './layering/house.ts'

const root = join(import.meta.dirname, '..')

function sourcesUnder(folder: string): Map<string, string> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
  return new Map(
    files
      .filter((file) => file.isFile() && /\.(ts|tsx|mts|js|mjs|css|html)$/.test(file.name))
      .map((file) => join(file.parentPath, file.name))
      .sort()
      .map((path) => [relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')])
  )
}

/** Findings in a house of just these files. */
const inHouse = (files: Record<string, string>) => findingsIn(new Map(Object.entries(files)))

describe('the house', () => {
  it('stands: no import climbs, goes round or enters by a window, no room knows what it must not', () => {
    expect(findingsIn(sourcesUnder(join(root, 'src')))).toEqual([])
  })
})

describe('text that becomes markup, style or code [threat 1]', () => {
  it.each(['src', 'demo', 'models'])('has no way to in %s', (folder) => {
    expect(sinksIn(sourcesUnder(join(root, folder)))).toEqual([])
  })
})

describe('the check of the house', () => {
  it('finds an import that climbs, of types too', () => {
    expect(
      inHouse({
        'src/price/a.ts': "import { b } from '../widget/index.ts'\n\nimport type { C } from '../order/types.ts'",
      })
    ).toEqual(['src/price/a.ts:1 climbs from price to widget', 'src/price/a.ts:3 climbs from price to order'])
  })

  it('finds files that import each other, and not by type alone', () => {
    const round = { 'src/fit/a.ts': "import { b } from './b.ts'", 'src/fit/b.ts': "export { a } from './a.ts'" }
    expect(inHouse(round)).toEqual(['imports go round: src/fit/a.ts > src/fit/b.ts > src/fit/a.ts'])
    expect(inHouse({ ...round, 'src/fit/b.ts': "import type { A } from './a.ts'" })).toEqual([])
  })

  it('finds page code that brings the compiler', () => {
    const text = "import { compileRules } from '../rules/compile/index.ts'"
    expect(inHouse({ 'src/template/load.ts': text })).toEqual([
      'src/template/load.ts:1 imports src/rules/compile/index.ts: compile/ is for the studio, the build and tests',
    ])
    expect(inHouse({ 'src/template/compile/rules.ts': text.replace('../', '../../') })).toEqual([])
    expect(inHouse({ 'src/studio/build.ts': text })).toEqual([])
    expect(inHouse({ 'src/fit/names.ts': "import { x } from './compile/x.ts'" })).toHaveLength(1)
  })

  it('finds a room entered other than by its index or its types', () => {
    const text = "import { thing } from '../rules/thing.ts'"
    expect(inHouse({ 'src/design/a.ts': text, 'src/rules/thing.ts': 'export const thing = 1' })).toEqual([
      'src/design/a.ts:1 enters rules by thing.ts rather than by its index.ts or its types',
    ])
    expect(inHouse({ 'src/design/a.ts': text, 'src/rules/thing.ts': 'export interface thing {}' })).toEqual([])
  })

  it('finds React, three, Node and the page where a room must not know them', () => {
    expect(
      inHouse({
        'src/design/a.ts': "import { useState } from 'react'",
        'src/widget/b.ts': "import { Color } from 'three'\nimport { Scene } from '../scene/index.ts'",
        'src/order/c.ts': "import { readFileSync } from 'node:fs'",
        'src/hosts/d.ts': "document.title = ''\nexport const name = (document: { title: string }) => document.title",
        'src/price/e.ts': "window.alert('')",
      })
    ).toEqual([
      'src/design/a.ts:1 imports react, but design never knows react',
      'src/order/c.ts:1 imports node:fs, but order never knows node',
      'src/price/e.ts:1 uses window, but price never knows the DOM',
      'src/widget/b.ts:1 imports three, but widget never knows three',
      'src/widget/b.ts:2 imports scene outright; load it with import()',
    ])
    expect(inHouse({ 'src/widget/b.ts': "const scene = () => import('../scene/index.ts')" })).toEqual([])
  })

  it('finds a product by name and a folder that is no room', () => {
    expect(inHouse({ 'src/fit/a.ts': "const cloth = 'darkDenim'", 'src/misc/b.ts': "import './c.ts'" })).toEqual([
      'src/fit/a.ts:1 names a product: "Denim"',
      'src/misc/b.ts: "misc" is not a room of the house',
    ])
  })

  it.each([
    'element.innerHTML = text',
    "element.insertAdjacentHTML('beforeend', text)",
    '<p dangerouslySetInnerHTML={{ __html: text }} />',
    "const f = new Function('return 1')",
    "eval('1')",
    "element.setAttribute('style', 'color: red')",
    'const page = `<p style="color: red">`',
    'document.write(text)',
    'document.writeln(text)',
    'element.outerHTML = text',
    'document.createRange().createContextualFragment(text)',
    'new DOMParser().parseFromString(text, type)',
    'iframe.srcdoc = text',
    '<iframe srcDoc={text} />',
    "setTimeout('alert(1)', 1)",
    "element.setAttribute('onclick', text)",
    "const link = 'javascript:alert(1)'",
  ])('finds a sink: %s', (text) => {
    expect(inHouse({ 'src/widget/a.tsx': text })[0]).toMatch(/^src\/widget\/a\.tsx:1 writes markup, style or code/)
  })
})
