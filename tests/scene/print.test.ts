import { describe, expect, it } from 'vitest'
import { comparePrints } from './comparePrints.ts'

const tile = (name: string) => new URL(`../../models/swimsuits/prints/${name}.png`, import.meta.url).pathname

describe('what is seen is what is printed', () => {
  it('paints a flat piece as its print file has it, each texel within a pixel, turned and scaled and with a picture', async () => {
    const compared = await comparePrints(['scallops', 'meadow'].map(tile))
    expect(compared).toHaveLength(8)
    for (const { name, pixels, astray } of compared) {
      expect(pixels, name).toBeGreaterThan(10_000)
      expect(astray, name).toBe(0)
    }
  })
})
