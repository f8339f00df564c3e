import { expect, it } from 'vitest'
import { runSequences } from './model/sequences.ts'

/** `npm run bench -- preferences` runs ten thousand. A failure prints the shortest sequence that breaks a promise. */
it('nothing is sent without a yes that stands, whatever people, tools, tabs, disks, clocks and shops do', async () => {
  const { broken, arrivals } = await runSequences(300, 5)
  expect(broken).toBeNull()
  expect(arrivals).toBeGreaterThan(100)
}, 30_000)
