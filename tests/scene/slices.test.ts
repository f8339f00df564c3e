import { describe, expect, it } from 'vitest'
import { inSlices } from '../../src/scene/slices.ts'

function* busy(steps: number): Generator<void, number> {
  let done = 0
  for (; done < steps; done++) {
    const until = performance.now() + 5
    while (performance.now() < until);
    yield
  }
  return done
}

describe('inSlices', () => {
  it('lets others run while it works, and gives the result', async () => {
    let ran = 0
    const timer = setInterval(() => ran++, 1)
    expect(await inSlices(busy(20))).toBe(20)
    clearInterval(timer)
    expect(ran).toBeGreaterThan(2)
  })

  it('stops for an abort with its reason', async () => {
    const job = new AbortController()
    const work = inSlices(busy(1000), job.signal)
    job.abort(new Error('a newer picture'))
    await expect(work).rejects.toThrow('a newer picture')
  })
})
