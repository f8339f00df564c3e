import { ASKED, ESTIMATED, isMeasurement } from '../../fit/index.ts'
import { nearestWord } from '../../ground/index.ts'
import type { SizeRow } from '../types.ts'
import { readCsv } from './csv.ts'
import { textOf } from './folder.ts'
import { expectedOneOf } from './issues.ts'
import type { Lowering } from './lowering.ts'

/** Body measurements in cm, at most two decimals, as a size table is written. */
const CENTIMETRES = /^\d{1,3}(\.\d{1,2})?$/

/** A row per size: `system,label`, then a column per measurement by its ISO 8559 name, in cm. */
export function compileSizes(
  path: string,
  required: readonly string[],
  { folder, source, issues }: Lowering
): readonly SizeRow[] {
  const bytes = folder.read(path)
  if (!bytes) {
    issues.error(source.at(['sizes']), 'file/missing', `sizes: no file "${path}" in ${folder.name}.`)
    return []
  }
  const table = readCsv(`${folder.name}/${path}`, textOf(bytes), issues)
  if (!table) return []
  const [system, label, ...names] = table.columns
  const missing = required.filter((name) => !names.includes(name))
  if (system !== 'system' || label !== 'label' || missing.length) {
    const expected = ['system', 'label', ...(missing.length ? missing : names)].join(',')
    issues.error(table.heading, 'csv/heading', `expected the columns ${expected}, got ${table.columns.join(',')}.`)
    return []
  }
  const known: readonly string[] = [...ASKED, ...ESTIMATED]
  for (const name of names)
    if (!isMeasurement(name))
      issues.error(table.heading, 'measurement/unknown', expectedOneOf(known, name, nearestWord(name, known)))
  const seen = new Set<string>()
  return table.rows.map((row) => {
    const key = `${row.cells['system']} ${row.cells['label']}`
    if (seen.has(key)) issues.error(row.place, 'size/twice', `size "${key}" stands above already.`)
    seen.add(key)
    const measurements = names.map((name) => {
      const text = row.cells[name]!
      if (!CENTIMETRES.test(text))
        issues.error(
          row.at(name),
          'size/not-a-length',
          `${name}: expected centimetres such as "86" or "86.5", got "${text}".`
        )
      return [name, Math.round(Number(text) * 100)] as const
    })
    return { system: row.cells['system']!, label: row.cells['label']!, measurements: Object.fromEntries(measurements) }
  })
}
