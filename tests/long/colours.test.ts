import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { differenceOf, dyedIn, openSwatchRoom } from '../../models/colours.ts'
import type { Darkroom } from '../../src/scene/compile/darkroom.ts'
import { findBrowser } from '../../src/scene/compile/findBrowser.mjs'
import { checkFolder } from '../../src/studio/checkFolder.ts'
import type { CompiledTemplate } from '../../src/template/types.ts'

describe.skipIf(!findBrowser())('colours (needs Chromium, or TOILE_BROWSER)', () => {
  let room: Darkroom | null = null
  const templates: CompiledTemplate[] = []

  beforeAll(async () => {
    for (const product of ['jeans', 'shoes', 'swimsuits']) {
      const { template } = await checkFolder(`models/${product}`, { unfinished: true })
      templates.push(template!)
    }
    room = await openSwatchRoom(templates[0]!)
  })
  afterAll(() => room?.close())

  it('of every cloth, leather, knit and thread come out as the mill measured them, within a CIEDE2000 of 2', async () => {
    for (const template of templates) {
      const seen = new Set<string>()
      const dyed = dyedIn(template)
      expect(dyed.length).toBeGreaterThan(7)
      for (const one of dyed) {
        // The same hide may be had for several panels: it is measured once.
        const { cloth, knit, materials } = one.look
        const key = JSON.stringify([one.colour, cloth, knit, Object.values(materials ?? {})[0]])
        if (seen.has(key)) continue
        seen.add(key)
        expect(await differenceOf(room!, one), `${template.id}: ${one.option} ${one.choice}`).toBeLessThan(2)
      }
    }
  })
})
