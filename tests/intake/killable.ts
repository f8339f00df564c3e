/** A shop in a process of its own; prints its address. Started by killed.test.ts, which ends it the hard way. */
import { join } from 'node:path'
import { createIntake } from '../../src/intake/index.ts'
import { NOON } from './shop.ts'

const folder = process.argv[2]!
const { app } = await createIntake({
  modelsFolder: join(folder, 'models'),
  database: { folder },
  keys: { folder },
  clock: () => NOON,
  limits: { ordersPerMinute: 1e6 },
})
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
