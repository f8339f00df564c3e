import { compileTemplate } from '../../src/template/compile/index.ts'
import { deskFolder } from '../fixtures/desk.ts'
import { compiledBomb, liveWith, writtenBomb, type Bomb } from '../template/bombs.ts'

const BOMBS = 10_000
const REACH_MS = 250

/**
 * Templates that mean harm [threat 5]: the longest that one of ten thousand keeps a page, or the studio, from anything
 * else. What is slow is tried three times, and the fastest counts: the machine has other things to do as well.
 */
export default async function bombs(_files: string[], print: (line: object) => void) {
  const built = (bomb: Bomb) => compileTemplate(deskFolder({ 'template.yaml': bomb.text }))
  for (const [name, make, live] of [
    ['compiled', compiledBomb, liveWith],
    ['written', writtenBomb, built],
  ] as const) {
    let slowest = 0
    let untyped = 0
    for (let nth = 0; nth < BOMBS; nth++) {
      const bomb = make(nth)
      let ms = Infinity
      for (let run = 0; run < 3 && ms > REACH_MS; run++) {
        const began = performance.now()
        try {
          await live(bomb)
        } catch {
          untyped++
        }
        ms = Math.min(ms, performance.now() - began)
      }
      slowest = Math.max(slowest, ms)
    }
    const value = Math.round(slowest)
    print({ name: `${name}: longest of ${BOMBS}`, value, unit: 'ms', reach: REACH_MS, ok: value <= REACH_MS })
    print({ name: `${name}: errors without a code`, value: untyped, unit: 'of all', reach: 0, ok: untyped === 0 })
  }
}
