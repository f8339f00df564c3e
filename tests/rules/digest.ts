/** Prints a digest of many compiled problems: two processes must print the same. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { compileRules } from '../../src/rules/compile/index.ts'
import { instancesIn } from '../bench/instances.ts'
import { randomTemplate } from './randomTemplates.ts'

const hash = createHash('sha256')
for (let seed = 0; seed < 60; seed++) hash.update(JSON.stringify(compileRules(randomTemplate(seed)).compiled))
for (const { problem } of instancesIn([join(import.meta.dirname, '../bench/data')], () => {}))
  hash.update(JSON.stringify(compileRules(problem).compiled))
process.stdout.write(`${hash.digest('hex')}\n`)
