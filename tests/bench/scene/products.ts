import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDesign } from '../../../src/design/index.ts'
import type { Picture } from '../../../src/scene/types.ts'
import { readTemplate, type CompiledTemplate } from '../../../src/template/index.ts'

export const MODELS = 'dist/models'

export interface Product {
  readonly id: string
  readonly folder: string
  readonly template: CompiledTemplate
  /** Of the default design. */
  readonly picture: Picture
}

/** Products that can be shown as they are built now; what is left out is said. */
export function builtProducts(note: (text: string) => void): readonly Product[] {
  const ids = existsSync(MODELS) ? readdirSync(MODELS).sort() : []
  if (ids.length === 0) note('scene: nothing is built yet; run `npm run build` first.')
  return ids.flatMap((id) => {
    const folder = join(MODELS, id)
    const file = join(folder, 'template.json')
    if (!existsSync(file) || !existsSync(join(folder, 'shapes')) || readdirSync(join(folder, 'shapes')).length === 0) {
      note(`scene: ${id} is left out: it has no template or no shapes yet.`)
      return []
    }
    const template = readTemplate(JSON.parse(readFileSync(file, 'utf8')))
    const design = createDesign(template, { language: 'en', currency: template.books[0]!.currency, unit: 'cm' })
    return [{ id, folder, template, picture: { look: design.look(), texts: {}, artworks: {} } }]
  })
}

export const figure = (name: string, value: number, unit: string, reach: number | null) => ({
  bench: 'scene',
  name,
  value,
  unit,
  reach,
  ok: reach === null ? null : value <= reach,
})

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? NaN
}
