import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { comparePrints } from '../../scene/comparePrints.ts'

const PRINTS = 'models/swimsuits/prints'

/** The print file of a piece against the same piece as the scene paints it, for every print of the house. */
export default async function print(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  const tiles = readdirSync(PRINTS).filter((name) => name.endsWith('.png'))
  const compared = await comparePrints(tiles.map((name) => join(process.cwd(), PRINTS, name)))
  const astray = compared.reduce((sum, one) => sum + one.astray, 0)
  const pixels = compared.reduce((sum, one) => sum + one.pixels, 0)
  say({ bench: 'scene', name: 'print.astray', value: astray, unit: 'px', reach: 0, ok: astray === 0 })
  const farthest = Math.max(...compared.map((one) => one.farthest))
  say({ bench: 'scene', name: 'print.farthest', value: farthest, unit: '/255', reach: null, ok: null })
  note(`scene.print: ${pixels} pixels of ${compared.length} pieces compared with their print files, one on one.`)
}
