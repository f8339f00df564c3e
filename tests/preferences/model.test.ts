import { expect, it } from 'vitest'
import { runSequences } from './model/sequences.ts'

/**
 * `npm run bench -- preferences` runs ten thousand; here as many as fit, other ones each day, so that the suite walks
 * on. A failure prints the shortest sequence that breaks a promise.
 */
it('nothing is sent without a yes that stands, whatever people, tools, tabs, disks, clocks and shops do', async () => {
  const seed = Math.floor(Date.now() / 86_400_000)
  const { broken, arrivals } = await runSequences(600, seed)
  expect(broken, `seed ${seed}`).toBeNull()
  expect(arrivals).toBeGreaterThan(100)
}, 30_000)
